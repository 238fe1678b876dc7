"""Changes of a ring, one after the other: ovens of the cast join, move and leave, by one number a change.

Invariant: 640 hangs Flo (6) at place 40, or moves her there; 2 takes Bo (2) away. What cannot be done is said
in the words of its step and changes nothing.
"""

from dataclasses import dataclass, replace

from ..cluster import Cluster
from ..commands import MovePoint, RemoveServer
from ..evolve import evolve, join
from ..flows import Flows, owner_flows
from ..keyspace import generated
from .ring_scene import CAST, CLOCK, oven, ovens

FIRST = (5, 28, 55, 70, 90)  # Ada, Bo, Cy, Di and Eli, as in L22


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what it was in words, the clusters before and after, and who gave what to whom."""

    words: str
    before: Cluster
    after: Cluster
    ring: Flows
    remainder: Flows


def start(orders: int) -> Cluster:
    """Five ovens on the clock of L22."""
    return Cluster(servers=ovens(FIRST), keys=orders, next_server=len(FIRST) + 1)


def changed(cluster: Cluster, change: int) -> tuple[Cluster, str]:
    """The cluster after one change, and what it was; the same cluster, and why not, if it cannot be done."""
    number, spot = divmod(change, CLOCK) if change >= CLOCK else (change, None)
    if not 1 <= number <= len(CAST):
        return cluster, f"There is no oven number {number}"
    name, server = CAST[number - 1], f"oven-{number}"
    present = {one.id: one for one in cluster.servers}
    if spot is None:
        return _left(cluster, server, name, server in present)
    taken = [one.name for one in cluster.servers if spot_of(one.moved[0][1]) == spot]
    if taken:
        return cluster, f"{taken[0]} hangs at {spot} already"
    if server in present:
        return evolve(cluster, MovePoint(server, 0, spot / CLOCK)), f"{name} moves to {spot}"
    return join(cluster, oven(number, spot)), f"{name} joins at {spot}"


def _left(cluster: Cluster, server: str, name: str, present: bool) -> tuple[Cluster, str]:
    if not present:
        return cluster, f"{name} is not on the ring"
    if len(cluster.servers) == 1:
        return cluster, f"{name} is the last oven"
    return evolve(cluster, RemoveServer(server)), f"{name} leaves"


def spot_of(position: float) -> int:
    return round(position * CLOCK) % CLOCK


def history(changes: tuple[int, ...], orders: int) -> tuple[Step, ...]:
    """Every change, one after the other."""
    keys = generated("xxh3", orders)
    steps, cluster = [], start(orders)
    for change in changes:
        after, words = changed(cluster, change)
        ring = owner_flows(cluster, after, keys, keys)
        remainder = owner_flows(by_remainder(cluster), by_remainder(after), keys, keys)
        steps.append(Step(words, cluster, after, ring, remainder))
        cluster = after
    return tuple(steps)


def by_remainder(cluster: Cluster) -> Cluster:
    return replace(cluster, strategy="modulo")
