"""One hub for each open room of a process: one subscription, every message encoded once, written to every socket.

Invariant: members hear the events of the room in order and without a gap, whatever the channel layer does: the
hub reads them from the database, starting at the moment of the snapshot that each member got. If one of the hub's
tasks fails, the hub ends and closes its sockets; their browsers come back to a fresh one.
"""

import asyncio
import math
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from django.db import DatabaseError

from simulator import engine
from simulator.engine import SLOT, Refusal
from simulator.rooms import drags, layer, metrics, moment, outbox, presence, protocol, rights
from simulator.rooms.drags import Dragged
from simulator.rooms.errors import AnotherLife, RoomNotFound
from simulator.rooms.member import Member
from simulator.rooms.moment import Moment
from simulator.rooms.people import Person
from simulator.rooms.pool import in_database, in_numbers

log = structlog.get_logger(__name__)
BEACON = 5.0  # seconds between beacons
BEHIND = 5.0  # seconds after which a socket whose write has not returned is closed
FAILED, COME_AGAIN, TOO_SLOW, NO_SUCH_ROOM = 1011, 1012, 1013, 4404
CLOSE_CODES: dict[type[Exception], int] = {RoomNotFound: NO_SUCH_ROOM, AnotherLife: COME_AGAIN}


class Hub:
    """Opened and ended by `simulator.rooms.hubs`."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.members: set[Member] = set()
        self.moment: Moment
        self.log = log
        self._people: list[dict[str, Any]] = []
        self._here: frozenset[str] = frozenset()  # ids of our own people, as last written down
        self._people_changed = True
        self._drags = drags.Drags()
        self._catching_up = asyncio.Lock()

    async def open(self) -> None:
        """Read the room. Raise `RoomNotFound`."""
        self.moment = await in_database(moment.now, self.slug)
        self.log = log.bind(room=self.moment.label)

    async def run(self) -> None:
        """Listen, draw, follow, until cancelled or until one of them fails."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (self._listen, self._draw, self._preview, self._keep_up):
                    tasks.create_task(work(), name=f"{work.__name__} of {self.moment.label}")
        except* Exception as failures:  # noqa: BLE001  whatever it was: it is logged, and the room starts afresh
            self._fail(failures)

    def _fail(self, failures: ExceptionGroup[Exception]) -> None:
        code = max(CLOSE_CODES.get(type(failure), FAILED) for failure in failures.exceptions)
        expected = all(type(failure) in CLOSE_CODES for failure in failures.exceptions)
        tell = self.log.warning if expected else self.log.error
        tell("hub_ended", seq=self.moment.seq, code=code, exc_info=None if expected else failures)
        for member in self.members:
            member.outbox.close(code, "the room had to stop")

    # -- members -----------------------------------------------------------------------------------------

    def add(self, person: Person, send: outbox.Send, abort: Callable[[], None]) -> Member:
        """Let a socket in: a snapshot now, and every event after it."""
        member = Member(person, send, abort, self.snapshot)
        self.members.add(member)
        self._people_changed = True
        self.greet(member)
        return member

    def greet(self, member: Member) -> None:
        """Send a snapshot."""
        member.outbox.push(outbox.frame(self.snapshot(member.person)))

    def remove(self, member: Member) -> None:
        """Let a socket go."""
        self.members.discard(member)
        self._drags.drop(member.person.id)
        self._people_changed = True

    def snapshot(self, person: Person) -> str:
        """The room as it is now, with what concerns this person."""
        now = self.moment
        people = {one["id"]: one for one in self._people} | {person.id: person.public()}
        message = protocol.Snapshot(
            epoch=now.epoch,
            seq=now.seq,
            hash=now.hash,
            state=now.state,
            derived=now.derived,
            you=rights.you(now.owner, now.locked, person),
            people=list(people.values()),
        )
        return protocol.encode(message)

    def broadcast(
        self, message: protocol.ToClient, replaces: outbox.Key | None = None, is_event: bool = False
    ) -> None:
        """Encode once, hand to every member. How it may wait is as for `Outbox.push`."""
        frame = outbox.frame(protocol.encode(message))
        for member in self.members:
            member.outbox.push(frame, replaces, is_event)
        metrics.DELIVERIES.inc(len(self.members))

    # -- events ------------------------------------------------------------------------------------------

    async def committed(self, seq: int) -> None:
        """This process stored event `seq`: tell our own members, and the other processes."""
        await self.catch_up(seq)
        await layer.hint(self.slug, "event", seq=seq)

    async def catch_up(self, seq: float = math.inf) -> None:
        """Pass on all events up to `seq`. Without `seq`, look whether there are any."""
        async with self._catching_up:
            while self.moment.seq < seq:
                try:
                    steps = await in_database(moment.after, self.moment)
                except DatabaseError:
                    self.log.exception("events_not_read", seq=self.moment.seq)  # the next beacon looks again
                    return
                for self.moment, event in steps:
                    self.broadcast(moment.event_message(self.moment, event), is_event=True)
                    if event.command["do"] == "lock":
                        self._say_who_may_change()
                if len(steps) < moment.MOST_AT_ONCE:
                    return

    def _say_who_may_change(self) -> None:
        now = self.moment
        for member in self.members:
            member.say(protocol.you_now(rights.you(now.owner, now.locked, member.person)))

    async def _listen(self) -> None:
        async with aclosing(layer.hints(self.slug)) as hints:
            async for heard in hints:
                if heard.get("process") != layer.PROCESS:
                    await HEAR[heard["kind"]](self, heard)

    async def _hear_event(self, heard: dict[str, Any]) -> None:
        await self.catch_up(heard.get("seq", math.inf))

    async def _hear_owner(self, heard: dict[str, Any]) -> None:
        async with self._catching_up:
            owner = await in_database(moment.owner_of, self.slug)
            self.moment = replace(self.moment, owner=owner)
        self._say_who_may_change()

    async def _hear_people(self, heard: dict[str, Any]) -> None:
        self._people_changed = True

    async def _hear_drag(self, heard: dict[str, Any]) -> None:
        self._drags.add(Dragged(heard["by"], heard["server"], heard["point"], heard["position"]))

    # -- frames ------------------------------------------------------------------------------------------

    async def _draw(self) -> None:
        """A frame for each slot of the wall clock, so that all processes draw the same ones."""
        slot = 0
        while True:
            slot = max(slot, math.floor(time.time() / SLOT)) + 1
            await asyncio.sleep(slot * SLOT - time.time())
            now = self.moment
            with metrics.FRAME_SECONDS.time():
                frame = await in_numbers(engine.frame, now.cluster, now.history, slot)
                self.broadcast(protocol.frame_of(frame), replaces=("frame", ""))
            self._close_those_behind()

    def _close_those_behind(self) -> None:
        now = asyncio.get_running_loop().time()
        for member in self.members:
            if member.outbox.behind(now) > BEHIND and not member.outbox.closed:
                metrics.SLOW_CLOSED.inc()
                self.log.info("socket_too_slow", person=member.person.name)
                member.outbox.close(TOO_SLOW, "too far behind")

    def drag(self, person: Person, message: protocol.Drag) -> None:
        """Show everyone where this person holds a point. Raise `Refusal` or `Locked`."""
        now = self.moment
        rights.check_change(now.owner, now.locked, person)
        dragged = Dragged(person.public(), message.server, message.point, message.position, ours=True)
        dragged.drop(now.cluster)  # only to see whether it could be dropped there
        self._drags.add(dragged)

    def dropped(self, person: Person) -> None:
        """This person gave a command: what they dragged before it is over."""
        self._drags.drop(person.id)

    async def _preview(self) -> None:
        while True:
            for dragged in await self._drags.round():
                try:
                    preview = await in_numbers(drags.preview, self.moment.cluster, dragged)
                except Refusal:
                    continue  # the point went while it was being dragged
                message = protocol.Preview(**dragged.plain(), preview=preview)
                self.broadcast(message, replaces=("drag", dragged.by["id"]))
                if dragged.ours:
                    await layer.hint(self.slug, "drag", **dragged.plain())

    # -- people and beacons --------------------------------------------------------------------------------

    async def _keep_up(self) -> None:
        """At once: who is here, if that changed. Every few seconds: still here, missed events, the beacon."""
        beacon_at = heartbeat_at = 0.0
        while True:
            now = time.monotonic()
            if self._people_changed or now >= heartbeat_at:
                heartbeat_at = now + presence.HEARTBEAT
                await self._count_people()
            if now >= beacon_at:
                beacon_at = now + BEACON
                await self.catch_up()
                beacon = protocol.Beacon(epoch=self.moment.epoch, seq=self.moment.seq)
                self.broadcast(beacon, replaces=("beacon", ""))
            await asyncio.sleep(SLOT)

    async def _count_people(self) -> None:
        self._people_changed = False
        here = {member.person.id: member.person for member in self.members}
        try:
            people = await in_database(
                presence.confirm, self.moment.room_id, list(here.values()), datetime.now(UTC)
            )
        except DatabaseError:
            self.log.exception("people_not_counted")
            return
        if self._here != frozenset(here):
            self._here = frozenset(here)
            await layer.hint(self.slug, "people")
        if people != self._people:
            self._people = people
            self.broadcast(protocol.People(people=people), replaces=("people", ""))

    async def farewell(self) -> None:
        """The last member left: so that other processes know at once, and need not wait until it shows."""
        try:
            await in_database(presence.leave, self.moment.room_id)
        except DatabaseError:
            self.log.exception("people_not_counted")
        await layer.hint(self.slug, "people")


HEAR = {
    "listening": Hub._hear_event,
    "event": Hub._hear_event,
    "owner": Hub._hear_owner,
    "people": Hub._hear_people,
    "drag": Hub._hear_drag,
}
