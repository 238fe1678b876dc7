"""What the face-off's pictures show: words and numbers for face_off_scene.py.

Invariant: the way of the followed key is the way that the method's own code takes.
"""

import math
from dataclasses import replace

import numpy as np

from ..placement import jump, maglev, rendezvous
from ..words import listed
from .face_off_methods import METHODS, Bench, Method
from .face_off_scene import Bar, Bid, Chef, FaceOffScene, Row, Seating, Turn, Walk, Way, walk_along

_MOST_BIDS = 12
_FAR = 2**31  # places; a jump beyond them all has no number worth showing

# The paper's three servers, as (offset, skip) in a table of 7 seats.
_EXAMPLE = {Chef(1, "Ada"): (3, 4), Chef(2, "Bo"): (0, 2), Chef(3, "Cy"): (3, 1)}
_SEATS = 7


def picture(
    bench: Bench, hashed: int, key: int, moved: dict[str, float], peaks: dict[str, float]
) -> FaceOffScene:
    bids = _bids(bench, hashed)
    return FaceOffScene(
        rows=tuple(_row(method, bench, moved[method.id], peaks[method.id]) for method in METHODS),
        key=f"key {key}",
        bidding=_bidding(bench, bids),
        bids=bids[:_MOST_BIDS],
        more_bids=max(0, len(bids) - _MOST_BIDS),
        walks=(
            Way(
                "Jump: hop along the row",
                "In the discs: servers. Below: places in the list. The bows are the key’s jumps.",
                True,
                tuple(_jump_walk(title, numbers, hashed) for title, numbers in _both(bench)),
            ),
            Way(
                "Anchor: look again at an empty chair",
                "A dashed chair is empty. The bows lead from look to look.",
                False,
                tuple(_anchor_walk(bench, title, numbers, hashed) for title, numbers in _both(bench)),
            ),
        ),
        seatings=_seatings(),
    )


def _row(method: Method, bench: Bench, moved: float, peak: float) -> Row:
    steps, memory = method.steps(bench), method.memory(bench)
    return Row(
        method.label,
        (
            Bar(f"{moved:.1f}%", round(moved, 1)),
            Bar(f"{peak:.2f} times", round(min(100.0, 200 * (peak - 1)), 1)),
            Bar(f"{steps:.1f}".removesuffix(".0") + f" {method.step}", _log_length(steps, 500)),
            Bar(
                f"{memory:,} {method.entry}".strip() if memory else "nothing",
                _log_length(memory + 1, 100_000),
            ),
        ),
        method.cannot,
    )


def _log_length(value: float, most: float) -> float:
    return round(100 * min(1.0, math.log10(max(value, 1.0)) / math.log10(most)), 1)


def _bids(bench: Bench, hashed: int) -> tuple[Bid, ...]:
    """All bids by falling score. A bid of -w / ln(u) is shown as u ** (1 / w), 0 to 100: it grows with it."""
    numbers = tuple(sorted(set(bench.before) | set(bench.after)))
    raw = rendezvous.bids(bench.cluster(numbers), np.array([hashed], np.uint64))[0]
    ranked = sorted(zip(numbers, raw.tolist(), strict=True), key=lambda row: -row[1])
    winner = next(number for number, _ in ranked if number in bench.after)
    said = {winner: "wins"}
    said.update(dict.fromkeys(set(bench.before) - set(bench.after), "gone"))
    said.update({number: "new" for number in set(bench.after) - set(bench.before) if number != winner})
    return tuple(Bid(number, 100 * math.exp(-1 / bid), said.get(number, "")) for number, bid in ranked)


def _bidding(bench: Bench, bids: tuple[Bid, ...]) -> str:
    old = next(bid for bid in bids if bid.server in bench.before)
    new = next(bid for bid in bids if bid.server in bench.after)
    first = f"Server {old.server} bid the most, {old.score:.0f}, and had the key."
    if old.server == new.server:
        return f"{first} It still bids the most, so the key stays."
    why = "The newcomer bids more" if new.server not in bench.before else "It is gone; the next highest bid"
    return f"{first} {why}: server {new.server} with {new.score:.0f} has it now."


def _jump_walk(title: str, numbers: tuple[int, ...], hashed: int) -> Walk:
    return walk_along(title, _jumping(numbers, hashed), numbers, jump.path(hashed, len(numbers)))


def _jumping(numbers: tuple[int, ...], hashed: int) -> str:
    stops = jump.path(hashed, len(numbers))
    further = jump.path(hashed, _FAR)[len(stops) :]
    beyond = f"place {further[0]:,}" if further else "a place far away"
    way = ", then ".join(map(str, stops))
    home = f"Place {stops[-1]} is server {numbers[stops[-1]]}"
    return f"The key stands at {way}. Its next jump would reach {beyond}, past the end. {home}: its home."


def _both(bench: Bench) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple(
        (f"{when}: {len(numbers)} servers", numbers)
        for when, numbers in (("Before", bench.before), ("After", bench.after))
    )


def _anchor_walk(bench: Bench, title: str, numbers: tuple[int, ...], hashed: int) -> Walk:
    anchor = bench.anchor(numbers)
    stops = anchor.walk(hashed)
    standing = [chair if anchor.taken(chair) else None for chair in range(bench.chairs)]
    empty = "".join(f"Chair {chair} is empty: look again. " for chair in stops[:-1])
    return walk_along(
        title, f"{empty}Chair {stops[-1]} is taken: server {stops[-1]} has the key.", standing, stops
    )


def _seatings() -> tuple[Seating, Seating]:
    """The example with all three, and without Bo: his seats must go, and one more goes that need not."""
    whole, without = _seating("Three chefs, seven seats"), _seating("The same without Bo", absent="Bo")
    moved = [
        f"Seat {seat} went from {was} to {now}, although both stayed."
        for seat, (was, now) in enumerate(zip(whole.filled, without.filled, strict=True))
        if was not in (now, "Bo")
    ]
    return whole, replace(without, sentence=" ".join((without.sentence, *moved)))


def _seating(title: str, absent: str = "") -> Seating:
    chefs = [chef for chef in _EXAMPLE if chef.name != absent]
    offsets, skips = [_EXAMPLE[chef][0] for chef in chefs], [_EXAMPLE[chef][1] for chef in chefs]
    wishes = {
        chef: tuple((offset + turn * skip) % _SEATS for turn in range(_SEATS))
        for chef, offset, skip in zip(chefs, offsets, skips, strict=True)
    }
    seats: list[Chef | None] = [None] * _SEATS
    asked = dict.fromkeys(chefs, 0)  # how far each has come in the list of wishes
    turns: list[Turn] = []
    for rank, seat in maglev.claims(offsets, skips, (1.0,) * len(chefs), _SEATS):
        chef = chefs[rank]
        found = wishes[chef].index(seat)
        taken = wishes[chef][asked[chef] : found]
        asked[chef], seats[seat] = found + 1, chef
        turns.append(Turn(chef, taken, seat, tuple(seats)))
    counts = listed([f"{chef.name} {seats.count(chef)}" for chef in chefs])
    return Seating(title, f"Seats in the end: {counts}.", tuple(wishes.items()), tuple(turns))
