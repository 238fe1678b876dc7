"""Every request has a name: in each log line that it causes, in its answer, and in the log of the proxy that gave it.

Invariant: a name that came from outside is used only if it is short and plain, so nothing can be smuggled into a log.
"""

import re
import time
import uuid
from typing import Any

import structlog
from prometheus_client import Histogram

from config.http import Application

NAME = re.compile(rb"[A-Za-z0-9._-]{8,64}")
METHODS = ("GET", "HEAD", "POST")
SECONDS = Histogram(
    "slicewise_http_seconds",
    "From a request to the end of its answer",
    ["method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def named(application: Application) -> Application:
    """An ASGI application for HTTP that binds `request` for structlog, answers X-Request-ID, and times each request."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        name = _name(scope)
        status, unanswered = 0, "5xx"
        begun = time.perf_counter()

        async def answer(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", name)]}
            await send(message)

        with structlog.contextvars.bound_contextvars(request=name.decode()):
            try:
                await application(scope, receive, answer)
                unanswered = "gone"  # nothing failed: whoever asked has hung up
            finally:
                method = scope["method"] if scope["method"] in METHODS else "other"
                ended = f"{status // 100}xx" if status else unanswered
                SECONDS.labels(method, ended).observe(time.perf_counter() - begun)

    return serve


def _name(scope: Any) -> bytes:
    given = next((value for header, value in scope["headers"] if header == b"x-request-id"), b"")
    return bytes(given) if NAME.fullmatch(given) else uuid.uuid4().hex.encode()
