"""Answering a question of a sitting.

Invariant: a try is stored before it is answered for, in one transaction with the sitting locked. So the same submission
sent twice, by a double click, a retry or another tab, has one effect and is told the same.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from course import metrics
from course.bank import bank
from course.library import course
from course.models import Learner, Sitting, Try
from course.models.quiz import Kind
from course.questions import BadAnswer, Question, Verdict
from course.quiz import review
from course.quiz.labs import lab_url
from course.quiz.replies import Reply, from_json, reply_to, to_json
from course.quiz.sets import fresh_item, new_seed
from course.quiz.sittings import NoSuchSitting, drawn, is_closed

LONGEST = 8_000  # bytes of an answer as JSON
HINTED = 3  # the try before which the hint was told
OUTCOMES = {True: "right", False: "wrong", None: "kept"}  # a test does not tell
FRESH_IN = frozenset({Kind.CHECK, Kind.PRACTICE})


class Refused(Exception):  # noqa: N818
    """An answer that is not taken, and is no try. code: "bad_answer", "certainty", "closed", "no_slot", "reused".

    Its text says to the learner what to do.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def submit(  # noqa: PLR0917  in the order of the form
    learner: Learner,
    sitting_id: uuid.UUID,
    position: int,
    submission: uuid.UUID,
    answer: Any,
    certainty: int | None,
    now: datetime,
    *,
    hint_shown: bool = False,
) -> Reply:
    """Judge an answer and keep it. Raises `NoSuchSitting` and `Refused`; then nothing was kept.

    certainty: 1 to 3; None on a later try carries that of the first one along.
    """
    outcome = "failed"
    try:
        with metrics.ANSWER_SECONDS.time():
            reply, repeated = _submit(
                learner, sitting_id, position, submission, answer, certainty, now, hint_shown
            )
        outcome = "repeated" if repeated else OUTCOMES[reply.right]
    except (Refused, NoSuchSitting):
        outcome = "refused"
        raise
    finally:
        metrics.ANSWERS.labels(outcome).inc()
    return reply


def _submit(  # noqa: PLR0917  as above
    learner: Learner,
    sitting_id: uuid.UUID,
    position: int,
    submission: uuid.UUID,
    answer: Any,
    certainty: int | None,
    now: datetime,
    hint_shown: bool,
) -> tuple[Reply, bool]:
    """The reply, and whether it was told before."""
    with transaction.atomic(durable=True):
        sitting = _locked(learner, sitting_id)
        known = Try.objects.filter(sitting=sitting).order_by("position", "number")
        rows = list(known.values_list("position", "right", "certainty", "submission"))
        if any(row[3] == submission for row in rows):
            return _said_before(sitting, position, submission), True
        tries: dict[int, list[bool]] = {}
        for row in rows:
            tries.setdefault(row[0], []).append(row[1])
        own = tries.setdefault(position, [])
        question = _open_question(sitting, position, own)
        sure = next((row[2] for row in rows if row[0] == position), None) if certainty is None else certainty
        if sure not in (1, 2, 3):
            raise Refused("certainty", "Say how sure you are, then send it.")
        number = len(own) + 1
        verdict = _graded(question, answer)
        reply = _reply(sitting, position, question, verdict, number=number, certainty=sure)
        _keep(
            sitting,
            position,
            number,
            verdict,
            submission=submission,
            answer=answer,
            certainty=sure,
            verdict=to_json(reply),
            hint_shown=hint_shown or number == HINTED,
            given_at=now,
        )
        own.append(verdict.right)
        _end(sitting, tries, now)
    return reply, False


def _locked(learner: Learner, sitting_id: uuid.UUID) -> Sitting:
    """The sitting, until the end of the transaction. An answer that was on its way during a claim finds it too.

    The learner is locked first, as a claim does it, so that the two wait for each other and never both.
    """
    row = Learner.objects.select_for_update(no_key=True).filter(pk=learner.pk).first()
    if row is not None and row.claimed_by_id is not None:
        row = Learner.objects.select_for_update(no_key=True).get(pk=row.claimed_by_id)
    sitting = Sitting.objects.select_for_update().filter(pk=sitting_id, learner=row).first() if row else None
    if sitting is None:
        raise NoSuchSitting
    return sitting


def _said_before(sitting: Sitting, position: int, submission: uuid.UUID) -> Reply:
    row = Try.objects.get(sitting=sitting, submission=submission)
    if row.position != position:
        raise Refused(
            "reused", "This answer was sent to another question before. Please load the page again."
        )
    return from_json(row.verdict)


def _open_question(sitting: Sitting, position: int, tries: Sequence[bool]) -> Question:
    if not 0 <= position < len(sitting.slots):
        raise Refused("no_slot", "This sitting has no such question.")
    question = drawn(*sitting.slots[position])
    if question is None:
        raise Refused("no_slot", "This question is no longer in the course.")
    if is_closed(sitting.kind, tries):
        raise Refused("closed", "You have answered this question already. What counts is kept.")
    return question


def _graded(question: Question, answer: Any) -> Verdict:
    """The verdict on an answer that the database can hold."""
    if not _can_be_kept(answer):
        raise Refused("bad_answer", "This answer cannot be read.")
    try:
        return question.grade(answer)
    except BadAnswer as bad:
        raise Refused("bad_answer", str(bad)) from None


def _can_be_kept(answer: Any) -> bool:
    """Whether every database can hold it: PostgreSQL refuses a zero character, and half of one."""
    try:
        plain = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        return len(plain.encode()) <= LONGEST and "\\u0000" not in plain
    except (ValueError, RecursionError):
        return False


def _reply(
    sitting: Sitting, position: int, question: Question, verdict: Verdict, *, number: int, certainty: int
) -> Reply:
    """What to say; a fresh question joins the sitting after a third miss."""
    ask = question.ask
    lab = lab_url(course(), ask)
    reply = reply_to(sitting.kind, verdict, ask, number=number, certainty=certainty, lab=lab)
    if verdict.right or not reply.closed or sitting.kind not in FRESH_IN or position >= sitting.planned:
        return reply
    used = [item for item, _ in sitting.slots]
    item = fresh_item(course(), bank(), ask.id, used)
    if item is None:
        return reply
    place = len(sitting.slots)
    met = [seed for other, seed in sitting.slots if other == item]
    sitting.slots.append([item, new_seed(bank().items[item], sitting.seed, place, met)])
    sitting.save(update_fields=["slots"])
    return replace(reply, fresh_position=place)


def _keep(sitting: Sitting, position: int, number: int, judged: Verdict, **given: Any) -> None:
    item, seed = sitting.slots[position]
    tried = Try.objects.create(
        sitting=sitting,
        position=position,
        number=number,
        item=item,
        seed=seed,
        right=judged.right,
        score=judged.score,
        code=judged.code or "",
        **given,
    )
    review.keep(sitting, tried)


def _end(sitting: Sitting, tries: Mapping[int, Sequence[bool]], now: datetime) -> None:
    """The sitting is done with its last question; one that the course has no more counts as closed."""
    known = bank().items
    open_ones = (
        item in known and not is_closed(sitting.kind, tries.get(position, ()))
        for position, (item, _) in enumerate(sitting.slots)
    )
    if sitting.done_at is None and not any(open_ones):
        sitting.done_at = now
        sitting.save(update_fields=["done_at"])
