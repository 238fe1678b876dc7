"""A board: each learner's evening up to the minute that their browser has shown, best promise first.

Invariant: a row is computed from plan, actions, seed and minute. Nobody's number stands in it, and no name but one that
they gave and the host lets stand, or one that was made up for them.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import timezone

from course.friday import news
from course.friday.page import NONE
from course.friday.runs import cost_so_far
from course.friday.standing import standing_of
from course.models import FridayBoard, FridayRun, Learner
from simulator.engine.friday import END, MOST, clock, percent
from simulator.engine.friday.town import ON_TIME
from simulator.rooms.people import person_from

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # none that is taken for another
CODE_LENGTH = 10  # 50 bits


@dataclass(frozen=True, slots=True)
class Row:
    """id: tells rows apart, and says nothing. given: what became of the learner's own name, "shown" or "hidden"; ""
    without one. points: None until the evening is over.
    """

    id: str
    rank: int
    name: str
    given: str
    time: str
    part: int
    kept: str
    served: str
    promised: bool
    left: int
    cost: int
    points: int | None


def open_board(host: Learner, seed: int) -> FridayBoard:
    """A new board with a code that nobody can guess."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    return FridayBoard.objects.create(code=code, host=host, seed=seed, made_at=timezone.now())


def board_of(code: str) -> FridayBoard | None:
    """None for a code that leads nowhere. It may come from a query: PostgreSQL takes no text with a NUL in it."""
    return None if "\x00" in code else FridayBoard.objects.filter(code=code).first()


def rows_of(board: FridayBoard) -> tuple[Row, ...]:
    """Ranked: the part of orders on time so far, in tenths of a per cent; then those served; then the cost. Who has no
    order due yet comes last.
    """
    rows = [_row(run) for run in board.runs.order_by("made_at", "pk")]
    rows.sort(key=lambda row: row[0])
    return tuple(_ranked(row, rank) for rank, (_, row) in enumerate(rows, start=1))


def _ranked(row: dict[str, Any], rank: int) -> Row:
    return Row(rank=rank, **row)


def _row(run: FridayRun) -> tuple[tuple[float, ...], dict[str, Any]]:
    standing, minute, cost = standing_of(run), run.minute, cost_so_far(run)
    kept, served = standing.kept[minute], standing.served[minute]
    begun, over = minute >= standing.begun, run.done_at is not None
    return (not begun, -round(kept, 3), -served, cost), {
        "id": _row_id(run),
        "name": shown_name(run),
        "given": run.name and ("hidden" if run.name_hidden else "shown"),
        "time": clock(minute),
        "part": 100 * minute // END,
        "kept": percent(kept) if begun else NONE,
        "served": percent(served) if begun else NONE,
        "promised": standing.promised if over else begun and kept >= ON_TIME,
        "left": MOST - len(run.actions),
        "cost": cost,
        "points": standing.points if over else None,
    }


def shown_name(run: FridayRun) -> str:
    """The name they gave, if it is not hidden, or a made-up one."""
    given = "" if run.name_hidden else run.name
    return given or person_from(run.learner_id.hex).name


def hide_name(board: FridayBoard, row: str, *, hidden: bool) -> None:
    """Hide the name of a row, or show it again; a row that has gone has no name to hide."""
    for run in board.runs.all():
        if _row_id(run) == row:
            board.runs.filter(pk=run.pk).update(name_hidden=hidden)
            news.tell(board.code)


def _row_id(run: FridayRun) -> str:
    return person_from(run.pk.hex).id


def told(board: FridayBoard) -> str:
    """The board as a socket tells it. Letters stay as they are: escaped, a name of emoji is thrice as long."""
    plain = {"type": "board", "rows": [asdict(row) for row in rows_of(board)]}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
