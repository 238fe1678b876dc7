"""L20: deal customers to ovens by remainder, and see what the ovens remember.

Invariant: a customer's oven is h % n, a function of the customer and of n alone.

The memory of an oven: the customers it served last, `memory` of them. If every customer is as likely to order as
any other, an oven with k customers knows the next one with chance min(1, memory / k). So all ovens together know
sum(min(k, memory)) / customers of the orders; if any oven may take any customer, only memory / customers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np

from ..arrays import Numbers
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..words import count_of
from . import fnv32
from .customer_names import customer_names
from .experiment import Experiment, Tick
from .parameters import Choice, Whole
from .recent import hits

_SHOWN, _ROWS = 60, 12  # customers and ovens in the picture
_PAGE = 100_000  # orders that a page waits for
_CLOSED_FORM = "sum over ovens of min(customers, memory), divided by all customers"


@dataclass(frozen=True, slots=True)
class Settings:
    ovens: Annotated[int, Whole("Ovens", 1, 100)] = 4
    keys: Annotated[
        str,
        Choice(
            "Customer cards",
            (
                ("row", "In a row: 0, 1, 2, 3"),
                ("even", "Only even: 0, 2, 4"),
                ("names", "Names"),
            ),
        ),
    ] = "even"
    hash: Annotated[
        str,
        Choice(
            "Hash",
            (
                ("none", "None"),
                ("weak", "Weak: last character"),
                ("mixed", "Well mixed"),
            ),
            note="Without one, the number on the card counts; of a name, how many characters it has.",
        ),
    ] = "none"
    customers: Annotated[int, Whole("Customers", 10, 60_000, log=True, more=True)] = 60
    memory: Annotated[int, Whole("Customers an oven can remember", 1, 1_000, log=True, more=True)] = 20
    visits: Annotated[int, Whole("Orders for each customer, on average", 10, 200, more=True)] = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One oven: `customers` are the first of its `count`; `hue` is its colour."""

    oven: int
    hue: int
    count: int
    customers: tuple[str, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.customers)


@dataclass(frozen=True, slots=True)
class Dealt:
    """The first customers in the rows of their ovens; `hidden` ovens have no row."""

    kind: ClassVar[str] = "dealt"
    rows: tuple[Row, ...]
    memory: int
    hidden: int


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    cards = cards_of(settings.keys, settings.customers, seed)
    numbers = NUMBERS[settings.hash](cards)
    ovens = numbers % settings.ovens
    counts = np.bincount(ovens, minlength=settings.ovens)
    fullest, cold = int(counts.max()), int((counts == 0).sum())
    own, any_oven = _hit_ratios(settings, ovens, seed, tick)
    fits = float(np.minimum(counts, settings.memory).sum()) / settings.customers
    spread_thin = min(1.0, settings.memory / settings.customers)
    peak = fullest * settings.ovens / settings.customers
    return Outcome(
        _sentence(settings, fullest, cold, own, any_oven),
        (
            Finding("fullest", "Customers of the fullest oven", float(fullest), "customers", 0),
            Finding("cold", "Ovens without a customer", float(cold), "ovens", 0),
            Finding("peak_to_mean", "Fullest oven beside the average", peak, "times", 2),
            Finding(
                "hit_ratio",
                "Orders whose customer is remembered",
                100 * own,
                "%",
                1,
                100 * fits,
                _CLOSED_FORM,
            ),
            Finding(
                "hit_ratio_any",
                "The same, if any oven takes any customer",
                100 * any_oven,
                "%",
                1,
                100 * spread_thin,
                "memory of one oven, divided by all customers",
            ),
        ),
        (_customers(counts), _memories(own, any_oven, fits, spread_thin)),
        (_remainders(cards, numbers, settings.ovens),),
        _dealt(settings, cards, ovens, counts),
    )


def cards_of(keys: str, count: int, seed: int) -> Sequence[str]:
    """What stands on each customer's card."""
    return CARDS[keys](count, seed)


CARDS: dict[str, Callable[[int, int], Sequence[str]]] = {
    "row": lambda count, seed: [str(number) for number in range(count)],
    "even": lambda count, seed: [str(2 * number) for number in range(count)],
    "names": customer_names,
}


def _as_it_is(cards: Sequence[str]) -> Numbers:
    return np.array([int(card) if card.isdigit() else len(card) for card in cards], np.int64)


def _last_character(cards: Sequence[str]) -> Numbers:
    return np.array([ord(card[-1]) for card in cards], np.int64)


# From what stands on the cards to whole numbers: shape (k,).
NUMBERS: dict[str, Callable[[Sequence[str]], Numbers]] = {
    "none": _as_it_is,
    "weak": _last_character,
    "mixed": lambda cards: fnv32.mixed(cards).astype(np.int64),
}


def _hit_ratios(settings: Settings, ovens: Numbers, seed: int, tick: Tick) -> tuple[float, float]:
    """Measured, with every customer at their own oven and with orders dealt to any oven by chance.

    The first half of the orders warms the ovens up and is not counted.
    """
    rng = np.random.default_rng(seed)
    orders = settings.customers * settings.visits
    customers = rng.integers(0, settings.customers, orders)
    dealt = {"own": ovens[customers], "any": rng.integers(0, settings.ovens, orders)}
    ratios = []
    for turn, served in enumerate(dealt.values()):
        known = hits(
            customers.tolist(),
            served.tolist(),
            settings.memory,
            lambda done, total, turn=turn: tick(turn * total + done, 2 * total),  # type: ignore[misc]
        )
        ratios.append(float(np.mean(known[orders // 2 :])))
    return ratios[0], ratios[1]


def _sentence(settings: Settings, fullest: int, cold: int, own: float, any_oven: float) -> str:
    even = settings.customers / settings.ovens
    cold_words = f" and {count_of(cold, 'oven')} {'stays' if cold == 1 else 'stay'} cold" if cold else ""
    return (
        f"{count_of(settings.customers, 'customer')}, {count_of(settings.ovens, 'oven')}: the fullest oven has "
        f"{fullest:,}, where equal shares would be {even:,.4g}{cold_words}. The ovens remember the customer of "
        f"{own:.0%} of the orders; if any oven took any customer, of {any_oven:.0%}."
    )


def _customers(counts: Numbers) -> Chart:
    names = tuple(f"oven {oven}" for oven in range(len(counts)))
    most, least = int(counts.max()), int(counts.min())
    even = float(counts.mean())
    return Chart(
        "customers",
        "Customers of each oven",
        f"The fullest oven has {count_of(most, 'customer')}, the emptiest {least:,}; equal shares would be "
        f"{even:,.4g}.",
        Axis(""),
        Axis("customers", low=0.0),
        (
            Line("customers", names, tuple(counts.astype(float).tolist()), "measured", "bars"),
            Line("equal shares", names, (even,) * len(names), "least"),
        ),
    )


def _memories(own: float, any_oven: float, fits: float, spread_thin: float) -> Chart:
    names = ("own oven", "any oven")
    return Chart(
        "memories",
        "Orders whose customer the oven remembers",
        f"With an oven of their own {own:.1%} of the orders find their customer remembered; with any oven "
        f"{any_oven:.1%}.",
        Axis("who bakes"),
        Axis("orders remembered", "%", low=0.0, high=100.0),
        (
            Line("measured", names, (100 * own, 100 * any_oven), "measured", "bars"),
            Line("expected", names, (100 * fits, 100 * spread_thin), "theory", "points"),
        ),
        f"Expected: {_CLOSED_FORM}. With any oven: memory divided by all customers.",
    )


def _remainders(cards: Sequence[str], numbers: Numbers, ovens: int) -> Table:
    """The division of the first customers, as on paper."""
    rows = []
    for card, number in zip(cards[:12], numbers[:12].tolist(), strict=True):
        whole, rest = divmod(number, ovens)
        rows.append((card, f"{number:,}", f"{whole:,} × {ovens} + {rest}", str(rest)))
    return Table(
        "remainders",
        "The first customers, divided",
        ("Card", "Number m", "Divided", "Remainder = oven"),
        tuple(rows),
    )


def _dealt(settings: Settings, cards: Sequence[str], ovens: Numbers, counts: Numbers) -> Dealt:
    shown = ovens[:_SHOWN]
    rows = tuple(
        Row(
            oven,
            oven % 8,
            int(counts[oven]),
            tuple(cards[customer] for customer in np.flatnonzero(shown == oven).tolist()),
        )
        for oven in range(min(settings.ovens, _ROWS))
    )
    return Dealt(rows, settings.memory, settings.ovens - len(rows))


EXPERIMENT = Experiment(
    "deal-by-remainder",
    "Deal by remainder",
    Settings,
    run,
    headline=("hit_ratio",),
    slow=lambda settings: settings.customers * settings.visits > _PAGE,
)
