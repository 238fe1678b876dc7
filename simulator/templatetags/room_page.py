"""The room's page in words and rows, as it stands before JavaScript takes over.

Invariant: says what static/js/lib/format.js and the components would say, so that nothing changes when they start.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django import template

from simulator.engine.bounds import ROOM

register = template.Library()
Plain = Mapping[str, Any]
HUES = 8
WITH = {
    "ring": "on the ring",
    "modulo": "with m\u00a0%\u00a0n",
    "rendezvous": "with rendezvous",
    "jump": "with jump hash",
    "maglev": "with Maglev",
}
FIRST_WORDS = "This is where it starts. Add or crash a server, and read here what happened."
NOTHING_YET = "\u2013"


class Happened(Protocol):
    """What is read of a room's event."""

    seq: int
    change: Plain
    state: Plain
    by: Plain
    command: Plain


@dataclass(frozen=True, slots=True)
class Row:
    """One server. Shares in [0, 1]; `place` in degrees, or None where it has many points or none."""

    id: str
    name: str
    number: int
    hue: int
    up: bool
    weight: float
    keys: int
    share: float  # of the requests
    owned: float  # of the keys
    fair: float
    points: int
    place: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: plain words, a server's name (then `number` and `hue` are its disc), or a number."""

    text: str
    number: int = 0
    hue: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """What just happened: the sentence in parts, and the numbers as the page shows them."""

    parts: Sequence[Part]
    kind: str
    here: str
    here_words: str
    other_kind: str
    other: str
    other_words: str
    least: str
    least_words: str


@dataclass(frozen=True, slots=True)
class Dial:
    """One setting, and what its field allows."""

    name: str
    label: str
    bounds: tuple[float, float]
    step: str
    hint: str
    value: float | None = None

    @property
    def text(self) -> str:
        """As a field of a number has it: 0, 0.5, 10000."""
        return "" if self.value is None else f"{self.value:g}"


@register.filter
def percent(share: float, digits: int = 1) -> str:
    """0.168 -> 16.8%."""
    return f"{share * 100:.{digits}f}%"


@register.filter
def count(number: int) -> str:
    """10000 -> 10,000."""
    return f"{number:,}"


def number_of(server_id: str) -> int:
    """oven-12 -> 12, the number on its disc."""
    found = re.search(r"\d+$", server_id)
    return int(found[0]) if found else 0


def hue_of(number: int) -> int:
    """Which of the eight server colours."""
    return (number + HUES - 1) % HUES


@register.filter
def hue(server_id: str) -> int:
    """oven-9 -> 0."""
    return hue_of(number_of(server_id))


@register.filter
def server_rows(snapshot: Plain) -> list[Row]:
    """Every server of a snapshot with its load and its place."""
    state, derived = snapshot["state"], snapshot["derived"]
    loads = {server: (keys, share) for server, keys, share in derived["loads"]}
    places: dict[str, list[float]] = {}
    for position, server, _ in derived["points"] or ():
        places.setdefault(server, []).append(position)
    total = sum(server["weight"] for server in state["servers"])
    return [
        _row(server, loads[server["id"]], state["keys"], places.get(server["id"], []), total)
        for server in state["servers"]
    ]


def _row(server: Plain, load: tuple[int, float], keys: int, places: list[float], total: float) -> Row:
    number = number_of(server["id"])
    return Row(
        id=server["id"],
        name=server["name"],
        number=number,
        hue=hue_of(number),
        up=server["up"],
        weight=server["weight"],
        keys=load[0],
        share=load[1],
        owned=load[0] / keys,
        fair=server["weight"] / total,
        points=len(places),
        place=round(places[0] * 360) % 360 if len(places) == 1 else None,
    )


@register.filter
def bar_scale(rows: Sequence[Row]) -> float:
    """The share that fills a bar: room for the largest load, and the fair share well inside."""
    return max(1.6 / len(rows), *(1.05 * row.share for row in rows), *(1.05 * row.fair for row in rows))


@register.filter
def of_bar(share: float, scale: float) -> str:
    """How far along its bar a share lies, as an SVG length."""
    return f"{share / scale * 100:.2f}%"


@register.filter
def initials(name: str) -> str:
    """Quiet Basil -> QB."""
    return "".join(word[0] for word in name.split()[:2]).upper()


@register.simple_tag
def last_event(snapshot: Plain, events: Sequence[Happened]) -> Plain | None:
    """What led to the state of the snapshot, as the page's model keeps it; None at the beginning of a room."""
    last = events[-1] if events else None
    if last is None or last.seq != snapshot["seq"]:
        return None
    return {"seq": last.seq, "change": last.change, "by": last.by, "command": last.command}


@register.simple_tag
def story(snapshot: Plain, events: Sequence[Happened], base: Plain) -> Story:
    """The last change of a room. `events` are in order; `base` is the state before the first of them."""
    change: Plain = (last_event(snapshot, events) or {"change": {}})["change"]
    states = [base, *(event.state for event in events[-2:]), snapshot["state"]]
    names = {server["id"]: server["name"] for state in states for server in state["servers"]}
    strategy = snapshot["state"]["strategy"]
    other = "ring" if strategy == "modulo" else "modulo"
    here, least = change.get("moved_share", 0), change.get("least_possible", 0)
    return Story(
        parts=parts(change.get("sentence", FIRST_WORDS), names, change.get("moved", 0)),
        kind="modulo" if strategy == "modulo" else "ring",
        here=percent(here) if change else NOTHING_YET,
        here_words=WITH.get(strategy, f"with {strategy}"),
        other_kind=other,
        other=percent(change.get("instead", {}).get(other, 0)) if change else NOTHING_YET,
        other_words=WITH[other],
        least=percent(least) if change else NOTHING_YET,
        # A newcomer whose slice is small moves less than a fair one would: then that is no "least possible".
        least_words="a fair slice is" if here < least else "least possible",
    )


def parts(sentence: str, names: Mapping[str, str], moved: int) -> list[Part]:
    """A sentence cut at the names of servers, longest first and whole names only, and at the number of keys moved."""
    by_name = {name: server for server, name in names.items() if name}
    known = sorted(map(re.escape, by_name), key=len, reverse=True)
    cut = [rf"(?<![\w-])(?:{'|'.join(known)})(?!\w|-\w)"] if known else []
    if moved:
        cut.append(rf"(?<![\d,.]){count(moved)}(?![\d,]|\.\d)")
    pieces = re.split(f"({'|'.join(cut)})", sentence) if cut else [sentence]
    return [_part(piece, by_name, count(moved)) for piece in pieces if piece]


def _part(piece: str, by_name: Mapping[str, str], moved: str) -> Part:
    if piece not in by_name:
        return Part(piece, strong=piece == moved)
    number = number_of(by_name[piece])
    return Part(piece, number=number, hue=hue_of(number))


@register.simple_tag
def dials(state: Plain) -> list[Dial]:
    """The dials in their order, with the bounds that the engine will hold them to."""
    return [replace(dial, value=state[dial.name]) for dial in DIALS]


DIALS = (
    Dial("virtual_nodes", "Virtual nodes", ROOM.virtual_nodes, "1", "points each, 1 to 1,000"),
    Dial("keys", "Keys", ROOM.keys, "1", "100 to 100,000"),
    Dial("skew", "Popularity skew", ROOM.skew, "0.1", "Zipf exponent, 0 to 2"),
    Dial("replicas", "Replicas", ROOM.replicas, "1", "copies of a key, 1 to 5"),
    Dial(
        "capacity_bound",
        "Capacity bound",
        ROOM.capacity_bound,
        "0.01",
        "fair shares, 1.01 to 4",
    ),
    Dial("rate", "Rate", ROOM.rate, "1", "1 to 10,000 a second"),
)
