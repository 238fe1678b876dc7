"""Pages, so many at once: each has a thread and a connection to the database while it is made, and no longer.

Invariant: whoever reads or writes slowly holds neither. The form is here before a page is begun, and the page is whole
before it is sent. Without this, 150 requests at once took 150 threads, and as many connections of PostgreSQL's hundred.
"""

import asyncio
from collections import deque

from config.http import Application, Event, Receive, Send, Unread, refuse

AT_ONCE = 20  # in a process; three of them and their rooms' threads stay under PostgreSQL's usual hundred connections
FORM_WITHIN = 20.0  # seconds for a form to come; the largest of ours is a few thousand bytes


def pages(application: Application, at_once: int = AT_ONCE, form_within: float = FORM_WITHIN) -> Application:
    """An ASGI application for HTTP that lets `application` make `at_once` answers at a time; the others wait in line.

    408 for a form that does not come within `form_within` seconds.
    """
    places = asyncio.Semaphore(at_once)

    async def serve(scope: dict[str, object], receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(form_within):
                came = await _form(receive)
        except TimeoutError:
            await refuse(send, Unread(408, "This form took too long to come. Send it again.\n"))
            return
        page: list[Event] = []

        async def hear() -> Event:
            return came.popleft() if came else await receive()

        async def keep(message: Event) -> None:
            page.append(message)

        async with places:
            await application(scope, hear, keep)
        for message in page:
            await send(message)

    return serve


async def _form(receive: Receive) -> deque[Event]:
    """All that a request says, up to its end or until whoever asks has hung up."""
    came = deque([await receive()])
    while came[-1].get("more_body"):
        came.append(await receive())
    return came
