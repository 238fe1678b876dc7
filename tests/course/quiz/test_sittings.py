"""A try is stored once, judged once, and told the same; what is not due is not told."""

import json
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from course.bank import bank
from course.models import Learner, Sitting, Try
from course.quiz.answering import Refused, submit
from course.quiz.replies import TESTS
from course.quiz.sets import NothingToAsk
from course.quiz.sittings import (
    NoSuchSitting,
    begin,
    drawn,
    questions_of,
    sitting_of,
    slots_of,
)
from tests.course.people import at
from tests.course.quiz.deeds import give, right_answer, sit, wrong_answer
from tests.course.test_learners import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> Learner:
    return Learner.objects.create()


def refused(*arguments: Any, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        submit(*arguments, **more)
    assert str(caught.value)
    return caught.value.code


# -- beginning ---------------------------------------------------------------------------------------------


def test_an_open_sitting_is_gone_on_with_and_a_done_one_is_not(learner: Learner) -> None:
    first = begin(learner, "check", "L21", at(0))
    assert begin(learner, "check", "L21", at(9)) == first
    assert begin(learner, "check", "L22", at(9)) != first
    for position in range(first.planned):
        give(first, position)
    first.refresh_from_db()
    assert first.done_at == at(first.planned)
    again = begin(learner, "check", "L21", at(60))
    assert again != first
    assert [seed for _, seed in again.slots] != [seed for _, seed in first.slots]


def test_each_learner_gets_their_own_numbers(learner: Learner) -> None:
    mine, theirs = (begin(one, "check", "L21", at(0)) for one in (learner, Learner.objects.create()))
    assert {item for item, _ in mine.slots} == {item for item, _ in theirs.slots}
    assert mine.slots != theirs.slots


@pytest.mark.parametrize(
    ("kind", "about"), [("check", "L99"), ("practice", ""), ("testout", "9"), ("review", "x")]
)
def test_nothing_to_ask_begins_nothing(learner: Learner, kind: str, about: str) -> None:
    with pytest.raises(NothingToAsk):
        begin(learner, kind, about, at(0))
    assert not Sitting.objects.exists()


def test_the_three_tests_ask_the_same_ideas_with_other_numbers(learner: Learner) -> None:
    forms = [begin(learner, kind, "", at(0)) for kind in sorted(TESTS)]
    assert [form.planned for form in forms] == [20, 20, 20]
    assert len({tuple(item for item, _ in form.slots) for form in forms}) == 1
    assert len({tuple(seed for _, seed in form.slots) for form in forms}) == 3


# -- the ladder --------------------------------------------------------------------------------------------


def test_three_misses_climb_the_ladder_and_bring_a_fresh_question(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q1", 8))
    first, second, third = (give(sitting, 0, right=False) for _ in range(3))
    assert (first.number, first.right, first.closed) == (1, False, False)
    assert first.feedback
    assert (first.hint, first.lab, first.worked, first.link) == (None, None, None, None)
    assert second.hint == bank().items["L21-Q2"].ask.hint
    assert second.lab is not None
    assert second.lab.startswith("/lessons/l21-what-moved/lab/?before=")
    assert second.worked is None
    assert third.closed
    assert third.worked
    assert third.link == "L21#worked"
    assert third.fresh_position == 2
    sitting.refresh_from_db()
    assert sitting.planned == 2
    item, seed = sitting.slots[2]
    assert item == "L21-Q2"
    assert drawn(item, seed).ask.stem != drawn("L21-Q2", 7).ask.stem  # type: ignore[union-attr]
    assert sitting.done_at is None
    give(sitting, 1)
    give(sitting, 2)
    sitting.refresh_from_db()
    assert sitting.done_at is not None


def test_a_fresh_question_brings_no_other(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7))
    for position in (0, 0, 0, 1, 1, 1):
        reply = give(sitting, position, right=False)
    assert reply.closed
    assert reply.fresh_position is None
    sitting.refresh_from_db()
    assert len(sitting.slots) == 2
    assert sitting.done_at is not None


def test_right_by_guessing_is_told_why_and_right_is_the_end(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q2", 8))
    guessed, known = give(sitting, 0, certainty=1), give(sitting, 1, certainty=3)
    assert guessed.worked
    assert known.worked is None
    assert guessed.closed
    assert known.closed


@pytest.mark.parametrize("kind", sorted(TESTS))
def test_a_test_takes_one_try_and_tells_nothing(learner: Learner, kind: str) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q2", 8), kind=kind, about="A")
    told = {give(sitting, position, right=bool(position)) for position in (0, 1)}
    assert len(told) == 1, "right and wrong are told alike"
    reply = told.pop()
    assert (reply.right, reply.feedback, reply.parts, reply.worked, reply.closed) == (
        None,
        "",
        (),
        None,
        True,
    )
    assert [row.right for row in sitting.tries.order_by("position")] == [False, True]
    kept = [row.verdict for row in sitting.tries.all()]
    assert kept[0] == kept[1]


def test_a_later_try_carries_the_certainty_of_the_first_along(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q1", 7))
    submit(learner, sitting.pk, 0, uuid.uuid4(), "4", 3, at(0))
    give(sitting, 0, right=False, certainty=None)
    give(sitting, 0, certainty=None)
    rows = list(sitting.tries.order_by("number"))
    assert [row.certainty for row in rows] == [3, 3, 3]
    assert [row.hint_shown for row in rows] == [False, False, True]
    assert [row.code for row in rows] == ["MC-36", "", ""]


# -- once --------------------------------------------------------------------------------------------------


def test_the_same_submission_has_one_effect_and_the_same_reply(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q1", 8))
    once = uuid.uuid4()
    replies = [give(sitting, 0, right=False, submission=once, now=at(minute)) for minute in range(3)]
    assert replies[0] == replies[1] == replies[2]
    other_answer = give(sitting, 0, right=True, submission=once)
    assert other_answer == replies[0]
    assert Try.objects.get().given_at == at(0)
    question = drawn("L21-Q1", 8)
    assert question is not None
    assert refused(learner, sitting.pk, 1, once, question.solution(), 2, at(1)) == "reused"


def test_a_repeat_is_told_the_same_after_the_end_and_after_a_fresh_question(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7))
    once = uuid.uuid4()
    give(sitting, 0, right=False)
    give(sitting, 0, right=False)
    third = give(sitting, 0, right=False, submission=once)
    give(sitting, 1)
    assert give(sitting, 0, right=False, submission=once) == third
    sitting.refresh_from_db()
    assert len(sitting.slots) == 2


@pytest.mark.django_db(transaction=True)
def test_a_submission_that_comes_ten_times_at_once() -> None:
    sitting = sit(Learner.objects.create(), ("L21-Q2", 7))
    once = uuid.uuid4()
    replies = at_once(*[lambda: give(sitting, 0, right=False, submission=once)] * 10)
    assert len({repr(reply) for reply in replies}) == 1, replies
    assert Try.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_answers_at_once_are_three_tries_and_seven_refusals() -> None:
    sitting = sit(Learner.objects.create(), ("L21-Q2", 7))
    results = at_once(*[lambda: give(sitting, 0, right=False)] * 10)
    told = [one for one in results if not isinstance(one, Exception)]
    assert sorted(one.number for one in told) == [1, 2, 3]
    assert {one.code for one in results if isinstance(one, Refused)} == {"closed"}
    assert len(results) - len(told) == 7
    sitting.refresh_from_db()
    assert len(sitting.slots) == 2, "one fresh question, not more"


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_begin_at_once_sit_at_one_table() -> None:
    learner = Learner.objects.create()
    found = at_once(*[lambda: begin(learner, "check", "L21", at(0)).pk] * 5)
    assert len(set(found)) == 1, found
    assert Sitting.objects.count() == 1


# -- what is no try ----------------------------------------------------------------------------------------


def test_what_is_no_answer_is_no_try(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7))
    right = right_answer(drawn("L21-Q2", 7))  # type: ignore[arg-type]
    for answer in (
        "",
        None,
        7,
        "ten",
        [],
        {},
        "\x00",
        "\ud800",
        float("nan"),
        {"a": "x" * 9_000},
        "5" * 9_000,
    ):
        assert refused(learner, sitting.pk, 0, uuid.uuid4(), answer, 2, at(1)) == "bad_answer"
    for certainty in (None, 0, 4):
        assert refused(learner, sitting.pk, 0, uuid.uuid4(), right, certainty, at(1)) == "certainty"
    for position in (-1, 1, 10**30):
        assert refused(learner, sitting.pk, position, uuid.uuid4(), right, 2, at(1)) == "no_slot"
    assert not Try.objects.exists()
    give(sitting, 0)
    assert refused(learner, sitting.pk, 0, uuid.uuid4(), right, 2, at(1)) == "closed"


def test_what_was_refused_may_be_put_right_under_the_same_number(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7))
    once = uuid.uuid4()
    assert refused(learner, sitting.pk, 0, once, "lots", 2, at(1)) == "bad_answer"
    assert give(sitting, 0, submission=once).right


@settings(max_examples=60, deadline=None)
@given(
    answer=st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=8,
    )
)
def test_whatever_json_can_hold_is_a_try_or_refused_in_words(answer: Any) -> None:
    with transaction.atomic():
        learner = Learner.objects.create()
        sitting = sit(learner, ("L21-Q1", 7))
    try:
        submit(learner, sitting.pk, 0, uuid.uuid4(), answer, 2, at(1))
    except Refused as no:
        assert no.code == "bad_answer"
    else:
        assert sitting.tries.get().answer == answer


def test_a_question_that_the_course_has_no_more_counts_as_closed(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q1", 7), ("L21-Q1", 8))
    Sitting.objects.filter(pk=sitting.pk).update(slots=[["L21-Q1", 7], ["gone", 8]])
    sitting.refresh_from_db()
    assert [slot.closed for slot in questions_of(sitting)] == [False, True]
    assert refused(learner, sitting.pk, 1, uuid.uuid4(), "a", 2, at(1)) == "no_slot"
    give(sitting, 0)
    sitting.refresh_from_db()
    assert sitting.done_at


def test_someone_elses_sitting_does_not_exist(learner: Learner) -> None:
    sitting, stranger = sit(learner, ("L21-Q1", 7)), Learner.objects.create()
    for number in (sitting.pk, uuid.uuid4()):
        with pytest.raises(NoSuchSitting):
            submit(stranger, number, 0, uuid.uuid4(), "16", 2, at(1))
        with pytest.raises(NoSuchSitting):
            sitting_of(stranger.pk, number)
        with pytest.raises(NoSuchSitting):
            slots_of(stranger.pk, number)
    with pytest.raises(NoSuchSitting):
        sitting_of(None, sitting.pk)


# -- what is read, and what the database refuses -----------------------------------------------------------


def test_questions_come_with_what_was_said_in_one_query(
    learner: Learner, django_assert_num_queries: Any
) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q1", 8))
    said = give(sitting, 0, right=False)
    with django_assert_num_queries(1):
        first, second = questions_of(sitting)
    assert first.replies == (said,)
    assert (first.closed, second.closed, second.tries) == (False, False, ())
    assert first.question == drawn("L21-Q2", 7)


def test_a_verdict_is_kept_as_plain_json(learner: Learner) -> None:
    sitting = sit(learner, ("L21-Q2", 7))
    give(sitting, 0, right=False)
    row = sitting.tries.get()
    assert json.loads(json.dumps(row.verdict)) == row.verdict
    assert row.verdict["worked"] is None


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 0},
        {"number": 4},
        {"certainty": 0},
        {"certainty": 4},
        {"score": -0.01},
        {"score": 1.01},
        {"number": 1},
        {"position": 1, "submission": uuid.UUID(int=5)},
    ],
)
def test_the_database_refuses_a_bad_try(learner: Learner, fields: dict[str, Any]) -> None:
    sitting = sit(learner, ("L21-Q2", 7), ("L21-Q1", 8))
    plain = {
        "sitting": sitting, "position": 0, "number": 1, "submission": uuid.UUID(int=5), "item": "L21-Q2", "seed": 7,
        "answer": "1", "certainty": 2, "right": False, "score": 0.0, "verdict": {}, "given_at": at(1),
    }  # fmt: skip
    Try.objects.create(**plain)
    with pytest.raises(IntegrityError), transaction.atomic():
        Try.objects.create(**(plain | {"number": 2, "submission": uuid.UUID(int=6)} | fields))


def test_wrong_answers_of_these_tests_are_wrong() -> None:
    for item in bank().items.values():
        question = item.draw(3)
        assert question.grade(right_answer(question)).right
        assert not question.grade(wrong_answer(question)).right
