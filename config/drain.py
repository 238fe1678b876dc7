"""A stop in two steps: first the process says that it is not ready, then it closes its sockets and ends.

Invariant: between SIGTERM and the end of serving, `/readyz` says 503 for DRAIN_SECONDS while everything else still
works, so that a proxy looks elsewhere before anything is closed. After that uvicorn closes sockets with 1012 and
waits for what is being written. A second signal ends the waiting at once.
"""

import asyncio
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import structlog
from django.conf import settings

from simulator.rooms import metrics

log = structlog.get_logger(__name__)
Handler = Callable[[int, FrameType | None], object]
_stopping = threading.Event()


def stopping() -> bool:
    """Whether this process was asked to stop."""
    return _stopping.is_set()


async def lifespan(scope: Any, receive: Any, send: Any) -> None:
    """The ASGI application of the server's start and end. By its start the server listens to signals: we go first."""
    while (await receive())["type"] == "lifespan.startup":
        _install(settings.DRAIN_SECONDS)
        if settings.WORKERS == 1:
            metrics.watch(asyncio.get_running_loop())
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


def _install(seconds: float) -> None:
    server = signal.getsignal(signal.SIGTERM)
    if callable(server) and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _first(server, seconds))


def _first(server: Handler, seconds: float) -> Handler:
    def on_term(number: int, frame: FrameType | None) -> None:
        if _stopping.is_set() or not seconds:
            _stopping.set()
            server(number, frame)
            return
        _stopping.set()
        log.info("stopping", drain_seconds=seconds)
        timer = threading.Timer(seconds, server, [number, None])
        timer.daemon = True
        timer.start()

    return on_term
