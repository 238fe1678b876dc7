"""A question as its page shows it: the form, the three tries, what was said to the last one, where to go next.

Invariant: pure. Whatever depends on the key comes in with a `Heard`, and a `Heard` is made from a reply that the
server gave out. Before the first try there is none.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from course.lesson import CERTAINTY
from course.questions import Part, Question
from course.quiz.answer_form import AnswerForm, answer_form
from course.quiz.reading import Fields

TRIES = 3
# What each try brings if it is wrong.
BRINGS = ("why it was tempting", "a hint", "the worked answer")


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply. number: of its try. silent: a test that says nothing of right or wrong. fresh: given this moment.

    lab: address of the experiment with the question's own numbers. extra: address of the fresh question.
    """

    number: int
    right: bool
    feedback: str
    parts: Sequence[Part] = ()
    hint: str = ""
    lab: str = ""
    worked: str = ""
    extra: str = ""
    closed: bool = False
    silent: bool = False
    fresh: bool = False

    @property
    def state(self) -> str:
        if self.silent:
            return "kept"
        return "good" if self.right else "bad"

    @property
    def lab_words(self) -> str:
        return "Open the lab with these numbers" if "?" in self.lab else "Open the lab"

    @property
    def title(self) -> str:
        if self.silent:
            return "Your answer is kept."
        if self.right:
            return "✓ Right." if self.number == 1 else f"✓ Right, at try {self.number}."
        left = TRIES - self.number
        if self.closed or not left:
            return "✕ Not this time."
        return f"✕ Not yet. {left} tries left." if left > 1 else "✕ Not yet. One try left."


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three tries. state: "right", "wrong", "now", "later" or "unused"."""

    number: int
    state: str
    brings: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A question of the sitting, in the row above. state: "right", "wrong", "begun", "kept" or "open".

    right and wrong are of the first try, which counts.
    """

    number: int
    url: str
    state: str
    here: bool = False

    @property
    def words(self) -> str:
        return WORDS[self.state]


WORDS = {
    "right": "right at the first try",
    "wrong": "not right at the first try",
    "begun": "begun",
    "kept": "answered",
    "open": "not answered yet",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: in which sitting, after what, before what.

    title: of the sitting. url: this question's own. earlier: the older lesson that it comes from, if it does.
    next_url, next_words: what follows. source_url, source_words: the part of the course that teaches it.
    silent: a test, with one try and no word of right or wrong.
    """

    title: str
    url: str
    next_url: str
    next_words: str
    stops: Sequence[Stop]
    earlier: str = ""
    source_url: str = ""
    source_words: str = ""
    home_url: str = ""
    home_words: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """submission: the number under which the next answer is stored once. problem: why the last one was no answer."""

    question: Question
    form: AnswerForm
    place: Place
    reply: Heard | None
    problem: str = ""
    certainty: int | None = None
    submission: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def number(self) -> int:
        """In the sitting, from 1."""
        return next(stop.number for stop in self.place.stops if stop.here)

    @property
    def closed(self) -> bool:
        return self.reply is not None and self.reply.closed

    @property
    def silent(self) -> bool:
        """Whether it is a test: one try, and no word of right or wrong."""
        return self.place.silent

    @property
    def asks_certainty(self) -> bool:
        """Only the first try counts, so only there it is asked; later ones carry it along."""
        return self.reply is None

    @property
    def certainties(self) -> tuple[tuple[int, str, bool], ...]:
        """(value, words, chosen)"""
        return tuple((number, words, number == self.certainty) for number, words in CERTAINTY.items())

    @property
    def certainty_words(self) -> str:
        return CERTAINTY.get(self.certainty or 0, "")

    @property
    def send_words(self) -> str:
        if self.reply is not None:
            return "Try again"
        return "Keep my answer" if self.silent else "Check my answer"

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(number, self._state_of(number), BRINGS[number - 1]) for number in range(1, TRIES + 1)
        )

    def _state_of(self, number: int) -> str:
        reply = self.reply
        if reply is None:
            return "now" if number == 1 else "later"
        if number == reply.number:
            return "right" if reply.right else "wrong"
        if number < reply.number:
            return "wrong"
        if reply.closed:
            return "unused"
        return "now" if number == reply.number + 1 else "later"


def question_page(
    question: Question,
    place: Place,
    *,
    reply: Heard | None = None,
    fields: Fields | None = None,
    certainty: int | None = None,
    problem: str = "",
    submission: str = "",
) -> QuestionPage:
    """fields: what was typed, or the answer that the reply is to. submission: kept where an answer was refused."""
    form = answer_form(question, fields, reply.parts if reply and not reply.silent else ())
    page = QuestionPage(question, form, place, reply, problem, certainty)
    return (
        page if not submission else QuestionPage(question, form, place, reply, problem, certainty, submission)
    )
