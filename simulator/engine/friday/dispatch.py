"""Dispatch: which shop makes the pizza.

Invariant: never a shop out of reach. A shop that keeps the dough and has room comes before all others; among
several of those the rule decides.
Sources: a ring of shops, many points each (placement/ring.py); a full shop is passed over, clockwise (bounded loads:
Mirrokni, Thorup and Zadimoghaddam, SODA 2018); the rules of simulator/engine/queues/policies.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..cluster import Cluster, Server
from ..hashing import HASHES
from ..placement.ring import preferences
from ..queues import POLICIES, Dice
from ..queues.policies import State
from .kitchens import Kitchen
from .town import KINDS, SHOP_IDS, SHOPS

PERCENT = 100  # of an order a chef: rules compare whole numbers


class Throws(Dice):
    """Dice whose faces were thrown with the demand, so that no order shifts another's chance."""

    __slots__ = ("_at", "_faces")

    def __init__(self, faces: Sequence[float]) -> None:
        self._faces, self._at = faces, 0

    def roll(self, sides: int) -> int:
        face = self._faces[self._at % len(self._faces)]
        self._at += 1
        return int(face * sides)


class How(NamedTuple):
    """How orders are dealt: the rule, and the limit c, None for none."""

    rule: str
    c: float | None


class Chance(NamedTuple):
    """What a rule may use beside what it sees: dice, and how many orders came so far."""

    dice: Dice
    turn: int


@lru_cache(maxsize=256)
def walks(seed: int, flags: int) -> tuple[tuple[int, ...], ...]:
    """For each pizza all shops, clockwise from its place on the ring. The first three keep its dough and its page."""
    servers = tuple(Server(f"{seed}.{shop}", shop) for shop in SHOP_IDS)
    places = HASHES["xxh3"].many([f"{seed}.pizza-{kind}" for kind in range(KINDS)])
    ring = Cluster(servers, virtual_nodes=flags)
    return tuple(map(tuple, preferences(ring, np.asarray(places), len(SHOPS)).tolist()))


def has_room(kitchens: Sequence[Kitchen], shop: int, c: float | None) -> bool:
    """Whether this shop may take one more: up to c times its part of all open orders, and always with a free chef."""
    one = kitchens[shop]
    if c is None or one.idle > 0:
        return True
    everything = sum(kitchen.open for kitchen in kitchens) + 1
    chefs = sum(kitchen.chefs for kitchen in kitchens)
    return one.open + 1 <= math.ceil(round(c * everything * one.chefs / chefs, 9))


def choose(
    kitchens: Sequence[Kitchen], there: Sequence[int], keepers: Sequence[int], how: How, chance: Chance
) -> int:
    """The shop for an order. there: those in reach, clockwise; keepers: those that have the dough."""
    there = [shop for shop in there if not kitchens[shop].drained] or there
    warm = [shop for shop in there if shop in keepers and has_room(kitchens, shop, how.c)]
    if len(warm) > 1:
        return warm[POLICIES[how.rule].choose(_seen(kitchens, warm, chance.turn), chance.dice)]
    if warm:
        return warm[0]
    return next((shop for shop in there if has_room(kitchens, shop, how.c)), _least(kitchens, there))


def _least(kitchens: Sequence[Kitchen], shops: Sequence[int]) -> int:
    return min(shops, key=lambda shop: kitchens[shop].open / kitchens[shop].chefs)


def _seen(kitchens: Sequence[Kitchen], shops: Sequence[int], turn: int) -> State:
    """What the rule sees of these shops. Open orders are counted a chef, for shops differ in size."""
    seen = [kitchens[shop] for shop in shops]
    return State(
        tuple(float(one.chefs) for one in seen),
        [PERCENT * one.open // one.chefs for one in seen],
        [one.dealt for one in seen],
        [one.reply for one in seen],
        [float(len(one.line)) for one in seen],
        turn,
    )
