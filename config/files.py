"""The browser's files, as WhiteNoise finds them, answered before a request reaches Django.

Invariant: what is read of a file for one browser and not yet sent is at most `CHUNK`, however slowly it reads.
"""

import asyncio
import os
from typing import Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from config.http import Application

CHUNK = 65_536  # bytes; nearly every file is smaller


def files(application: Application) -> Application:
    """An ASGI application for HTTP that answers what is a file, and leaves the rest to `application`.

    The page of a room asks for 92 files. Through Django's middleware each took 1.6 ms of the processor.
    """
    shelf = WhiteNoiseMiddleware(settings=settings)  # it reads our settings and finds; answering is done here
    find = shelf.find_file if shelf.autorefresh else shelf.files.get

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        path = scope["path"]
        found = find(path) if path.startswith(shelf.static_prefix) else None
        if found is None:
            await application(scope, receive, send)
        else:
            await _answer(found.get_response(scope["method"], _asked(scope)), send)

    return serve


def _asked(scope: Any) -> dict[str, str]:
    """The headers of a request, named as WSGI names them."""
    return {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value.decode("latin-1")
        for name, value in scope["headers"]
    }


async def _answer(response: Any, send: Any) -> None:
    file = response.file
    try:
        head = {"type": "http.response.start", "status": int(response.status), "headers": _headers(response)}
        await send(head)
        more = True
        while more:
            body = await asyncio.to_thread(file.read, CHUNK) if file else b""
            more = len(body) == CHUNK
            await send({"type": "http.response.body", "body": body, "more_body": more})
    finally:
        if file:
            file.close()


def _headers(response: Any) -> list[tuple[bytes, bytes]]:
    headers = {name.lower(): value for name, value in response.headers} | {
        "x-content-type-options": "nosniff"
    }
    if response.file and "content-range" not in headers:
        # WhiteNoise has the length from the start of the server, and the file may have been edited since.
        headers["content-length"] = str(os.fstat(response.file.fileno()).st_size)
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
