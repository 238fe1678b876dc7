"""Previews of a drag: the newest of each person, at most 20 times a second, and nothing stored.

Invariant: however fast people drag, one round of previews is computed and sent every 50 ms.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

from simulator import engine
from simulator.engine import Cluster

ROUND = 0.05  # seconds
MOST_A_ROUND = 8  # people dragging at once; the rest have their turn in the next round


@dataclass(frozen=True, slots=True)
class Dragged:
    """Where a person holds a point at the moment. `by` is their public form; `ours` if this process heard it first."""

    by: dict[str, Any]
    server: str
    point: int
    position: float
    ours: bool = False

    def plain(self) -> dict[str, Any]:
        """As it travels, to browsers and to other processes."""
        return {"by": self.by, "server": self.server, "point": self.point, "position": self.position}

    def drop(self, cluster: Cluster) -> Cluster:
        """The cluster if it were dropped here. Raise `Refusal` if it cannot be."""
        return engine.evolve(cluster, engine.MovePoint(self.server, self.point, self.position))


class Drags:
    """The newest drag of everyone who drags now."""

    def __init__(self) -> None:
        self._newest: dict[str, Dragged] = {}
        self._any = asyncio.Event()

    def add(self, dragged: Dragged) -> None:
        """Take the place of the same person's last one, at the end of the line."""
        self._newest.pop(dragged.by["id"], None)
        self._newest[dragged.by["id"]] = dragged
        self._any.set()

    def drop(self, person_id: str) -> None:
        """This person let go: a preview after the drop would be a ghost."""
        self._newest.pop(person_id, None)

    async def round(self) -> list[Dragged]:
        """Wait for the next round and give the drags in it."""
        await self._any.wait()
        await asyncio.sleep(ROUND)
        taken = list(self._newest.values())[:MOST_A_ROUND]
        for dragged in taken:
            del self._newest[dragged.by["id"]]
        if not self._newest:
            self._any.clear()
        return taken


def preview(cluster: Cluster, dragged: Dragged) -> dict[str, Any]:
    """What the drop would do: loads, and how many keys would change hands. Raise `Refusal`. NumPy work."""
    after = dragged.drop(cluster)
    owners, then = engine.owners(cluster), engine.owners(after)
    moved = int((owners != then).sum())
    return {"loads": engine.derive(after).loads, "moved": moved, "moved_share": moved / len(owners)}
