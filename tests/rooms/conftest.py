"""Rooms are tested on a real server, with real sockets."""

from tests.live import live  # noqa: F401  the fixture
