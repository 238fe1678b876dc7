"""What breaks, and what is guaranteed meanwhile: three workers on a real PostgreSQL and a real Redis."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import count

import psycopg

from simulator.engine import fingerprint
from tests.rooms.visitor import Visitor
from tests.scale.client import Client, Facts
from tests.scale.conftest import SOAK, Cluster, Measure

CLIENTS = 30
PACE = 20  # commands a second, of all clients together
SECONDS = 2.5 if SOAK else 1.0  # of work before a fault, and again after it
PATIENCE = 60.0
MORE = 10  # events that all must have seen after a fault before it counts as over


class Crowd:
    """People in one room who change it without a pause, whatever happens to the servers."""

    def __init__(self, cluster: Cluster) -> None:
        self.visitors = [Visitor(cluster) for _ in range(CLIENTS)]
        self.slug = self.visitors[0].create()
        for visitor in self.visitors[1:]:
            visitor.get(f"/rooms/{self.slug}/")  # whose cookie tells who they are when they come back
        self.clients = [Client(visitor, self.slug, seed) for seed, visitor in enumerate(self.visitors)]
        self.given: list[str] = []
        self.working = True

    async def __aenter__(self) -> "Crowd":
        for client in self.clients:
            await client.__aenter__()
        await self.until(lambda: all(client.facts for client in self.clients))
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(client.__aexit__() for client in self.clients))

    async def work(self) -> None:
        """Commands at an even pace, each from the next client in turn, as long as `working` holds."""
        for turn in count():
            if not self.working:
                break
            client = self.clients[turn % len(self.clients)]
            weight = (
                0.5 + turn / 1000
            )  # another each time: one that comes late must not find what it asks for
            self.given.append(await client.do("weigh_server", server=f"oven-{1 + turn % 5}", weight=weight))
            await asyncio.sleep(1 / PACE)

    def reached(self, least: int) -> bool:
        """All are on a line, and all have seen one moment alike, (epoch, seq, hash), not before event `least`."""
        seen = [{facts for facts in client.seen if facts[1] >= least} for client in self.clients]
        return all(client.connection for client in self.clients) and bool(set.intersection(*seen))

    def acked_between(self, begun: float, ended: float) -> int:
        """How many commands were acknowledged between two moments of time.monotonic()."""
        times = (at for client in self.clients for at in client.acked_at.values())
        return sum(begun <= at <= ended for at in times)

    @property
    def acked(self) -> dict[str, int]:
        return {name: seq for client in self.clients for name, seq in client.acked.items()}

    def agreed(self, truth: Callable[[], Facts]) -> bool:
        """All see the same, nothing waits, and it is what the database holds."""
        seen: set[Facts | None] = {client.facts for client in self.clients}
        waiting = any(client.waiting for client in self.clients)
        return not waiting and len(seen) == 1 and seen == {truth()}

    async def until(self, holds: Callable[[], bool]) -> float:
        """Wait until it holds, and return the seconds that took."""
        begun = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            while not holds():  # noqa: ASYNC110  what is looked at tells nobody that it changed
                await asyncio.sleep(0.05)
        return time.monotonic() - begun


class Truth:
    """What the database holds of a room, read past the application."""

    def __init__(self, cluster: Cluster, slug: str) -> None:
        self.url, self.slug = cluster.database.url, slug

    def rows(self) -> dict[str, int]:
        """Command id -> the number of its event."""
        query = """
            select command_id::text, rooms_event.seq from rooms_event join rooms_room on rooms_room.id = room_id
            where slug = %s
        """
        with psycopg.connect(self.url) as connection:
            return dict(connection.execute(query, [self.slug]).fetchall())

    def last(self) -> int:
        return max(self.rows().values(), default=0)

    def facts(self) -> Facts:
        """The room as it stands, its hash made from the state itself."""
        query = "select epoch::text, seq, state from rooms_room where slug = %s"
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query, [self.slug]).fetchone()
        assert row is not None
        return row[0], row[1], fingerprint(row[2])


async def survive(
    crowd: Crowd, cluster: Cluster, fault: Callable[[], Awaitable[float]]
) -> tuple[float, Truth]:
    """Work, let the fault happen in the middle, work on; return the seconds from its end until all agree."""
    truth = Truth(cluster, crowd.slug)
    working = asyncio.create_task(crowd.work())
    await asyncio.sleep(SECONDS)
    over = await fault()
    least = truth.last() + MORE
    await crowd.until(lambda: crowd.reached(least))
    back = time.monotonic() - over
    await asyncio.sleep(SECONDS)
    crowd.working = False
    await working
    await crowd.until(lambda: crowd.agreed(truth.facts))
    return back, truth


def assert_nothing_lost(crowd: Crowd, truth: Truth) -> None:
    """Every acknowledged command is in the database under its number, once, and nothing was refused.

    And no two people ever saw two different moments under one number.
    """
    stored = truth.rows()
    assert crowd.acked == {name: stored.get(name) for name in crowd.acked}
    assert not [client.refused for client in crowd.clients if client.refused]
    assert set(crowd.acked) == set(crowd.given)
    assert sorted(stored.values()) == list(range(1, len(stored) + 1))
    seen = set.union(*(client.seen for client in crowd.clients))
    assert len(seen) == len({seq for _, seq, _ in seen})


async def test_a_worker_is_killed(cluster: Cluster, measure: Measure) -> None:
    async with Crowd(cluster) as crowd:

        async def kill() -> float:
            cluster.kill_worker(cluster.workers[0])
            return time.monotonic()

        back, truth = await survive(crowd, cluster, kill)
        assert_nothing_lost(crowd, truth)
        assert sum(client.times_lost for client in crowd.clients) > 0, (
            "nobody sat on the worker that was killed"
        )
        measure("every client back and on the same moment after", back, "s", most=5)
    assert "Traceback" not in cluster.read_log()


AWAY = 2.0  # seconds without Redis


class Alone:
    """Somebody in a room of their own, which one process serves: what goes on there while Redis is away."""

    def __init__(self, cluster: Cluster) -> None:
        visitor = Visitor(cluster)
        self.slug = visitor.create()
        self.socket = visitor.socket(self.slug)
        self.waits: list[float] = []  # from each command to its acknowledgement, s

    async def work(self, until: float) -> None:
        """One command after the other until that moment of time.monotonic()."""
        while time.monotonic() < until:
            begun = time.monotonic()
            weight = 2 + len(self.waits) / 1000
            seq = await self.socket.do("weigh_server", server="oven-1", weight=weight)
            self.waits.append(time.monotonic() - begun)
            assert seq == len(self.waits)
            await asyncio.sleep(0.12)  # within what one person may say

    @property
    def events(self) -> list[int]:
        return [event["seq"] for event in self.socket.events()]

    @property
    def frames(self) -> int:
        return sum(message["type"] == "frame" for message in self.socket.heard)


async def test_redis_is_killed_for_two_seconds(cluster: Cluster, measure: Measure) -> None:
    alone, away = Alone(cluster), []
    async with Crowd(cluster) as crowd, alone.socket as socket:
        await socket.until("frame")
        frames = alone.frames

        async def kill() -> float:
            cluster.layer.kill()
            begun = time.monotonic()
            await asyncio.gather(asyncio.sleep(AWAY), alone.work(begun + AWAY))
            away.extend((begun, time.monotonic(), alone.frames - frames))
            cluster.layer.start()
            return time.monotonic()

        back, truth = await survive(crowd, cluster, kill)
        begun, ended, seen = away
        assert crowd.acked_between(begun, ended) >= PACE * AWAY / 2, (
            "what is stored is acknowledged, hint or not"
        )
        assert alone.events == [*range(1, len(alone.waits) + 1)], "and a room of one process goes on"
        assert len(alone.waits) >= 5
        assert seen >= AWAY * 4 / 2, "with its traffic"
        assert Truth(cluster, alone.slug).last() == len(alone.waits)
        assert_nothing_lost(crowd, truth)
        measure(
            "a command in a room of one process, while it is away, at most", max(alone.waits), "s", most=1
        )
        measure("converged after its return", back, "s", most=5)
    assert "Traceback" not in cluster.read_log()


async def test_postgresql_is_restarted(cluster: Cluster, measure: Measure) -> None:
    """Nobody is told that something was stored which was not, and who asked meanwhile is told that it could not be."""
    async with Crowd(cluster) as crowd:

        async def restart() -> float:
            await asyncio.to_thread(cluster.database.restart)
            return time.monotonic()

        back, truth = await survive(crowd, cluster, restart)
        told = sum(client.told["unavailable"] for client in crowd.clients)
        assert told > 0, "nobody heard that nothing could be stored"
        assert sum((client.told for client in crowd.clients), Counter()).keys() == {"unavailable"}
        assert_nothing_lost(crowd, truth)
        measure("commands answered with `unavailable`", told, "")
        measure("back after", back, "s", most=10)
