"""What a command did: keys that moved, the least that had to, what other strategies would have moved, one
sentence.
"""

from dataclasses import dataclass, replace

import numpy as np

from .cluster import Cluster, fair_shares
from .commands import Command
from .evolve import evolve
from .failover import all_up
from .flows import Flows, answer_flows, owner_flows
from .keyspace import Keyspace, first, generated
from .loads import key_counts
from .placement import STRATEGIES
from .sentence import Story, tell

SAMPLE = 20_000  # keys that the other strategies are tried on


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two states.

    moved: keys whose owner changed, and `moved_share` of all keys that are in both states.
    least_possible: the share that any strategy must move to end with shares in proportion to weight.
    flows: (from, to, keys), the largest first: who answered for them before, who does now; None where nobody
        does.
        While every server is up these are the moved keys; a crash moves none and yet changes who answers.
    instead: for every other strategy, the share that it would have moved, on the first `instead_sample` keys,
        or on all
        of them where that is None. Empty when the strategy itself was changed.
    """

    moved: int
    moved_share: float
    least_possible: float
    flows: tuple[tuple[str | None, str | None, int], ...]
    instead: dict[str, float]
    instead_sample: int | None
    sentence: str


def apply(state: Cluster, command: Command) -> tuple[Cluster, Change]:
    """Do it and say what happened; raises a `Refusal` and changes nothing if it cannot be done."""
    after = evolve(state, command)
    return after, compare(state, after, command)


def compare(
    before: Cluster, after: Cluster, sentence_for: Command | None = None, keys: Keyspace | None = None
) -> Change:
    """The change from one state to another. `keys` replaces the generated keys of both, if the caller has
    his own.
    """
    old = keys or generated(before.hash, before.keys)
    new = keys or generated(after.hash, after.keys)
    handed = owner_flows(before, after, old, new)
    answers = handed if all_up(before) and all_up(after) else answer_flows(before, after, old, new)
    largest = max(len(old), len(new))
    return Change(
        moved=handed.moved,
        moved_share=handed.share,
        least_possible=least_possible(before, after, old),
        flows=tuple((giver, taker, count) for (giver, taker), count in answers.pairs.items()),
        instead=_instead(before, after, first(old, SAMPLE), first(new, SAMPLE)),
        instead_sample=SAMPLE if largest > SAMPLE else None,
        sentence=tell(sentence_for, Story(before, after, handed, answers, old)),
    )


def least_possible(before: Cluster, after: Cluster, keys: Keyspace) -> float:
    """The smallest share of keys that must change hands, in [0, 1].

    Keys of servers that left must go somewhere; servers that joined must get their fair share, w / (W + w),
    and may get the same keys; a change of weights alone must move the difference of the fair shares (their
    total variation distance).
    """
    was = {server.id: server for server in before.servers}
    now = {server.id: server for server in after.servers}
    left, joined = was.keys() - now.keys(), now.keys() - was.keys()
    if not left and not joined:
        # The order of servers never changes without one coming or going.
        return float(np.abs(fair_shares(before) - fair_shares(after)).sum() / 2)
    orphaned = 0.0
    if left:
        counts = key_counts(before, keys).tolist()
        lost = sum(count for server, count in zip(before.servers, counts, strict=True) if server.id in left)
        orphaned = lost / len(keys)
    fair = fair_shares(after).tolist()
    due = sum(share for server, share in zip(after.servers, fair, strict=True) if server.id in joined)
    return float(max(orphaned, due))


def _instead(before: Cluster, after: Cluster, old: Keyspace, new: Keyspace) -> dict[str, float]:
    if before.strategy != after.strategy:
        return {}
    others = (name for name in STRATEGIES if name != after.strategy)
    return {name: _under(name, before, after, old, new).share for name in others}


def _under(strategy: str, before: Cluster, after: Cluster, old: Keyspace, new: Keyspace) -> Flows:
    return owner_flows(
        replace(before, strategy=strategy, keys=len(old)),
        replace(after, strategy=strategy, keys=len(new)),
        old,
        new,
    )
