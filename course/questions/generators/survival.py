"""Generators of growth and survival (L07, L08, L11, L18): Amdahl, nines, quorums, error budgets."""

from ..question import Ask, Question
from .draw import Draw, numeric


def availability(ask: Ask, draw: Draw) -> Question:
    server, count = draw.one_of((0.99, 0.995, 0.98)), draw.whole(2, 3)
    balancer = draw.one_of((0.999, 0.9995, 0.9999))
    pool = 1 - (1 - server) ** count
    whole = balancer * pool
    return numeric(
        ask,
        f"A load balancer with availability {balancer * 100:g}% sits in front of {count} servers, "
        f"each {server * 100:g}%, any one of which is enough. Failures are independent. "
        "What is the availability of the whole, in percent (4 decimals)?",
        round(whole * 100, 4),
        f"Pool: 1 − {1 - server:g}^{count} = {pool:.6f}. "
        f"In series with the balancer: {balancer:g} × {pool:.6f} = {whole:.6f}.",
        [
            (
                round(pool * 100, 4),
                "MC-18",
                "You left out the load balancer: it is in series with everything.",
            ),
            (
                round(balancer * server**count * 100, 4),
                "MC-15",
                "You multiplied the servers as if all were needed. One is enough, so multiply their failure chances.",
            ),
            (round(balancer * server * 100, 4), "MC-15", "You counted one server only."),
        ],
        tolerance=0.0006,
        unit="%",
    )


def amdahl(ask: Ask, draw: Draw) -> Question:
    serial, machines = draw.one_of((5, 10, 20, 25)), draw.one_of((4, 8, 10, 16, 20))
    gain = 1 / (serial / 100 + (1 - serial / 100) / machines)
    return numeric(
        ask,
        f"{serial}% of the work must be done one step at a time. "
        f"How many times faster can {machines} machines finish the job?",
        round(gain, 2),
        f"1 / ({serial / 100:g} + {1 - serial / 100:g}/{machines}) = {gain:.2f}.",
        [
            (machines, "MC-11", "That is the dream: n machines, n times. The serial part does not shrink."),
            (round(100 / serial, 2), "MC-11", "That is the limit with endless machines."),
        ],
        tolerance=0.06,
        unit="×",
    )


def quorum(ask: Ask, draw: Draw) -> Question:
    copies = draw.one_of((3, 5, 7))
    writes = draw.whole(1, copies)
    reads = copies + 1 - writes
    return numeric(
        ask,
        f"N = {copies} copies. A write waits for W = {writes} of them. "
        "What is the smallest R for which every read set must overlap every write set?",
        reads,
        f"R + W > N, so R > {copies} − {writes}: R = {reads}.",
        [
            (copies - writes, "MC-21", "Then R + W = N: the two sets can still miss each other."),
            (copies, "MC-22", "Asking every copy works, but it is more than needed."),
        ],
        unit="copies",
    )


def error_budget(ask: Ask, draw: Draw) -> Question:
    target, days = draw.one_of((99.0, 99.5, 99.9, 99.95, 99.99)), draw.one_of((7, 28, 30))
    budget = days * 1440 * (100 - target) / 100
    return numeric(
        ask,
        f"The target is {target:g}% over {days} days. How many minutes of full outage does the error budget allow?",
        round(budget, 2),
        f"{days} × 1,440 min × {(100 - target) / 100:.4g} = {budget:.1f} min.",
        [
            (round(budget / 60, 3), "MC-47", "That is in hours."),
            (0, "MC-47", "A target below 100% leaves a budget on purpose."),
        ],
        tolerance=max(0.06, budget * 0.01),
        unit="min",
    )
