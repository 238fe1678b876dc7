"""A browser's line to a room, in Python: it comes back when it is lost, and keeps a command until it is answered.

Invariant: `facts` are those of the last snapshot or of the event that followed it without a gap, and `seen` all that
`facts` ever were; `acked` holds what the server acknowledged, and nothing else. No refusal is swallowed: what HTTP said
is in `pages` and `not_let_in`, how lines ended in `ends`, with which errors commands were answered in `told`.
"""

import asyncio
import json
import random
import time
import uuid
from collections import Counter
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus, WebSocketException

from tests.rooms.visitor import Message, Visitor

Facts = tuple[str, int, str]  # epoch, seq, hash
WAIT = 0.25  # seconds before the first attempt to come back; doubled after each, to 2
FRAME, PEOPLE = b'{"type":"frame"', b'{"type":"people"'
SILENCE = 15.0  # three beacons are missing: the line is dead
CUT = 0  # the status of a page that broke off


class Client:
    """One browser in one room; `async with` keeps its line open in the background.

    reloads: its person asks for the page again before it comes back.
    """

    def __init__(self, visitor: Visitor, slug: str, seed: int = 0, reloads: bool = False) -> None:
        self.page, self.reloads = f"{visitor.live.url}/rooms/{slug}/", reloads
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
        self.url = f"{visitor.live.ws_url}/ws/rooms/{slug}/"
        self.options: dict[str, Any] = {
            "origin": visitor.live.url,
            "additional_headers": {"Cookie": cookies},
            "compression": None,
        }
        self.chance = random.Random(seed)
        self.facts: Facts | None = None
        self.seen: set[Facts] = set()
        self.waiting: dict[str, Message] = {}
        self.acked: dict[str, int] = {}
        self.acked_at: dict[str, float] = {}  # by time.monotonic()
        self.refused: dict[str, str] = {}
        self.told: Counter[str] = Counter()  # codes of errors
        self.pages: list[int] = []  # statuses of the pages that it asked for
        self.not_let_in: list[int] = []  # statuses of handshakes that did not end in a socket
        self.ends: list[int] = []  # close codes
        self.times_lost = 0
        self.connection: ClientConnection | None = None

    async def __aenter__(self) -> "Client":
        self.task = asyncio.create_task(self.run())
        return self

    async def __aexit__(self, *_: object) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task

    async def run(self) -> None:
        """Connect, listen, and come back, until cancelled."""
        attempt = 0
        while True:
            try:
                if self.reloads and self.times_lost:
                    self.pages.append(await self._load())
                async with connect(self.url, **self.options) as self.connection:
                    attempt = 0
                    await self._listen(self.connection)
            except InvalidStatus as refusal:
                self.not_let_in.append(refusal.response.status_code)
            except (OSError, TimeoutError, WebSocketException):
                pass  # nobody listens there now, or the line was lost
            if self.connection is not None:
                self.ends.append(self.connection.close_code or 0)
            self.connection = None
            self.times_lost += 1
            await asyncio.sleep(min(2.0, WAIT * 2**attempt) * (0.5 + self.chance.random() / 2))
            attempt += 1

    async def _load(self) -> int:
        """Ask for the room's page, and return its status. OSError: nobody answered at all."""
        where = urlsplit(self.page)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        head = f"GET {where.path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n"
        try:
            writer.write(f"{head}Cookie: {self.options['additional_headers']['Cookie']}\r\n\r\n".encode())
            answer = await reader.read()
        finally:
            writer.close()
        if not answer:
            raise ConnectionResetError
        return int(answer.split(b" ", 2)[1]) if b"</html>" in answer[-200:] else CUT

    async def _listen(self, connection: ClientConnection) -> None:
        greeted = False
        while True:
            async with asyncio.timeout(SILENCE):  # Python 3.11's `wait_for` may swallow that we are to end
                said = await connection.recv(decode=False)
            if said.startswith((FRAME, PEOPLE)):
                continue  # four a second, and they change nothing
            message = json.loads(said)
            await HEAR.get(message["type"], Client._pass)(self, message)
            if not greeted and message["type"] == "snapshot":
                greeted = True
                for command in list(self.waiting.values()):
                    await connection.send(json.dumps(command))

    async def _pass(self, message: Message) -> None:
        """Drags, people: nothing that is compared."""

    async def _snapshot(self, message: Message) -> None:
        self._now(message)

    def _now(self, message: Message) -> None:
        self.facts = (message["epoch"], message["seq"], message["hash"])
        self.seen.add(self.facts)

    async def _event(self, message: Message) -> None:
        if self.facts is None or message["seq"] <= self.facts[1]:
            return
        if message["seq"] == self.facts[1] + 1:
            self._now(message)
        else:
            await self._resync()

    async def _beacon(self, message: Message) -> None:
        if (
            self.facts
            and (message["epoch"], message["seq"]) != self.facts[:2]
            and message["seq"] > self.facts[1]
        ):
            await self._resync()

    async def _ack(self, message: Message) -> None:
        self.waiting.pop(message["id"], None)
        self.acked[message["id"]] = message["seq"]
        self.acked_at[message["id"]] = time.monotonic()

    async def _error(self, message: Message) -> None:
        """A command that cannot be stored now is kept, and sent again a second later."""
        self.told[message["code"]] += 1
        if message["code"] in ("unavailable", "too_fast"):
            await asyncio.sleep(1)
            await self._send(self.waiting.get(message["id"]))
        elif self.waiting.pop(message["id"], None):
            self.refused[message["id"]] = message["code"]

    async def _resync(self) -> None:
        await self._send({"id": str(uuid.uuid4()), "do": "resync"})

    async def _send(self, message: Message | None) -> None:
        if message is not None and self.connection is not None:
            with suppress(WebSocketException):  # it is sent again after the next greeting
                await self.connection.send(json.dumps(message))

    async def do(self, command: str, **fields: Any) -> str:
        """Give a command; it is kept until it is answered."""
        message = {"id": str(uuid.uuid4()), "do": command, **fields}
        self.waiting[message["id"]] = message
        await self._send(message)
        return str(message["id"])


HEAR = {
    "snapshot": Client._snapshot,
    "event": Client._event,
    "beacon": Client._beacon,
    "ack": Client._ack,
    "error": Client._error,
}
