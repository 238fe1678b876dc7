"""The drawing of the shop in lines and places: five tiles in a round, and one arrow out of each.

Invariant: an arrow begins at the edge of its tile and ends at the edge of the other, and two arrows between the same
tiles lie apart. Units are those of the viewBox, which are pixels at full size.
"""

from dataclasses import dataclass

from simulator.engine.experiments.shop_drawing import HOME, NOWHERE, TILES
from simulator.engine.experiments.shop_scene import Bar, ShopScene

WIDTH, HEIGHT = 440, 316
HALF = (60.0, 29.0)  # of a tile
GAP = 5.0  # between an arrow and a tile
BEND = 0.16  # of an arrow's length, to its left
STEPS = 200
PLACES = {
    "customer": (64.0, 160.0),
    "counter": (128.0, 36.0),
    "book": (312.0, 36.0),
    "kitchen": (376.0, 160.0),
    "rider": (220.0, 280.0),
}
WORKERS = {"counter": "phones", "kitchen": "ovens", "rider": "riders"}
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class DrawnTile:
    """x, y: the middle. small: the second line. reached: whether an order comes here; stuck: and stays."""

    id: str
    name: str
    small: str
    x: float
    y: float
    to: str
    reached: bool
    stuck: bool

    @property
    def left(self) -> float:
        return self.x - HALF[0]

    @property
    def top(self) -> float:
        return self.y - HALF[1]

    @property
    def to_name(self) -> str:
        return next((tile.name.lower() for tile in TILES if tile.id == self.to), "nowhere yet")


@dataclass(frozen=True, slots=True)
class Arrow:
    """used: an order goes along it."""

    path: str
    used: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """One bar of the timeline, as shares of the width in per cent."""

    bar: Bar
    wait_from: float
    wait: float
    work_from: float
    work: float


@dataclass(frozen=True, slots=True)
class ShopPicture:
    """way: the names along the way of an order. alone: width of the work alone, in per cent of the whole.

    promise: where the promise ends on the time axis, in per cent; over 100 it lies outside.
    """

    width: int
    height: int
    tiles: tuple[DrawnTile, ...]
    arrows: tuple[Arrow, ...]
    way: tuple[str, ...]
    strips: tuple[Strip, ...]
    alone: float
    promise: float


def shop_picture(scene: ShopScene) -> ShopPicture:
    """The drawing, and the time of the order in sight."""
    on_the_way = (HOME, *scene.way.stops)
    names = {tile.id: tile.name for tile in TILES}
    tiles = tuple(_tile(scene, tile.id, tile.name, tile.minutes, on_the_way) for tile in TILES)
    arrows = tuple(
        Arrow(arrow(PLACES[tile], PLACES[to]), tile in on_the_way)
        for tile, to in scene.arrows.items()
        if to not in (NOWHERE, tile)
    )
    last = scene.arrows[on_the_way[-1]]
    way = (*on_the_way, *((last,) if last != NOWHERE else ()))
    total = scene.total or 1.0
    strips = tuple(_strip(bar, total) for bar in scene.bars)
    alone = 100.0 * scene.worked / total
    promise = 100.0 * scene.minutes / total
    return ShopPicture(WIDTH, HEIGHT, tiles, arrows, tuple(names[one] for one in way), strips, alone, promise)


def _tile(scene: ShopScene, tile: str, name: str, minutes: float, on_the_way: tuple[str, ...]) -> DrawnTile:
    count = scene.servers.get(tile, 1)
    workers = f"{count} {WORKERS[tile]}, " if count > 1 else ""
    small = f"{workers}{minutes:.0f} min" if minutes else "asks, and gets"
    stuck = bool(scene.way.problem) and tile == on_the_way[-1]
    x, y = PLACES[tile]
    return DrawnTile(tile, name, small, x, y, scene.arrows[tile], tile in on_the_way, stuck)


def _strip(bar: Bar, total: float) -> Strip:
    def share(minutes: float) -> float:
        return 100.0 * minutes / total

    return Strip(bar, share(bar.arrive), share(bar.waited), share(bar.start), share(bar.worked))


def arrow(start: Point, end: Point) -> str:
    """A bent line from tile to tile, as the `d` of a path: a quadratic curve, cut at the edges of both."""
    (x0, y0), (x2, y2) = start, end
    middle = ((x0 + x2) / 2 + BEND * (y2 - y0), (y0 + y2) / 2 - BEND * (x2 - x0))

    def at(t: float) -> Point:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return a * x0 + b * middle[0] + c * x2, a * y0 + b * middle[1] + c * y2

    turns = [step / STEPS for step in range(STEPS + 1)]
    first = next(t for t in turns if not _within(at(t), start, GAP))
    last = next(t for t in reversed(turns) if not _within(at(t), end, GAP + 4))
    (ax, ay), (bx, by) = at(first), at(last)
    # The tangents at both cuts meet in the control point of the piece between them.
    u, v = 1 - first, first
    cx = u * ((1 - last) * x0 + last * middle[0]) + v * ((1 - last) * middle[0] + last * x2)
    cy = u * ((1 - last) * y0 + last * middle[1]) + v * ((1 - last) * middle[1] + last * y2)
    return f"M{ax:.1f} {ay:.1f}Q{cx:.1f} {cy:.1f} {bx:.1f} {by:.1f}"


def _within(point: Point, tile: Point, gap: float) -> bool:
    return abs(point[0] - tile[0]) <= HALF[0] + gap and abs(point[1] - tile[1]) <= HALF[1] + gap
