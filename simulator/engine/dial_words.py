"""How a sentence says that a dial was turned: (new value, old value) -> words after "With"."""

from collections.abc import Callable
from typing import Any

from .hashing import HASHES
from .placement import STRATEGIES
from .words import count_of


def _bound(new: float | None, old: float | None) -> str:
    before = "none" if old is None else f"{old:g}"
    if new is None:
        return f"no bound on loads instead of {before}"
    return f"loads bounded to {new:g} times the fair share instead of {before}"


DIAL_WORDS: dict[str, Callable[[Any, Any], str]] = {
    "virtual_nodes": lambda new, old: f"{count_of(new, 'virtual node')} a server instead of {old:,}",
    "replicas": lambda new, old: f"{new} {'copy' if new == 1 else 'copies'} of each key instead of {old}",
    "capacity_bound": _bound,
    "strategy": lambda new, old: f"{STRATEGIES[new].label} instead of {STRATEGIES[old].label}",
    "hash": lambda new, old: f"the hash {HASHES[new].label} instead of {HASHES[old].label}",
    "keys": lambda new, old: f"{count_of(new, 'key')} instead of {old:,}",
    "skew": lambda new, old: f"a skew of {new:g} instead of {old:g}",
    "rate": lambda new, old: f"{count_of(new, 'request')} a second instead of {old:,}",
}
