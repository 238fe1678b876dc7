"""The socket of a room: it reads a message, passes it on, and sends back what came of it. It decides nothing."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

import structlog
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer
from django.db import DatabaseError

from simulator.engine import Refusal
from simulator.rooms import hubs, layer, limits, metrics, pace, protocol, removal, store
from simulator.rooms.codes import FLOOD, code_of
from simulator.rooms.errors import Flood, OurFault, RoomError, RoomNotFound, Unavailable
from simulator.rooms.member import Member
from simulator.rooms.people import person_of
from simulator.rooms.pool import in_database
from simulator.rooms.reader import Reader
from simulator.rooms.seats import SEATS, Seat

log = structlog.get_logger(__name__)


class NoSuchPath(AsyncConsumer):
    """Every socket address that leads nowhere."""

    channel_layer_alias: ClassVar[Any] = None

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        await self.send({"type": "websocket.close"})

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer


class RoomConsumer(AsyncConsumer):
    """It needs no channel of its own: the hub of its room has one for all."""

    channel_layer_alias: ClassVar[Any] = None

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Channels would visit a thread for each message, to close old connections; we have none on this thread."""
        await HANDLERS[message["type"]](self, message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        scope: Any = self.scope
        slug = scope["url_route"]["kwargs"]["slug"]
        self.reader = Reader()
        self.member: Member | None = None
        self.seat: Seat | None = None
        structlog.contextvars.bind_contextvars(socket=uuid.uuid4().hex[:12])
        await self.send({"type": "websocket.accept"})
        person, address = person_of(scope["session"]), pace.address_of_socket(scope)
        try:
            self.seat = await SEATS.take(scope["session"], person, address)
            with pace.guesses(address, RoomNotFound):
                self.hub, self.member = await hubs.join(
                    slug, person, scope["server_send"], scope["server_abort"]
                )
            self.seat.sit(self.member.outbox.close)
            structlog.contextvars.bind_contextvars(room=self.hub.moment.label)
        except RoomError as error:
            await self.turn_away(error)
        except DatabaseError:
            log.exception("room_not_opened")
            await self.turn_away(Unavailable())
        except Exception:  # closed by us, its seat is free again; Channels would only drop it
            log.exception("socket_not_let_in")
            await self.turn_away(OurFault())

    async def turn_away(self, error: RoomError) -> None:
        """Close a socket that did not come in."""
        await self.send({"type": "websocket.close", "code": code_of(error), "reason": error.message})

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        member, text = self.member, message.get("text")
        if member is None or member.outbox.closed:
            return
        try:
            said = self.reader.read(text, time.monotonic())
            if said is not None:
                await ANSWERS.get(type(said), RoomConsumer.execute)(self, member, said)
        except Flood as flood:
            member.outbox.close(FLOOD, flood.message)
        except (RoomError, Refusal) as error:
            self.refuse(member, text, error)
            await asyncio.sleep(limits.BREATH)
        except Exception:  # without an answer the browser would send the same again, for ever
            log.exception("command_failed")
            self.refuse(member, text, OurFault())

    def refuse(self, member: Member, text: str | None, error: RoomError | Refusal) -> None:
        """Say why not."""
        metrics.ERRORS.labels(error.code).inc()
        member.say(protocol.Error(protocol.id_in(text), error.code, error.message))

    async def execute(self, member: Member, command: protocol.Command) -> None:
        """Store it, announce it, acknowledge it."""
        self.hub.dropped(member.person)
        with metrics.command(protocol.name(command)):
            try:
                async with self.hub.turn:
                    event = await in_database(store.execute, self.hub.slug, member.person, command)
            except DatabaseError as error:
                log.exception("command_not_stored")
                raise Unavailable from error
            await self.hub.committed(event.seq)
            member.say(protocol.Ack(str(command.id), event.seq))

    async def about_people(self, member: Member, message: protocol.AboutPeople) -> None:
        """Store it, see out whom it concerns, here and elsewhere, and acknowledge it."""
        try:
            seq = await in_database(removal.carry_out, self.hub.slug, member.person, message)
        except DatabaseError as error:
            log.exception("removal_not_stored")
            raise Unavailable from error
        await self.hub.look()
        await layer.hint(self.hub.slug, "owner")
        member.say(protocol.Ack(str(message.id), seq))

    async def drag(self, member: Member, message: protocol.Drag) -> None:
        self.hub.drag(member.person, message)

    async def resync(self, member: Member, message: protocol.Resync) -> None:
        metrics.RESYNCS.labels("asked").inc()
        await self.hub.catch_up()
        self.hub.greet(member)

    async def watch(self, member: Member, message: protocol.Watch) -> None:
        member.watching = message.watching

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        metrics.closed(message.get("code", 1005))
        if self.member is not None:
            await hubs.leave(self.hub, self.member)
        if self.seat is not None:
            await SEATS.leave(self.seat)
        raise StopConsumer


HANDLERS: dict[str, Callable[[RoomConsumer, dict[str, Any]], Awaitable[None]]] = {
    "websocket.connect": RoomConsumer.websocket_connect,
    "websocket.receive": RoomConsumer.websocket_receive,
    "websocket.disconnect": RoomConsumer.websocket_disconnect,
}
ANSWERS: dict[type, Callable[..., Awaitable[None]]] = {
    protocol.Drag: RoomConsumer.drag,
    protocol.Resync: RoomConsumer.resync,
    protocol.Watch: RoomConsumer.watch,
    protocol.RemovePerson: RoomConsumer.about_people,
    protocol.LetIn: RoomConsumer.about_people,
}
