"""How often one may try a password. The clock is an argument, as everywhere.

Buckets live in the memory of a process: with several workers each allows as much. The slow hash of a password does
the rest.
"""

from collections.abc import Callable

from simulator.rooms.pace import Visitors

# A whole class may sit behind one address: sixty at once, then one every two seconds. One name from one address:
# eight, then one every twenty seconds, so that a stranger elsewhere cannot lock its owner out. One name from
# everywhere: a hundred, then one every five seconds, for those who come from many addresses.
Limit = tuple[Callable[[str, str], str], Visitors]


def limits() -> tuple[Limit, ...]:
    """Full buckets."""
    return (
        (lambda address, name: address, Visitors(rate=1 / 2, burst=60)),
        (lambda address, name: f"{address} {name}", Visitors(rate=1 / 20, burst=8)),
        (lambda address, name: name, Visitors(rate=1 / 5, burst=100)),
    )


_signing_in = limits()
_signing_up = Visitors(rate=1 / 5, burst=60)


def sign_in(address: str, name: str, now: float) -> None:
    """Count one try with this name. Raise `TooFast`. Names count alike however they are written."""
    for key, visitors in _signing_in:
        visitors.take(key(address, name.casefold()), now)


def sign_up(address: str, now: float) -> None:
    """Count one new account. Raise `TooFast`."""
    _signing_up.take(address, now)
