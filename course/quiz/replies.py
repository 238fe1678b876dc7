"""What a learner is told after a try: the ladder of feedback. Pure.

Invariant: the worked answer is told only once the question is closed, and a test tells nothing. What was told is
kept with the try, so a repeat of the same submission is told the same, whatever the course says by then.
"""

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from course.models.quiz import Kind
from course.questions import Ask, Part, Verdict

TRIES = 3
TESTS = frozenset({Kind.PRE_TEST, Kind.POST_TEST, Kind.LATER_TEST})
GUESSING = 1  # the lowest certainty


@dataclass(frozen=True, slots=True)
class Reply:
    """number: of the try. right: None where a test does not tell. parts: what is said to each part of the answer.

    hint, lab (an address) from the second miss on; worked and link (as in "L21#explain") with the third, and
    fresh_position, where a fresh question waits. closed: whether the question takes no more tries.
    """

    number: int
    right: bool | None
    feedback: str
    closed: bool
    parts: tuple[Part, ...] = ()
    hint: str | None = None
    lab: str | None = None
    worked: str | None = None
    link: str | None = None
    fresh_position: int | None = None


def tries_of(kind: str) -> int:
    """How many tries a question has in a sitting of this kind."""
    return 1 if kind in TESTS else TRIES


def reply_to(kind: str, verdict: Verdict, ask: Ask, *, number: int, certainty: int, lab: str | None) -> Reply:
    """The rung of the ladder for this try (learning-design, section 5)."""
    if kind in TESTS:
        return Reply(number, None, "", True)
    reply = Reply(number, verdict.right, verdict.feedback, verdict.right or number == TRIES, verdict.parts)
    if verdict.right:
        # Right by guessing is not yet knowing why.
        return replace(reply, worked=verdict.worked) if certainty == GUESSING else reply
    if number == 1:
        return reply
    reply = replace(reply, hint=ask.hint, lab=lab)
    return replace(reply, worked=verdict.worked, link=ask.link) if reply.closed else reply


def to_json(reply: Reply) -> dict[str, Any]:
    """A reply as it is kept with its try."""
    kept: dict[str, Any] = msgspec.to_builtins(reply)
    return kept


def from_json(kept: dict[str, Any]) -> Reply:
    """The reply that was given."""
    return msgspec.convert(kept, Reply)
