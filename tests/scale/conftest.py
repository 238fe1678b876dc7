"""Three workers, one PostgreSQL, one Redis: real processes, started for a module of tests and ended by process id."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.backends import Postgres, Redis
from tests.live import Live

WORKERS = 3
CROWD = {
    "SOCKETS_A_BROWSER": "20000",
    "SOCKETS_AN_ADDRESS": "20000",
}  # thousands of sockets with one cookie: what is measured is not the limit


class Cluster(Live):
    """uvicorn with several workers behind one port; it starts a new one where one has died."""

    def __init__(self, database: Postgres, layer: Redis, workers: int = WORKERS) -> None:
        self.database, self.layer = database, layer
        super().__init__(
            DATABASE_URL=database.url,
            REDIS_URL=layer.url,
            WEB_CONCURRENCY=str(workers),
            LOG_FORMAT="json",
            **CROWD,
        )

    @property
    def workers(self) -> list[int]:
        """Process ids of those that serve."""
        assert self.process is not None
        children = psutil.Process(self.process.pid).children()
        return [child.pid for child in children if "spawn_main" in " ".join(child.cmdline())]

    def kill_worker(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """One process on SQLite."""
    server = Live(**CROWD)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def database() -> Iterator[Postgres]:
    with Postgres() as started:
        yield started


@pytest.fixture(scope="session")
def layer() -> Iterator[Redis]:
    with Redis() as started:
        yield started


@pytest.fixture(scope="session")
def cluster(database: Postgres, layer: Redis) -> Iterator[Cluster]:
    running = Cluster(database, layer)
    yield running
    running.remove()


SOAK = os.environ.get("SOAK", "")  # `make soak`: whole sizes, bounds that hold, and a file for the figures
Measure = Callable[..., None]
# `make test` runs beside other tests, on whatever machine there is, and a few seconds of figures are few: there it may
# be three times what is promised of a machine that does nothing else. What grew tenfold still fails at once.
SHARED = 3.0


@pytest.fixture
def measure(request: pytest.FixtureRequest) -> Measure:
    """`measure("converged after", 1.2, "s", most=5)`: a figure for docs/reliability.md, and what is promised of it.

    `make soak` writes it down and asserts the promise; everything else asserts `SHARED` times the promise.
    """

    def say(what: str, value: float, unit: str, most: float | None = None) -> None:
        if SOAK:
            row = (request.node.originalname or request.node.name).removeprefix("test_").replace("_", " ")
            figure = {"row": row, "what": what, "value": value, "unit": unit, "most": most}
            with Path(SOAK).open("a") as out:
                out.write(json.dumps(figure) + "\n")
        if most is not None:
            bound = most if SOAK else most * SHARED
            assert value <= bound, (
                f"{what}: {value:g} {unit}, and {most:g} was promised (here at most {bound:g})"
            )

    return say
