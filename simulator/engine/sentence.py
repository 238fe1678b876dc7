"""One plain sentence for every change. Servers are called by name; all numbers come from the flows.

Choose by the table `_TELLERS`: one function a command, and one for none (a step back in time).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from .cluster import Cluster, point_count, server_of
from .commands import (
    KEEP,
    AddServer,
    Command,
    CrashServer,
    MovePoint,
    RecoverServer,
    RemoveServer,
    RenameServer,
    Reset,
    Set,
    WeighServer,
)
from .dial_words import DIAL_WORDS
from .flows import Flows
from .hashing import to_fraction
from .keyspace import Keyspace
from .placement import STRATEGIES
from .scenarios import SCENARIOS
from .virtual_nodes import Entry, points_of
from .words import count_of, listed, some_of, turn


@dataclass(frozen=True, slots=True)
class Story:
    """`handed`: keys that changed owner; `answers`: keys that another server answers for."""

    before: Cluster
    after: Cluster
    handed: Flows
    answers: Flows
    keys: Keyspace

    @property
    def score(self) -> str:
        return f"{self.handed.moved:,} of {self.handed.keys:,} keys changed hands"

    def name(self, server_id: str | None) -> str:
        names = {server.id: server.name for server in (*self.before.servers, *self.after.servers)}
        return "nobody" if server_id is None else names[server_id]

    def names(self, ids: Mapping[str | None, int]) -> list[str]:
        return [self.name(server_id) for server_id in ids]


def tell(command: Command | None, story: Story) -> str:
    return _TELLERS[type(command)](command, story)


def _added(_: AddServer, story: Story) -> str:
    old = {server.id for server in story.before.servers}
    (newcomer,) = (server for server in story.after.servers if server.id not in old)
    gains = story.handed.gains(newcomer.id)
    taken = sum(gains.values())
    strays = story.handed.moved - taken
    noun = _portion(story.after, newcomer.id)
    if not story.handed.moved:
        return f"Adding {newcomer.name} moved nothing: no key lies in its {noun}."
    if strays:
        return (
            f"Adding {newcomer.name} changed the owner of {story.handed.moved:,} of {story.handed.keys:,} keys: "
            f"{taken:,} went to {newcomer.name}, and {strays:,} moved between the servers that were there before."
        )
    donors = some_of(story.names(gains), len(old)) + (" alone" if len(gains) == 1 else "")
    return f"Adding {newcomer.name} took its {noun} from {donors}; {story.score}."


def _removed(command: RemoveServer, story: Story) -> str:
    name = story.name(command.server)
    losses = story.handed.losses(command.server)
    given = sum(losses.values())
    strays = story.handed.moved - given
    if not story.handed.moved:
        return f"Removing {name} moved nothing: it owned no key."
    if strays:
        return (
            f"Removing {name} changed the owner of {story.handed.moved:,} of {story.handed.keys:,} keys: "
            f"{given:,} were its own, and {strays:,} moved between the servers that stay."
        )
    heirs = some_of(story.names(losses), len(story.after.servers)) + (" alone" if len(losses) == 1 else "")
    return f"Removing {name} gave its {_portion(story.before, command.server)} to {heirs}; {story.score}."


def _crashed(command: CrashServer, story: Story) -> str:
    name = story.name(command.server)
    losses = story.answers.losses(command.server)
    if not losses:
        return f"{name} crashed. It answered for no key, so nobody notices."
    lost = losses.get(None, 0)
    total = count_of(sum(losses.values()), "key")
    if story.after.replicas == 1:
        return f"{name} crashed. It holds the only copy of its {total}, so requests for them fail."
    heirs: dict[str | None, int] = {heir: count for heir, count in losses.items() if heir is not None}
    if not heirs:
        return f"{name} crashed. The other copies of its {total} are down too, so requests for them fail."
    failing = f"; for {count_of(lost, 'key')} no copy is left, and requests fail" if lost else ""
    return (
        f"{name} crashed. Requests for its {total} fail over to {_counted(story, heirs)}{failing}. "
        "No key changed hands."
    )


def _recovered(command: RecoverServer, story: Story) -> str:
    gains = story.answers.gains(command.server)
    name = story.name(command.server)
    if not gains:
        return f"{name} is back. It owns no key, so nothing changes."
    return (
        f"{name} is back and answers for {count_of(sum(gains.values()), 'key')} again. No key changed hands."
    )


def _moved(command: MovePoint, story: Story) -> str:
    start = f"Moving {story.name(command.server)} {turn(_degrees(command, story.before))}"
    gains, losses = story.handed.gains(command.server), story.handed.losses(command.server)
    strays = story.handed.moved - sum(gains.values()) - sum(losses.values())
    deeds = [f"took {_keys_of(story, gains, 'from')}"] if gains else []
    deeds += [f"gave {_keys_of(story, losses, 'to')}"] if losses else []
    deeds += [f"made full servers pass on {strays:,} more"] if strays else []
    if not deeds:
        return f"{start} moved nothing: no key lies between its old place and its new one."
    return f"{start} {listed(deeds)}; {story.score}."


def _renamed(command: RenameServer, story: Story) -> str:
    old, new = server_of(story.before, command.server).name, server_of(story.after, command.server).name
    return f"{old} is now called {new}. No key moved: its place comes from its id, not from its name."


def _weighed(command: WeighServer, story: Story) -> str:
    old, new = server_of(story.before, command.server), server_of(story.after, command.server)
    start = f"{new.name} now has weight {new.weight:g} instead of {old.weight:g}"
    strategy = STRATEGIES[story.after.strategy]
    if not strategy.weighted:
        return f"{start}, which {strategy.label} does not see; no key moved."
    points = point_count(story.after, new)
    if strategy.ring and points != point_count(story.before, old):
        start += f", and so {count_of(points, 'point')} instead of {point_count(story.before, old):,}"
    if not story.handed.moved:
        still = f", but still {count_of(points, 'point')}" if strategy.ring else ""
        return f"{start}{still}; no key moved."
    gains, losses = story.handed.gains(new.id), story.handed.losses(new.id)
    deeds = [f"took {_keys_of(story, gains, 'from')}"] if gains else []
    deeds += [f"gave {_keys_of(story, losses, 'to')}"] if losses else []
    return f"{start}. It {listed(deeds)}; {story.score}." if deeds else f"{start}; {story.score}."


def _set(command: Set, story: Story) -> str:
    turned = [
        DIAL_WORDS[dial.name](getattr(story.after, dial.name), getattr(story.before, dial.name))
        for dial in fields(command)
        if getattr(command, dial.name) is not KEEP
        and getattr(story.after, dial.name) != getattr(story.before, dial.name)
    ]
    moved = story.score if story.handed.moved else "no key changed hands"
    return f"With {listed(turned)}, {moved}{_failing(story)}."


def _reset(command: Reset, story: Story) -> str:
    moved = f"; {story.score}" if story.handed.moved else ""
    return f"Started again with “{SCENARIOS[command.scenario].label}”{moved}."


def _undone(_: None, story: Story) -> str:
    return f"Stepped back; {story.score}." if story.handed.moved else "Stepped back; no key changed hands."


_TELLERS: dict[type[Any], Callable[[Any, Story], str]] = {
    AddServer: _added,
    RemoveServer: _removed,
    CrashServer: _crashed,
    RecoverServer: _recovered,
    MovePoint: _moved,
    RenameServer: _renamed,
    WeighServer: _weighed,
    Set: _set,
    Reset: _reset,
    type(None): _undone,
}


def _failing(story: Story) -> str:
    """Keys that nobody answered for and now somebody does, or the other way round."""
    lost = sum(count for (_, taker), count in story.answers.pairs.items() if taker is None)
    found = sum(count for (giver, _), count in story.answers.pairs.items() if giver is None)
    words = f"; requests for {count_of(lost, 'key')} fail now" if lost else ""
    return words + (f"; {count_of(found, 'key')} that nobody answered for found a server" if found else "")


def _portion(cluster: Cluster, server_id: str) -> str:
    """What a server owns, in the picture of its strategy."""
    if not STRATEGIES[cluster.strategy].ring:
        return "share"
    return "slice" if point_count(cluster, server_of(cluster, server_id)) == 1 else "slices"


def _counted(story: Story, flows: Mapping[str | None, int]) -> str:
    """'oven-3', or 'oven-3 (900) and oven-5 (784)', or 'all 5 others'."""
    if len(flows) == 1 or len(flows) > 3:
        return some_of(story.names(flows), len(story.after.servers) - 1)
    return listed([f"{story.name(server_id)} ({count:,})" for server_id, count in flows.items()])


def _keys_of(story: Story, flows: Mapping[str | None, int], way: str) -> str:
    others = some_of(story.names(flows), len(story.after.servers) - 1)
    return f"{count_of(sum(flows.values()), 'key')} {way} {others}"


def _degrees(command: MovePoint, before: Cluster) -> float:
    """The shorter way round from the point's old place to its new one; clockwise is positive."""
    server = server_of(before, command.server)
    points = points_of(before.hash, Entry(server.id, point_count(before, server), server.moved))
    start = to_fraction(int(points[command.point]))
    return ((command.position - start + 0.5) % 1.0 - 0.5) * 360.0
