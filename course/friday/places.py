"""Places on a board. Each evening there is worked out, and told to everyone who watches: so there are only so many."""

from course.models import FridayBoard, Learner
from simulator.rooms import limits
from simulator.rooms.errors import RoomFull


def check(board: FridayBoard) -> None:
    """Raise `RoomFull` for a board without a free place, before anybody plans an evening for it."""
    _check(board.runs.count())


def take(board: FridayBoard, learner: Learner) -> None:
    """In a transaction: hold a free place until its end, or raise `RoomFull`.

    A learner who has a place takes no other. The learner is locked before the board, as a claim does it, so that the
    two wait for each other and never both.
    """
    Learner.objects.select_for_update(no_key=True).get(pk=learner.pk)
    FridayBoard.objects.select_for_update(no_key=True).get(pk=board.pk)
    _check(board.runs.exclude(learner=learner).count())


def _check(taken: int) -> None:
    if taken >= limits.EVENINGS:
        raise RoomFull(
            f"This board is full: {limits.EVENINGS} play on it already. You can play the same evening by yourself, "
            "off the board: the plan below is for that."
        )
