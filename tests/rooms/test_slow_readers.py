"""Someone who stops reading is closed after 5 s, and delays nobody."""

import asyncio
import socket as sockets
from urllib.parse import urlsplit

from tests.live import Live
from tests.rooms.visitor import Visitor

STALLED = 3


async def test_stalled_readers_are_closed_and_the_others_lose_no_frame(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create("many-flags")
    async with ada.socket(slug) as healthy:
        await healthy.do("set", virtual_nodes=300)  # large snapshots fill the buffers on the way
        stalled = [await stall(ada, live, slug) for _ in range(STALLED)]
        try:
            begins = (await healthy.until("frame"))["slot"]
            while measured(ada, "slicewise_slow_sockets_closed_total") < STALLED:
                await healthy.until("frame")
            while measured(ada, "slicewise_sockets_open") > 1:  # they answer to no close, and are cut off
                await healthy.until("frame")
        finally:
            for one in stalled:
                one.close()
        slots = [message["slot"] for message in healthy.heard if message["type"] == "frame"]
        slots = [slot for slot in slots if slot >= begins]
        lost = slots[-1] - slots[0] + 1 - len(slots)
        assert lost <= len(slots) // 10, (
            "a machine with other things to do may skip a slot; a jam would lose most"
        )
        assert slots[-1] - slots[0] >= 4 * 5, "they were given 5 s"
    assert "Traceback" not in live.read_log()


def measured(visitor: Visitor, name: str) -> float:
    """A value out of /metrics."""
    _, text = visitor.get("/metrics")
    lines = dict(line.rsplit(" ", 1) for line in text.decode().splitlines() if not line.startswith("#"))
    return float(lines[name])


async def stall(visitor: Visitor, live: Live, slug: str, resyncs: int = 29) -> sockets.socket:
    """Open a socket with a small receive buffer, ask for many snapshots, and read none of them, nor any ping."""
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    where = urlsplit(live.url)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, (where.hostname, where.port))
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
    handshake = (
        f"GET /ws/rooms/{slug}/ HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {live.url}\r\nCookie: {cookies}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(raw, handshake.encode())
    answer = await loop.sock_recv(raw, 12)
    assert answer == b"HTTP/1.1 101"
    ask = b'{"do":"resync"}'
    masked = bytes([0x81, 0x80 | len(ask), 0, 0, 0, 0]) + ask  # a text frame, masked with zeros
    await loop.sock_sendall(raw, masked * resyncs)
    return raw
