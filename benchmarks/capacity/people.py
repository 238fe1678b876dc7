"""Learners for the measurement: each with a cookie of their own, a line that listens, and forms that are sent."""

import asyncio
import base64
import http.client
import json
import os
import time
import urllib.parse
import uuid
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import cycle
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.live import Live
from tests.scale.idlers import Listener

TOKEN = "t" * 32  # of the forms: a cookie and a header that say the same
AT_ONCE = 20


class Learner:
    """Somebody who has done something already: their number is in a signed cookie."""

    def __init__(self, live: Live) -> None:
        from django.contrib.sessions.backends.signed_cookies import SessionStore

        from course.models import Learner as Row

        self.live = live
        self.row = Row.objects.create()
        session = SessionStore()
        session["learner"] = self.row.pk.hex
        session.save()
        self.cookie = f"sessionid={session.session_key}; csrftoken={TOKEN}"
        self.connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=30)

    def ask(self, method: str, path: str, fields: dict[str, Any] | None = None, **headers: str) -> bytes:
        """The body of an answer, which must not be an error."""
        body = urllib.parse.urlencode(fields, doseq=True) if fields else None
        sent = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "Referer": self.live.url, **headers}
        if body:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        except (
            http.client.RemoteDisconnected
        ):  # it was not used for a while; sent twice, a form has one effect
            self.connection.request(method, path, body, sent)
            answer = self.connection.getresponse()
        said = answer.read()
        assert answer.status < 400, (path, answer.status, said[:300])
        return said

    def answers(self) -> int:
        """Answer every question of the check of lesson 21, once and right; return how many there were."""
        from course.quiz.sittings import begin, drawn
        from tests.course.quiz.poster import fields_for

        sitting = begin(self.row, "check", "L21", datetime.now(UTC))
        for position, (item, seed) in enumerate(sitting.slots):
            question = drawn(item, seed)
            assert question is not None
            fields = fields_for(item, seed, question.solution(), str(uuid.uuid4()))
            self.ask("POST", f"/sittings/{sitting.pk}/{position}/", fields, **{"HX-Request": "true"})
        return len(sitting.slots)

    async def listen(self, slug: str) -> Listener:
        """A line that takes everything and reads nothing."""
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET /ws/rooms/{slug}/ HTTP/1.1\r\nHost: 127.0.0.1:{self.live.port}\r\nOrigin: {self.live.url}\r\n"
            f"Cookie: {self.cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        ).encode()
        loop = asyncio.get_running_loop()
        _, listener = await loop.create_connection(
            lambda: Listener(request, watched=True), "127.0.0.1", self.live.port
        )
        await listener.open
        return listener

    def line(self, slug: str) -> connect:
        """A line that speaks."""
        return connect(
            f"{self.live.ws_url}/ws/rooms/{slug}/",
            origin=self.live.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie},
            compression=None,
        )


def open_rooms(count: int, owners: list[Learner]) -> list[str]:
    """Rooms with five ovens and 10,000 keys, as most people open them. Owners take turns: each may have so many."""
    from simulator.rooms import store

    return [
        store.create(owner.row.pk.hex).slug for owner, _ in zip(cycle(owners), range(count), strict=False)
    ]


async def fill(rooms: list[str], learners: list[Learner]) -> list[Listener]:
    """Everyone into a room, in turn."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def enter(number: int) -> Listener:
        async with gate:
            return await learners[number].listen(rooms[number % len(rooms)])

    return list(await asyncio.gather(*map(enter, range(len(learners)))))


async def command(line: ClientConnection, turn: int) -> None:
    """Give one command and wait until it is acknowledged."""
    name = str(uuid.uuid4())
    weight = 0.5 + turn % 97 / 40  # never what the oven has already
    order = {"id": name, "do": "weigh_server", "server": f"oven-{1 + turn % 5}", "weight": weight}
    await line.send(json.dumps(order))
    while True:
        said = json.loads(await line.recv())
        if said.get("id") == name and said["type"] in ("ack", "error"):
            assert said["type"] == "ack", said
            return


async def commands(rooms: list[str], learners: list[Learner], turns: range, gap: float) -> int:
    """Everyone alone in a room, a command each turn with a gap (seconds) after it; return how many in all."""

    async def work(line: ClientConnection) -> None:
        for turn in turns:
            await command(line, turn)
            await asyncio.sleep(gap)

    async with AsyncExitStack() as stack:
        lines = [await stack.enter_async_context(one.line(rooms[n])) for n, one in enumerate(learners)]
        await asyncio.gather(*map(work, lines))
    return len(turns) * len(learners)


async def sizes(learner: Learner, slug: str) -> dict[str, int]:
    """Bytes of one message of each kind."""
    seen: dict[str, int] = {}
    async with learner.line(slug) as line:
        order = {"id": str(uuid.uuid4()), "do": "weigh_server", "server": "oven-1", "weight": 2.5}
        await line.send(json.dumps(order))
        ends = time.monotonic() + 20
        while not {"snapshot", "event", "frame"} <= set(seen) and time.monotonic() < ends:
            said = await line.recv()
            seen[json.loads(said)["type"]] = len(said)
    return seen
