"""The ring of a question, as geometry: servers to choose, the key that is asked about. Pure.

Invariant: nothing on it tells who owns what. Servers stand on the crust with their numbers, their names outside;
the key is marked inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from course.slot_ring import CRUST, NUMBERS, at
from simulator.figures.ring_still import Numeral

HUES = 8
CROWDED = (
    9  # from so many points on, discs are small and names shorter than the way between them are left out
)
NAMES_AT = 34.0  # from the crust outwards


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a server. number: the server's, the same in the list beside the ring."""

    number: int
    hue: int
    name: str
    place: int
    x: float
    y: float
    name_x: float
    name_y: float
    radius: float
    reach: float  # half the side of the square that takes a click

    @property
    def left(self) -> float:
        return self.x - self.reach

    @property
    def top(self) -> float:
        return self.y - self.reach

    @property
    def side(self) -> float:
        return 2 * self.reach


@dataclass(frozen=True, slots=True)
class Key:
    """The key: its place, where the crust is marked, and where its number stands."""

    place: int
    x: float
    y: float
    text_x: float
    text_y: float


@dataclass(frozen=True, slots=True)
class RingPicture:
    spots: tuple[Spot, ...]
    dial: tuple[Numeral, ...]
    key: Key | None

    view = "-222 -212 444 424"


def server_number(name: str, servers: Sequence[str]) -> int:
    """The cast has numbers of its own; anyone else counts on from where they stand."""
    return NUMBERS.index(name) + 1 if name in NUMBERS else servers.index(name) + 1


def ring_picture(size: int, points: Sequence[tuple[int, str]], place: int | None = None) -> RingPicture:
    """points: (place, name), place 0 at the top, clockwise. place: the key's."""
    servers = tuple(dict.fromkeys(name for _, name in points))
    crowded = len(points) >= CROWDED
    spots = tuple(_spot(where, name, servers, size, crowded) for where, name in points)
    numerals = [(str(mark), at(mark / size, CRUST - 62)) for mark in range(0, size, max(1, size // 10))]
    dial = tuple(Numeral(text, x, y) for text, (x, y) in numerals)
    return RingPicture(spots, dial, None if place is None else _key(place, size))


def _spot(place: int, name: str, servers: Sequence[str], size: int, crowded: bool) -> Spot:
    turn = place / size
    number = server_number(name, servers)
    radius, reach = (14.0, 16.0) if crowded else (17.0, 24.0)
    return Spot(
        number, (number - 1) % HUES, name, place, *at(turn, CRUST), *at(turn, CRUST + NAMES_AT), radius, reach
    )


def _key(place: int, size: int) -> Key:
    return Key(place, *at(place / size, CRUST), *at(place / size, CRUST - 32))
