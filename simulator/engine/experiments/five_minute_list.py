"""The five-minute list: what is said of an evening by an old list, and what its age costs."""

from collections.abc import Mapping

import numpy as np

from ..outcome import Axis, Chart, Line
from ..queues import Dealt, theory
from ..words import count_of, listed
from .chefs import HOUR, NAMES

_LABELS = {"least": "shortest queue on the list", "two": "two glances at the list"}


def moments(age: int) -> tuple[float, ...]:
    """When something is said: at every new list, or every five minutes."""
    step = max(age, 5) if age else 5
    return tuple(float(minute) for minute in range(0, int(HOUR) + 1, step))


def say(age: int, name: str, dealt: Dealt, minute: float) -> str:
    """What the player says from this minute on, under this rule."""
    waits = dealt.waiting_at(np.array([minute]))[:, 0]
    longest = int(waits.max())
    if name == "random":
        return f"Nobody reads the list; chance deals. {_longest(longest)}"
    if not age:
        return f"The list is always true. {_longest(longest)}"
    if name == "two":
        return f"Minute {minute:.0f}: a list. Each order compares two chefs on it. {_longest(longest)}"
    seen = dealt.open_at(np.array([minute]))[:, 0]
    lowest = int(seen.min())
    names = [NAMES[chef] for chef in np.flatnonzero(seen == lowest).tolist()]
    if len(names) == len(NAMES):
        return f"Minute {minute:.0f}: a list. All ten look alike on it."
    have = "nothing" if not lowest else count_of(lowest, "order")
    verb = "has" if len(names) == 1 else "have"
    return (
        f"Minute {minute:.0f}: a new list. {listed(names)} {verb} {have}, so for {age} min every order goes there. "
        f"{_longest(longest)}"
    )


def _longest(count: int) -> str:
    return f"The longest queue has {count_of(count, 'order')}." if count else "Nobody waits."


def age_chart(evenings: Mapping[int, Mapping[str, Dealt]], load: int) -> Chart:
    """Mean time against the age of the list. Chance does not read it."""
    ages = tuple(map(float, evenings))
    means = {
        name: tuple(float(evening[name].inside.mean()) for evening in evenings.values()) for name in _LABELS
    }
    chance = float(evenings[0]["random"].inside.mean())
    lines = [Line(_LABELS[name], ages, mean) for name, mean in means.items()]
    lines.append(Line("by chance", ages, (chance,) * len(ages)))
    lines.append(
        Line("by chance, in the long run", ages, (theory.mean_inside(1, load / 100),) * len(ages), "theory")
    )
    worse = [age for age, mean in zip(ages, means["least"], strict=True) if mean > chance]
    told = (
        f"From {worse[0]:.0f} min on, the shortest queue on the list is a worse choice than chance."
        if worse
        else "However old the list is here, the shortest queue on it beats chance."
    )
    return Chart(
        "ages",
        "What an old list costs",
        f"{told} With a list that is {ages[-1]:.0f} min old it takes {means['least'][-1]:.1f} min, two glances take "
        f"{means['two'][-1]:.1f} and chance {chance:.1f}.",
        Axis("age of the list when a new one comes", "min", low=0.0),
        Axis("mean time in the shop", "min", low=0.0),
        tuple(lines),
        "By chance in the long run: 1/(1 − load).",
    )
