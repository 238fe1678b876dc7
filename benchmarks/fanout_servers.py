"""Four servers that send the same frames to everyone, for `benchmarks.fanout` to compare.

    python -m benchmarks.fanout_servers <ours|channels|starlette|websockets> <port>

Each reads orders from standard input: "20" means twenty frames a second from now on, "0" none.
  ours        this project's own application: its middleware, consumer, hub and database, on uvicorn
  channels    a consumer as in the Channels tutorial: group_send, and send_json in each consumer, on uvicorn
  starlette   a plain loop of send_text over all sockets, on uvicorn
  websockets  the websockets library's own server and its broadcast()
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

Broadcast = Callable[[dict[str, Any]], Awaitable[None]]
OPTIONS: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_max_size": 16_384,
    "ws_per_message_deflate": False,
    "ws_ping_interval": None,  # the receivers of the benchmark answer nothing
    "lifespan": "off",
    "log_level": "warning",
}
COUNTS = [[f"oven-{number}", 1_000 + number] for number in range(1, 65)]
SAMPLE = [[0.123456, f"oven-{number}", 1] for number in range(1, 17)]


def frame() -> dict[str, Any]:
    """About 2 KB. Its slot is the time of sending in nanoseconds, so that a receiver knows how long it took."""
    return {
        "type": "frame",
        "slot": time.monotonic_ns(),
        "counts": COUNTS,
        "hit_rate": 0.98,
        "sample": SAMPLE,
    }


async def pump(orders: asyncio.Queue[float], broadcast: Broadcast) -> None:
    """Broadcast at the rate last ordered, or as fast as it goes if that is less."""
    rate, due = 0.0, time.monotonic()
    while True:
        while not orders.empty() or not rate:
            rate, due = await orders.get(), time.monotonic()
        await broadcast(frame())
        due = max(due + 1 / rate, time.monotonic())
        await asyncio.sleep(due - time.monotonic())


async def listen(orders: asyncio.Queue[float]) -> None:
    """Pass on what is ordered."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    while line := await reader.readline():
        orders.put_nowait(float(line))


async def run(serve: Awaitable[Any], broadcast: Broadcast) -> None:
    """Serve and broadcast until the process is killed."""
    orders: asyncio.Queue[float] = asyncio.Queue()
    await asyncio.gather(serve, listen(orders), pump(orders, broadcast))


def ours(port: int) -> tuple[Awaitable[Any], Broadcast]:
    """Frames enter where the hub broadcasts its own."""
    from config.asgi import application
    from simulator.rooms import hubs, protocol

    async def broadcast(one: dict[str, Any]) -> None:
        message = protocol.Frame(one["slot"], one["counts"], one["hit_rate"], one["sample"])
        for entry in hubs._entries.values():
            entry.hub.broadcast(message, replaces=("frame", ""))

    return uvicorn.Server(uvicorn.Config(application, port=port, **OPTIONS)).serve(), broadcast


def channels(port: int) -> tuple[Awaitable[Any], Broadcast]:
    """The tutorial's chat, with frames for its messages."""
    import django

    django.setup()
    from channels.generic.websocket import AsyncJsonWebsocketConsumer
    from channels.layers import get_channel_layer
    from channels.routing import ProtocolTypeRouter, URLRouter
    from django.urls import re_path

    class Consumer(AsyncJsonWebsocketConsumer):
        async def connect(self) -> None:
            await self.channel_layer.group_add("room", self.channel_name)
            await self.accept()

        async def disconnect(self, code: int) -> None:
            await self.channel_layer.group_discard("room", self.channel_name)

        async def room_frame(self, event: dict[str, Any]) -> None:
            await self.send_json(event["frame"])

    consumer: Any = Consumer.as_asgi()
    application: Any = ProtocolTypeRouter({"websocket": URLRouter([re_path("", consumer)])})
    layer: Any = get_channel_layer()

    async def broadcast(one: dict[str, Any]) -> None:
        await layer.group_send("room", {"type": "room.frame", "frame": one})

    return uvicorn.Server(uvicorn.Config(application, port=port, **OPTIONS)).serve(), broadcast


def starlette(port: int) -> tuple[Awaitable[Any], Broadcast]:
    """A set of sockets and a loop over it."""
    from starlette.applications import Starlette
    from starlette.routing import WebSocketRoute
    from starlette.websockets import WebSocket, WebSocketDisconnect

    sockets: set[WebSocket] = set()

    async def endpoint(socket: WebSocket) -> None:
        await socket.accept()
        sockets.add(socket)
        try:
            while True:
                await socket.receive_text()
        except WebSocketDisconnect:
            sockets.discard(socket)

    async def broadcast(one: dict[str, Any]) -> None:
        text = json.dumps(one)
        for socket in list(sockets):
            await socket.send_text(text)

    application = Starlette(routes=[WebSocketRoute("/{path:path}", endpoint)])
    return uvicorn.Server(uvicorn.Config(application, port=port, **OPTIONS)).serve(), broadcast


def websockets(port: int) -> tuple[Awaitable[Any], Broadcast]:
    """The library that uvicorn uses, without uvicorn."""
    from websockets.asyncio.server import ServerConnection, serve
    from websockets.asyncio.server import broadcast as send_to_all

    connections: set[ServerConnection] = set()

    async def handler(connection: ServerConnection) -> None:
        connections.add(connection)
        await connection.wait_closed()
        connections.discard(connection)

    async def broadcast(one: dict[str, Any]) -> None:
        send_to_all(connections, json.dumps(one))

    async def serving() -> None:
        async with serve(handler, "127.0.0.1", port, compression=None, ping_interval=None) as server:
            await server.serve_forever()

    return serving(), broadcast


SERVERS = {"ours": ours, "channels": channels, "starlette": starlette, "websockets": websockets}


def main(kind: str, port: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    serve, broadcast = SERVERS[kind](port)
    factory = uvicorn.Config("", **OPTIONS).get_loop_factory()  # the same event loop for all
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(run(serve, broadcast))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
