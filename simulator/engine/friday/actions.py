"""Actions: what a learner may do during the evening, three times at most.

Invariant: `check` raises before anything is done; an action that it lets pass can be carried out at its minute,
whatever the kitchens look like.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..refusal import Refusal
from .plan import LIMITS, QUORUM, RULES
from .town import CLOSING, SHOPS, clock

MOST = 3
MOVED = 2  # chefs who are sent
RIDE = 5  # minutes until they cook
BRIDGE = 3  # minutes until another line stands
SHED_FOR, SHED = 20, 5  # minutes; one order in so many is turned away


class BadAction(Refusal):
    """This cannot be done now; the message says why."""


@dataclass(frozen=True, slots=True)
class Action:
    """At `minute` do `do`. shop, to: places in SHOPS; value: of a setting. What a deed does not want stays empty."""

    minute: int
    do: str
    shop: int = -1
    to: int = -1
    value: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """wants: "", "shop", "move" (from and to) or "value", one of `options`."""

    label: str
    note: str
    price: int
    wants: str = ""
    options: tuple[tuple[str, str], ...] = ()


DEEDS: Mapping[str, Deed] = {
    "roll_back": Deed("Roll back the release", "The old program is back after one minute.", 2),
    "open_line": Deed("Open the line by another way", f"It stands {BRIDGE} minutes later.", 8),
    "dough": Deed("Bring the hot pizza’s dough to all shops", "The most ordered pizza of now.", 4),
    "drain": Deed("Drain a shop", "It gets no more orders, and finishes those it has.", 0, "shop"),
    "move": Deed(f"Send {MOVED} chefs", f"They cook in the other shop {RIDE} minutes later.", 2, "move"),
    "shed": Deed("Turn away one order in five", f"For {SHED_FOR} minutes, so that the others are quick.", 0),
    "c": Deed("Change the limit c", "From the next order on.", 0, "value", LIMITS),
    "rule": Deed("Change the rule", "From the next order on.", 0, "value", RULES),
    "w": Deed("Change W of the book", "From the next order on.", 0, "value", QUORUM),
    "r": Deed("Change R of the book", "From the next order on.", 0, "value", QUORUM),
}


def check(action: Action, before: Sequence[Action], money: int) -> None:
    """Raise `BadAction` for one that is not allowed. before: those already taken; money: what is left."""
    deed = DEEDS.get(action.do)
    if deed is None:
        raise BadAction("There is no such action.")
    if len(before) >= MOST:
        raise BadAction(f"You have acted {MOST} times. That is all for tonight.")
    if not 0 <= action.minute < CLOSING:
        raise BadAction("The phones are closed; nothing can be done any more.")
    if before and action.minute < before[-1].minute:
        raise BadAction(f"You have already acted at {clock(before[-1].minute)}, which is later.")
    if deed.price > money:
        raise BadAction(f"This costs {deed.price}, and {money} is left.")
    _check_what(action, deed)


def _check_what(action: Action, deed: Deed) -> None:
    if deed.wants in ("shop", "move") and not 0 <= action.shop < len(SHOPS):
        raise BadAction("Choose a shop.")
    if deed.wants == "move" and (not 0 <= action.to < len(SHOPS) or action.to == action.shop):
        raise BadAction("Choose two different shops.")
    if deed.wants == "value" and action.value not in dict(deed.options):
        raise BadAction("Choose one of the values.")


def in_words(action: Action) -> str:
    """ "Send 2 chefs: Mill to Hill"."""
    deed = DEEDS[action.do]
    if deed.wants == "move":
        return f"{deed.label}: {SHOPS[action.shop]} to {SHOPS[action.to]}"
    if deed.wants == "shop":
        return f"{deed.label}: {SHOPS[action.shop]}"
    return f"{deed.label}: {dict(deed.options)[action.value]}" if deed.wants == "value" else deed.label
