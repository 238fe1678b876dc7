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
from simulator.rooms import drags, entry, layer, limits, metrics, moment, outbox, presence, protocol, rights
from simulator.rooms.codes import CODES, TOO_SLOW, code_of
from simulator.rooms.drags import Dragged
from simulator.rooms.member import Member
from simulator.rooms.moment import Moment
from simulator.rooms.people import Person
from simulator.rooms.pool import in_database, in_numbers

log = structlog.get_logger(__name__)
BEACON = 5.0  # seconds between beacons
BEHIND = limits.BEHIND
AHEAD = 4  # slots that the last frame may lie ahead: more, and the wall clock was set back
LOOK = 3.0  # seconds between two looks at the room: whoever was asked to leave is gone within 5, hint or not
GOLDEN = (math.sqrt(5) - 1) / 2  # multiples of it lie evenly between 0 and 1, however many there are


class Hub:
    """Opened and ended by `simulator.rooms.hubs`."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.members: set[Member] = set()
        self.moment: Moment
        self.log = log
        self._people: list[dict[str, Any]] = []
        self._here: frozenset[str] = frozenset()  # ids of our own people, as last written down
        self._elsewhere: frozenset[str] = frozenset()  # ids of those whom other processes have here
        self._people_changed = True
        self._counting: asyncio.Future[Any] | None = None
        self._drags = drags.Drags()
        self._catching_up = asyncio.Lock()
        # Commands of a room wait for each other in the database anyway, but there not in the order in which they came:
        # beside a flood, whoever had to wait had to wait long.
        self.turn = asyncio.Lock()

    async def open(self) -> None:
        """Read the room. Raise `RoomNotFound`."""
        self.moment = await in_database(moment.now, self.slug)
        self.log = log.bind(room=self.moment.label)

    async def run(self) -> None:
        """Listen, draw, follow, until cancelled or until one of them fails."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for work in (self._listen, self._draw, self._preview, self._keep_up, self._see_out_the_slow):
                    tasks.create_task(work(), name=f"{work.__name__} of {self.moment.label}")
        except* Exception as failures:  # noqa: BLE001  whatever it was: it is logged, and the room starts afresh
            self._fail(failures)

    def _fail(self, failures: ExceptionGroup[Exception]) -> None:
        code = max(map(code_of, failures.exceptions))
        expected = all(type(failure) in CODES for failure in failures.exceptions)
        tell = self.log.warning if expected else self.log.error
        metrics.HUB_FAILURES.labels(code).inc()
        tell("hub_ended", seq=self.moment.seq, code=code, exc_info=None if expected else failures)
        for member in self.members:
            member.outbox.close(code, "the room had to stop")

    # -- members -----------------------------------------------------------------------------------------

    def add(self, person: Person, send: outbox.Send, abort: Callable[[], None]) -> Member:
        """Let a socket in: a snapshot now, and every event after it. Raise `Removed` or `RoomFull`."""
        entry.check(self.moment, self.members, self._elsewhere, person)
        member = Member(person, send, abort, self.snapshot)
        self.members.add(member)
        self._people_changed = True
        self.greet(member)
        return member

    def greet(self, member: Member) -> None:
        """Send a snapshot."""
        member.outbox.refresh()

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
            you=self.you(person),
            people=list(people.values()),
        )
        return protocol.encode(message)

    def you(self, person: Person) -> protocol.You:
        """What a person is told about themselves."""
        now = self.moment
        return rights.you(now.owner, now.locked, person, now.removed)

    def broadcast(
        self, message: protocol.ToClient, replaces: outbox.Key | None = None, is_event: bool = False
    ) -> None:
        """Encode once, hand to every member. How it may wait is as for `Outbox.push`."""
        frame = outbox.frame(protocol.encode(message))
        for member in self.members:
            member.outbox.push(frame, replaces, is_event)
        metrics.DELIVERIES.inc(len(self.members))

    def show(self, message: protocol.ToClient, replaces: outbox.Key) -> None:
        """The same for what is only there to be looked at: it goes to those who look."""
        frame = outbox.frame(protocol.encode(message))
        watching = [member for member in self.members if member.watching]
        for member in watching:
            member.outbox.push(frame, replaces)
        metrics.DELIVERIES.inc(len(watching))

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
        for member in self.members:
            member.say(protocol.you_now(self.you(member.person)))

    async def look(self) -> None:
        """Find what has changed while nobody told us: events, whose room it is, who was asked to leave it."""
        async with self._catching_up:
            try:
                seen = await in_database(moment.glance, self.slug)
            except DatabaseError:
                self.log.exception("room_not_looked_at", seq=self.moment.seq)  # the next look will tell
                return
            known, same = self.moment, self.moment.epoch == seen.epoch
            if same and (known.owner, known.removed) != (seen.owner, seen.removed):
                self.moment = replace(known, owner=seen.owner, removed=seen.removed)
                entry.see_out(self.moment, self.members)
                self._say_who_may_change()
        if not same or known.seq != seen.seq:
            await self.catch_up()

    async def _listen(self) -> None:
        async with aclosing(layer.hints(self.slug)) as hints:
            async for heard in hints:
                if heard.get("process") != layer.PROCESS and heard["kind"] in HEAR:
                    await HEAR[heard["kind"]](self, heard)

    async def _hear_event(self, heard: dict[str, Any]) -> None:
        await self.catch_up(heard.get("seq", math.inf))

    async def _hear_room(self, heard: dict[str, Any]) -> None:
        await self.look()

    async def _hear_people(self, heard: dict[str, Any]) -> None:
        self._people_changed = True

    async def _hear_drag(self, heard: dict[str, Any]) -> None:
        self._drags.add(Dragged(heard["by"], heard["server"], heard["point"], heard["position"]))

    # -- frames ------------------------------------------------------------------------------------------

    async def _draw(self) -> None:
        """A frame for each slot of the wall clock, so that all processes draw the same ones.

        Each room has a moment of its own within the slot: if all were drawn at once, a small room would wait for the
        large ones (with 10,000 sockets in 26 rooms, 186 ms; docs/reliability.md has today’s figure).
        """
        slot, phase = 0, SLOT * (self.moment.room_id * GOLDEN % 1)
        while True:
            now = math.floor((time.time() - phase) / SLOT)
            slot = (slot if now <= slot <= now + AHEAD else now) + 1
            await asyncio.sleep(slot * SLOT + phase - time.time())
            if any(member.watching for member in self.members):
                await self._draw_slot(slot)
                metrics.FRAME_LATE_SECONDS.observe(max(0.0, time.time() - slot * SLOT - phase))

    async def _draw_slot(self, slot: int) -> None:
        now = self.moment
        with metrics.FRAME_SECONDS.time():
            frame = await in_numbers(engine.frame, now.cluster, now.history, slot)
        if now.seq == self.moment.seq:  # else an event has overtaken it: this is how the ring was before
            self.show(protocol.frame_of(frame), replaces=("frame", ""))

    async def _see_out_the_slow(self) -> None:
        while True:
            await asyncio.sleep(SLOT)
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
            held = await self._drags.round()
            now = self.moment
            for dragged in held:
                try:
                    preview = await in_numbers(drags.preview, now.cluster, dragged)
                except Refusal:
                    continue  # the point went while it was being dragged
                if now.seq != self.moment.seq:
                    break  # an event has overtaken the round: after a drop it would be a ghost
                message = protocol.Preview(**dragged.plain(), preview=preview)
                self.show(message, replaces=("drag", dragged.by["id"]))
                if dragged.ours:
                    await layer.hint(self.slug, "drag", **dragged.plain())

    # -- people and beacons --------------------------------------------------------------------------------

    async def _keep_up(self) -> None:
        """At once: who is here, if that changed. Every few seconds: still here, what was missed, the beacon."""
        beacon_at = heartbeat_at = look_at = 0.0
        while True:
            now = time.monotonic()
            if self._people_changed or now >= heartbeat_at:
                heartbeat_at = now + presence.HEARTBEAT
                await self._count_people()
            if now >= look_at:
                look_at = now + LOOK
                await self.look()
            if now >= beacon_at:
                beacon_at = now + BEACON
                beacon = protocol.Beacon(epoch=self.moment.epoch, seq=self.moment.seq)
                self.broadcast(beacon, replaces=("beacon", ""))
            await asyncio.sleep(SLOT)

    async def _count_people(self) -> None:
        self._people_changed = False
        here = {member.person.id: member.person for member in self.members}
        room_id, now = self.moment.room_id, datetime.now(UTC)
        try:
            counting = in_database(presence.confirm, room_id, list(here.values()), now)
            self._counting = asyncio.ensure_future(counting)
            people = await asyncio.shield(self._counting)
            self._elsewhere = await in_database(presence.elsewhere, room_id, now)
        except DatabaseError:
            self.log.exception("people_not_counted")
            return
        if self._here != frozenset(here):
            self._here = frozenset(here)
            await layer.hint(self.slug, "people")
        if people != self._people:
            self._people = people
            self.broadcast(protocol.People(people=people), replaces=("people", ""))

    def count_again(self) -> None:
        """What stands in the database of who is here may not be so."""
        self._people_changed, self._here = True, frozenset()

    async def farewell(self) -> None:
        """The last member left: so that other processes know at once, and need not wait until it shows."""
        if self._counting is not None:  # its thread goes on though its hub has ended, and may write after us
            await asyncio.wait([self._counting])
        try:
            await in_database(presence.leave, self.moment.room_id)
        except DatabaseError:
            self.log.exception("people_not_counted")
        await layer.hint(self.slug, "people")


HEAR = {
    "listening": Hub._hear_event,
    "event": Hub._hear_event,
    "owner": Hub._hear_room,
    "people": Hub._hear_people,
    "drag": Hub._hear_drag,
}
