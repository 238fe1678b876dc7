"""The socket of a board: it only tells. Whatever a browser says on it is not read, and much of it ends the socket."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar

import structlog
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

from course.friday import hubs
from simulator.rooms import limits, metrics, pace
from simulator.rooms.codes import FAILED, FLOOD, code_of
from simulator.rooms.errors import RoomError, RoomNotFound
from simulator.rooms.pace import TokenBucket
from simulator.rooms.people import person_of
from simulator.rooms.seats import SEATS, Seat

log = structlog.get_logger(__name__)


class BoardConsumer(AsyncConsumer):
    """It needs no channel of its own: the hub of its board has one for all."""

    channel_layer_alias: ClassVar[Any] = None

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Without Channels' visit to a thread for each message."""
        await HANDLERS[message["type"]](self, message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        scope: Any = self.scope
        self.joined: tuple[hubs.Hub, Any] | None = None
        self.patience = TokenBucket(*limits.BOARD_WORDS)
        self.seat: Seat | None = None
        await self.send({"type": "websocket.accept"})
        try:
            address = pace.address_of_socket(scope)
            self.seat = await SEATS.take(scope["session"], person_of(scope["session"]), address)
            with pace.guesses(address, RoomNotFound):
                self.joined = await self.join(scope)
            self.seat.sit(self.joined[1].close)
        except RoomError as error:
            await self.turn_away(code_of(error), error.message)
        except Exception:  # Channels would only drop the socket, and its seat would stay taken
            log.exception("board_not_opened")
            await self.turn_away(FAILED)
        except BaseException:  # cancelled: nobody tells us of the end
            await self.leave()
            raise

    async def turn_away(self, code: int, reason: str = "") -> None:
        """Close a socket that did not come in. Its seat is free first: to write to who has gone may fail."""
        await self.leave()
        await self.send({"type": "websocket.close", "code": code, "reason": reason})

    async def leave(self) -> None:
        """Give back the place at the board and the seat. A second time does no harm."""
        joined, self.joined = self.joined, None
        try:
            if joined is not None:
                await hubs.leave(*joined)
        finally:
            if self.seat is not None:
                await SEATS.leave(self.seat)

    async def join(self, scope: Any) -> tuple[hubs.Hub, Any]:
        """Raise `RoomNotFound` for a code that leads nowhere, and `RoomFull`."""
        code = scope["url_route"]["kwargs"]["code"]
        joined = await hubs.join(code, scope["server_send"], scope["server_abort"])
        if joined is None:
            raise RoomNotFound("This board does not exist.")
        return joined

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        """Nothing that a browser could say here means anything."""
        if self.joined is not None and not self.patience.take(time.monotonic()):
            self.joined[1].close(FLOOD, "far too many messages")

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        metrics.closed(message.get("code", 1005))
        await self.leave()
        raise StopConsumer


HANDLERS: dict[str, Callable[[BoardConsumer, dict[str, Any]], Awaitable[None]]] = {
    "websocket.connect": BoardConsumer.websocket_connect,
    "websocket.receive": BoardConsumer.websocket_receive,
    "websocket.disconnect": BoardConsumer.websocket_disconnect,
}
