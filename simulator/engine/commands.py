"""What a person can do to a cluster, one frozen dataclass each.

Positions are fractions of the circle in [0, 1); servers are named by id.
"""

from dataclasses import dataclass
from enum import Enum


class Keep(Enum):
    """Says "leave this dial as it is" where None already means something."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True, slots=True)
class AddServer:
    name: str | None = None
    position: float | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RemoveServer:
    server: str


@dataclass(frozen=True, slots=True)
class CrashServer:
    server: str


@dataclass(frozen=True, slots=True)
class RecoverServer:
    server: str


@dataclass(frozen=True, slots=True)
class MovePoint:
    server: str
    point: int
    position: float


@dataclass(frozen=True, slots=True)
class RenameServer:
    server: str
    name: str


@dataclass(frozen=True, slots=True)
class WeighServer:
    server: str
    weight: float


@dataclass(frozen=True, slots=True)
class Set:
    """Turn dials. A field left at KEEP stays as it is; `capacity_bound=None` lifts the bound."""

    virtual_nodes: int | Keep = KEEP
    replicas: int | Keep = KEEP
    capacity_bound: float | Keep | None = KEEP
    strategy: str | Keep = KEEP
    hash: str | Keep = KEEP
    keys: int | Keep = KEEP
    skew: float | Keep = KEEP
    rate: int | Keep = KEEP


@dataclass(frozen=True, slots=True)
class Reset:
    scenario: str


Command = (
    AddServer
    | RemoveServer
    | CrashServer
    | RecoverServer
    | MovePoint
    | RenameServer
    | WeighServer
    | Set
    | Reset
)
