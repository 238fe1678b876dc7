"""How often one may try a password. The clock is an argument, as everywhere.

Buckets live in the memory of a process: with several workers each allows as much. The slow hash of a password does
the rest.
"""

from collections.abc import Callable

from simulator.rooms.limits import SIGN_IN_ADDRESS, SIGN_IN_BOTH, SIGN_IN_NAME, SIGN_UP
from simulator.rooms.pace import Visitors

Limit = tuple[Callable[[str, str], str], Visitors]


def limits() -> tuple[Limit, ...]:
    """Full buckets."""
    return (
        (lambda address, name: address, Visitors(*SIGN_IN_ADDRESS)),
        (lambda address, name: f"{address} {name}", Visitors(*SIGN_IN_BOTH)),
        (lambda address, name: name, Visitors(*SIGN_IN_NAME)),
    )


_signing_in = limits()
_signing_up = Visitors(*SIGN_UP)


def sign_in(address: str, name: str, now: float) -> None:
    """Count one try with this name. Raise `TooFast`. Names count alike however they are written."""
    for key, visitors in _signing_in:
        visitors.take(key(address, name.casefold()), now)


def sign_up(address: str, now: float) -> None:
    """Count one new account. Raise `TooFast`."""
    _signing_up.take(address, now)
