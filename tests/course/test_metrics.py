"""What the course counts: answers by what came of them, runs by how they ended, boards that are watched."""

import uuid
from unittest.mock import patch

import pytest
from prometheus_client import REGISTRY

from course import runs
from course.friday import hubs
from course.models import FridayBoard, Learner
from course.quiz.answering import Refused
from tests.course.quiz.deeds import give, sit
from tests.course.test_runs import order, slow, until  # noqa: F401  the fixture


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def outcomes(*names: str) -> list[float]:
    return [sample("slicewise_answers_total", outcome=name) for name in names]


def runs_that(outcome: str) -> float:
    return sample("slicewise_runs_total", size="long", outcome=outcome)


@pytest.mark.django_db
def test_answers_are_counted_by_what_came_of_them() -> None:
    names = ("right", "wrong", "kept", "repeated", "refused")
    before = outcomes(*names)
    learner = Learner.objects.create()
    check = sit(learner, ("L21-Q1", 1), ("L21-Q2", 1))
    same = uuid.uuid4()
    give(check, 0, right=False)
    give(check, 1, submission=same)
    give(check, 1, submission=same)
    with pytest.raises(Refused):
        give(check, 1)
    give(sit(learner, ("L21-Q1", 1), kind="pretest", about=""), 0)
    assert [now - then for now, then in zip(outcomes(*names), before, strict=True)] == [1, 1, 1, 1, 1]


def test_runs_are_counted_by_how_they_ended(slow) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    before = {name: runs_that(name) for name in ("asked", "done", "failed", "cancelled")}
    one = order(901)
    runs.outcome(one)
    slow.inside.wait(10)
    runs.cancel(one.digest)
    until(lambda: runs_that("cancelled") == before["cancelled"] + 1)
    slow.gate.set()
    runs.outcome(order(902))
    until(lambda: runs_that("done") == before["done"] + 1)
    slow.fails = True
    runs.outcome(order(903))
    until(lambda: runs_that("failed") == before["failed"] + 1)
    assert runs_that("asked") == before["asked"] + 3
    assert sample("slicewise_run_seconds_count", size="long") >= 3


async def test_boards_are_counted_while_they_are_watched() -> None:
    async def send(message: dict[str, object]) -> None:
        """A socket that takes everything."""

    def now() -> list[float]:
        return [sample("slicewise_boards_open"), sample("slicewise_board_sockets_open")]

    began = now()
    hub = hubs.Hub(FridayBoard(code="abc", seed=13))
    with patch.object(hub, "_read", return_value="{}"):
        first = await hub.add(send, lambda: None)
        second = await hub.add(send, lambda: None)
        assert now() == [began[0] + 1, began[1] + 2]
        await hub.remove(first)
        await hub.remove(second)
    assert now() == began
