"""What the rooms tell Prometheus. Labels take few values: no room, person or id is ever one."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram

ROOMS_OPEN = Gauge("slicewise_rooms_open", "Rooms with at least one socket in this process")
SOCKETS_OPEN = Gauge("slicewise_sockets_open", "Sockets in rooms of this process")
COMMANDS = Counter("slicewise_commands", "Commands, by what they do and how they ended", ["do", "outcome"])
COMMAND_SECONDS = Histogram(
    "slicewise_command_seconds",
    "From reading a command to its acknowledgement",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
ERRORS = Counter("slicewise_errors", "Typed errors sent to clients", ["code"])
DELIVERIES = Counter("slicewise_deliveries", "Messages handed to sockets")
CONFLATED = Counter("slicewise_conflated", "Messages replaced by newer ones because their socket was busy")
RESYNCS = Counter("slicewise_resyncs", "Snapshots sent again, by reason", ["reason"])
SLOW_CLOSED = Counter("slicewise_slow_sockets_closed", "Sockets closed because they were too far behind")
FRAME_SECONDS = Histogram(
    "slicewise_frame_seconds",
    "Computing and encoding one frame",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1),
)


@contextmanager
def command(do: str) -> Iterator[None]:
    """Count a command and time it, however it ends."""
    outcome = "refused"
    try:
        with COMMAND_SECONDS.time():
            yield
        outcome = "done"
    finally:
        COMMANDS.labels(do, outcome).inc()
