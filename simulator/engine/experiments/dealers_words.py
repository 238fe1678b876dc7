"""The sentences of "Dealer's choice": what is true of an evening at one moment, with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..queues import POLICIES, Dealt
from ..words import count_of
from .chefs import HOUR, NAMES

RULES = {
    "random": "Each order goes to any chef, by chance.",
    "round-robin": "The orders are dealt like cards: one each, in turn.",
    "weighted": "The orders are dealt in turn, by strength.",
    "two": "Each order looks at two chefs, picked by chance, and goes to the shorter queue.",
    "least": "Each order goes to the chef with the fewest orders.",
    "response": "Each order goes where answers were quick and queues are short.",
    "shared": "One line for all: who is free first takes the next order.",
}


@dataclass(frozen=True, slots=True)
class Evening:
    """slow: the chef at a quarter of the speed, -1 for none. drifts: by rule, the orders a minute by which the slow
    chef's queue grows for ever; only of rules that do not look. load: per cent of what all chefs can cook.
    """

    policy: str
    slow: int
    speeds: tuple[float, ...]
    drifts: Mapping[str, float]
    load: int

    @property
    def drift(self) -> float:
        return self.drifts.get(self.policy, 0.0)


def say(evening: Evening, policy: str, dealt: Dealt, minute: float) -> str:
    """What the player says from this minute on, under this rule."""
    if not minute:
        return f"The door opens, and nobody waits. {RULES[policy]}"
    told = replace(evening, policy=policy)
    future = _future(told, dealt) if minute == HOUR else ""
    return f"After {minute:.0f} min {_state(told, dealt, minute)}{future}"


def end_sentence(evening: Evening, dealt: Dealt) -> str:
    """The whole evening under the chosen rule, in a few sentences."""
    end = float(dealt.arrive[-1])
    label = POLICIES[evening.policy].label
    return (
        f"{label}: in {count_of(round(end / HOUR), 'hour')} {_state(evening, dealt, end)}{_future(evening, dealt)} "
        f"Orders take {dealt.inside.mean():.1f} min on average, and one in a hundred takes more than "
        f"{np.quantile(dealt.inside, 0.99):.0f} min."
    )


def _state(evening: Evening, dealt: Dealt, minute: float) -> str:
    """From "every chef was dealt" on."""
    counts = _counts(dealt, minute)
    waits = dealt.waiting_at(np.array([minute]))[:, 0]
    refused = int(dealt.lost[: int(np.searchsorted(dealt.arrive, minute, "right"))].sum())
    told = f" {_refused(refused)}" if refused else ""
    if evening.slow < 0:
        return f"{_dealt('every chef', counts)}. {_longest(int(waits.max()))}.{told}"
    slow, name = evening.slow, NAMES[evening.slow]
    others = [chef for chef in range(len(NAMES)) if chef != slow]
    queues = _queues(int(waits[slow]), int(waits[others].max()))
    if np.ptp(counts) <= 1 and waits[slow]:
        return f"{_dealt('every chef', counts)}. {name} cooks at a quarter of the speed, so {queues}.{told}"
    start = f"{name} was dealt {count_of(int(counts[slow]), 'order')}, {_dealt('the others', counts[others])}"
    return f"{start}. {queues[0].upper()}{queues[1:]}.{told}"


def _longest(count: int) -> str:
    return f"The longest queue has {count_of(count, 'order')}" if count else "Nobody waits"


def _queues(slow: int, other: int) -> str:
    """Who waits for the slow chef, and in the longest queue elsewhere."""
    if not slow:
        return f"nobody waits for him; elsewhere {f'at most {other:,}' if other else 'nobody waits either'}"
    waiting = f"{slow:,} {'waits' if slow == 1 else 'wait'} for him"
    return f"{waiting}, and {f'nowhere else more than {other:,}' if other else 'nobody anywhere else'}"


def _counts(dealt: Dealt, minute: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Orders that each chef was dealt and took up to this minute."""
    taken = (dealt.arrive <= minute) & ~dealt.lost
    return np.bincount(dealt.server[taken], minlength=dealt.servers)


def _dealt(whom: str, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    low, high = int(counts.min()), int(counts.max())
    if whom == "every chef":
        shown = (
            f"{high:,}"
            if low == high
            else f"{low:,} or {high:,}"
            if high - low == 1
            else f"{low:,} to {high:,}"
        )
        return f"every chef was dealt {shown} orders"
    return f"{whom} {low:,}" if low == high else f"{whom} {low:,} to {high:,}"


def _refused(count: int) -> str:
    return f"{count_of(count, 'order')} {'was' if count == 1 else 'were'} refused."


def _future(evening: Evening, dealt: Dealt) -> str:
    """Whether it settles."""
    if dealt.lost.any():
        return ""
    if evening.load > 100:
        return " More is ordered than all can cook, so under every rule the queues grow without end."
    if evening.drift:
        return f" His queue grows by one order every {_span(1 / evening.drift)}, and it will not stop."
    return ""


def _span(minutes: float) -> str:
    """'50 seconds', '2 minutes', '2.5 minutes'."""
    return f"{60 * minutes:.0f} seconds" if minutes < 1.5 else f"{round(minutes, 1):g} minutes"
