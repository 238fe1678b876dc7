"""One socket's way out.

Invariant: `push` never waits. An idle socket is written to at once; for a busy one (its last write has not
returned) what newer news replaces is replaced, and the rest waits in order. Nothing acknowledged is lost: when
too many events wait, they give way to one snapshot, made at the moment when it can be written.
"""

import asyncio
import types
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Generator
from itertools import count
from typing import Any, Final

from simulator.rooms import limits, metrics

Send = Callable[[dict[str, Any]], Awaitable[None]]
Frame = dict[str, Any]
Key = tuple[str, int | str]
MOST_EVENTS: Final = limits.EVENTS_WAITING
MOST_WAITING: Final = limits.WAITING
CLOSE_WITHIN: Final = (
    3.0  # seconds that a close may take before the connection is cut: gone within ten, in all
)
GOODBYE_WITHIN: Final = 15.0  # seconds for the peer's half of the closing; uvicorn waits for ten of them
SNAPSHOT: Final[Key] = ("snapshot", "")
GONE = (OSError, RuntimeError)  # servers say either when they are written to after the end


def frame(text: str) -> Frame:
    """A text frame as ASGI sends it. Every socket gets the same object."""
    return {"type": "websocket.send", "text": text}


@types.coroutine
def _resume(started: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was already stepped once and now waits for something."""
    yield waits_for
    yield from started


class Outbox:
    """`send` is the server's own, without middleware; `abort` cuts a connection that cannot even be closed."""

    # A thousand of these are walked through for each frame: what is packed together is found faster.
    __slots__ = (
        "_abort",
        "_busy_since",
        "_closer",
        "_idle",
        "_numbers",
        "_send",
        "_snapshot",
        "_waiting",
        "_writer",
        "closed",
    )

    def __init__(self, send: Send, abort: Callable[[], None], snapshot: Callable[[], str]) -> None:
        self._send = send
        self._abort = abort
        self._snapshot = snapshot
        self._waiting: OrderedDict[Key, Frame | None] = OrderedDict()  # None: a snapshot, not yet made
        self._numbers = count()
        self._writer: asyncio.Task[None] | None = None
        self._closer: asyncio.Task[None] | None = None
        self._busy_since: float | None = None
        self._idle = True  # open, and nothing under way
        self.closed = False

    def push(self, message: Frame, replaces: Key | None = None, is_event: bool = False) -> None:
        """Send a frame. A waiting one with the same `replaces` gives way to it."""
        if self._idle:
            self._write(message)
        elif self.closed:
            return
        elif replaces is not None:
            self._replace(replaces, message)
        elif is_event:
            self._keep_event(message)
        else:
            self._keep(("answer", next(self._numbers)), message)

    def refresh(self) -> None:
        """Send a snapshot, made when it can be written. However often it is asked for, one waits at the most."""
        if self._idle:
            self._write(frame(self._snapshot()))
        elif not self.closed:
            self._give_way()

    def behind(self, now: float) -> float:
        """Seconds that the current write has been waiting."""
        return 0.0 if self._busy_since is None else now - self._busy_since

    def close(self, code: int, reason: str = "") -> None:
        """Close with a code. What still waits is dropped: the client comes back for a snapshot."""
        if self.closed:
            return
        self._shut()
        message = {"type": "websocket.close", "code": code, "reason": reason}
        self._closer = asyncio.create_task(self._close(message))

    async def ended(self) -> None:
        """The connection is over: end what still writes to it."""
        self._shut()
        tasks = [task for task in (self._writer, self._closer) if task is not None and not task.done()]
        for task in tasks:
            task.cancel()
        if tasks:
            self._abort()  # unread bytes would keep the connection, and its memory, for as long as the peer likes
            await asyncio.gather(*tasks, return_exceptions=True)

    def _write(self, message: Frame) -> None:
        """Write now if the socket takes it now. A task for each write would cost more than the write."""
        writing: Any = self._send(message)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return
        except GONE:
            self._lost()
            return
        self._idle = False
        self._busy_since = asyncio.get_running_loop().time()
        self._writer = asyncio.create_task(self._drain(_resume(writing, waits_for)))

    async def _drain(self, first: Awaitable[None]) -> None:
        """Finish the write that is under way, then everything that waits."""
        clock = asyncio.get_running_loop().time
        try:
            await first
            while self._waiting:
                _, message = self._waiting.popitem(last=False)
                self._busy_since = clock()
                await self._send(message or frame(self._snapshot()))
        except GONE:
            self._lost()
        finally:
            self._writer = self._busy_since = None
            self._idle = not self.closed

    def _shut(self) -> None:
        """Nothing more goes out."""
        self.closed = True
        self._idle = False
        self._waiting.clear()

    def _lost(self) -> None:
        self._shut()
        self._abort()

    def _replace(self, key: Key, message: Frame) -> None:
        if self._waiting.pop(key, None) is not None:
            metrics.CONFLATED.inc()
        self._waiting[key] = message

    def _keep_event(self, message: Frame) -> None:
        if SNAPSHOT in self._waiting:
            return  # it is made later than now, so it will hold this event
        events = [key for key in self._waiting if key[0] == "event"]
        if len(events) < MOST_EVENTS:
            self._keep(("event", next(self._numbers)), message)
            return
        self._give_way()
        metrics.RESYNCS.labels("behind").inc()

    def _give_way(self) -> None:
        """Events that wait are told by a snapshot instead: it is made later, so it holds them."""
        for key in [key for key in self._waiting if key[0] == "event"]:
            del self._waiting[key]
        self._waiting[SNAPSHOT] = None
        self._waiting.move_to_end(SNAPSHOT, last=False)

    def _keep(self, key: Key, message: Frame) -> None:
        self._waiting[key] = message
        if len(self._waiting) > MOST_WAITING:
            self.close(1013, "too far behind")

    async def _close(self, message: Frame) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._send(message)
            # A peer that reads nothing would never let the server's own close end.
            asyncio.get_running_loop().call_later(GOODBYE_WITHIN, self._abort)
        except TimeoutError:
            self._abort()
        except GONE:
            pass  # it went first
