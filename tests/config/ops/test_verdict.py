"""Each rule: silent when all is well, and one plain sentence with what to do when it is not."""

from dataclasses import replace

import pytest

from config.ops.verdict import LEAST_FREE, NOT_WELL, WELL, Seen, headline, problems

FINE = Seen(
    database=None,
    database_seconds=0.002,
    layer=None,
    migrations=None,
    free=LEAST_FREE,
    commands=100,
    command_p95=0.5,
    pages=100,
    page_p95=1.0,
    late=0.05,
    broken=0,
)


def test_when_nothing_is_wrong_nothing_is_said() -> None:
    assert problems(FINE) == []
    assert headline([]) == WELL


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"database": "OperationalError"}, "does not answer (OperationalError)"),
        ({"migrations": "2 migrations are waiting"}, "2 migrations are waiting"),
        ({"layer": "the channel layer does not answer: ConnectionError"}, "do not hear each other"),
        ({"free": LEAST_FREE - 1}, "500 MB are left"),
        ({"broken": 1}, "went wrong on our side, once"),
        ({"broken": 3}, "3 times"),
        ({"late": 0.06}, "6% of the frames"),
        ({"command_p95": 0.7}, "longer than 0.7 s to be saved"),
        ({"page_p95": 1.2}, "One page in twenty takes longer than 1.2 s"),
        ({"database_seconds": 0.3}, "0.3 s for the smallest question"),
    ],
)
def test_each_rule(wrong: dict[str, object], said: str) -> None:
    (only,) = problems(replace(FINE, **wrong))  # type: ignore[arg-type]
    assert said in only.what
    assert only.next
    assert headline([only]) == NOT_WELL


def test_a_few_slow_ones_are_no_verdict() -> None:
    assert problems(replace(FINE, commands=19, command_p95=9, pages=19, page_p95=9)) == []
    assert problems(replace(FINE, command_p95=None, page_p95=None)) == []
