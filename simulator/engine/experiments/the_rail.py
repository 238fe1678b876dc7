"""L17, "The rail": orders hang on a rail between the door and the kitchen, through a rush and after it.

Invariant: see rail_line.py; the same orders meet every rail, and the same makings are never ticked off.
"""

from dataclasses import dataclass
from typing import Annotated

from ..outcome import Finding, Outcome
from ..words import count_of
from .experiment import Experiment, Tick
from .parameters import Choice, Flag, Real, Whole
from .rail_evening import Evening
from .rail_lens import LENS
from .rail_line import Curve, Full, Rail, arrivals, crashes_of, play
from .rail_pictures import charts, tables
from .rail_takes import takes

_STOPPED = "never: it grows for ever"


@dataclass(frozen=True, slots=True)
class Settings:
    """rush, calm: orders a minute. pairs: of hands, each makes one order a minute. limit: 0 is no rail at all."""

    curve: Annotated[
        str,
        Choice(
            "Orders come",
            (
                ("rush", "In one rush, then calm"),
                ("steady", "As in the rush, for ever"),
                ("waves", "Rush and calm by turns"),
            ),
        ),
    ] = "rush"
    rush: Annotated[int, Whole("Orders a minute in the rush", 1, 60)] = 30
    limit: Annotated[
        int, Whole("Places on the rail", 0, 1_000, note="0: no rail, so a busy kitchen refuses")
    ] = 1_000
    full: Annotated[
        str,
        Choice(
            "When the rail is full",
            (("refuse", "Refuse the new order"), ("drop", "Drop the oldest"), ("slow", "Slow the door")),
            more=True,
        ),
    ] = "refuse"
    crash: Annotated[int, Whole("Riders who deliver and do not tick off, of 100", 0, 30, more=True)] = 0
    numbers: Annotated[bool, Flag("The customer’s door checks order numbers", more=True)] = False
    pairs: Annotated[int, Whole("The kitchen makes, a minute", 1, 60, unit="orders", more=True)] = 20
    calm: Annotated[int, Whole("Orders a minute in the calm", 0, 60, more=True)] = 10
    minutes: Annotated[int, Whole("A rush or a calm takes", 1, 60, unit="min", more=True)] = 10
    watch: Annotated[int, Whole("We watch for", 10, 240, unit="min", more=True)] = 30
    back: Annotated[
        float, Real("An order that is not ticked off comes back after", 1, 20, 0.5, unit="min", more=True)
    ] = 5.0
    chance: Annotated[bool, Flag("Orders come by chance, not at even gaps", more=True)] = False

    @property
    def rail(self) -> Rail:
        full: Full = "refuse" if self.full == "refuse" else "drop" if self.full == "drop" else "slow"
        return Rail(self.pairs, self.limit, full, self.back)

    @property
    def flow(self) -> Curve:
        return Curve(self.curve, self.rush, self.calm, self.minutes, self.watch)

    @property
    def calms_down(self) -> bool:
        """Whether there is one rush, with an end within what we watch."""
        return self.curve == "rush" and self.minutes < self.watch

    @property
    def too_much(self) -> float:
        """Orders a minute beyond what the kitchen makes, in the rush."""
        return max(0.0, float(self.rush - self.pairs))


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    evening = watch(settings, seed)
    every = takes(settings, evening)
    return Outcome(
        _sentence(settings, evening),
        _findings(settings, evening),
        charts(settings, evening),
        tables(evening),
        trace=every[0].trace,
        takes=every,
    )


def watch(settings: Settings, seed: int) -> Evening:
    """The evening with the rail that is set, and without any."""
    times = arrivals(settings.flow, seed if settings.chance else None)
    crashes = crashes_of(seed, len(times), settings.crash / 100)
    bare = Rail(settings.pairs, 0, "refuse", settings.back)
    return Evening(
        settings.pairs,
        float(settings.watch),
        times,
        crashes,
        play(settings.rail, times, crashes),
        play(bare, times, crashes),
    )


def _sentence(settings: Settings, evening: Evening) -> str:
    most, wait = evening.longest_rail, evening.longest_wait
    head = f"The rail gets {most:,} {'order' if most == 1 else 'orders'} long, and the longest wait is {wait:.1f} min."
    if settings.limit == 0:
        head = (
            "There is no rail."
            if settings.full != "slow"
            else f"There is no rail. The longest wait is {wait:.1f} min."
        )
    lost = _lost_words(evening)
    return " ".join(
        part for part in (head, _end_words(settings, evening), lost, _twice_words(settings, evening)) if part
    )


def _end_words(settings: Settings, evening: Evening) -> str:
    if settings.calms_down and evening.longest_rail:
        empty = evening.empty_after(settings.minutes)
        if empty is None:
            return "It is not empty again while we watch."
        return f"It is empty {empty - settings.minutes:.0f} min after the rush."
    if settings.curve == "steady" and settings.too_much and settings.limit >= evening.longest_rail > 1:
        return f"Each minute brings {count_of(int(settings.too_much), 'order')} too many, so it never ends."
    return ""


def _lost_words(evening: Evening) -> str:
    refused, dropped = len(evening.lost("refused")), len(evening.lost("dropped"))
    count = len(evening.times)
    if refused:
        return f"{refused:,} of {count:,} orders are refused at the door."
    if dropped:
        return f"{dropped:,} of {count:,} orders are dropped from the rail."
    return "No order is lost."


def _twice_words(settings: Settings, evening: Evening) -> str:
    again = len(evening.again)
    if not again:
        return ""
    told = f"{count_of(again, 'pizza')} came to a door that had one already"
    return f"{told}; by their numbers the door knew, and sent them back." if settings.numbers else f"{told}."


def _findings(settings: Settings, evening: Evening) -> tuple[Finding, ...]:
    plain = settings.crash == 0 and not settings.chance
    known = plain and settings.curve != "waves"
    span = settings.minutes if settings.calms_down else settings.watch
    excess = settings.too_much * span
    room = min(excess, float(settings.limit))
    owed = excess if settings.full == "slow" and settings.limit else room
    rushed = [visit for visit in evening.bare if visit.lost and visit.came < span - 1e-9]
    return (
        Finding(
            "backlog",
            "Longest that the rail gets",
            float(evening.longest_rail),
            "orders",
            0,
            room if known else None,
            "(orders − made) a minute × minutes of rush",
        ),
        Finding(
            "wait",
            "Longest wait, from the door",
            evening.longest_wait,
            "min",
            1,
            owed / settings.pairs if known and settings.full != "drop" else None,
            "backlog ÷ orders made a minute",
        ),
        _drain(settings, evening, owed if known else None),
        *_lost(settings, evening, excess - room if known else None),
        Finding(
            "refused_bare",
            "Refused in the rush, if there were no rail",
            float(len(rushed)),
            "orders",
            0,
            excess if known else None,
        ),
        Finding(
            "rush_orders",
            "Orders in the rush",
            float(sum(evening.times < span - 1e-9)),
            "orders",
            0,
        ),
        Finding(
            "left", "On the rail when we stop watching", float(evening.rail_at(evening.end)), "orders", 0
        ),
        *_seconds(settings, evening),
    )


def _lost(settings: Settings, evening: Evening, theory: float | None) -> tuple[Finding, ...]:
    """theory: how many more come than the rail and the kitchen can take."""
    rule = settings.full if settings.limit else "refuse"
    names = {"refused": ("refuse", "Refused at the door"), "dropped": ("drop", "Dropped from the rail")}
    return tuple(
        Finding(
            name,
            label,
            float(len(evening.lost(name))),
            "orders",
            0,
            None if theory is None else theory if rule == full else 0.0,
        )
        for name, (full, label) in names.items()
    )


def _drain(settings: Settings, evening: Evening, owed: float | None) -> Finding:
    """How long after the rush the rail is empty."""
    label = "Rail empty, after the rush"
    spare = settings.pairs - settings.calm
    if not settings.calms_down:
        never = settings.curve == "steady" and settings.too_much > 0
        return Finding("drain", label, _STOPPED if never else "the rush does not end")
    empty = evening.empty_after(settings.minutes)
    if empty is None:
        return Finding("drain", label, "not while we watch")
    theory = owed / spare if owed is not None and spare > 0 else None
    return Finding(
        "drain", label, empty - settings.minutes, "min", 0, theory, "backlog ÷ (made − ordered) a minute"
    )


def _seconds(settings: Settings, evening: Evening) -> tuple[Finding, ...]:
    share = settings.crash / 100
    made = len(evening.times) - len(evening.lost("refused")) - len(evening.lost("dropped"))
    expected = made * sum(share**turn for turn in range(1, 6))
    again = float(len(evening.again))
    return (
        Finding("again", "Made again, because nobody ticked them off", again, "orders", 0, expected),
        Finding(
            "twice", "Second pizzas that a customer got", 0.0 if settings.numbers else again, "pizzas", 0
        ),
        Finding(
            "known", "Second pizzas that a door sent back", again if settings.numbers else 0.0, "pizzas", 0
        ),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    evening = watch(settings, seed)
    return {"backlog": float(evening.longest_rail), "again": float(len(evening.again))}


EXPERIMENT = Experiment(
    "the-rail",
    "The rail",
    Settings,
    run,
    headline=("backlog", "again"),
    sample=sample,
    lens=LENS,
)
