"""How large a cluster may be, and what a name may hold.

Invariant: every number that a command brings is checked here, against `ROOM` for a shared room or
`LIBRARY` for the command line.
"""

import math
import unicodedata
from dataclasses import dataclass

from .refusal import OutOfRange


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and the largest value of every number, both included."""

    servers: int = 64
    points: int = 64_000
    virtual_nodes: tuple[int, int] = (1, 1_000)
    keys: tuple[int, int] = (100, 100_000)
    skew: tuple[float, float] = (0.0, 2.0)
    replicas: tuple[int, int] = (1, 5)
    capacity_bound: tuple[float, float] = (1.01, 4.0)
    rate: tuple[int, int] = (1, 10_000)
    weight: tuple[float, float] = (0.1, 10.0)
    name_length: int = 64


ROOM = Bounds()
LIBRARY = Bounds(
    servers=2_000,
    points=20_000_000,
    virtual_nodes=(1, 100_000),
    keys=(1, 100_000_000),
    skew=(0.0, 10.0),
    replicas=(1, 100),
    capacity_bound=(1.0, 1_000.0),
    rate=(1, 1_000_000),
    weight=(0.001, 1_000.0),
    name_length=256,
)


def within(what: str, value: float, limits: tuple[float, float]) -> None:
    """Raise `OutOfRange` unless `value` is a finite number inside `limits`."""
    low, high = limits
    if not (math.isfinite(value) and low <= value <= high):
        raise OutOfRange(f"{what} must lie between {_shown(low)} and {_shown(high)}, not {_shown(value)}.")


def whole(what: str, value: float, limits: tuple[int, int]) -> None:
    """Raise `OutOfRange` unless `value` is a whole number inside `limits`."""
    if isinstance(value, bool) or not math.isfinite(value) or int(value) != value:
        raise OutOfRange(f"{what} must be a whole number, not {value}.")
    within(what, value, limits)


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def position(value: float) -> None:
    """A place on the circle is a fraction of a turn: 0 <= value < 1."""
    if not (math.isfinite(value) and 0.0 <= value < 1.0):
        raise OutOfRange(f"A position is a fraction of the circle, from 0 up to but not 1, not {value:g}.")


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, bidi marks, surrogates, unassigned


def checked_name(name: str, bounds: Bounds = ROOM) -> str:
    """The name in normal form (NFC), without blanks at its ends; raises `OutOfRange` for one that cannot be
    shown.
    """
    clean = unicodedata.normalize("NFC", name).strip()
    if not clean:
        raise OutOfRange("A server needs a name.")
    if len(clean) > bounds.name_length:
        raise OutOfRange(f"A name has at most {bounds.name_length} characters, not {len(clean)}.")
    if any(unicodedata.category(letter) in _UNPRINTABLE for letter in clean):
        raise OutOfRange("A name cannot hold control or direction characters.")
    return clean
