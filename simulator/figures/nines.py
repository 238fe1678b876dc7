"""Where the boxes and wires of the nines builder stand: each part a strip, an order comes in above and leaves below.

Invariant: every wire joins boxes or the middle of the strip, so that strips stand below each other as one drawing.
"""

from dataclasses import dataclass
from itertools import pairwise

from simulator.engine.experiments.nines_scene import Drawn

WIDTH, HEIGHT = 320, 88
_BOX_WIDTH, _BOX_HEIGHT, _GAP = 44, 38, 12
_SHOWN = 5
_TOP = (HEIGHT - _BOX_HEIGHT) / 2
_RAIL = 10  # from the edge of the strip to the wire that runs across


@dataclass(frozen=True, slots=True)
class Box:
    """A box, or the last one that stands for all that have no room ("+26"). x, y: of its corner."""

    x: float
    y: float
    label: str
    spare: bool

    @property
    def middle(self) -> float:
        return self.x + _BOX_WIDTH / 2


@dataclass(frozen=True, slots=True)
class Strip:
    """wires: a path. gate: "2 of 3" where neither one nor all are enough."""

    boxes: tuple[Box, ...]
    wires: str
    gate: str


def strip_of(part: Drawn) -> Strip:
    """In a row if all are needed, side by side if not. Boxes that stand by are drawn lighter."""
    shown = part.copies if part.copies <= _SHOWN else _SHOWN
    left = (WIDTH - shown * _BOX_WIDTH - (shown - 1) * _GAP) / 2
    boxes = tuple(
        Box(
            left + place * (_BOX_WIDTH + _GAP),
            _TOP,
            f"+{part.copies - place}" if place == shown - 1 and part.copies > shown else str(place + 1),
            place >= part.needed,
        )
        for place in range(shown)
    )
    in_a_row = part.needed == part.copies
    gate = "" if in_a_row or part.needed == 1 else f"{part.needed} of {part.copies}"
    return Strip(boxes, _row(boxes) if in_a_row else _beside(boxes), gate)


def _row(boxes: tuple[Box, ...]) -> str:
    """Into the first box from above, from box to box, and out of the last one below."""
    centre, first, last = WIDTH / 2, boxes[0].middle, boxes[-1].middle
    middle = HEIGHT / 2
    between = "".join(f"M{one.x + _BOX_WIDTH:g} {middle:g}H{other.x:g}" for one, other in pairwise(boxes))
    return (
        f"M{centre:g} 0V{_RAIL}H{first:g}V{_TOP:g}{between}"
        f"M{last:g} {HEIGHT - _TOP:g}V{HEIGHT - _RAIL}H{centre:g}V{HEIGHT}"
    )


def _beside(boxes: tuple[Box, ...]) -> str:
    """A wire of its own through each box."""
    centre, first, last = WIDTH / 2, boxes[0].middle, boxes[-1].middle
    low = HEIGHT - _RAIL
    through = "".join(
        f"M{box.middle:g} {_RAIL}V{_TOP:g}M{box.middle:g} {HEIGHT - _TOP:g}V{low}" for box in boxes
    )
    rails = f"M{first:g} {_RAIL}H{last:g}M{first:g} {low}H{last:g}"
    return f"M{centre:g} 0V{_RAIL}{rails}{through}M{centre:g} {low}V{HEIGHT}"
