"""So many pages at once: nobody waits for whoever reads or writes slowly."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from config.pages import pages

Event = dict[str, Any]
START = {"type": "http.response.start", "status": 200, "headers": []}
REQUEST = {"type": "http.request", "body": b"", "more_body": False}


class Making:
    """An application that counts how many of its answers are being made, and waits until it may go on."""

    def __init__(self) -> None:
        self.now = self.most = self.done = 0
        self.go = asyncio.Event()
        self.heard: list[Event] = []

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Event]], send: Any) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        self.heard.append(await receive())
        await self.go.wait()
        await send(START)
        await send({"type": "http.response.body", "body": b"page"})
        self.now -= 1
        self.done += 1


async def asked() -> Event:
    return REQUEST


async def test_so_many_are_made_at_once_and_all_are_made_in_the_end() -> None:
    made, sent = Making(), []

    async def send(message: Event) -> None:
        sent.append(message)

    serve = pages(made, at_once=3)
    asking = [asyncio.create_task(serve({}, asked, send)) for _ in range(10)]
    await asyncio.sleep(0.01)
    assert made.now == 3
    made.go.set()
    await asyncio.gather(*asking)
    assert (made.most, made.done) == (3, 10)
    assert [message["type"] for message in sent].count("http.response.body") == 10


async def test_whoever_reads_nothing_holds_no_place() -> None:
    made = Making()
    made.go.set()

    async def stuck(message: Event) -> None:
        await asyncio.sleep(3600)

    serve = pages(made, at_once=1)
    asking = [asyncio.create_task(serve({}, asked, stuck)) for _ in range(5)]
    await asyncio.sleep(0.01)
    assert made.done == 5
    for task in asking:
        task.cancel()


async def test_a_form_that_does_not_come_is_given_up_and_holds_no_place() -> None:
    made, sent = Making(), []
    made.go.set()

    async def slowly() -> Event:
        await asyncio.sleep(0.005)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: Event) -> None:
        sent.append(message)

    serve = pages(made, at_once=1, form_within=0.05)
    slow = asyncio.create_task(serve({}, slowly, send))
    await asyncio.sleep(0.01)
    quick: list[Event] = []

    async def kept(message: Event) -> None:
        quick.append(message)

    await serve({}, asked, kept)
    assert quick[0] == START
    await slow
    assert made.done == 1
    assert sent[0]["status"] == 408
    assert b"Send it again" in sent[1]["body"]


async def test_the_form_comes_whole_and_then_the_hanging_up() -> None:
    says = [
        {"type": "http.request", "body": b"a=", "more_body": True},
        {"type": "http.request", "body": b"1", "more_body": False},
        {"type": "http.disconnect"},
    ]
    heard: list[Event] = []
    left = iter(says)

    async def receive() -> Event:
        return next(left)

    async def application(scope: Any, hear: Callable[[], Awaitable[Event]], send: Any) -> None:
        heard.extend([await hear() for _ in says])

    async def send(message: Event) -> None:
        raise AssertionError("nothing was answered")

    await pages(application)({}, receive, send)
    assert heard == says
