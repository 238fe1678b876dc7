"""A visitor of a live server: cookies, forms, and sockets that speak the wire."""

import asyncio
import http.cookiejar
import json
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.live import Live

Message = dict[str, Any]
PATIENCE = 20.0


class Visitor:
    """A browser without a screen. Two visitors are two people."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/")

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Status and body; follows redirects."""
        return self._open(urllib.request.Request(self.live.url + path, headers=headers))

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> tuple[int, bytes]:
        """The same for a form, with its CSRF token."""
        body = urllib.parse.urlencode(fields or {}, doseq=True).encode()
        headers.setdefault("X-CSRFToken", self.cookie("csrftoken"))
        return self._open(urllib.request.Request(self.live.url + path, data=body, headers=headers))

    def _open(self, request: urllib.request.Request) -> tuple[int, bytes]:
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def cookie(self, name: str) -> str:
        return next((cookie.value or "" for cookie in self.jar if cookie.name == name), "")

    def create(self, scenario: str = "five-ovens") -> str:
        """Open a room, and return its slug."""
        status, body = self.post("/rooms/", {"scenario": scenario}, Accept="application/json")
        assert status == 201, body
        return str(json.loads(body)["room"])

    def socket(self, slug: str, **options: Any) -> "Socket":
        """A socket in a room, to be used with `async with`."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.jar)
        options.setdefault("origin", self.live.url)
        options.setdefault("additional_headers", {"Cookie": cookies})
        return Socket(f"{self.live.ws_url}/ws/rooms/{slug}/", options)


class Socket:
    """One connection. `heard` keeps every message; `until` waits for the next one of a kind."""

    def __init__(self, url: str, options: dict[str, Any]) -> None:
        self.url, self.options = url, options
        self.heard: list[Message] = []
        self.connection: ClientConnection

    async def __aenter__(self) -> "Socket":
        self.connection = await connect(self.url, compression=None, **self.options)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.connection.close()

    async def say(self, do: str, **fields: Any) -> str:
        """Send a message, and return its id."""
        fields.setdefault("id", str(uuid.uuid4()))
        await self.connection.send(json.dumps({"do": do, **fields}))
        return str(fields["id"])

    async def hear(self) -> Message:
        """The next message."""
        message: Message = json.loads(await self.connection.recv())
        self.heard.append(message)
        return message

    async def until(self, kind: str, **facts: Any) -> Message:
        """The next message of this type in which these facts hold."""
        return await self.first(
            lambda message: (
                message["type"] == kind and all(message.get(name) == fact for name, fact in facts.items())
            )
        )

    async def first(self, wanted: Callable[[Message], bool], patience: float = PATIENCE) -> Message:
        """The next message that is wanted, if it comes within so many seconds."""
        async with asyncio.timeout(patience):
            while not wanted(message := await self.hear()):
                pass
            return message

    async def do(self, command: str, **fields: Any) -> int:
        """Give a command, wait until it is acknowledged, and return the number of its event."""
        answer = await self.answer(await self.say(command, **fields))
        assert answer["type"] == "ack", answer
        return int(answer["seq"])

    async def answer(self, command_id: str) -> Message:
        """The ack or error with this id."""
        return await self.first(
            lambda message: message["type"] in ("ack", "error") and message["id"] == command_id
        )

    async def closed(self) -> int:
        """Wait for the end, and return its code."""
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    await self.hear()
            except ConnectionClosed:
                await self.connection.wait_closed()
        return self.connection.close_code or 0

    def events(self) -> list[Message]:
        """The events heard so far."""
        return [message for message in self.heard if message["type"] == "event"]
