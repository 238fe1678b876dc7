"""Sockets that only listen, thousands of them in a process of their own: `python -m tests.scale.idlers` (see `Idlers`).

They are idle as the tabs are that nobody looks at: each says so, as our page does, and is sent no frames of traffic; or
`watched`, and then each is. What comes is skipped by its length and never read, so that what is measured is the
server; a ping is answered.
"""

import asyncio
import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit

from tests.rooms.visitor import Visitor

AT_ONCE = 40  # handshakes at the same time
PING, PONG_MASKED, TEXT_MASKED = 0x9, 0x8A, 0x81
NO_MASK = bytes(4)  # a mask of zeroes changes nothing
HIDDEN = b'{"do":"watch","watching":false}'
ROOT = Path(__file__).resolve().parents[2]


class Listener(asyncio.Protocol):
    """One socket: `open` is done when the server has switched to the WebSocket protocol."""

    def __init__(self, request: bytes, watched: bool) -> None:
        self.request, self.watched = request, watched
        self.open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.data = b""
        self.frames = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(self.request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.data += data
        if not self.open.done():
            head, end, rest = self.data.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head[:20]:
                self.open.set_exception(ConnectionError(head[:60].decode()))
                return
            self.data = rest
            if not self.watched:
                self._say(TEXT_MASKED, HIDDEN)
            self.open.set_result(None)
        self._skip_frames()

    def _skip_frames(self) -> None:
        data, at = self.data, 0
        while len(data) - at >= 2:
            length, header = data[at + 1] & 0x7F, 2
            if length >= 126:
                header = 4 if length == 126 else 10
                if len(data) - at < header:
                    break
                length = int.from_bytes(data[at + 2 : at + header], "big")
            if len(data) - at < header + length:
                break
            if data[at] & 0xF == PING:
                self._say(PONG_MASKED, data[at + header : at + header + length])
            self.frames += 1
            at += header + length
        self.data = data[at:]

    def _say(self, kind: int, payload: bytes) -> None:
        self.transport.write(bytes([kind, 0x80 | len(payload)]) + NO_MASK + payload)  # type: ignore[attr-defined]

    def connection_lost(self, error: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(error or ConnectionError("closed before it was open"))


async def listen(url: str, origin: str, cookies: str, slugs: list[str], count: int, watched: bool) -> None:
    """Open them all, say so, and keep them until standard input ends."""
    where = urlsplit(url)
    assert where.hostname is not None
    assert where.port is not None
    host, port = where.hostname, where.port
    gate = asyncio.Semaphore(AT_ONCE)
    loop = asyncio.get_running_loop()

    async def one(number: int) -> Listener:
        key = base64.b64encode(os.urandom(16)).decode()
        request = (
            f"GET /ws/rooms/{slugs[number % len(slugs)]}/ HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {origin}\r\n"
            f"Cookie: {cookies}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n"
        )
        async with gate:
            _, listener = await loop.create_connection(
                lambda: Listener(request.encode(), watched), host, port
            )
            await listener.open
        return listener

    listeners = await asyncio.gather(*map(one, range(count)))
    print("ready", flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    print(json.dumps({"frames": sum(listener.frames for listener in listeners)}), flush=True)
    for listener in listeners:
        listener.transport.close()
    await asyncio.sleep(0)


class Idlers:
    """`async with Idlers(visitor, slugs, count)`: so many sockets, spread over the rooms, in another process."""

    def __init__(self, visitor: Visitor, slugs: list[str], count: int, watched: bool = False) -> None:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
        self.order = [
            visitor.live.ws_url,
            visitor.live.url,
            cookies,
            json.dumps(slugs),
            str(count),
            "watched" if watched else "",
        ]
        self.frames = 0

    async def __aenter__(self) -> "Idlers":
        command = [sys.executable, "-m", "tests.scale.idlers", *self.order]
        self.process = subprocess.Popen(  # noqa: ASYNC220  it starts at once
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdout is not None
        said = await asyncio.to_thread(self.process.stdout.readline)
        assert said == b"ready\n", said
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        said, _ = await asyncio.to_thread(self.process.communicate)
        if kind is None:
            self.frames = json.loads(said)["frames"]


if __name__ == "__main__":
    url, origin, cookies, slugs, count, watched = sys.argv[1:]
    asyncio.run(listen(url, origin, cookies, json.loads(slugs), int(count), bool(watched)))
