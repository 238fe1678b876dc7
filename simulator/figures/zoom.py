"""Where everything stands in the drawing of the zoom: four drawings, each inside a box of the one before.

Invariant: all four have the same proportions, so that a view of one is a view of the box it stands in.
"""

from dataclasses import dataclass

from simulator.engine.experiments.zoom_ripple import PARTS, Message
from simulator.engine.experiments.zoom_scene import ZoomScene

WIDTH, HEIGHT = 480, 280
# In each drawing the box that holds the next one: x, y, width.
DOORS = ((186.0, 96.0, 108.0), (196.0, 104.0, 120.0), (286.0, 150.0, 168.0))
_BOXES = {
    "app": (14, 20, 104, 48),
    "counter": (14, 115, 104, 48),
    "invoice": (14, 212, 104, 48),
    "kitchen": (196, 104, 120, 70),
    "rider": (386, 115, 86, 48),
}
# Where the first line of a message's words stands and how far below it the second, by its two ends: x, y, step, anchor.
_WORDS = {
    ("app", "counter"): (74, 87, 17, "start"),
    ("counter", "invoice"): (74, 183, 17, "start"),
    ("counter", "kitchen"): (157, 132, 23, "middle"),
    ("kitchen", "rider"): (351, 132, 23, "middle"),
}


@dataclass(frozen=True, slots=True)
class PartBox:
    """A part in the shop. door: the next drawing stands in it."""

    id: str
    name: str
    x: int
    y: int
    width: int
    height: int
    touched: bool
    door: bool

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def middle_y(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Wire:
    """lines: of its words, each with its y. loud: the change runs along it."""

    path: str
    lines: tuple[tuple[str, int], ...]
    x: int
    anchor: str
    loud: bool


@dataclass(frozen=True, slots=True)
class ZoomPicture:
    """views: the viewBox of each level, in the first drawing. doors: x, y, width, height in the drawing around it."""

    width: int
    height: int
    views: tuple[str, ...]
    view: str
    doors: tuple[tuple[float, float, float, float], ...]
    parts: tuple[PartBox, ...]
    wires: tuple[Wire, ...]


def zoom_picture(scene: ZoomScene) -> ZoomPicture:
    """The drawing, and what of it is to be seen."""
    views = tuple(_view(level) for level in range(1, 5))
    boxes = tuple(
        PartBox(part, name, *_BOXES[part], touched=part in scene.touched, door=part == "kitchen")
        for part, name in PARTS.items()
    )
    wires = tuple(_wire(message, scene.touched) for message in scene.messages)
    doors = tuple((x, y, width, _high(width)) for x, y, width in DOORS)
    return ZoomPicture(WIDTH, HEIGHT, views, views[scene.zoom - 1], doors, boxes, wires)


def _high(width: float) -> float:
    return width * HEIGHT / WIDTH


def _view(level: int) -> str:
    """level: from 1. What is inside the boxes around it, in the first drawing."""
    x = y = 0.0
    scale = 1.0
    for left, top, width in DOORS[: level - 1]:
        x, y = x + left * scale, y + top * scale
        scale *= width / WIDTH
    return f"{x:.3f} {y:.3f} {WIDTH * scale:.3f} {HEIGHT * scale:.3f}"


def _wire(message: Message, touched: tuple[str, ...]) -> Wire:
    ax, ay, a_width, a_height = _BOXES[message.one]
    bx, by, _, _ = _BOXES[message.other]
    if message.other in ("counter", "invoice"):
        path = f"M{ax + a_width / 2:g} {ay + a_height}V{by}"
    else:
        path = f"M{ax + a_width} {ay + a_height / 2:g}H{bx}"
    x, y, step, anchor = _WORDS[message.one, message.other]
    lines = tuple((word, y + place * step) for place, word in enumerate(message.words.split()))
    loud = message.one in touched and message.other in touched
    return Wire(path, lines, x, anchor, loud)
