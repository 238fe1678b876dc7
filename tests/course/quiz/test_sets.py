"""Which questions come: older ones first, ideas mixed, numbers new, nothing from later lessons."""

import uuid
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.bank import bank
from course.library import course
from course.quiz.history import Given
from course.quiz.sets import (
    PRACTICE,
    Choosing,
    NothingToAsk,
    arranged,
    codes_by_item,
    derived_seed,
    fresh_item,
    missed,
    new_seed,
    slots_for,
)
from tests.course.people import MONDAY

SITTING = uuid.UUID(int=1)
ORDER = {lesson: place for place, lesson in enumerate(course().lessons)}


def tried(item: str, right: bool = True, day: int = 0, seed: int = 7, sitting: uuid.UUID = SITTING) -> Given:
    about = bank().items[item].ask.lesson
    at = MONDAY + timedelta(days=day)
    return Given(item, seed, right, 2, "" if right else "MC-36", at, 0, sitting, "check", about, 1, at)


def choosing(about: str, *given_before: Given, met: tuple[str, ...] = (), seed: int = 7) -> Choosing:
    return Choosing(course(), bank(), given_before, frozenset(met), about, seed)


def items(kind: str, chosen: Choosing) -> list[str]:
    return [item for item, _ in slots_for(kind, chosen)]


# -- a check -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", course().lessons)
def test_a_check_has_all_of_its_lesson_and_no_idea_twice_in_a_row_where_that_can_be(lesson: str) -> None:
    own = [item.ask.id for item in bank().of_lesson(lesson)]
    asked = items("check", choosing(lesson))
    assert sorted(asked) == sorted(own)
    assert clashes(asked) <= clashes(own)


def clashes(asked: list[str]) -> int:
    codes = codes_by_item(bank())
    return sum(bool(codes[one] & codes[other]) for one, other in pairwise(asked))


def test_two_older_questions_come_first_from_lessons_that_were_met() -> None:
    asked = items("check", choosing("L22", met=("L20", "L21", "L25")))
    assert [bank().items[item].ask.lesson for item in asked[:3]] in (
        ["L20", "L21", "L22"],
        ["L21", "L20", "L22"],
    )
    assert len(asked) == 2 + len(bank().of_lesson("L22"))
    assert bank().items[items("check", choosing("L22", met=("L20",)))[0]].ask.lesson == "L20"


def test_what_was_missed_comes_back_before_what_lies_back_longest() -> None:
    before = (tried("L01-Q1", day=0), tried("L20-Q1", day=5), tried("L20-Q2", right=False, day=6))
    everything = [tried(item.ask.id, day=9) for item in (*bank().of_lesson("L01"), *bank().of_lesson("L20"))]
    asked = items("check", choosing("L21", *everything, *(one for one in before if one.item != "L01-Q1")))
    assert asked[0] == "L20-Q2"
    assert bank().items[asked[1]].ask.lesson == "L01"


def test_an_older_question_put_right_since_is_no_longer_in_need() -> None:
    rest = [tried(item.ask.id, day=3) for item in bank().of_lesson("L20")]
    asked = items(
        "check", choosing("L21", *rest, tried("L20-Q2", right=False, day=4), tried("L20-Q2", day=5))
    )
    assert asked[0] != "L20-Q2"


# -- other sets --------------------------------------------------------------------------------------------


@given(
    names=st.sets(st.sampled_from([*course().lessons, *bank().codes]), min_size=1, max_size=4),
    seed=st.integers(0, 99),
)
def test_practice_asks_from_what_was_chosen(names: set[str], seed: int) -> None:
    asked = items("practice", choosing(" ".join(sorted(names)), seed=seed))
    codes = codes_by_item(bank())
    assert 0 < len(asked) <= PRACTICE
    assert len(set(asked)) == len(asked)
    assert all(bank().items[item].ask.lesson in names or codes[item] & names for item in asked)


@pytest.mark.parametrize("module", course().modules)
def test_a_test_out_asks_seven_from_all_over_a_module(module) -> None:
    asked = items("testout", choosing(str(module.number)))
    lessons = [bank().items[item].ask.lesson for item in asked]
    assert len(set(asked)) == 7
    assert set(lessons) <= set(module.lessons)
    assert len(set(lessons)) == min(7, len(module.lessons))


def test_only_what_was_missed_in_the_last_finished_check_is_asked_again() -> None:
    old, new, begun = (uuid.UUID(int=number) for number in (1, 2, 3))
    done = [
        tried("L21-Q1", right=False, sitting=old),
        replace(tried("L21-Q2", right=False, sitting=new), planned=2),
        replace(tried("L21-Q3", right=True, sitting=new), planned=2, position=1),
    ]
    half = Given("L21-Q4", 7, False, 2, "", MONDAY, 0, begun, "check", "L21", 6, None)
    assert missed([*done, half], "check", "L21") == ["L21-Q2"]
    assert missed([half], "check", "L21") == []


def test_what_the_bank_does_not_know_is_not_asked() -> None:
    with pytest.raises(NothingToAsk):
        slots_for("practice", choosing("L99 MC-99"))


@pytest.mark.parametrize("item", bank().items)
def test_a_fresh_question_asks_the_same_idea_and_nothing_from_later(item: str) -> None:
    used = [one.ask.id for one in bank().of_lesson(bank().items[item].ask.lesson)]
    fresh = fresh_item(course(), bank(), item, used)
    if bank().items[item].kind == "generated":
        assert fresh == item
    if fresh is not None and fresh != item:
        codes = codes_by_item(bank())
        shared = any({item, fresh} <= set(one.items) for one in bank().objectives.values())
        assert shared or codes[item] & codes[fresh]
        assert ORDER[bank().items[fresh].ask.lesson] <= ORDER[bank().items[item].ask.lesson]
        assert bank().items[fresh].kind == "generated" or fresh not in used


# -- order and seeds ---------------------------------------------------------------------------------------


@given(asked=st.lists(st.sampled_from(list(bank().items)), unique=True, max_size=12))
def test_arranging_loses_nothing_and_follows_from_the_set(asked: list[str]) -> None:
    order = arranged(asked, bank())
    assert sorted(order) == sorted(asked)
    assert order == arranged(asked, bank())


@given(counts=st.lists(st.integers(1, 4), min_size=2, max_size=4))
def test_ideas_alternate_wherever_that_can_be_had(counts: list[int]) -> None:
    """Items of one idea each: if none is more than half of them, no two neighbours share one."""
    single = {
        code: [item.ask.id for item in its if codes_by_item(bank())[item.ask.id] == {code}]
        for code, its in bank().codes.items()
    }
    piles = [pile for pile in single.values() if len(pile) >= 4][: len(counts)]
    asked = [item for pile, count in zip(piles, counts, strict=False) for item in pile[:count]]
    if 2 * max(counts[: len(piles)]) <= len(asked) + 1:
        assert clashes(arranged(asked, bank())) == 0


def test_a_teacher_gets_the_same_numbers_from_the_seed_of_a_slot() -> None:
    item, seed = next(slot for slot in slots_for("check", choosing("L21", seed=123)) if slot[0] == "L21-Q2")
    again = dict(slots_for("check", choosing("L21", seed=123)))
    assert again[item] == seed
    assert bank().items[item].draw(seed) == bank().items[item].draw(again[item])
    assert 0 <= seed < 2**31


@given(seed=st.integers(0, 2**31 - 1))
def test_seeds_are_spread(seed: int) -> None:
    assert len({derived_seed(seed, place) for place in range(30)}) == 30


@given(seed=st.integers(0, 2**31 - 1))
def test_the_numbers_are_not_those_of_the_last_times(seed: int) -> None:
    item = bank().items["L21-Q2"]
    met = [1, 2, 3, 4, 5]
    new = new_seed(item, seed, 0, met)
    assert item.draw(new).ask.stem not in {item.draw(old).ask.stem for old in met}
