"""How far a learner has come, and what it costs to know it."""

from typing import Any

import pytest

from course.lesson import SECTIONS
from course.models import Learner, Visit
from course.progress import opened, progress_of, saw
from tests.course.people import at, done, guess, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner() -> Learner:
    return Learner.objects.create()


def test_nobody_has_done_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        progress = progress_of(None)
    nothing = progress.of("L21")
    assert (nothing.state, nothing.sections, nothing.share, nothing.openings) == ("new", frozenset(), 0.0, 0)
    assert (progress.current, progress.latest) == (None, None)


def test_many_lessons_are_one_query(learner: Learner, django_assert_num_queries: Any) -> None:
    for minute, number in enumerate(range(1, 30)):
        done(learner, f"L{number:02}", minute)
    visit(Learner.objects.create(), "L30", "story")
    with django_assert_num_queries(1):
        progress = progress_of(learner.pk)
        assert {progress.of(f"L{number:02}").state for number in range(1, 30)} == {"done"}
        assert progress.of("L30").state == "new"
    assert (progress.current, progress.latest) == (None, "L29")


def test_a_lesson_is_done_when_guessed_seen_and_read_to_the_end(learner: Learner) -> None:
    def state() -> str:
        return progress_of(learner.pk).of("L21").state

    assert state() == "new"
    saw(learner, "L21", "story")
    assert state() == "started"
    saw(learner, "L21", "check")
    assert state() == "started"
    prediction = guess(learner, "L21", None, skipped=True)
    assert state() == "started"
    prediction.seen = 0
    prediction.save()
    assert state() == "done"
    assert progress_of(learner.pk).of("L21").share == 1.0


def test_the_guess_of_another_lesson_or_learner_does_not_count(learner: Learner) -> None:
    visit(learner, "L21", *SECTIONS)
    guess(learner, "L22", 5, seen=1)
    guess(Learner.objects.create(), "L21", 5, seen=1)
    assert progress_of(learner.pk).of("L21").state == "started"


def test_one_goes_on_with_what_was_opened_last_and_is_not_done(learner: Learner) -> None:
    visit(learner, "L20", "story", minute=1)
    visit(learner, "L21", "story", "predict", minute=2)
    done(learner, "L01", minute=3)
    progress = progress_of(learner.pk)
    assert (progress.current, progress.latest) == ("L21", "L01")
    assert progress.of("L21").share == pytest.approx(2 / 7)
    opened(learner.pk, "L20")
    assert progress_of(learner.pk).current == "L20"
    assert progress_of(learner.pk).of("L20").openings == 2


def test_sections_are_kept_once_and_in_order(learner: Learner, django_assert_num_queries: Any) -> None:
    for section in ("lab", "story", "lab"):
        saw(learner, "L21", section)
    row = Visit.objects.get()
    assert (row.sections, row.openings) == (["story", "lab"], 1)
    with pytest.raises(ValueError, match="no section 'dessert'"):
        saw(learner, "L21", "dessert")


def test_looking_is_not_a_deed(learner: Learner) -> None:
    opened(learner.pk, "L21")
    opened(None, "L21")
    assert not Visit.objects.exists()


def test_a_section_that_a_lesson_no_longer_has_does_not_count(learner: Learner) -> None:
    visit(learner, "L21", "story", "dessert", minute=4)
    assert progress_of(learner.pk).of("L21").sections == {"story"}
    assert Visit.objects.get().last_at == at(4)
