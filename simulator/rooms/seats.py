"""The sockets of this process, by the browser that opened them: how many it may have, and all closed when it signs out.

Invariant: a socket has its seat before its cookie is checked, so a sign-out is either seen by the check or finds the
socket here: by a hint at once, or without one at the next look into the database.
"""

import asyncio
import contextvars
import time
from collections import Counter
from collections.abc import Callable
from contextlib import aclosing, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError

from simulator.rooms import layer, sign_outs
from simulator.rooms.codes import SIGNED_OUT
from simulator.rooms.errors import SignedOut, TooManyFromHere, TooManySockets
from simulator.rooms.models import SignedOut as Row
from simulator.rooms.people import Person, Session, seat_of
from simulator.rooms.pool import in_database

log = structlog.get_logger(__name__)
Close = Callable[[int, str], None]
LOOK: Final = 3.0  # seconds between two looks: with the closing itself it is done within 5
# Clocks of two machines differ, and a row is dated before its commit: each look goes back a little further.
OVERLAP: Final = timedelta(seconds=30)
SKEW: Final = 2.0  # seconds that the clocks of two machines may differ


class Seat:
    """A socket's place. It may be ended before the socket is in its room, and then the socket closes on its way in."""

    __slots__ = ("_close", "_ended", "address", "browser", "learner", "taken_at")

    def __init__(self, browser: str, learner: str, address: str) -> None:
        self.browser, self.learner, self.address = browser, learner, address
        self.taken_at = time.time()
        self._close: Close | None = None
        self._ended: tuple[int, str] | None = None

    def sit(self, close: Close) -> None:
        """The socket is in its room; `close` ends it, with a code and a reason."""
        self._close = close
        if self._ended is not None:
            close(*self._ended)

    def end(self, code: int, reason: str) -> None:
        """Close the socket now, or as soon as it sits."""
        self._ended = code, reason
        if self._close is not None:
            self._close(code, reason)

    def ends_with(self, row: Row) -> bool:
        """Whether this sign-out is this socket's."""
        if not row.others:
            return self.browser == row.seat
        before = self.taken_at < row.at.timestamp() + SKEW
        return self.learner == row.learner and self.browser != row.seat and before


class Seats:
    """Of one process. It looks while anybody sits."""

    def __init__(self) -> None:
        self._taken: dict[str, set[Seat]] = {}  # by browser
        self._from: Counter[str] = Counter()  # by address
        self._watching: asyncio.Task[None] | None = None
        self._told: asyncio.Event

    async def take(self, session: Session, person: Person, address: str) -> Seat:
        """A seat for a socket that came. Raise `TooManySockets`, `TooManyFromHere`, or `SignedOut` for an old cookie.

        Who sends no cookie is somebody new each time, and so is counted by address alone.
        """
        browser = seat_of(session)
        if len(self._taken.get(browser, ())) >= settings.SOCKETS_A_BROWSER:
            raise TooManySockets
        if self._from[address] >= settings.SOCKETS_AN_ADDRESS:
            raise TooManyFromHere
        seat = Seat(browser, person.learner, address)
        self._taken.setdefault(browser, set()).add(seat)
        self._from[address] += 1
        if self._watching is None or self._watching.done():
            # Of its own context: what it logs is not of the socket that happened to come first.
            self._watching = asyncio.create_task(self._watch(), context=contextvars.Context())
        try:
            if sign_outs.concerned(session):
                await in_database(sign_outs.check, session, browser)
        except BaseException:
            await self.leave(seat)
            raise
        return seat

    async def leave(self, seat: Seat) -> None:
        """The socket is gone. With the last one of the process nobody looks any more."""
        taken = self._taken.get(seat.browser, set())
        if seat in taken:
            taken.remove(seat)
            self._from[seat.address] -= 1
            if not self._from[seat.address]:
                del self._from[seat.address]
        if not taken:
            self._taken.pop(seat.browser, None)
        if not self._taken and self._watching is not None:
            ending, self._watching = self._watching, None
            ending.cancel()
            await asyncio.wait([ending])

    async def _watch(self) -> None:
        self._told = asyncio.Event()
        while True:
            try:
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(self._listen())
                    tasks.create_task(self._look_again_and_again())
            except* Exception:  # whatever it was: it is logged, and looked again
                log.exception("sign_outs_not_watched")
            await asyncio.sleep(1)

    async def _listen(self) -> None:
        async with aclosing(layer.hints(layer.SIGN_OUTS)) as hints:
            async for _ in hints:
                self._told.set()

    async def _look_again_and_again(self) -> None:
        looked_at = datetime.now(UTC)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await self._told.wait()
            self._told.clear()
            now = datetime.now(UTC)
            try:
                rows = await in_database(sign_outs.since, looked_at - OVERLAP)
            except DatabaseError:
                log.exception("sign_outs_not_read")
                await asyncio.sleep(1)
                continue
            looked_at = now
            self._close(rows)

    def _close(self, rows: list[Row]) -> None:
        for seat in [one for taken in self._taken.values() for one in taken]:
            if any(seat.ends_with(row) for row in rows):
                seat.end(SIGNED_OUT, SignedOut.message)


SEATS = Seats()
