"""What is shown of a crowded kitchen: chefs and what they are worth, where a round goes, the curves, and a few rounds.

Invariant: the lines of theory are worked out from the laws, the measured points from rounds by chance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import pi
from typing import ClassVar

from ..outcome import Axis, Chart, Kind, Line, Role, Table
from ..trace import Station, Stop, Take, Trace, Words
from .crowded_kitchen import ALONE, MOST, Kitchen, Round, amdahl, measured, play, usl

AT = (1, 2, 4, 8, 12, 16, 24, 32, 44, 64, 96, 128)  # chefs whose work is measured
_ALL = tuple(range(1, MOST + 1))
_DOUBLED = tuple(2.0**step for step in range(8))
_STOPS = 600
_PER_ROW = 16  # dots in the picture
SERIAL = (0.01, 0.05, 0.10)


@dataclass(frozen=True, slots=True)
class Dot:
    """One place for a chef. worth: 0 to 1 of a chef's work; None: nobody stands here."""

    x: int
    y: int
    worth: float | None

    @property
    def lost(self) -> bool:
        return self.worth == 0

    @property
    def arc(self) -> float:
        """Of a circle with the radius 0.18, as far round as the chef is worth."""
        return 2 * pi * 0.18 * (self.worth or 0.0)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a round: per cent of it, and where it begins."""

    id: str
    name: str
    begins: float
    share: float
    minutes: float


@dataclass(frozen=True, slots=True)
class CooksScene:
    """peak: the whole number of chefs that get most done; None if more always helps. picks: chefs to jump to."""

    kind: ClassVar[str] = "cooks"
    chefs: int
    worth: float
    peak: int | None
    dots: tuple[Dot, ...]
    parts: tuple[Part, ...]
    picks: tuple[int, ...]
    second: bool
    teams: bool

    @property
    def minutes(self) -> float:
        return sum(part.minutes for part in self.parts)


def peak_of(kitchen: Kitchen) -> int | None:
    """The number of chefs up to the most that gets most done; None if that is the most."""
    best = max(_ALL, key=kitchen.capacity)
    return best if best < MOST and kitchen.capacity(best) > kitchen.capacity(MOST) + 1e-9 else None


def scene_of(kitchen: Kitchen, chefs: int, worth: float) -> CooksScene:
    dots = tuple(
        Dot(
            index % _PER_ROW,
            index // _PER_ROW,
            min(1.0, max(0.0, worth - index)) if index < chefs else None,
        )
        for index in range(MOST)
    )
    picks = tuple(sorted({1, 8, 16, 64, MOST} | ({peak_of(kitchen) or 32})))
    return CooksScene(
        chefs,
        worth,
        peak_of(kitchen),
        dots,
        _parts(kitchen, chefs),
        picks,
        kitchen.cellars > 1,
        bool(kitchen.team),
    )


def _parts(kitchen: Kitchen, chefs: int) -> tuple[Part, ...]:
    whole = kitchen.round(chefs)
    cooking = 1 - kitchen.alpha
    telling = kitchen.beta * chefs * kitchen.told(chefs)
    named = (
        ("cook", "cooking, all at the same time", cooking),
        ("salt", "at the salt, one after another", whole - cooking - telling),
        ("tell", "telling the others", telling),
    )
    parts, begins = [], 0.0
    for part, name, length in named:
        parts.append(Part(part, name, begins, 100 * length / whole, ALONE * length))
        begins += 100 * length / whole
    return tuple(parts)


# -- curves --------------------------------------------------------------------------------------------


def charts(kitchen: Kitchen, kitchens: Mapping[str, Kitchen], rounds: int, seed: int) -> tuple[Chart, ...]:
    return _capacity(kitchen, rounds, seed), _changes(kitchens)


def _capacity(kitchen: Kitchen, rounds: int, seed: int) -> Chart:
    """Both axes by doubling: there a straight line is a straight line, and a bend is seen."""
    found = tuple(measured(kitchen, chefs, rounds, seed) for chefs in AT)
    xs = tuple(map(float, _ALL))
    alpha, beta = kitchen.alpha, kitchen.beta
    plain = kitchen.cellars == 1 and not kitchen.team
    law = tuple(usl(alpha, beta, x) if plain else kitchen.capacity(int(x)) for x in xs)
    top = peak_of(kitchen)
    peak = (Line("peak", (float(top),), (kitchen.capacity(top),), "least", "points"),) if top else ()
    end = f"With {MOST} chefs it is {found[-1]:.1f}."
    sentence = (
        f"The work of all chefs is largest with {top} of them: that of {kitchen.capacity(top):.1f}. {end}"
        if top
        else f"More chefs always do more, but less and less. {end}"
    )
    return Chart(
        "capacity",
        "Work done against the number of chefs",
        sentence,
        Axis("chefs", log=True, low=1.0, high=float(MOST)),
        Axis("work, in chefs alone", log=True, low=1.0, high=float(MOST)),
        (
            Line("measured", tuple(map(float, AT)), found, "measured", "points"),
            Line("USL" if plain else "worked out", xs, law, "theory"),
            Line("Amdahl", xs, tuple(amdahl(alpha, x) for x in xs), "other"),
            Line("linear", _DOUBLED, _DOUBLED, "other", "points"),
            *peak,
        ),
        "USL: N/(1 + α(N − 1) + βN(N − 1)), Gunther 2007. Amdahl: 1/(α + (1 − α)/N), 1967.",
    )


def _changes(kitchens: Mapping[str, Kitchen]) -> Chart:
    styles: tuple[tuple[tuple[int, ...], Role, Kind], ...] = (
        (_ALL, "theory", "line"),
        (_ALL, "other", "line"),
        (_ALL, "least", "line"),
        (AT, "other", "points"),
    )
    best = {name: max(one.capacity(chefs) for chefs in _ALL) for name, one in kitchens.items()}
    words = ", ".join(f"{name.lower()} {most:.1f}" for name, most in best.items())
    return Chart(
        "changes",
        "What two changes do to the same kitchen",
        f"The most work, in chefs alone: {words}.",
        Axis("chefs", low=1.0, high=float(MOST)),
        Axis("work, in chefs alone", low=0.0),
        tuple(
            Line(name, tuple(map(float, at)), tuple(one.capacity(chefs) for chefs in at), role, kind)
            for (name, one), (at, role, kind) in zip(kitchens.items(), styles, strict=True)
        ),
        "N orders in 1 − α + α N/cellars + β N × (others who are told).",
    )


def tables(kitchen: Kitchen) -> tuple[Table, ...]:
    at = (4, 8, 16, 64, 1024)
    rows = tuple(
        (f"{100 * share:.0f}%", *(f"{amdahl(share, chefs):.2f}" for chefs in at), f"{1 / share:.0f}")
        for share in SERIAL
    )
    work = tuple(
        (
            str(chefs),
            f"{chefs}",
            f"{amdahl(kitchen.alpha, chefs):.2f}",
            f"{kitchen.capacity(chefs):.2f}",
            f"{100 * kitchen.capacity(chefs) / chefs:.0f}%",
        )
        for chefs in AT
    )
    return (
        Table(
            "amdahl",
            "Amdahl’s law: speed-up, if a share of the work goes one after another",
            ("Share", *(f"{chefs:,} chefs" for chefs in at), "Limit"),
            rows,
        ),
        Table(
            "work",
            "The work of this kitchen",
            ("Chefs", "Linear", "Amdahl", "This kitchen", "Each chef still does"),
            work,
        ),
    )


# -- to be played --------------------------------------------------------------------------------------


def takes_of(
    kitchens: Mapping[str, Kitchen], chosen: Kitchen, chefs: int, rounds: int, seed: int
) -> tuple[Take, ...]:
    """A few rounds of every kitchen, the chosen one first."""
    ordered = sorted(kitchens.items(), key=lambda one: one[1] != chosen)
    few = max(1, min(3, rounds, _STOPS // (3 * chefs)))
    return tuple(
        Take(
            name,
            _trace(kitchen, chefs, play(kitchen, chefs, rounds, seed)[:few]),
            f"{measured(kitchen, chefs, rounds, seed):.1f}",
            f"work of {chefs} chefs, in chefs alone",
        )
        for name, kitchen in ordered
    )


def _trace(kitchen: Kitchen, chefs: int, rounds: Sequence[Round]) -> Trace:
    cellars = kitchen.cellars
    stations = (
        Station("stove", "At the stove", 0, "room for all"),
        Station("salt", "Salt cellars" if cellars > 1 else "Salt cellar", cellars),
        Station("tell", "Telling the others", 1, f"{kitchen.told(chefs)} each" if chefs > 1 else ""),
    )
    stops: list[Stop] = []
    says: list[tuple[float, str]] = []
    begins = 0.0
    for number, one in enumerate(rounds):
        ready = begins + ALONE * (1 - kitchen.alpha)
        says += [
            (
                begins,
                f"Round {number + 1}: all {chefs} cook at the same time." if chefs > 1 else "One chef cooks.",
            ),
            (ready, "Now each needs the salt, one after another."),
        ]
        if kitchen.beta and chefs > 1:
            says.append((begins + ALONE * max(end for _, end in one.salt), "Now each tells all the others."))
        for chef in range(chefs):
            order = number * chefs + chef + 1
            times = (*one.salt[chef], *one.told[chef])
            salt, salted, tell, told = (begins + ALONE * time for time in times)
            stops += [
                Stop(order, "stove", 0, begins, begins, ready),
                Stop(order, "salt", chef % cellars, ready, salt, salted),
                Stop(order, "tell", 0, salted, tell, told),
            ]
        begins += ALONE * one.length
    says.append(
        (
            begins,
            f"{len(rounds) * chefs} orders in {begins:.0f} min. One chef alone would do {begins / ALONE:.1f}.",
        )
    )
    stops.sort(key=lambda stop: (stop.arrive, stop.order))
    return Trace("min", begins, stations, tuple(stops), tuple(sorted(says)), Words(work="busy"))
