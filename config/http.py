"""HTTP as far as we take it: heads and bodies have a size and a time. A proxy in front has limits of its own.

uvicorn's parser takes heads of any length and for any time: one header of 64 MB stalled everybody else for 5.8 s (two
cores, Python 3.11). Django writes a body of any length to the disk before it looks at it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from email.message import Message
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD = 32_768  # bytes of the address and all headers; cookies, the largest of ours, are a few hundred
HEAD_WITHIN = 20.0  # seconds
MOST_BODY = 1_048_576  # bytes; the largest form of ours is a few thousand

Event = dict[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class BoundedHttp(HttpToolsProtocol):
    """As a class for uvicorn's `--http`. A head too long is answered 400, one too slow is cut off."""

    _head = 0  # bytes that came while a head was not complete
    _in_head = True
    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_head()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._in_head:
            self._begin_head()

    def on_headers_complete(self) -> None:
        self._end_head()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD and not self.transport.is_closing():
            self.logger.warning("The head of a request is too long.")
            self.send_400_response("The head of this request is too long.")

    def _begin_head(self) -> None:
        self._end_head()
        self._in_head, self._head = True, 0
        self._alarm = self.loop.call_later(HEAD_WITHIN, self.transport.abort)

    def _end_head(self) -> None:
        self._in_head = False
        if self._alarm is not None:
            self._alarm.cancel()


class Unread(Exception):  # noqa: N818
    """A body that is not taken. status, text: the answer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def bounded(application: Application, most: int = MOST_BODY) -> Application:
    """An ASGI application for HTTP: 413 for a body of more than `most` bytes, 415 for one that is not UTF-8."""
    too_large = f"At most {most:,} bytes are taken here.\n"

    async def serve(scope: Any, receive: Receive, send: Send) -> None:
        heard = 0

        async def counted() -> Event:
            nonlocal heard
            message = await receive()
            heard += len(message.get("body", b""))
            if heard > most:
                raise Unread(413, too_large)
            return message

        try:
            _check_head(scope, too_large, most)
            await application(scope, counted, send)
        except Unread as refused:
            await refuse(send, refused)

    return serve


def _check_head(scope: Any, too_large: str, most: int) -> None:
    length, charset = _declared(scope)
    if length > most:
        raise Unread(413, too_large)
    if charset not in ("", "utf-8"):  # Django's own page for it fails, with a 500
        raise Unread(415, "Text is UTF-8 here.\n")


def _declared(scope: Any) -> tuple[int, str]:
    """Length and charset of the body, as the request has them. That the length is a number was seen by the parser."""
    said = {name: value.decode("latin1") for name, value in scope["headers"] if name.startswith(b"content-")}
    kind = Message()
    kind["content-type"] = said.get(b"content-type", "")
    return int(said.get(b"content-length", "0")), str(kind.get_param("charset", "")).lower()


async def refuse(send: Send, refused: Unread) -> None:
    """Answer that it is not taken, and hang up."""
    body = refused.text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
