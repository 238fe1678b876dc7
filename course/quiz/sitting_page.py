"""A question of a sitting as its page shows it.

Invariant: right and wrong come from the replies that were given; a test's pages tell neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from course.library import course
from course.models import Sitting
from course.models.quiz import Kind
from course.quiz.about import home_of, source_of, title_of
from course.quiz.question_page import Heard, Place, QuestionPage, Stop, question_page
from course.quiz.reading import Fields, fields_of
from course.quiz.replies import TESTS, Reply
from course.quiz.sittings import Slot


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not taken: why, what was typed, and the number it came under."""

    problem: str
    fields: Fields
    submission: str
    certainty: int | None = None


def page_of(
    sitting: Sitting,
    slots: Sequence[Slot],
    position: int,
    *,
    refusal: Refusal | None = None,
    fresh: bool = False,
) -> QuestionPage:
    """The page of a question. fresh: an answer was given this moment, so the focus goes to what was said.

    Raises `LookupError` for a question that is not there.
    """
    if not 0 <= position < len(slots) or slots[position].question is None:
        raise LookupError(position)
    slot = slots[position]
    question = slot.question
    assert question is not None
    last = slot.tries[-1] if slot.tries else None
    reply = heard(sitting, slot, fresh=fresh and refusal is None)
    place = place_of(sitting, slots, position, reply)
    if refusal is not None:
        return question_page(
            question,
            place,
            reply=None if reply is None else _without_parts(reply),
            fields=refusal.fields,
            certainty=last.certainty if last else refusal.certainty,
            problem=refusal.problem,
            submission=refusal.submission,
        )
    fields = fields_of(question, last.answer) if last else None
    return question_page(
        question, place, reply=reply, fields=fields, certainty=last.certainty if last else None
    )


def heard(sitting: Sitting, slot: Slot, *, fresh: bool = False) -> Heard | None:
    """What was said to the last try at a slot."""
    if not slot.tries:
        return None
    reply = slot.replies[-1]
    return Heard(
        reply.number,
        bool(reply.right),
        reply.feedback,
        reply.parts,
        hint=reply.hint or "",
        lab=reply.lab or "",
        worked=reply.worked or "",
        extra=_extra(sitting, reply),
        closed=slot.closed,
        silent=reply.right is None,
        fresh=fresh,
    )


def _extra(sitting: Sitting, reply: Reply) -> str:
    if reply.fresh_position is None:
        return ""
    return reverse("answer", args=[sitting.pk, reply.fresh_position])


def _without_parts(reply: Heard) -> Heard:
    """What was said to an earlier answer does not belong to the one that is shown now."""
    return Heard(
        reply.number, reply.right, reply.feedback, hint=reply.hint, lab=reply.lab, closed=reply.closed
    )


# -- where a question stands -------------------------------------------------------------------------------


def place_of(sitting: Sitting, slots: Sequence[Slot], position: int, reply: Heard | None) -> Place:
    slot = slots[position]
    assert slot.question is not None
    ask = slot.question.ask
    lesson = course().lessons.get(ask.lesson)
    others = [*slots[position + 1 :], *slots[:position]]
    following = next((one for one in others if not one.closed), None)
    url, words = home_of(sitting)
    source, said = source_of(ask.link) if reply and reply.closed and reply.worked else ("", "")
    return Place(
        title_of(sitting),
        url=reverse("answer", args=[sitting.pk, position]),
        next_url=reverse("answer", args=[sitting.pk, following.position])
        if following
        else reverse("sitting", args=[sitting.pk]),
        next_words="Next question" if following else "See how it went",
        stops=stops_of(sitting, slots, position),
        earlier=lesson.title if lesson and sitting.kind == Kind.CHECK and ask.lesson != sitting.about else "",
        source_url=source,
        source_words=said,
        home_url=url,
        home_words=words,
        silent=sitting.kind in TESTS,
    )


def stops_of(sitting: Sitting, slots: Sequence[Slot], position: int | None = None) -> tuple[Stop, ...]:
    return tuple(
        Stop(
            slot.position + 1,
            reverse("answer", args=[sitting.pk, slot.position]),
            state_of(slot),
            slot.position == position,
        )
        for slot in slots
        if slot.question is not None
    )


def state_of(slot: Slot) -> str:
    """Of the first try, which counts; "begun" while the question takes more tries."""
    if not slot.tries:
        return "open"
    first = slot.replies[0].right
    if first is None:
        return "kept"
    return "right" if first else ("wrong" if slot.closed else "begun")
