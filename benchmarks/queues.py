"""A line with c servers, 200,000 orders: this engine beside SimPy and Ciw, in one process.

    python -m benchmarks.queues [--json]

All three serve the same orders: when each comes and how long its work takes is drawn once. Ours answers with arrays;
the peers play event by event, which is what they are made for: they can do any shop, ours only this one.
SimPy and Ciw are given the times, so none of the three draws a random number while it is timed.
"""

import time
from collections.abc import Callable, Generator

import ciw
import numpy as np
import simpy

from benchmarks.report import Row, report, versions_of
from simulator.engine.arrays import Floats
from simulator.engine.queues import Orders, draw_orders, serve, theory

ORDERS, BUSY, SEED = 200_000, 0.9, 7
SERVERS = (1, 2, 10)
TARGET = 5.0
Events = Generator[simpy.Event, None, None]


def timed(work: Callable[[], Floats], runs: int) -> tuple[float, Floats]:
    """The least CPU seconds of several runs, and when each order ended."""
    best, ends = float("inf"), np.empty(0)
    for _ in range(runs):
        start = time.process_time()
        ends = work()
        best = min(best, time.process_time() - start)
    return best, ends


def in_simpy(orders: Orders, servers: int) -> Floats:
    """The tutorial's shop: a process for each order, a resource with `servers` slots."""
    world = simpy.Environment()
    chefs = simpy.Resource(world, servers)
    ends = np.empty(len(orders))

    def door() -> Events:
        now = 0.0
        pairs = zip(orders.arrive.tolist(), orders.work.tolist(), strict=True)
        for number, (came, work) in enumerate(pairs):
            yield world.timeout(came - now)
            now = came
            world.process(one(number, work))

    def one(number: int, work: float) -> Events:
        with chefs.request() as turn:
            yield turn
            yield world.timeout(work)
        ends[number] = world.now

    world.process(door())
    world.run()
    return ends


def in_ciw(orders: Orders, servers: int) -> Floats:
    """One node, with the given gaps and the given work."""
    gaps = np.diff(orders.arrive, prepend=0.0).tolist()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, float("inf")])],
        service_distributions=[ciw.dists.Sequential(orders.work.tolist())],
        number_of_servers=[servers],
    )
    world = ciw.Simulation(network)
    world.simulate_until_max_customers(len(orders))
    ends = np.empty(len(orders))
    for record in world.get_all_records():
        ends[record.id_number - 1] = record.exit_date
    return ends


def main() -> None:
    rows: list[Row] = []
    for servers in SERVERS:
        orders = draw_orders(SEED, ORDERS, gap=1 / (BUSY * servers), work=1.0)
        ours, ends = timed(lambda orders=orders, servers=servers: serve(orders, servers).end, 5)  # type: ignore[misc]
        peers = {}
        for name, peer in (("simpy", in_simpy), ("ciw", in_ciw)):
            peers[name], theirs = timed(lambda peer=peer, o=orders, c=servers: peer(o, c), 1)  # type: ignore[misc]
            assert np.allclose(theirs, ends), f"{name} ends otherwise"
        rows.append(
            {
                "servers": servers,
                "wait": float((ends - orders.work - orders.arrive).mean()),
                "theory": theory.mean_wait(servers, BUSY),
                "ours ms": ours * 1e3,
                "simpy ms": peers["simpy"] * 1e3,
                "ciw ms": peers["ciw"] * 1e3,
                "x simpy": peers["simpy"] / ours,
                "x ciw": peers["ciw"] / ours,
                "target": TARGET,
                "holds": peers["simpy"] / ours >= TARGET,
            }
        )
    title = f"{ORDERS:,} orders in one line, servers busy {BUSY:.0%} of the time"
    report(title, rows, versions_of("numpy", "simpy", "ciw"), NOTES)


NOTES = (
    "CPU time of one core; ours the best of 5 runs, the peers one run each. Drawing the orders is not timed.",
    "wait and theory: mean time in line, in units of the mean work.",
    "Every order ends at the same time in all three.",
)

if __name__ == "__main__":
    main()
