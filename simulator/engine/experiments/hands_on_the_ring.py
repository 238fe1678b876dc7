"""Hands on the ring: servers join, leave and move, and the same orders are dealt by remainder beside it.

Invariant: on the ring a newcomer alone takes orders, a leaver alone gives them, and each change touches one
neighbour (every server has one point). Owners and moved orders come from the engine of the live ring.
Source: Karger et al., STOC 1997, section 4 (monotonicity).
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from ..cluster import Cluster
from ..flows import Flows
from ..keyspace import Keyspace, generated
from ..outcome import Axis, Chart, Finding, Line, Outcome, Table
from ..placement import place
from ..words import count_of, listed
from .experiment import Experiment, Tick
from .parameters import Whole, Wholes
from .ring_changes import Step, by_remainder, changed, history, spot_of, start
from .ring_scene import CAST, CLOCK, Deed, Drag, RingScene, Row, number_of, place_of

WATCHED = (27, 46, 18, 7, 4, 13, 30, 47, 28, 70, 45, 25)  # orders to guess about; all are among the first 100
MOST = 40
SHOWN = 100  # orders in the grid


@dataclass(frozen=True, slots=True)
class Settings:
    """Each change is one number: 640 hangs Flo (6) at 40 or moves her there, 2 takes Bo (2) away."""

    changes: Annotated[
        tuple[int, ...],
        Wholes("Changes, in order", 1, 899, 0, MOST, note="640 hangs Flo (6) at 40; 2 takes Bo (2) away."),
    ] = (640,)
    orders: Annotated[int, Whole("Orders", SHOWN, 10_000, log=True, more=True)] = SHOWN


@dataclass(frozen=True, slots=True)
class Cell:
    """An order dealt by remainder: the numbers of its server before and now."""

    order: int
    before: int
    now: int

    @property
    def moved(self) -> bool:
        return self.before != self.now

    @property
    def hue(self) -> int:
        return (self.now - 1) % 8


@dataclass(frozen=True, slots=True)
class Flow:
    """So many orders from one server to another; numbers and names."""

    giver: int
    giver_name: str
    taker: int
    taker_name: str
    orders: int


@dataclass(frozen=True, slots=True)
class HandsScene:
    """The ring, and the first 100 orders by remainder. `more`: how many flows are not listed."""

    kind: ClassVar[str] = "hands"
    ring: RingScene
    cells: tuple[Cell, ...]
    ring_flows: tuple[Flow, ...]
    remainder_flows: tuple[Flow, ...]
    more: int
    divisor: int
    remainder_moved: int
    orders: int
    changes: str  # as a link holds them


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    steps = history(settings.changes, settings.orders)
    here = start(settings.orders)
    last = (
        steps[-1]
        if steps
        else Step("Nothing has changed yet", here, here, *(Flows(settings.orders, {}),) * 2)
    )
    keys = generated("xxh3", settings.orders)
    totals = sum(step.ring.moved for step in steps), sum(step.remainder.moved for step in steps)
    givers = {giver for giver, _ in last.ring.pairs}
    takers = {taker for _, taker in last.ring.pairs}
    names = _names(last)
    findings = (
        Finding("moved_watched", "Watched orders that moved", watched_moved(last, keys)),
        Finding("moved", "Orders moved on the ring", last.ring.moved, digits=0),
        Finding("moved_share", "Moved on the ring", 100 * last.ring.share, "%", 1),
        Finding("remainder_moved", "Orders moved by remainder", last.remainder.moved, digits=0),
        Finding("remainder_share", "Moved by remainder", 100 * last.remainder.share, "%", 1),
        Finding("givers", "Ovens that gave orders", len(givers), digits=0),
        Finding("takers", "Ovens that took orders", len(takers), digits=0),
        Finding("giver", "Who gave orders", tuple(sorted(names[giver] for giver in givers))),
        Finding("taker", "Who took orders", tuple(sorted(names[taker] for taker in takers))),
        Finding("total", "Moved on the ring in all", totals[0], digits=0),
        Finding("remainder_total", "Moved by remainder in all", totals[1], digits=0),
    )
    scene = _scene(settings, last, keys)
    tables = (_flow_table(last), _history_table(steps))
    return Outcome(scene.ring.sentence, findings, (_each(steps),) if steps else (), tables, scene)


def before(settings: Settings, seed: int) -> RingScene:
    """The ring before the last change: what a person looks at while guessing."""
    cluster = start(settings.orders)
    for change in settings.changes[:-1]:
        cluster, _ = changed(cluster, change)
    return RingScene(cluster, f"{len(cluster.servers)} ovens, {count_of(settings.orders, 'order')}.")


def watched(keys: Keyspace) -> tuple[tuple[str, int], ...]:
    """The orders that are guessed about, with their places on the clock, in the order of the clock."""
    places = {int(key): place_of(int(hashed)) for key, hashed in zip(keys.ids, keys.positions, strict=True)}
    return tuple(sorted(((f"order {order}", places[order]) for order in WATCHED), key=lambda row: row[1]))


def watched_moved(step: Step, keys: Keyspace) -> tuple[str, ...]:
    """The names of the watched orders that changed hands on the ring, in the order of the clock."""
    old, new = _owners(step.before, keys), _owners(step.after, keys)
    return tuple(name for name, _ in watched(keys) if old[int(name[6:])] != new[int(name[6:])])


def _owners(cluster: Cluster, keys: Keyspace) -> dict[int, int]:
    """The number of the owner of each order."""
    numbers = [number_of(server.id) for server in cluster.servers]
    owners = place(cluster, keys).tolist()
    return {int(order): numbers[rank] for order, rank in zip(keys.ids.tolist(), owners, strict=True)}


def _names(step: Step) -> dict[str | None, str]:
    return {server.id: server.name for server in (*step.before.servers, *step.after.servers)}


def _scene(settings: Settings, last: Step, keys: Keyspace) -> HandsScene:
    old, new = _owners(by_remainder(last.before), keys), _owners(by_remainder(last.after), keys)
    cells = tuple(Cell(order, old[order], new[order]) for order in range(SHOWN))
    remainder = _flows(last, last.remainder)
    ring = RingScene(
        last.after,
        _sentence(last),
        before=last.before if last.before != last.after else None,
        drag=Drag("changes", "log", settings.changes) if len(settings.changes) < MOST else None,
        middle=("moved", f"{last.ring.moved:,} of {settings.orders:,}"),
        deeds=_deeds(settings, last.after),
        columns=("Oven", "Hangs at", "Orders now", "Orders before"),
        rows=_rows(last, keys),
    )
    return HandsScene(
        ring,
        cells,
        _flows(last, last.ring),
        remainder[:4],
        len(remainder[4:]),
        len(last.after.servers),
        last.remainder.moved,
        settings.orders,
        ", ".join(map(str, settings.changes)),
    )


def _flows(step: Step, flows: Flows) -> tuple[Flow, ...]:
    names = _names(step)
    return tuple(
        Flow(number_of(giver), names[giver], number_of(taker), names[taker], orders)
        for (giver, taker), orders in flows.pairs.items()
        if giver is not None and taker is not None
    )


def _rows(step: Step, keys: Keyspace) -> tuple[Row, ...]:
    old, new = list(_owners(step.before, keys).values()), list(_owners(step.after, keys).values())
    return tuple(
        Row(
            number_of(server.id),
            server.name,
            (
                str(spot_of(server.moved[0][1])),
                f"{new.count(number_of(server.id)):,}",
                f"{old.count(number_of(server.id)):,}",
            ),
        )
        for server in sorted(step.after.servers, key=lambda one: one.moved[0][1])
    )


def _deeds(settings: Settings, cluster: Cluster) -> tuple[Deed, ...]:
    """One more oven in the widest gap, one less, the last change taken back."""
    so_far = settings.changes
    if len(so_far) >= MOST:
        return (Deed("Start again", {"changes": ""}),)
    present = [number_of(server.id) for server in cluster.servers]
    absent = [number for number in range(1, len(CAST) + 1) if number not in present]
    deeds = []
    if absent:
        spot = _widest_gap(cluster)
        deeds.append(_deed(f"Add {CAST[absent[0] - 1]} at {spot}", (*so_far, absent[0] * CLOCK + spot)))
    if len(present) > 1:
        deeds += [_deed(f"Remove {CAST[number - 1]}", (*so_far, number)) for number in sorted(present)]
    return (*deeds, _deed("Take back", so_far[:-1]), _deed("Start again", ())) if so_far else tuple(deeds)


def _deed(label: str, changes: tuple[int, ...]) -> Deed:
    return Deed(label, {"changes": ", ".join(map(str, changes))})


def _widest_gap(cluster: Cluster) -> int:
    """The place in the middle of the widest gap between ovens."""
    row = sorted(spot_of(server.moved[0][1]) for server in cluster.servers)
    gaps = [
        ((after - here) % CLOCK or CLOCK, here) for here, after in zip(row, (*row[1:], row[0]), strict=True)
    ]
    width, here = max(gaps)
    return (here + width // 2) % CLOCK


def _sentence(step: Step) -> str:
    flows = _flows(step, step.ring)
    if not flows:
        return f"{step.words}. No order changed hands on the ring."
    deeds = [f"{count_of(one.orders, 'order')} from {one.giver_name} to {one.taker_name}" for one in flows]
    beside = f" By remainder {step.remainder.moved:,} would have moved." if step.remainder.moved else ""
    return f"{step.words}: {listed(deeds)} on the ring, and nothing else.{beside}"


def _each(steps: tuple[Step, ...]) -> Chart:
    changes = tuple(f"{number}. {step.words}" for number, step in enumerate(steps, 1))
    ring = tuple(float(step.ring.moved) for step in steps)
    remainder = tuple(float(step.remainder.moved) for step in steps)
    times = count_of(len(steps), "change")
    return Chart(
        "changes",
        "Orders moved by each change",
        f"After {times}, {sum(ring):,.0f} orders have moved on the ring and {sum(remainder):,.0f} by remainder.",
        Axis("Change"),
        Axis("Orders moved", low=0),
        (
            Line("ring", changes, ring, kind="bars"),
            Line("remainder", changes, remainder, role="other", kind="bars"),
        ),
    )


def _flow_table(step: Step) -> Table:
    names = _names(step)
    pairs = {**step.ring.pairs, **step.remainder.pairs}
    rows = tuple(
        (
            f"{names[giver]} to {names[taker]}",
            f"{step.ring.pairs.get((giver, taker), 0):,}",
            f"{step.remainder.pairs.get((giver, taker), 0):,}",
        )
        for giver, taker in pairs
    )
    return Table("flows", "From whom to whom, this time", ("From and to", "Ring", "Remainder"), rows)


def _history_table(steps: tuple[Step, ...]) -> Table:
    rows = tuple(
        (f"{number}. {step.words}", f"{step.ring.moved:,}", f"{step.remainder.moved:,}")
        for number, step in enumerate(steps, 1)
    )
    return Table(
        "history", "Every change so far", ("Change", "Moved on the ring", "Moved by remainder"), rows
    )


EXPERIMENT = Experiment(
    id="hands-on-the-ring", title="Hands on the ring", settings=Settings, run=run, before=before
)
