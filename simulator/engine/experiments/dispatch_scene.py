"""What the map of "Dispatch" shows: shops, districts, who delivers where, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from .dispatch_charts import by_district
from .dispatch_evening import Calls, Evening
from .town import DISTRICTS, RIDES, SHOPS, Place, to_the_door


@dataclass(frozen=True, slots=True)
class Shop:
    """number: for its disc. made: orders it made. waiting: at the start. first: minutes for the Old Town."""

    place: Place
    number: int
    made: int
    waiting: int
    ride: float
    first: float
    burnt: bool


@dataclass(frozen=True, slots=True)
class District:
    """minutes: mean time to the door. shares: of its parts made by each shop."""

    place: Place
    minutes: float
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TownScene:
    kind: ClassVar[str] = "town"
    shops: tuple[Shop, ...]
    districts: tuple[District, ...]
    soonest: int

    @property
    def said(self) -> str:
        """The map in words."""
        minutes = ", ".join(f"{one.place.name} {one.minutes:.0f} min" for one in self.districts)
        return f"The town: three shops and six districts. {minutes}."


def town_of(calls: Calls, evening: Evening, waiting: Sequence[int], burnt: int) -> TownScene:
    made = [[0] * len(SHOPS) for _ in DISTRICTS]
    for part in evening.parts:
        if part.order >= 0 and not part.burnt:
            made[calls.district[part.order]][part.shop] += 1
    first = [to_the_door(waits, ride) for waits, ride in zip(waiting, RIDES[0], strict=True)]
    shops = tuple(
        Shop(
            place,
            shop + 1,
            sum(row[shop] for row in made),
            waiting[shop],
            RIDES[0][shop],
            first[shop],
            shop == burnt,
        )
        for shop, place in enumerate(SHOPS)
    )
    times = by_district(calls, evening)
    districts = tuple(
        District(place, times[number], tuple(count / max(1, sum(row)) for count in row))
        for number, (place, row) in enumerate(zip(DISTRICTS, made, strict=True))
    )
    return TownScene(shops, districts, first.index(min(first)) + 1)
