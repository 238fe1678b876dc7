"""Runs of experiments: asked for by pages, computed by workers, kept for whoever asks the same again.

Invariant: the same order (experiment, settings, seed, one or many, version of the engine) is one run, whoever asks
and however often. A run that takes its time is held by a lease in the cache, which its process renews; when the
process dies the lease ends by itself, and the next who asks starts the run again.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import structlog
from django.core.cache import cache

import simulator.engine
from course import metrics
from course.workers import Busy, Workers
from simulator.engine.experiments import EXPERIMENTS, Cancelled, read, to_query
from simulator.engine.experiments.many import under_many_seeds
from simulator.engine.outcome import Outcome

LEASE = 10.0  # seconds that a run without a sign of life is believed to be alive
BEAT = 0.5  # seconds between two signs of life
PATIENCE = 0.8  # seconds that a page waits for a quick run before it shows how far it has come
REMEMBERED = 64  # outcomes in memory
QUICK = Workers("course-quick", threads=2, waiting=200)
SLOW = Workers("course-slow", threads=1, waiting=40)
log = structlog.get_logger(__name__)

__all__ = ["Busy", "Failed", "Order", "Progress", "cancel", "find", "outcome", "progress"]


class Failed(Exception):  # noqa: N818
    """The run ended in an error of ours. It is in the log."""


@lru_cache(maxsize=1)
def engine_version() -> str:
    """A digest of the engine's source: outcomes of another engine are not this engine's."""
    folder = Path(simulator.engine.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run. query: the settings as a link holds them, in their order. lesson: whose page asked."""

    experiment: str
    query: tuple[tuple[str, str], ...]
    seed: int
    many: bool = False
    lesson: str = field(default="", compare=False)

    @classmethod
    def of(
        cls, experiment: str, settings: Any, seed: int, *, many: bool = False, lesson: str = ""
    ) -> "Order":
        return cls(experiment, tuple(to_query(settings).items()), seed, many, lesson)

    @property
    def digest(self) -> str:
        """The address of the run."""
        key = repr((self.experiment, self.query, self.seed, self.many, engine_version()))
        return hashlib.sha256(key.encode()).hexdigest()[:32]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Settings and seed, as a form or a link to the lab has them."""
        return (("seed", str(self.seed)), *self.query)

    @property
    def link(self) -> str:
        return urlencode(self.pairs)

    @property
    def settings(self) -> Any:
        return read(EXPERIMENTS[self.experiment].settings, dict(self.query))

    @property
    def long(self) -> bool:
        return self.many or EXPERIMENTS[self.experiment].slow(self.settings)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many; total 0: nothing is known yet."""

    done: int = 0
    total: int = 0


NOTHING_YET = Progress()


class Job:
    """A run in this process."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.digest = order.digest
        self.long = order.long
        self.ended = threading.Event()
        self.unwanted = threading.Event()
        self.at = NOTHING_YET

    def tick(self, done: int, total: int) -> None:
        if self.unwanted.is_set():
            raise Cancelled
        self.at = Progress(done, total)


_lock = threading.Lock()
_jobs: dict[str, Job] = {}
_memory: OrderedDict[str, Outcome] = OrderedDict()


# -- asking ----------------------------------------------------------------------------------------------


def outcome(order: Order, patience: float | None = None) -> Outcome | None:
    """The outcome, or None while it is still being computed: then `progress` says how far it has come.

    Waits for a quick run, for `patience` seconds (PATIENCE); never for a long one. Raises `Busy` or `Failed`.
    """
    digest = order.digest
    metrics.RUNS.labels(metrics.size(order.long), "asked").inc()
    if (known := _recall(digest, order)) is not None:
        return known
    if cache.get(f"run-failed:{digest}"):
        raise Failed
    job = _started(order)
    if job is not None and not order.long:
        job.ended.wait(PATIENCE if patience is None else patience)
        return _recall(digest, order)
    return None


def progress(digest: str) -> Progress:
    """How far a run has come, wherever it runs."""
    job = _jobs.get(digest)
    return job.at if job else Progress(**(cache.get(f"run-lease:{digest}") or {}))


def find(digest: str) -> Order | None:
    """The order at this address, if one like it was asked for within the last month."""
    kept: Mapping[str, Any] | None = cache.get(f"run-order:{digest}")
    return None if kept is None else Order(**kept)


def cancel(digest: str) -> None:
    """Stop a run. Whoever still waits for it starts it again by asking."""
    cache.set(f"run-unwanted:{digest}", True, LEASE)
    if job := _jobs.get(digest):
        job.unwanted.set()


def _recall(digest: str, order: Order) -> Outcome | None:
    with _lock:
        if digest in _memory:
            _memory.move_to_end(digest)
            return _memory[digest]
    known: Outcome | None = cache.get(f"run-outcome:{digest}") if order.long else None
    if known is not None:
        _remember(digest, known)
    return known


def _remember(digest: str, known: Outcome) -> None:
    with _lock:
        _memory[digest] = known
        while len(_memory) > REMEMBERED:
            _memory.popitem(last=False)


# -- running ---------------------------------------------------------------------------------------------


def _started(order: Order) -> Job | None:
    """The run of this order, started if nobody has; None if another process has it."""
    job = Job(order)
    with _lock:
        if (known := _jobs.get(job.digest)) is not None and not known.unwanted.is_set():
            return known
        if job.digest in _memory:  # it ended a moment ago
            job.ended.set()
            return job
        if job.long:
            cache.set(f"run-order:{job.digest}", asdict(order))
            if not cache.add(f"run-lease:{job.digest}", asdict(job.at), LEASE) and known is None:
                return None
            cache.delete(f"run-unwanted:{job.digest}")
        _jobs[job.digest] = job
    try:
        (SLOW if job.long else QUICK).give(lambda: _run(job))
    except Busy:
        metrics.RUNS.labels(metrics.size(job.long), "busy").inc()
        _forget(job)
        raise
    if job.long:
        threading.Thread(target=_keep_alive, args=(job,), name="course-lease", daemon=True).start()
    return job


def _run(job: Job) -> None:
    """On a worker: compute, keep, and say that it has ended, whatever came of it."""
    started = time.perf_counter()
    outcome = "done"
    try:
        found = _compute(job)
        _remember(job.digest, found)
        if job.long:
            cache.set(f"run-outcome:{job.digest}", found)
            log.info(
                "run.ended", run=job.digest, experiment=job.order.experiment, s=time.perf_counter() - started
            )
    except Cancelled:
        outcome = "cancelled"
        log.info("run.cancelled", run=job.digest)
    except Exception:  # whatever went wrong, the page must hear of it instead of waiting for ever
        outcome = "failed"
        log.exception("run.failed", run=job.digest, order=asdict(job.order))
        cache.set(f"run-failed:{job.digest}", True, 60)
    finally:
        size = metrics.size(job.long)
        metrics.RUNS.labels(size, outcome).inc()
        metrics.RUN_SECONDS.labels(size).observe(time.perf_counter() - started)
        _forget(job)
        job.ended.set()


def _compute(job: Job) -> Outcome:
    order = job.order
    experiment = EXPERIMENTS[order.experiment]
    job.tick(0, 0)
    if order.many:
        return under_many_seeds(experiment, order.settings, order.seed, tick=job.tick)
    return experiment.run(order.settings, order.seed, job.tick)


def _forget(job: Job) -> None:
    with _lock:
        if _jobs.get(job.digest) is job:
            del _jobs[job.digest]
            if job.long:
                cache.delete(f"run-lease:{job.digest}")


def _keep_alive(job: Job) -> None:
    """Renew the lease until the run ends, and hear whether another process no longer wants it."""
    while not job.ended.wait(BEAT) and not job.unwanted.is_set():
        cache.set(f"run-lease:{job.digest}", asdict(job.at), LEASE)
        if cache.get(f"run-unwanted:{job.digest}"):
            job.unwanted.set()
