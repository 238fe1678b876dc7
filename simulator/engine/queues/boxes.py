"""Balls into boxes: each ball looks at a few boxes, picked by chance, and falls into the emptiest of them.

Invariant: with one look chance alone decides; with a look at all of them the boxes never differ by more than one.

Theory, for very many boxes: let s_i be the share of boxes with i balls or more, after t balls a box. A new ball makes
a box reach i if all its looks hit boxes of i - 1 or more, and not all of them boxes of i or more:
ds_i/dt = s_(i-1)^d - s_i^d, s_0 = 1. (Mitzenmacher, 2001.) The fullest of n boxes is then about the sum over i of
1 - exp(-n s_i).
"""

from functools import lru_cache

import numpy as np

from ..arrays import Floats, Numbers

ALL = 0  # looks: at every box
_STEPS = 16  # of the equation, a ball a box


def throw(boxes: int, balls: int, looks: int, rng: np.random.Generator) -> Numbers:
    """How many balls are in each box at the end."""
    if looks == ALL:
        return np.arange(balls, balls + boxes, dtype=np.int64)[::-1] // boxes
    places = rng.integers(0, boxes, (looks, balls))
    if looks == 1:
        return np.bincount(places[0], minlength=boxes)
    return np.array(_emptiest(boxes, places.tolist()), np.int64)


def _emptiest(boxes: int, places: list[list[int]]) -> list[int]:
    """places: a row a look. The loops are the same; two looks have one of their own because it is the one most run."""
    held = [0] * boxes
    if len(places) == 2:
        for one, other in zip(*places, strict=True):
            held[other if held[other] < held[one] else one] += 1
        return held
    for first, *others in zip(*places, strict=True):
        best, least = first, held[first]
        for other in others:
            if held[other] < least:
                best, least = other, held[other]
        held[best] = least + 1
    return held


def mean_fullest(boxes: int, balls: int, looks: int, throws: int, rng: np.random.Generator) -> float:
    """Balls in the fullest box, mean of so many throws."""
    return float(np.mean([throw(boxes, balls, looks, rng).max() for _ in range(throws)]))


@lru_cache(maxsize=64)
def shares(looks: int, balls_a_box: int) -> tuple[float, ...]:
    """s_1, s_2, s_3 and on, by Runge and Kutta's fourth order, until they are too small to count."""
    levels = 12 + 2 * balls_a_box + int(6 * balls_a_box**0.5)
    share = np.zeros(levels)
    step = 1 / _STEPS
    for _ in range(_STEPS * balls_a_box):
        one = _flow(share, looks)
        two = _flow(share + step / 2 * one, looks)
        three = _flow(share + step / 2 * two, looks)
        four = _flow(share + step * three, looks)
        share = share + step / 6 * (one + 2 * two + 2 * three + four)
    return tuple(np.clip(share, 0.0, 1.0).tolist())


def _flow(share: Floats, looks: int) -> Floats:
    reach = share**looks
    below: Floats = np.concatenate(([1.0], reach[:-1]))
    return below - reach


def expected_fullest(boxes: int, looks: int, balls_a_box: int = 1) -> float:
    """What theory expects of the fullest box."""
    return float(sum(-np.expm1(-boxes * share) for share in shares(looks, balls_a_box)))
