"""What theory expects of a queue with random gaps and random work (M/M/c), in units of the mean work S.

Invariant: every function wants a busy share rho = arrival rate x S / servers with 0 <= rho < 1; at 1 nothing settles.
Sources: Erlang (1917) for the chance to wait; Kleinrock, Queueing Systems I (1975), 3.2 and 3.5.
"""

import math

_ALIKE = 1e-6  # two exponential times are taken for equally long
_HALVINGS = 60


def _settles(rho: float) -> None:
    if not 0 <= rho < 1:
        raise ValueError(f"a queue settles only below 100% busy, not at {100 * rho:g}%")


def erlang_c(servers: int, rho: float) -> float:
    """The chance that an order has to wait, by the stable recursion over Erlang's B."""
    _settles(rho)
    offered = servers * rho
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = offered * blocked / (server + offered * blocked)
    return blocked / (1 - rho * (1 - blocked))


def mean_wait(servers: int, rho: float) -> float:
    """Mean time in line."""
    return erlang_c(servers, rho) / (servers * (1 - rho))


def mean_inside(servers: int, rho: float) -> float:
    """Mean time in the shop: waiting and work. With one server 1 / (1 - rho)."""
    return mean_wait(servers, rho) + 1.0


def mean_wait_uneven(rho: float, variation: float) -> float:
    """Mean time in line with one server and work of any shape, by Pollaczek (1930) and Khinchine (1932).

    variation: the squared coefficient of variation of the work: 0 if all is equal, 1 if it is exponential.
    """
    _settles(rho)
    return rho * (1 + variation) / (2 * (1 - rho))


def share_above(time: float, servers: int, rho: float) -> float:
    """The share of orders that are longer in the shop than `time`: some go straight to work, the others first wait
    for a time that is exponential, with the mean 1 / (servers (1 - rho)).
    """
    waits, pace = erlang_c(servers, rho), servers * (1 - rho)
    work = math.exp(-time)
    if abs(pace - 1) < _ALIKE:
        return (1 - waits) * work + waits * (1 + time) * work
    return (1 - waits) * work + waits * (pace * work - math.exp(-pace * time)) / (pace - 1)


def percentile_inside(share: float, rho: float, servers: int = 1) -> float:
    """The time in the shop that this share of orders (0.99) keeps under; with one server -ln(1 - share)/(1 - rho)."""
    _settles(rho)
    if servers == 1:
        return -math.log1p(-share) / (1 - rho)
    low, high = 0.0, -math.log1p(-share) / (1 - rho) + 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if share_above(middle, servers, rho) > 1 - share else (low, middle)
    return high


def mean_number(rho: float) -> float:
    """How many are in the shop on average, with one server: rho / (1 - rho)."""
    _settles(rho)
    return rho / (1 - rho)


def mean_inside_by_turns(servers: int, rho: float) -> float:
    """Mean time in the shop where equal servers are dealt one order each in turn: 1 / (1 - sigma), and sigma is what a
    server's gaps, each the sum of `servers` random ones, make of itself. (GI/M/1: Kleinrock I, 6.4.)
    """
    _settles(rho)
    sigma = rho
    for _ in range(10_000):
        sigma = (servers * rho / (servers * rho + 1 - sigma)) ** servers
    return 1 / (1 - sigma)


def mean_inside_of_choices(choices: int, rho: float) -> float:
    """Mean time in the shop where each of very many equal servers is one of `choices` that are looked at, the shortest
    line winning: the sum of rho^((d^i - d)/(d - 1)) over i = 1, 2, 3. (Mitzenmacher, 2001.) One choice: 1/(1 - rho).
    """
    _settles(rho)
    if choices == 1:
        return 1 / (1 - rho)
    return sum(math.pow(rho, (choices**step - choices) // (choices - 1)) for step in range(1, 25))
