"""The end of a sitting: how each question went, and what to do next.

Invariant: right and wrong are those of the first try. Of a test neither is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from course.library import course
from course.models import Sitting
from course.models.quiz import Kind
from course.quiz.about import home_of, title_of
from course.quiz.blueprint import FORMS
from course.quiz.mastery import TEST_OUT_PASS
from course.quiz.sitting_page import state_of
from course.quiz.sittings import Slot

CERTAIN = 3


@dataclass(frozen=True, slots=True)
class Result:
    """A question in the summary. tries: so many were used; later: right after all, at a later try."""

    number: int
    url: str
    stem: str
    state: str
    tries: int
    later: bool
    certain: bool

    @property
    def words(self) -> str:
        if self.state == "right":
            return "right at the first try"
        if self.state == "wrong":
            said = f"right at try {self.tries}" if self.later else "not right in three tries"
            return f"{said}; you were certain" if self.certain else said
        return {"kept": "answered", "begun": "begun", "open": "not answered yet"}[self.state]


@dataclass(frozen=True, slots=True)
class Summary:
    """How a sitting went. retry: address that takes `missed=1` to ask again what was missed; "" for none."""

    title: str
    kind: str
    results: tuple[Result, ...]
    open_url: str
    home_url: str
    home_words: str
    retry: str
    about: str

    @property
    def silent(self) -> bool:
        return self.kind in FORMS

    @property
    def test_out(self) -> bool:
        return self.kind == Kind.TEST_OUT

    @property
    def enough(self) -> int:
        """So many right at the first try pass a test-out."""
        return min(TEST_OUT_PASS, len(self.results))

    @property
    def answered(self) -> int:
        return sum(one.tries > 0 for one in self.results)

    @property
    def right(self) -> int:
        return sum(one.state == "right" for one in self.results)

    @property
    def missed(self) -> int:
        return sum(one.state == "wrong" for one in self.results)

    @property
    def surprises(self) -> int:
        """Certain, and yet not right."""
        return sum(one.state == "wrong" and one.certain for one in self.results)


def summary_of(sitting: Sitting, slots: Sequence[Slot]) -> Summary:
    shown = [slot for slot in slots if slot.question is not None]
    still_open = next((slot for slot in shown if not slot.closed), None)
    url, words = home_of(sitting)
    return Summary(
        title_of(sitting),
        sitting.kind,
        tuple(_result(sitting, slot) for slot in shown),
        reverse("answer", args=[sitting.pk, still_open.position]) if still_open else "",
        url,
        words,
        _retry(sitting),
        sitting.about,
    )


def _result(sitting: Sitting, slot: Slot) -> Result:
    assert slot.question is not None
    return Result(
        slot.position + 1,
        reverse("answer", args=[sitting.pk, slot.position]),
        slot.question.ask.stem or "Find the error in the notes.",
        state_of(slot),
        len(slot.tries),
        bool(slot.tries) and bool(slot.replies[-1].right),
        bool(slot.tries) and slot.tries[0].certainty == CERTAIN,
    )


def _retry(sitting: Sitting) -> str:
    """Where only what was missed can be asked again."""
    if sitting.kind == Kind.PRACTICE:
        return reverse("practice")
    lesson = course().lessons.get(sitting.about) if sitting.kind == Kind.CHECK else None
    return reverse("check", args=[lesson.slug]) if lesson else ""
