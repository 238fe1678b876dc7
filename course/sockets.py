"""Addresses of the course's sockets."""

from typing import Any

from django.urls import path

from course.friday.consumer import BoardConsumer
from simulator.routing import as_asgi

websocket_urlpatterns: list[Any] = [path("ws/friday/<slug:code>/", as_asgi(BoardConsumer))]
