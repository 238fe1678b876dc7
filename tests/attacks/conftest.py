"""One server for all attacks; whatever they do, it may not write a traceback or an error into its log."""

from collections.abc import Iterator

import pytest

from tests.attacks.world import Stranger, World
from tests.live import Live
from tests.scale.conftest import measure  # noqa: F401  the fixture


def assert_log_is_clean(live: Live) -> None:
    log = live.read_log()
    for word in ("Traceback", "[error", "[critical", "Task exception was never retrieved"):
        at = log.find(word)
        assert at < 0, log[max(0, at - 2_000) : at + 3_000]


@pytest.fixture(scope="package")
def live() -> Iterator[Live]:
    server = Live()
    yield server
    server.remove()


@pytest.fixture(scope="package")
def world(live: Live) -> World:
    return World.of(Stranger(live))


@pytest.fixture(autouse=True)
def clean_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each attack on the server that all share."""
    yield
    if "live" in request.fixturenames:
        assert_log_is_clean(request.getfixturevalue("live"))
