"""What the rooms tell Prometheus. Labels take few values: no room, person or id is ever one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from channels.layers import InMemoryChannelLayer, get_channel_layer
from prometheus_client import Counter, Gauge, Histogram

# Of several workers the sum: a room that two of them serve is open twice.
ROOMS_OPEN = Gauge(
    "slicewise_rooms_open", "Rooms with at least one socket in a process", multiprocess_mode="livesum"
)
SOCKETS_OPEN = Gauge("slicewise_sockets_open", "Sockets in rooms", multiprocess_mode="livesum")
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
CLOSED = Counter("slicewise_sockets_closed", "Sockets that ended, by close code", ["code"])
REFUSED = Counter("slicewise_sockets_refused", "Sockets refused because of the origin of their page")
HUB_FAILURES = Counter(
    "slicewise_hub_failures", "Rooms that had to stop in a process, by close code", ["code"]
)
HINTS_LOST = Counter("slicewise_hints_lost", "Hints between processes that the layer did not carry", ["way"])
FRAME_SECONDS = Histogram(
    "slicewise_frame_seconds",
    "Computing and encoding one frame",
    buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1),
)
FRAME_LATE_SECONDS = Histogram(
    "slicewise_frame_late_seconds",
    "From the moment that a frame is due to the end of its handing out",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
# What a peer says as its reason may be any of 4,096 numbers: only these are told apart.
KNOWN_CODES = frozenset(
    {1000, 1001, 1005, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4401, 4403, 4404, 4410, 4413, 4429}
)


def closed(code: int) -> None:
    """A socket has ended."""
    CLOSED.labels(code if code in KNOWN_CODES else "other").inc()


def watch(loop: asyncio.AbstractEventLoop) -> None:
    """What must come back to where it was when sockets have gone. Of a process that is the only one."""
    tasks = Gauge("slicewise_tasks", "Tasks on the event loop")
    tasks.set_function(lambda: len(asyncio.all_tasks(loop)))
    layer = get_channel_layer()
    if isinstance(layer, InMemoryChannelLayer):
        channels = Gauge("slicewise_layer_channels", "Channels of the in-memory layer")
        channels.set_function(lambda: len(layer.channels))
        groups = Gauge("slicewise_layer_groups", "Groups of the in-memory layer")
        groups.set_function(lambda: len(layer.groups))


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
