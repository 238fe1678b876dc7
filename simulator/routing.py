"""Where sockets lead: `websocket_application` makes the whole ASGI application for them.

From the outside in: the server's own `send` is kept in the scope, before any middleware wraps it (with the
wrappers in the way of every frame a hub needs twice the CPU); the origin is checked exactly; the session is
read from its signed cookie; the address is routed, and one that leads nowhere is closed.
"""

import asyncio
from collections.abc import Awaitable, Callable
from socket import SO_SNDBUF, SOL_SOCKET
from typing import Any
from urllib.parse import urlparse

from channels.consumer import AsyncConsumer
from channels.routing import URLRouter
from channels.security.websocket import OriginValidator
from channels.sessions import SessionMiddlewareStack
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import path, re_path

from simulator.consumers import NoSuchPath, RoomConsumer
from simulator.rooms import metrics

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
SEND_BUFFER = 131_072  # bytes, twice the largest snapshot
PAGE_SCHEME = {"ws": "http", "wss": "https"}


def as_asgi(consumer: type[AsyncConsumer]) -> Any:
    """The consumer as an application. Channels' stubs and Django's do not agree on what a route may lead to."""
    return consumer.as_asgi()


websocket_urlpatterns: list[Any] = [path("ws/rooms/<slug:slug>/", as_asgi(RoomConsumer))]
_nowhere: list[Any] = [re_path(r"", as_asgi(NoSuchPath))]
_deny: Any = as_asgi(NoSuchPath)


def websocket_application(patterns: list[Any]) -> Application:
    """ASGI, for scopes of type "websocket": the rooms, and the addresses of whoever stands above them."""
    routed: Any = SessionMiddlewareStack(URLRouter([*websocket_urlpatterns, *patterns, *_nowhere]))

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        transport = transport_behind(send)
        limit_buffer(transport)
        abort = transport.abort if transport is not None else nothing
        allowed = may_enter(scope)
        if not allowed:
            metrics.REFUSED.inc()
        entered = routed if allowed else _deny
        await entered({**scope, "server_send": send, "server_abort": abort}, receive, send)

    return application


def may_enter(scope: Scope) -> bool:
    """Whether the page that opens this socket is one of ours. Programs that are no browsers send an origin too."""
    origins = [value for key, value in scope["headers"] if key == b"origin"]
    validator = OriginValidator(_deny, allowed_origins(scope))
    try:
        return len(origins) == 1 and validator.valid_origin(urlparse(origins[0].decode("latin1")))
    except ValueError:  # no address at all: a port that is no number, half a bracket
        return False


def header(scope: Scope, name: bytes) -> str:
    """The value of a header, "" if it is not there."""
    return next((value.decode("latin1") for key, value in scope["headers"] if key == name), "")


def allowed_origins(scope: Scope) -> list[str]:
    """Those of the settings, or else the very one that the page came from: scheme, host and port."""
    if settings.SOCKET_ORIGINS:
        return list(settings.SOCKET_ORIGINS)
    host = header(scope, b"host")
    domain, _ = split_domain_port(host)
    # A host that is not ours would vouch for itself: a page elsewhere can point its own name at this machine.
    known = validate_host(domain, settings.ALLOWED_HOSTS)
    return [f"{PAGE_SCHEME[scope['scheme']]}://{host}"] if domain and known else []


def transport_behind(send: Send) -> asyncio.WriteTransport | None:
    """The connection itself, for what ASGI has no words for. None on a server that does not show it.

    uvicorn's `send` is a method of its protocol object, which holds the transport.
    """
    transport: asyncio.WriteTransport | None = getattr(getattr(send, "__self__", None), "transport", None)
    return transport


def limit_buffer(transport: asyncio.WriteTransport | None) -> None:
    """Linux would buffer 3 MB for a peer who reads nothing, and ten minutes would pass before anyone noticed."""
    if transport is not None and not transport.is_closing():
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, SEND_BUFFER)


def nothing() -> None:
    """A peer who reads nothing cannot be cut off: the server has to find out by itself."""
