"""What an undo takes back, as a function of the log alone.

A log is a list of entries in order. Every undo names the entry that it took back. Invariant: the entries that
stand (not undone, no undo, no lock) form a stack, and undo takes the top of it; the state before that entry is
then the state of the room again, for everything above it has already been taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

NEVER_UNDONE = frozenset({"undo", "lock"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its number, its command's name, and the number that it took back if it is an undo."""

    seq: int
    do: str
    undoes: int | None = None


def to_undo(newest_first: Iterable[Entry]) -> int | None:
    """The number of the event that the next undo takes back, or None.

    `newest_first` is read only as far as needed, so that a long log need not be loaded.
    """
    undone: set[int] = set()
    for entry in newest_first:
        if entry.undoes is not None:
            undone.add(entry.undoes)
        elif entry.do not in NEVER_UNDONE and entry.seq not in undone:
            return entry.seq
    return None
