"""L08, "Nines builder": how often is the whole open, if its parts are in a row and the boxes of a part side by side?

Invariant: what is expected follows from the drawing alone, by products; chance moves only the months that are drawn.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from ..lens import Lens, Pin
from ..outcome import Finding, Outcome
from ..words import count_of
from .experiment import Experiment, Tick
from .nines_month import Months, draw_months, months_for
from .nines_outages import events_a_month
from .nines_parts import TAKEOVER, Part, blame, minutes, whole
from .nines_pictures import charts, tables
from .nines_scene import NinesScene, scene_of
from .nines_words import percent
from .parameters import Real, Whole

_SAME = 5e-6  # closer to the target than that is on it
_PAGE = 15_000  # repairs a month that a page waits for
_COPIES = "0: none in the drawing"


@dataclass(frozen=True, slots=True)
class Settings:
    """For each of the five parts how many boxes it has, how many must work, and how often one of them does."""

    ovens: Annotated[int, Whole("Ovens", 0, 30, note=_COPIES)] = 2
    ovens_works: Annotated[float, Real("An oven works", 90, 99.9999, 0.0001, unit="%")] = 99.0
    switchboards_works: Annotated[float, Real("A switchboard works", 90, 99.9999, 0.0001, unit="%")] = 99.9
    switchboards: Annotated[int, Whole("Switchboards", 0, 30, note=_COPIES, more=True)] = 1
    switchboards_needed: Annotated[int, Whole("Switchboards needed", 1, 30, more=True)] = 1
    ovens_needed: Annotated[int, Whole("Ovens needed", 1, 30, more=True)] = 1
    phones: Annotated[int, Whole("Phone lines", 0, 30, note=_COPIES, more=True)] = 0
    phones_needed: Annotated[int, Whole("Phone lines needed", 1, 30, more=True)] = 1
    phones_works: Annotated[float, Real("A phone line works", 90, 99.9999, 0.0001, unit="%", more=True)] = (
        99.9
    )
    books: Annotated[int, Whole("Order books", 0, 30, note=_COPIES, more=True)] = 0
    books_needed: Annotated[int, Whole("Order books needed", 1, 30, more=True)] = 1
    books_works: Annotated[float, Real("An order book works", 90, 99.9999, 0.0001, unit="%", more=True)] = (
        99.9
    )
    tills: Annotated[int, Whole("Tills", 0, 30, note=_COPIES, more=True)] = 0
    tills_needed: Annotated[int, Whole("Tills needed", 1, 30, more=True)] = 1
    tills_works: Annotated[float, Real("A till works", 90, 99.9999, 0.0001, unit="%", more=True)] = 99.9
    target: Annotated[float, Real("The target", 90, 99.9999, 0.0001, unit="%", more=True)] = 99.9
    switch: Annotated[int, Whole("A spare takes over, of 100 times", 0, 100, more=True)] = 100
    repair: Annotated[int, Whole("A repair takes, on average", 5, 600, unit="min", log=True, more=True)] = 20


# id, name of the part, one box of it: in the order in which an order meets them.
_NAMES = (
    ("switchboards", "Switchboard", "switchboard"),
    ("ovens", "Ovens", "oven"),
    ("phones", "Phone lines", "phone line"),
    ("books", "Order books", "order book"),
    ("tills", "Tills", "till"),
)


def drawing(settings: Settings) -> tuple[Part, ...]:
    """All five parts; some may have no box. More than there are is never needed."""
    return tuple(
        Part(
            id_,
            name,
            box,
            copies := getattr(settings, id_),
            max(1, min(getattr(settings, f"{id_}_needed"), copies)),
            getattr(settings, f"{id_}_works") / 100,
            settings.switch / 100,
        )
        for id_, name, box in _NAMES
    )


def in_use(settings: Settings) -> tuple[Part, ...]:
    """The parts with a box; of an empty drawing, none."""
    return tuple(part for part in drawing(settings) if part.copies)


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    parts = in_use(settings)
    if not parts:
        return Outcome(
            "The drawing is empty: give a part at least one box.",
            _nothing(settings),
            scene=scene_of(drawing(settings), settings.target, None),
        )
    months = draw_months(parts, settings.repair, months_for(parts, settings.repair), seed)
    tick(1, 2)
    return Outcome(
        _sentence(settings, parts, months),
        _findings(settings, parts, months),
        charts(parts, months, settings.target, settings.repair, seed),
        tables(parts, months),
        scene=scene_of(drawing(settings), settings.target, months.first),
    )


def _sentence(settings: Settings, parts: tuple[Part, ...], months: Months) -> str:
    works, shares = whole(parts), blame(parts)
    closed, allowed = minutes(works), minutes(settings.target / 100)
    worst = max(range(len(parts)), key=lambda place: shares[place])
    name = parts[worst].name.lower()
    says = (
        f"The whole works {percent(works)} of the time. That is {closed:,.3g} min closed in 30 days, where "
        f"{percent(settings.target / 100)} would allow {allowed:,.3g}."
    )
    if len(parts) > 1:
        says += f" {100 * shares[worst]:.0f}% of the blame is on the {name}."
    return f"{says} In the month of the calendar it was closed for {months.first.total:,.0f} min."


def _findings(settings: Settings, parts: tuple[Part, ...], months: Months) -> tuple[Finding, ...]:
    works, shares, target = whole(parts), blame(parts), settings.target / 100
    closed = minutes(works)
    worst = max(range(len(parts)), key=lambda place: shares[place])
    count = months.count
    return (
        Finding("beside", "The whole, beside the target", _beside(works, target)),
        Finding(
            "availability",
            "Availability of the whole",
            100 * works,
            "%",
            4,
            source="all needed: multiply; any enough: multiply the chances to fail",
        ),
        Finding("minutes", "Closed in 30 days, on average", closed, "min", 1),
        Finding(
            "measured",
            f"Closed in 30 days, mean of {count_of(count, 'drawn month')}",
            months.mean,
            "min",
            1,
            closed,
            "43,200 min × (1 − availability)",
        ),
        Finding("month", "Closed in the month of the calendar", months.first.total, "min", 1),
        Finding("budget", "Closed in 30 days, allowed by the target", minutes(target), "min", 1),
        Finding("spent", "Budget that the parts spend", 100 * (1 - works) / (1 - target), "%", 0),
        Finding("weakest", "Most to blame", parts[worst].name.lower()),
        Finding(
            "blame",
            f"Blame on the {parts[worst].name.lower()}",
            100 * months.blame[worst],
            "%",
            1,
            100 * shares[worst],
            TAKEOVER if parts[worst].switch < 1 else "its closed minutes, shared where others are closed too",
        ),
        Finding("boxes", "Boxes in the drawing", float(sum(part.copies for part in parts)), "boxes", 0),
    )


def _beside(works: float, target: float) -> str:
    if abs(works - target) < _SAME:
        return "same"
    return "better" if works > target else "worse"


def _nothing(settings: Settings) -> tuple[Finding, ...]:
    return (
        Finding("beside", "The whole, beside the target", "nothing is drawn"),
        Finding("month", "Closed in the month of the calendar", 0.0, "min", 1),
        Finding(
            "budget", "Closed in 30 days, allowed by the target", minutes(settings.target / 100), "min", 1
        ),
    )


def sample(settings: Settings, seed: int) -> dict[str, float]:
    """The month of the calendar alone."""
    parts = in_use(settings)
    return {"month": draw_months(parts, settings.repair, 1, seed).first.total if parts else 0.0}


def before(settings: Settings, seed: int) -> NinesScene:
    return replace(scene_of(drawing(settings), settings.target, None), ran=False)


LENS = Lens(
    words=(
        ("switchboard", "load balancer"),
        ("switchboards", "load balancers"),
        ("phone line", "network link"),
        ("phone lines", "network links"),
        ("order book", "database"),
        ("order books", "databases"),
        ("an order book", "a database"),
        ("an order", "a request"),
        ("an oven", "a server"),
        ("till", "payment service"),
        ("tills", "payment services"),
        ("box", "machine"),
        ("boxes", "machines"),
        ("closed", "down"),
        ("closed minutes", "minutes of downtime"),
        ("its closed minutes", "its downtime"),
        ("open", "up"),
    ),
    pins=(
        Pin(
            "closed",
            "A shop is open or closed, and there is a sign at the door. A site can be up for some clients and down for "
            "others, so a data centre counts requests that fail, not minutes.",
        ),
        Pin(
            "box",
            "Ovens break apart from each other. Machines that run the same program can fail at the same second.",
        ),
    ),
)
EXPERIMENT = Experiment(
    "nines-builder",
    "Nines builder",
    Settings,
    run,
    headline=("month",),
    before=before,
    slow=lambda settings: events_a_month(in_use(settings), settings.repair) > _PAGE,
    sample=sample,
    lens=LENS,
)
