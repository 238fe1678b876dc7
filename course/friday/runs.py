"""An evening as it is stored: begun, shown up to a minute, acted in three times, and put in words.

Invariant: an action lies at the minute that is shown, or right after it, so nobody acts in what they have seen.
A minute that was shown stays shown. Whatever is refused changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache, partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from course.friday import news, places
from course.models import FridayBoard, FridayRun, Learner
from simulator.engine.bounds import Bounds, checked_name
from simulator.engine.experiments import read, to_query
from simulator.engine.friday import (
    BUDGET,
    END,
    Action,
    BadAction,
    Evening,
    Plan,
    check,
    clock,
    cost_of,
    play,
)

AHEAD = 10  # minutes that an action may lie ahead of the last report of its browser
SENTENCES, LONGEST = 3, 300
NAME_LENGTH = FridayRun._meta.get_field("name").max_length or 0


@lru_cache(maxsize=256)
def played(plan: Plan, actions: tuple[Action, ...], seed: int) -> Evening:
    """The evening, worked out once."""
    return play(plan, actions, seed)


def plan_of(run: FridayRun) -> Plan:
    return read(Plan, run.plan)


def actions_of(run: FridayRun) -> tuple[Action, ...]:
    return tuple(Action(**one) for one in run.actions)


def evening_of(run: FridayRun) -> Evening:
    return played(plan_of(run), actions_of(run), run.seed)


def cost_so_far(run: FridayRun) -> int:
    return cost_of(plan_of(run), actions_of(run))


def money_left(run: FridayRun) -> int:
    """What is left of the budget."""
    return BUDGET - cost_so_far(run)


def find(learner: UUID | None, run_id: UUID) -> FridayRun | None:
    """This learner's evening, or None."""
    if learner is None:
        return None
    return FridayRun.objects.select_related("board").filter(learner=learner, pk=run_id).first()


def name_in(text: str) -> str:
    """A name for a board, "" for none; raise `OutOfRange` for one that cannot be shown."""
    return checked_name(text, Bounds(name_length=NAME_LENGTH)) if text.strip() else ""


def begin(
    learner: Learner, plan: Plan, seed: int, board: FridayBoard | None = None, name: str = ""
) -> FridayRun:
    """A new evening. On a board the first one stands, however often it is asked for. `RoomFull` if it has no place."""
    values = {"plan": to_query(plan), "seed": seed, "name": name, "made_at": timezone.now()}
    if board is None:
        return FridayRun.objects.create(learner=learner, **values)
    try:
        with transaction.atomic():
            places.take(board, learner)
            run = FridayRun.objects.create(learner=learner, board=board, **values)
    except IntegrityError:
        return FridayRun.objects.get(learner=learner, board=board)
    news.tell(board.code)
    return run


def report(run: FridayRun, minute: int) -> None:
    """The browser has shown this minute. One that was shown before is no news."""
    if minute > run.minute:
        _change(run, partial(_shown, minute=minute))


def act(run: FridayRun, action: Action) -> None:
    """Do something; raise `BadAction`."""
    _change(run, partial(_acted, action=action))


def put_in_words(run: FridayRun, sentences: Sequence[str]) -> None:
    """Keep the three sentences. They may be changed."""
    _change(run, partial(_put, sentences=list(sentences)))


def words_in(fields: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """(sentences, problems), as many of each; a problem is "" where there is none."""
    sentences = [fields.get(f"words_{number}", "").strip() for number in range(1, SENTENCES + 1)]
    return sentences, [_problem(one) for one in sentences]


def _problem(sentence: str) -> str:
    if not sentence:
        return "Write a sentence."
    if len(sentence) > LONGEST:
        return f"At most {LONGEST} characters; this has {len(sentence)}."
    return "" if "\x00" not in sentence else "This cannot be kept."


# -- one change at a time ------------------------------------------------------------------------------------


def _change(run: FridayRun, how: Callable[[FridayRun], None]) -> None:
    """Lock the row, change it, store it, and tell the board. Two tabs do one thing after the other."""
    with transaction.atomic():
        row = FridayRun.objects.select_for_update().get(pk=run.pk)
        how(row)
        row.save()
    for name in ("actions", "minute", "words", "done_at"):
        setattr(run, name, getattr(row, name))
    if run.board is not None:
        news.tell(run.board.code)


def _shown(row: FridayRun, minute: int) -> None:
    row.minute = min(END, max(row.minute, minute))
    if row.minute == END and row.done_at is None:
        row.done_at = timezone.now()


def _acted(row: FridayRun, action: Action) -> None:
    check(action, actions_of(row), money_left(row))
    if action.minute < row.minute:
        raise BadAction(f"You have already seen {clock(row.minute)}. Act at a time that is still open.")
    if action.minute > row.minute + AHEAD:
        raise BadAction(f"It is only {clock(row.minute)}.")
    row.actions = [*row.actions, asdict(action)]
    row.minute = action.minute


def _put(row: FridayRun, sentences: list[str]) -> None:
    row.words = sentences
