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
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from benchmarks.report import Row, report, versions_of

ROOT = Path(__file__).resolve().parent.parent
SIZES = (50, 200, 1_000)
DELIVERIES = 20_000  # a second, wanted
MOST_FRAMES = 200  # a second, however few sockets there are
WARM_UP, PAUSE = 0.5, 0.3  # seconds
# Who takes turns, how often, and for how many seconds. The consumer of the tutorial is behind all the time, and
# would go on working in the others' turns.
TURNS = ((("ours", "starlette", "websockets"), 5, 1.5), (("channels",), 2, 3.0))
A_SECOND = 100_000_000_000  # no slot before the year 2762 is as high, and no clock as low after two minutes
LEAST_FRAME = 1_000  # bytes
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
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
        line = HTTPConnection("127.0.0.1", self.port)
        line.request("GET", "/")
        cookies = SimpleCookie()
        with line.getresponse() as page:
            page.read()
            cookies.load("; ".join(page.headers.get_all("Set-Cookie", [])))
        token = cookies["csrftoken"].value
        headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token, **FORM}

        def post(path: str, fields: str) -> str:
            line.request("POST", path, fields, headers)
            with line.getresponse() as answer:
                answer.read()
                return answer.headers["Location"]

        path = post("/rooms/", "")
        for _ in range(ROOM_SERVERS - 5):
            post(f"{path}do/", "do=add_server")
        line.close()
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

    async def window(self, length: float) -> Measured:
        """Frames to all sockets that are open now."""
        self.order(min(MOST_FRAMES, DELIVERIES / len(self.receivers)))
        await asyncio.sleep(WARM_UP)
        self.heard.frames, self.heard.late = 0, []
        began, used = time.monotonic(), self.cpu()
        await asyncio.sleep(length)
        seconds, cpu = time.monotonic() - began, self.cpu() - used
        frames, late = self.heard.frames, sorted(self.heard.late)
        self.order(0)
        await asyncio.sleep(PAUSE)
        return Measured(frames / cpu, frames / seconds, late[int(len(late) * 0.99)] if late else float("inf"))


@contextmanager
def running(kind: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory(prefix="slicewise-bench-") as folder:
        server = Server(kind, Path(folder))
        try:
            yield server
        finally:
            server.end()


async def connected(server: Server, size: int) -> float:
    """Bring a server up with so many sockets. Returns the bytes of memory that each of them took."""
    await server.until_up()
    path = server.room()
    await server.connect(path, size // 10)  # what is loaded at the first sockets is no socket's share
    before = server.usage.memory_info().rss
    await server.connect(path, size)
    return float(server.usage.memory_info().rss - before) / (size - size // 10)


async def compare(size: int) -> dict[str, tuple[Measured, float]]:
    """All servers with so many sockets: the best window of each, and the memory a socket took.

    They take turns, window by window, for a machine is faster at one moment than at another, and what else it does can
    only add to the CPU time.
    """
    found: dict[str, tuple[Measured, float]] = {}
    for kinds, rounds, length in TURNS:
        with ExitStack() as stack:
            servers = [stack.enter_context(running(kind)) for kind in kinds]
            memory = [await connected(server, size) for server in servers]
            windows = [[await server.window(length) for server in servers] for _ in range(rounds)]
        best = (max(one, key=lambda window: window.per_cpu_second) for one in zip(*windows, strict=True))
        found |= zip(kinds, zip(best, memory, strict=True), strict=True)
    return found


def row_of(kind: str, size: int, compared: dict[str, tuple[Measured, float]]) -> Row:
    """One line of the table."""
    (one, memory), (ours, _) = compared[kind], compared["ours"]
    ratio = ours.per_cpu_second / one.per_cpu_second
    largest = size == SIZES[-1]
    target = TARGETS.get(kind) if largest else None
    return {
        "server": kind,
        "sockets": size,
        "deliveries a CPU second": round(one.per_cpu_second),
        "delivered a second": round(one.per_second),
        "p99 ms": round(one.p99 * 1e3, 1),
        "KB a socket": round(memory / 1024, 1) if largest else None,
        "ours is x times": round(ratio, 2),
        "target": target,
        "holds": None if target is None else ratio >= target,
    }


def main() -> None:
    rows: list[Row] = []
    for size in SIZES:
        compared = asyncio.run(compare(size))
        rows += [row_of(kind, size, compared) for kind in compared]
    notes = [
        "The best window of each, in turns; frames of 2 KB; "
        f"wanted: {DELIVERIES:,} deliveries a second, {MOST_FRAMES} frames at most"
    ]
    packages = ("uvicorn", "websockets", "channels", "starlette", "uvloop")
    report("Fan-out of one room's frames", rows, versions_of(*packages), notes)


if __name__ == "__main__":
    main()
