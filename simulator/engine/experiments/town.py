"""The town of L15: three shops, six districts, and how long a ride takes from each to each.

Invariant: a ride takes the distance on the map, in whole minutes. A shop has three ovens and a pizza takes six
minutes, so a shop that is busy takes the next order every two minutes.
"""

from dataclasses import dataclass
from math import hypot

OVENS = 3
COOK = 6.0  # minutes
PACE = COOK / OVENS  # minutes a waiting order


@dataclass(frozen=True, slots=True)
class Place:
    """x, y: minutes on the map. share: of the orders, per cent; 0 for a shop."""

    name: str
    x: float
    y: float
    share: int = 0


SHOPS = (Place("Harbour", -8, 0), Place("Market", 5.5, 9.5), Place("Hill", 15, -1))
DISTRICTS = (
    Place("Old Town", 0, 0, 25),
    Place("Docks", -12, 2, 20),
    Place("Quay", -7, -6, 15),
    Place("Centre", 4, 5, 20),
    Place("Park", 10, -6, 10),
    Place("Heights", 17, 3, 10),
)

# Minutes of a ride: a row a district, a column a shop.
RIDES = tuple(
    tuple(float(round(hypot(district.x - shop.x, district.y - shop.y))) for shop in SHOPS)
    for district in DISTRICTS
)
NEAREST = tuple(rides.index(min(rides)) for rides in RIDES)


def to_the_door(waiting: float, ride: float) -> float:
    """Minutes from ordering to eating: the orders before, the own pizza, the ride."""
    return waiting * PACE + COOK + ride
