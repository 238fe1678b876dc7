"""Three shops with two ovens each, and an evening in which one thing goes wrong at twenty past six.

Invariant: every fault meets the same orders, with the same work, at the same minutes. What differs is the fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..arrays import Floats, Numbers
from ..queues import stream

SHOPS, OVENS = 3, 6
END, BEGINS = 60.0, 20.0  # minutes after six; the fault begins at BEGINS
RATE = 30  # orders a minute, in all shops
PROMISE = 20.0  # minutes in which an order must be ready
PLACES = 150  # in an oven, and on the rail of a shop
STEPS: Mapping[str, float] = {"counter": 1.0, "book": 0.3, "oven": 6.0, "rail": 1.0, "ride": 4.0}
_SLOWER, _RAIL_WAIT, _NO_CARD, _GARLIC = 4.0, 15.0, 0.3, 0.1

Mask = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Suspect:
    """What may be wrong. kind: "oven", "rail", "shop" or "release"; place: its number, 0 for everywhere.

    name: in a menu. why: the line that the log has of it.
    """

    id: str
    kind: str
    place: int
    name: str
    why: str


def _suspects() -> tuple[Suspect, ...]:
    ovens = (
        Suspect(
            f"oven-{one}",
            "oven",
            one,
            f"Oven {one} is slow",
            f"oven {one}: burner 2 does not light, baking at low heat",
        )
        for one in range(1, OVENS + 1)
    )
    rails = (
        Suspect(
            f"rail-{one}",
            "rail",
            one,
            f"The rail of shop {one} is full",
            f"shop {one}: rail full, {PLACES} parcels, rider 4 has a flat tyre",
        )
        for one in range(1, SHOPS + 1)
    )
    shops = (
        Suspect(
            f"shop-{one}",
            "shop",
            one,
            f"Shop {one} turns customers away",
            f"shop {one}: card reader does not answer, order refused",
        )
        for one in range(1, SHOPS + 1)
    )
    release = Suspect(
        "release",
        "release",
        0,
        "The new version of the order book",
        "version 42: unknown topping “garlic”, order thrown away",
    )
    return (*ovens, *rails, *shops, release)


SUSPECTS = _suspects()
SUSPECT = {suspect.id: suspect for suspect in SUSPECTS}


@dataclass(frozen=True, slots=True)
class Orders:
    """Of one evening, before anything goes wrong. at: minutes. shop and oven count from 1. luck: from 0 to 1."""

    at: Floats
    shop: Numbers
    oven: Numbers
    luck: Floats
    steps: Mapping[str, Floats]


def draw_evening(seed: int) -> Orders:
    count = int(RATE * END)
    at = np.sort(stream(seed, 0).random(count)) * END
    oven = stream(seed, 2).integers(1, OVENS + 1, count)
    work = stream(seed, 1)
    steps = {name: mean * work.gamma(40.0, 1 / 40.0, count) for name, mean in STEPS.items()}
    return Orders(at, (oven + 1) // 2, oven, stream(seed, 3).random(count), steps)


@dataclass(frozen=True)
class Evening:
    """The evening with one fault. failed: the step at which an order was lost, by its place in STEPS; -1 for none."""

    suspect: Suspect
    orders: Orders
    steps: Mapping[str, Floats]
    failed: Numbers

    @property
    def after(self) -> Mask:
        """Orders that came after the fault began."""
        return self.orders.at >= BEGINS

    @cached_property
    def total(self) -> Floats:
        """Minutes from the counter to the customer, as if none were lost on the way."""
        total: Floats = np.sum([self.steps[name] for name in STEPS], axis=0)
        return total

    @property
    def done(self) -> Mask:
        return self.failed < 0

    @property
    def bad(self) -> Mask:
        """Lost, or later than promised."""
        return ~self.done | (self.total > PROMISE)

    @property
    def bad_share(self) -> float:
        """Of the orders since the fault began."""
        return float(self.bad[self.after].mean())


def play(orders: Orders, suspect: Suspect) -> Evening:
    """The evening in which this is what goes wrong."""
    hit = orders.at >= BEGINS
    steps = dict(orders.steps)
    failed = np.full(len(orders.at), -1)
    names = list(STEPS)
    if suspect.kind == "oven":
        slow = hit & (orders.oven == suspect.place)
        steps["oven"] = np.where(slow, steps["oven"] * _SLOWER, steps["oven"])
    elif suspect.kind == "rail":
        full = hit & (orders.shop == suspect.place)
        steps["rail"] = np.where(full, steps["rail"] * _RAIL_WAIT, steps["rail"])
    elif suspect.kind == "shop":
        lost = hit & (orders.shop == suspect.place) & (orders.luck < _NO_CARD)
        failed = np.where(lost, names.index("counter"), failed)
    else:
        failed = np.where(hit & (orders.luck < _GARLIC), names.index("book"), failed)
    return Evening(suspect, orders, steps, failed)


def hidden(seed: int, kind: str) -> Suspect:
    """The fault of this seed; kind: "seed" for any."""
    rng = stream(seed, 4)
    kinds = ("oven", "rail", "shop", "release")
    chosen = kinds[int(rng.integers(len(kinds)))]
    place = rng.random()
    among = [suspect for suspect in SUSPECTS if suspect.kind == (chosen if kind == "seed" else kind)]
    return among[int(place * len(among))]
