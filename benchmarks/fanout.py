"""One room's frames to 50, 200 and 1,000 sockets: this project beside three others, in one run.

    python -m benchmarks.fanout [--json]

What is counted is deliveries a CPU second: whole frames of 2 KB that arrived, by the CPU time that the server's process
used meanwhile. So it does not matter what else the machine does. Frames are sent at a rate that all but one of the
servers keep up with; the consumer of the Channels tutorial cannot, and is measured at its limit.
p99 is how long a frame took from the server's loop to the last but one hundredth of its receivers. Memory is what the
server's process grew by with each socket that connected and stayed idle.
"""

import asyncio
import os
import re
import secrets
import socket as sockets
import subprocess
import sys
import tempfile
import time
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks.fanout_servers import SERVERS
from benchmarks.report import Row, report, versions_of

ROOT = Path(__file__).resolve().parent.parent
SIZES = (50, 200, 1_000)
DELIVERIES = 20_000  # a second, wanted
MOST_FRAMES = 200  # a second, however few sockets there are
WARM_UP, WINDOW, WINDOWS = 1.0, 2.0, 3  # seconds, and how many windows
A_SECOND = 100_000_000_000  # no slot before the year 2762 is as high, and no clock as low after two minutes
LEAST_FRAME = 1_000  # bytes
ROOM_SERVERS = 64  # then the hub's own frames are as large as the others
TARGETS = {"channels": 40.0, "starlette": 1.0, "websockets": 0.75}
SLOT = re.compile(rb'"slot": ?(\d+)')


@dataclass
class Heard:
    """What all receivers heard in a window."""

    frames: int = 0
    late: list[float] = field(default_factory=list)  # seconds from sending to arrival


class Receiver(asyncio.Protocol):
    """A WebSocket client that does as little as it can: it finds frames in the stream and counts them."""

    def __init__(self, request: bytes, heard: Heard) -> None:
        self.request, self.heard = request, heard
        self.buffer = bytearray()
        self.open = asyncio.get_running_loop().create_future()

    def myself(self) -> "Receiver":
        """asyncio asks for a protocol by calling something."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self.request)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(error or ConnectionError("the server refused the socket"))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open.done():
            head, blank, rest = self.buffer.partition(b"\r\n\r\n")
            if not blank:
                return
            assert head.startswith(b"HTTP/1.1 101"), bytes(head)
            self.buffer = rest
            self.open.set_result(None)
        start = 0
        while (end := self.end_of_message(start)) is not None:
            start = end
        del self.buffer[:start]

    def end_of_message(self, start: int) -> int | None:
        """Where the message at `start` ends, if all of it is there. Server to client: no mask, no fragments."""
        if len(self.buffer) < start + 4:
            return None
        short = self.buffer[start + 1]
        long = int.from_bytes(self.buffer[start + 2 : start + 4]) if short == 126 else short
        begins = start + (4 if short == 126 else 2)
        if len(self.buffer) < begins + long:
            return None
        if long > LEAST_FRAME and b'"frame"' in self.buffer[begins : begins + 20]:
            self.count(begins)
        return begins + long

    def count(self, begins: int) -> None:
        self.heard.frames += 1
        sent = SLOT.search(self.buffer, begins, begins + 60)
        assert sent is not None
        if int(sent[1]) > A_SECOND:  # the hub's own frames have the number of a slot there
            self.heard.late.append((time.monotonic_ns() - int(sent[1])) / 1e9)


@dataclass(frozen=True)
class Measured:
    """One server with so many sockets."""

    per_cpu_second: float
    per_second: float
    p99: float


class Server:
    """One of the four, in a process of its own."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        with sockets.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = {**os.environ, "SLICEWISE_DATA": str(folder), "LOG_LEVEL": "WARNING"}
        if kind == "ours":
            migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(migrate, cwd=ROOT, env=environment, check=True)
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.fanout_servers", kind, str(self.port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
        )
        self.usage = psutil.Process(self.process.pid)
        self.receivers: list[Receiver] = []
        self.heard = Heard()

    def order(self, rate: float) -> None:
        """Frames a second from now on."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{rate}\n".encode())
        self.process.stdin.flush()

    def cpu(self) -> float:
        """CPU seconds used so far."""
        used = self.usage.cpu_times()
        return float(used.user + used.system)

    def end(self) -> None:
        """It has nothing to keep."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()

    async def until_up(self) -> None:
        """Wait until it listens."""
        while self.process.poll() is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except ConnectionError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return
        raise RuntimeError(f"the server {self.kind} did not start")

    def room(self) -> str:
        """The path of the socket; ours needs a room to be made first."""
        if self.kind != "ours":
            return "/"
        page = f"http://127.0.0.1:{self.port}"
        jar = CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        opener.open(f"{page}/").close()
        token = next(cookie.value or "" for cookie in jar if cookie.name == "csrftoken")
        made = opener.open(urllib.request.Request(f"{page}/rooms/", data=b"", headers={"X-CSRFToken": token}))
        with made:
            path = made.url.removeprefix(page)
        for _ in range(ROOM_SERVERS - 5):
            form = urllib.request.Request(f"{page}{path}do/", b"do=add_server", {"X-CSRFToken": token})
            opener.open(form).close()
        return f"/ws{path}"

    async def connect(self, path: str, count: int) -> None:
        """Open sockets until there are `count`."""
        loop = asyncio.get_running_loop()
        host = f"127.0.0.1:{self.port}"
        while len(self.receivers) < count:
            key = b64encode(secrets.token_bytes(16)).decode()
            request = (
                f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: Upgrade\r\n"
                f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
            ).encode()
            receiver = Receiver(request, self.heard)
            await loop.create_connection(receiver.myself, "127.0.0.1", self.port)
            await receiver.open
            self.receivers.append(receiver)
        await asyncio.sleep(1.0)  # let what a newcomer causes die down

    async def measure(self) -> Measured:
        """Frames to all sockets that are open now. The best of several windows: a busy machine only adds CPU time."""
        self.order(min(MOST_FRAMES, DELIVERIES / len(self.receivers)))
        await asyncio.sleep(WARM_UP)
        found = [await self.window() for _ in range(WINDOWS)]
        self.order(0)
        return max(found, key=lambda one: one.per_cpu_second)

    async def window(self) -> Measured:
        self.heard.frames, self.heard.late = 0, []
        began, used = time.monotonic(), self.cpu()
        await asyncio.sleep(WINDOW)
        seconds, cpu = time.monotonic() - began, self.cpu() - used
        frames, late = self.heard.frames, sorted(self.heard.late)
        return Measured(frames / cpu, frames / seconds, late[int(len(late) * 0.99)])


@contextmanager
def running(kind: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="slicewise-bench-") as folder:
        server = Server(kind, Path(folder))
        try:
            yield server
        finally:
            server.end()


async def measure(kind: str) -> tuple[list[Measured], float]:
    """A server at each size, and the bytes of memory that each idle socket took."""
    with running(kind) as server:
        await server.until_up()
        path = server.room()
        await server.connect(path, 20)  # what is loaded at the first sockets is no socket's share
        before = server.usage.memory_info().rss
        await server.connect(path, SIZES[-1])
        idle = (server.usage.memory_info().rss - before) / (SIZES[-1] - 20)
    found = []
    for size in SIZES:
        with running(kind) as server:
            await server.until_up()
            await server.connect(server.room(), size)
            found.append(await server.measure())
    return found, idle


def main() -> None:
    results = {kind: asyncio.run(measure(kind)) for kind in SERVERS}
    mine, _ = results["ours"]
    rows: list[Row] = []
    for kind, (found, idle) in results.items():
        for size, one, ours in zip(SIZES, found, mine, strict=True):
            ratio = ours.per_cpu_second / one.per_cpu_second
            target = TARGETS.get(kind) if size == SIZES[-1] else None
            rows.append(
                {
                    "server": kind,
                    "sockets": size,
                    "deliveries a CPU second": round(one.per_cpu_second),
                    "delivered a second": round(one.per_second),
                    "p99 ms": round(one.p99 * 1e3, 1),
                    "KB a socket": round(idle / 1024, 1) if size == SIZES[-1] else None,
                    "ours is x times": round(ratio, 2),
                    "target": target,
                    "holds": None if target is None else ratio >= target,
                }
            )
    notes = [
        f"The best of {WINDOWS} windows of {WINDOW:g} s; frames of 2 KB; "
        f"wanted: {DELIVERIES:,} deliveries a second, {MOST_FRAMES} frames at most"
    ]
    packages = ("uvicorn", "websockets", "channels", "starlette", "uvloop")
    report("Fan-out of one room's frames", rows, versions_of(*packages), notes)


if __name__ == "__main__":
    main()
