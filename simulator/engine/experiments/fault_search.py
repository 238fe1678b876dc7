"""The search for a fault: what it takes to notice it, to find where it is, and to know why.

Invariant: a look leaves those suspects under which the instrument would show the same. So a search depends on what
the instruments show, and on nothing that they do not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from .fault_instruments import INSTRUMENT, INSTRUMENTS, Reading, reading
from .fault_shop import SUSPECTS, Suspect, draw_evening, play
from .fault_views import View

ALARM, PHONE = 5.0, 30.0  # minutes until a lamp is seen; until the third customer has rung
LOG_KNOWN = 3.0  # a look into the log of all events by one who knows where to look
WALK = 6.0  # to go and see, for each suspect
TRIAL = 15.0  # to mend what nobody knows the cause of
_LOG = 9


@dataclass(frozen=True, slots=True)
class Step:
    """phase: "notice", "look", "walk" or "why". left: how many suspects are left after it."""

    phase: str
    what: str
    minutes: float
    left: int


@dataclass(frozen=True, slots=True)
class Search:
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> float:
        return sum(step.minutes for step in self.steps)

    def phase(self, name: str) -> float:
        """The minutes of one phase."""
        return sum(step.minutes for step in self.steps if step.phase == name)

    @property
    def left(self) -> int:
        """Suspects that the looks leave."""
        return next((step.left for step in reversed(self.steps) if step.phase in ("notice", "look")), 0)


@dataclass(frozen=True)
class Readings:
    """What every instrument shows under every suspect, by their places in INSTRUMENTS and SUSPECTS."""

    table: tuple[tuple[Reading, ...], ...]

    def of(self, number: int, suspect: int) -> Reading:
        return self.table[number - 1][suspect]


@lru_cache(maxsize=16)
def measured(seed: int) -> tuple[Readings, Mapping[str, tuple[View, ...]], Mapping[str, float]]:
    """Readings; by suspect what each instrument shows; by suspect the share of orders that goes wrong."""
    orders = draw_evening(seed)
    evenings = [play(orders, suspect) for suspect in SUSPECTS]
    views = {
        evening.suspect.id: tuple(instrument.view(evening) for instrument in INSTRUMENTS)
        for evening in evenings
    }
    table = tuple(
        tuple(reading(views[suspect.id][place]) for suspect in SUSPECTS) for place in range(len(INSTRUMENTS))
    )
    return Readings(table), views, {evening.suspect.id: evening.bad_share for evening in evenings}


def search(readings: Readings, fault: Suspect, bought: Sequence[int]) -> Search:
    """Notice, look in the order of buying until one suspect is left, walk to those that are left, ask why."""
    truth = SUSPECTS.index(fault)
    left = list(range(len(SUSPECTS)))
    red = next((one for one in bought if INSTRUMENT[one].alarms and readings.of(one, truth)), None)
    noticed = (
        Step("notice", f"The lamp of “{INSTRUMENT[red].name}” goes on", ALARM, len(left))
        if red
        else Step("notice", "No lamp goes on; the phone rings", PHONE, len(left))
    )
    steps = [noticed]
    read_log = False
    for number in bought:
        if len(left) == 1:
            break
        seen = readings.of(number, truth)
        left = [one for one in left if readings.of(number, one) == seen]
        steps.append(
            Step("look", f"Look at “{INSTRUMENT[number].name}”", INSTRUMENT[number].minutes, len(left))
        )
        read_log = read_log or _explains(readings, number, truth)
    if len(left) > 1:
        tried = left.index(truth) + 1
        steps.append(Step("walk", f"Go and see, {tried} of {len(left)} suspects", WALK * tried, 1))
    if not read_log:
        steps.append(_why(readings, truth, bought))
    return Search(tuple(steps))


def _explains(readings: Readings, number: int, truth: int) -> bool:
    """Whether this log has a line about the fault."""
    return INSTRUMENT[number].kind == "log" and bool(readings.of(number, truth))


def _why(readings: Readings, truth: int, bought: Sequence[int]) -> Step:
    logs = [number for number in bought if _explains(readings, number, truth)]
    if logs:
        return Step("why", f"Read why in “{INSTRUMENT[logs[0]].name}”", LOG_KNOWN, 1)
    return Step("why", "No log says why: mend by trial", TRIAL, 1)


@lru_cache(maxsize=16)
def good_set(readings: Readings) -> tuple[int, ...]:
    """Three instruments, in their order, with which the thirteen faults take the least time on average."""
    telling = [one.number for one in INSTRUMENTS if len(set(readings.table[one.number - 1])) > 1]
    return min(
        permutations(telling or (1, 2, 3), 3),
        key=lambda bought: sum(search(readings, suspect, bought).minutes for suspect in SUSPECTS),
    )


def left_after_one_look(readings: Readings, number: int) -> float:
    """How many suspects are left after one look, on average over the faults."""
    row = readings.table[number - 1]
    return sum(row.count(seen) for seen in row) / len(row)
