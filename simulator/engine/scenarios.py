"""The clusters that a room can start from; the first is the default."""

from dataclasses import dataclass

from .cluster import Cluster, Server


@dataclass(frozen=True, slots=True)
class Scenario:
    """One row of `SCENARIOS`: words for the menu, and the state."""

    label: str
    note: str
    state: Cluster


def _ovens(count: int, degrees: tuple[int, ...] = ()) -> tuple[Server, ...]:
    """oven-1, oven-2, ...; where degrees are given, point 0 is placed there by hand."""
    moved: list[tuple[tuple[int, float], ...]] = [((0, degree / 360),) for degree in degrees] or [()] * count
    return tuple(
        Server(id=f"oven-{number}", name=f"oven-{number}", moved=places)
        for number, places in zip(range(1, count + 1), moved, strict=True)
    )


SCENARIOS: dict[str, Scenario] = {
    "five-ovens": Scenario(
        "Five ovens",
        "Five servers with one point each, placed by hand. A good ring to drag.",
        # The widest slice is where the hash puts oven-6, so that the first server to be added takes a fair share.
        Cluster(servers=_ovens(5, degrees=(28, 146, 204, 262, 312)), next_server=6),
    ),
    "where-the-hash-says": Scenario(
        "Where the hash says",
        "Six servers, one point each, where the hash puts them. See how uneven that is.",
        Cluster(servers=_ovens(6), next_server=7),
    ),
    "many-flags": Scenario(
        "Many flags",
        "Six servers with a hundred points each: virtual nodes even out the slices.",
        Cluster(servers=_ovens(6), virtual_nodes=100, next_server=7),
    ),
    "celebrity": Scenario(
        "A celebrity",
        "A few keys get most of the requests. No number of points can split one hot key.",
        Cluster(servers=_ovens(6), virtual_nodes=8, skew=1.1, next_server=7),
    ),
    "copies": Scenario(
        "Three copies",
        "Every key lives on three servers. Crash one and see who answers.",
        Cluster(servers=_ovens(6), virtual_nodes=8, replicas=3, next_server=7),
    ),
    "no-ring": Scenario(
        "Without a ring",
        "Five servers by m % n. Add a sixth and count the keys that move.",
        Cluster(servers=_ovens(5), strategy="modulo", next_server=6),
    ),
}
