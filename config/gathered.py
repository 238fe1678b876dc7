"""Metrics of several workers as one: each writes its numbers into a file, and whoever is asked adds them up.

Invariant: the folder belongs to one start of the server (its parent process). Numbers of workers that died stay in the
counters and leave the gauges, so a rate never jumps and nobody is counted who is gone.
Prometheus's client decides at its import how it keeps numbers: settings call `share` before anything imports it.
"""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def share(folder: Path) -> None:
    """Keep this start's numbers under `folder`, and clear away those of earlier starts."""
    mine = folder / str(os.getppid())
    mine.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(VARIABLE, str(mine))
    for other in folder.iterdir():
        if other != mine and not alive(int(other.name)):
            shutil.rmtree(other, ignore_errors=True)


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def shared() -> bool:
    """Whether several workers keep their numbers together."""
    return bool(os.environ.get(VARIABLE))


def registry() -> "CollectorRegistry":
    """The numbers of all workers, without the gauges of those that died. Only where they are shared."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

    folder = os.environ[VARIABLE]
    for file in Path(folder).glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        if not alive(process):
            mark_process_dead(process, folder)  # type: ignore[no-untyped-call]
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


def latest() -> bytes:
    """All workers' metrics in Prometheus's text form; of one process its own."""
    from prometheus_client import REGISTRY, generate_latest

    return generate_latest(registry() if shared() else REGISTRY)
