"""The rail to be played: the same orders with the rail as it is set, under the other rules, and with no rail."""

from typing import Protocol

from ..trace import Station, Stop, Take, Trace, Words
from ..words import count_of
from .rail_evening import Evening
from .rail_line import Full, Rail, Visit, play

_STOPS = 590
_NAMES: dict[Full, str] = {"refuse": "Refuse", "drop": "Drop the oldest", "slow": "Slow the door"}
_WORDS = Words(work="being made", away="not ticked off", lost="lost")


class RailSettings(Protocol):
    """What the player needs of the lab's settings."""

    @property
    def rail(self) -> Rail: ...
    @property
    def minutes(self) -> int: ...
    @property
    def curve(self) -> str: ...
    @property
    def numbers(self) -> bool: ...


def takes(settings: RailSettings, evening: Evening) -> tuple[Take, ...]:
    """The rail as it is set comes first; the other rules only if a full rail ever calls for one."""
    rail = settings.rail
    if rail.limit == 0:
        return (_take("No rail", settings, evening, rail, evening.bare),)
    fills = evening.longest_rail >= rail.limit
    mine = _NAMES[rail.full] if fills else "With the rail"
    made = [_take(mine, settings, evening, rail, evening.visits)]
    if fills:
        for full in (one for one in _NAMES if one != rail.full):
            other = Rail(rail.pairs, rail.limit, full, rail.back)
            visits = play(other, evening.times, evening.crashes)
            made.append(_take(_NAMES[full], settings, evening, other, visits))
    bare = Rail(rail.pairs, 0, "refuse", rail.back)
    made.append(_take("No rail", settings, evening, bare, evening.bare))
    return tuple(made)


def _take(name: str, settings: RailSettings, evening: Evening, rail: Rail, visits: tuple[Visit, ...]) -> Take:
    kitchen = Station("kitchen", "Kitchen", rail.pairs)
    door = Station("door", "Door", 1)
    slow = rail.full == "slow" and any(one.hung > one.came + 1e-9 for one in visits)
    stops = [stop for one in visits for stop in _stops(one, slow)]
    stops.sort(key=lambda one: (one.arrive, one.order, one.end))
    shown = tuple(stops[:_STOPS])
    end = max(stop.end for stop in shown)
    lost = sum(one.lost != "" and not one.again for one in visits)
    trace = Trace(
        "min",
        end,
        (door, kitchen) if slow else (kitchen,),
        shown,
        _says(settings, evening, visits, end),
        _WORDS,
    )
    return Take(name, trace, f"{lost:,} lost", "orders refused or dropped")


def _stops(visit: Visit, slow: bool) -> tuple[Stop, ...]:
    """At the door only if it is slowed down."""
    lost = visit.lost != ""
    at_rail = Stop(visit.order + 1, "kitchen", visit.pair, visit.hung, visit.begun, visit.end, lost)
    if not slow or lost or visit.again or visit.hung <= visit.came:
        return (at_rail,)
    return (Stop(visit.order + 1, "door", 0, visit.came, visit.hung, visit.hung), at_rail)


def _says(
    settings: RailSettings, evening: Evening, visits: tuple[Visit, ...], end: float
) -> tuple[tuple[float, str], ...]:
    played = Evening(evening.pairs, evening.end, evening.times, evening.crashes, visits, ())
    says = [(0.0, "The rush begins. The kitchen takes orders off the rail as fast as it can.")]
    if lost := [one for one in visits if one.lost and not one.again]:
        word = "refused at the door" if lost[0].lost == "refused" else "dropped from the rail"
        says.append((min(one.end for one in lost), f"The first order is {word}: there is no place for it."))
    if played.again:
        first = min(played.again, key=lambda one: one.end)
        said = (
            "the door knows its number and sends it back"
            if settings.numbers
            else "a second pizza at the same door"
        )
        says.append(
            (first.end, f"Order {first.order + 1} was made again, for nobody had ticked it off: {said}.")
        )
    over = float(settings.minutes)
    half = over / 2
    if settings.curve == "rush" and half < end and (length := int(played.rail_at(half))):
        says.append(
            (
                half,
                f"In the middle of the rush: {count_of(length, 'order')} on the rail.",
            )
        )
    if settings.curve == "rush" and over < end:
        length = int(played.rail_at(over - 1e-6))
        left = f" {count_of(length, 'order')} on the rail." if length else ""
        says.append((over, f"The rush is over.{left}"))
        empty = played.empty_after(over)
        if length and empty is not None and empty < end:
            says.append((empty, f"The rail is empty, {empty - over:.0f} min after the rush."))
    return tuple(sorted(one for one in says if one[0] <= end))
