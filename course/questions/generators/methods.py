"""Generators of the ring's peers (L28): bids of rendezvous, seats of Maglev."""

from collections.abc import Sequence

from ..question import Ask, Question
from .draw import NAMES, Draw, single

SEATS = 7


def rendezvous(ask: Ask, draw: Draw) -> Question:
    names = NAMES[:5]
    bids = [draw.whole(low, high) for low, high in ((10, 19), (25, 39), (45, 59), (65, 79), (85, 99))]
    scores = dict(zip(names, draw.shuffled(bids), strict=True))
    order = sorted(names, key=lambda name: -scores[name])
    next_name = names[(names.index(order[0]) + 1) % 5]
    told = {
        next_name: ("MC-37", "There is no ring here: the next in line is the next highest score."),
        order[0]: ("MC-38", "That server is the one that failed."),
    }
    return single(
        ask,
        f"Rendezvous scores for one key: {', '.join(f'{name} {scores[name]}' for name in names)}. "
        "The owner fails. Who owns the key now?",
        names,
        order[1],
        f"Order by score: {' > '.join(order)}. {order[0]} had it; now {order[1]}.",
        told,
    )


def maglev(ask: Ask, draw: Draw) -> Question:
    """A table of seven seats that three servers claim in turn (Eisenbud et al., NSDI 2016, section 3.4)."""
    while True:
        steps = [(draw.whole(0, 6), draw.whole(1, 6)) for _ in range(3)]
        if len(set(steps)) == 3:
            break
    lists = [[(offset + turn * skip) % SEATS for turn in range(SEATS)] for offset, skip in steps]
    table = seats(lists)
    seat = draw.whole(0, 6)
    return single(
        ask,
        f"Maglev, table of 7. Preference lists: A {lists[0]}, B {lists[1]}, C {lists[2]}. "
        f"A, B, C take turns. Who ends up with slot {seat}?",
        ("A", "B", "C"),
        "ABC"[table[seat]],
        "Filled table, slots 0–6: " + " ".join("ABC"[server] for server in table),
        {},
    )


def seats(lists: Sequence[Sequence[int]]) -> list[int]:
    """Who gets each seat when the servers take turns, each claiming the first free seat on its list."""
    table = [-1] * SEATS
    while True:
        for server, wishes in enumerate(lists):
            table[next(seat for seat in wishes if table[seat] < 0)] = server
            if min(table) >= 0:
                return table
