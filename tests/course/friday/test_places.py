"""So many evenings on a board: the last place, one past it, and what a full board costs."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from course.friday import board as boards
from course.friday import places, runs, standing
from course.models import FridayBoard, FridayRun, Learner
from simulator.engine.experiments import to_query
from simulator.engine.friday import END, REFERENCE_PLAN, play, score_of
from simulator.rooms import limits
from simulator.rooms.errors import RoomFull
from tests.course.friday.test_boards import joined, opened
from tests.course.friday.test_pages import PLAN, address, words

FULL = "This board is full"


def board_of(seed: int = 13) -> FridayBoard:
    return boards.open_board(Learner.objects.create(), seed)


def filled(board: FridayBoard, seeds: Iterator[int] | None = None, **values: Any) -> None:
    """Take every place, each with an evening of its own if there are seeds."""
    learners = Learner.objects.bulk_create(Learner() for _ in range(limits.EVENINGS))
    common = {"board": board, "plan": to_query(REFERENCE_PLAN), "made_at": timezone.now(), **values}
    FridayRun.objects.bulk_create(
        FridayRun(learner=one, seed=next(seeds) if seeds else board.seed, **common) for one in learners
    )


@pytest.mark.django_db
def test_who_comes_too_late_is_told_and_plays_the_same_evening_off_the_board(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EVENINGS", 2)
    board = opened(client, "7")
    one, run = joined(board)
    assert FULL not in words(Client().get("/friday/", {"board": board.code}))
    joined(board)
    before = Learner.objects.count()
    late = Client()
    shown = words(late.get("/friday/", {"board": board.code}))
    answer = late.post("/friday/", {**PLAN, "board": board.code, "name": "Zoe"})
    assert answer.status_code == 422
    for page in (shown, words(answer)):
        assert FULL in page and "by yourself" in page
        assert 'name="seed" value="7"' in page and 'name="board"' not in page
    assert (board.runs.count(), FridayRun.objects.count(), Learner.objects.count()) == (2, 2, before)
    assert late.post("/friday/", {**PLAN, "seed": "7"}).status_code == 303  # the form that was left
    alone = FridayRun.objects.get(board=None)
    assert (alone.seed, board.runs.count()) == (7, 2)
    assert one.post("/friday/", {**PLAN, "board": board.code})["Location"] == address(run)
    one.post("/account/delete/", {"sure": "on"})
    joined(board)  # there is a place again


@pytest.mark.django_db
def test_who_has_a_place_asks_twice_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVENINGS", 1)
    board, learner = board_of(), Learner.objects.create()
    run = runs.begin(learner, REFERENCE_PLAN, 13, board)
    assert runs.begin(learner, REFERENCE_PLAN, 13, board) == run
    with pytest.raises(RoomFull):
        runs.begin(Learner.objects.create(), REFERENCE_PLAN, 13, board)


@pytest.mark.django_db(transaction=True)
def test_two_who_come_at_once_do_not_share_the_last_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EVENINGS", 1)
    board, both_counted = board_of(), threading.Barrier(2)
    learners = [Learner.objects.create() for _ in range(2)]
    count = places._check

    def slowly(taken: int) -> None:
        """Whoever has counted waits for the other to count as well, which has to fail."""
        with suppress(threading.BrokenBarrierError):
            both_counted.wait(1)
        count(taken)

    def come(learner: Learner) -> bool:
        try:
            runs.begin(learner, REFERENCE_PLAN, 13, board)
        except RoomFull:
            return False
        finally:
            connections.close_all()
        return True

    monkeypatch.setattr(places, "_check", slowly)
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, learners)) == [False, True]
    assert board.runs.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["🍕", '"', "\\", "é", "a"])
def test_a_full_board_with_the_longest_names_is_a_message_under_64_kb(letter: str) -> None:
    board = board_of()
    filled(board, name=runs.name_in(letter * runs.NAME_LENGTH), minute=END, done_at=timezone.now())
    message = boards.told(board)
    rows = json.loads(message)["rows"]
    assert len(rows) == limits.EVENINGS
    assert {row["name"] for row in rows} == {letter * runs.NAME_LENGTH}
    assert (
        len(message.encode()) + 3 * len(rows) < limits.TOLD
    )  # "100.00%" and three digits of points are longer
    FridayRun.objects.update(name_hidden=True)
    assert len(boards.told(board).encode()) < limits.TOLD


@pytest.fixture
def plays(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mock]:
    """Counts evenings that are played. All of them go the same way, as playing is what takes long."""
    evening = play(REFERENCE_PLAN, (), 13)
    counted = Mock(return_value=evening)
    monkeypatch.setattr(runs, "play", counted)
    caches = (runs.played, standing._standing)
    for cache in caches:
        cache.cache_clear()
    yield counted
    for cache in caches:
        cache.cache_clear()


@pytest.mark.django_db
def test_several_full_boards_are_read_again_and_again_and_each_evening_is_played_once(plays: Mock) -> None:
    full, seeds = [board_of() for _ in range(3)], iter(range(10_000))
    for board in full:
        filled(board, seeds)
    for _ in range(2):
        for board in full:
            assert len(boards.rows_of(board)) == limits.EVENINGS
    assert plays.call_count == 3 * limits.EVENINGS


def test_a_standing_is_the_evening() -> None:
    run = FridayRun(plan=to_query(REFERENCE_PLAN), seed=13, actions=[])
    evening, kept = runs.evening_of(run), standing.standing_of(run)
    for minute in range(END + 1):
        assert (kept.kept[minute], kept.served[minute]) == (evening.kept(minute), evening.served(minute))
        assert (minute >= kept.begun) == (evening.settled[minute] > 0)
    score = score_of(evening)
    assert (kept.promised, kept.points) == (score.kept, score.points)
