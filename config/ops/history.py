"""The last quarter of an hour, kept in the memory of each worker: no table, and gone with the process.

Every 10 s a thread of its own takes a sample. Whole samples are kept for a minute, to tell rates and quantiles; of
older ones only the few numbers that the page draws.
"""

import threading
import time
from collections import deque
from dataclasses import dataclass

from prometheus_client import REGISTRY

from config import gathered
from config.ops import workers
from config.ops.samples import Between, Sample, sample_of

EVERY = 10.0  # seconds
WHOLE = 7  # samples: a minute, and the one before it
DRAWN = 90  # points: 15 minutes


@dataclass(frozen=True, slots=True)
class Point:
    """What is drawn of 10 s. Rates are per second, times in seconds; None: nothing happened."""

    sockets: float
    commands: float
    command_p95: float | None
    pages: float
    page_p95: float | None
    late: float
    broken: float
    memory: float


def take() -> Sample:
    """The metrics of all workers now."""
    workers.record()
    families = list(gathered.registry().collect()) if gathered.shared() else list(REGISTRY.collect())
    return sample_of(time.time(), families)


def point(between: Between) -> Point:
    """What is drawn of the time between two samples."""
    now = between.now
    return Point(
        sockets=sockets(now),
        commands=between.rate("slicewise_commands_total"),
        command_p95=between.quantile("slicewise_command_seconds", 0.95),
        pages=between.rate("slicewise_http_seconds_count"),
        page_p95=between.quantile("slicewise_http_seconds", 0.95),
        late=between.share_above("slicewise_frame_late_seconds", 0.25),
        broken=broken(between),
        memory=now.total("slicewise_worker_memory_bytes"),
    )


def sockets(now: Sample) -> float:
    """In rooms and at boards."""
    return now.total("slicewise_sockets_open") + now.total("slicewise_board_sockets_open")


def broken(between: Between) -> float:
    """How many things went wrong on our side."""
    return (
        between.more("slicewise_http_seconds_count", status="5xx")
        + between.more("slicewise_errors_total", code="our_fault")
        + between.more("slicewise_hub_failures_total", code="1011")
        + between.more("slicewise_runs_total", outcome="failed")
    )


class History:
    """Filled by `keep`, from one thread; read by any."""

    def __init__(self) -> None:
        self.samples: deque[Sample] = deque(maxlen=WHOLE)
        self.points: deque[Point] = deque(maxlen=DRAWN)

    def keep(self, sample: Sample) -> None:
        if self.samples:
            self.points.append(point(Between(self.samples[-1], sample)))
        self.samples.append(sample)

    def until(self, now: Sample) -> Between:
        """From a minute ago, or from the start if that was later, until now."""
        kept = list(self.samples)
        return Between(kept[0] if kept else now, now)


HISTORY = History()
_started = threading.Event()


def start() -> None:
    """Begin to sample, once a process."""
    if not _started.is_set():
        _started.set()
        HISTORY.keep(take())
        threading.Thread(target=_sample, name="ops-samples", daemon=True).start()


def _sample() -> None:
    while True:
        time.sleep(EVERY)
        HISTORY.keep(take())
