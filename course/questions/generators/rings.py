"""Generators on the ring (L22 to L27): owners, newcomers, heirs, arcs, copies, full servers."""

import math

from ..question import Ask, Question
from .draw import NAMES, Diagnosis, Draw, apart, distinct, listed, numeric, ring, walk, with_lab

LAB_CAPS = (1.1, 1.25, 1.5, 2.0)  # the limits that the lab of L27 offers


def owner(ask: Ask, draw: Draw) -> Question:
    """The clockwise owner differs from the nearest server, so that the two habits give different answers."""
    count = draw.whole(4, 6)
    while True:
        places, key = draw.places(count, 100, 7), draw.whole(0, 99)
        points = dict(zip(places, draw.shuffled(NAMES[:count]), strict=True))
        if apart(points, key, 100) < 3:
            continue
        mine = walk(points, key, 100)[0]
        nearest = points[min(places, key=lambda place: min((place - key) % 100, (key - place) % 100))]
        before = walk(points, key, 100)[-1]
        if nearest != mine:
            break
    at = {name: place for place, name in points.items()}
    past = " past 99 and round to 0" if key > max(places) else ""
    return ring(
        with_lab(ask, key=key, places=",".join(str(at[name]) for name in NAMES[:count])),
        f"Order key {key} lands on the ring (0–99, clockwise). Click the server that owns it.",
        points,
        [mine],
        f"Walking clockwise from {key}{past}, the first server met is {mine}.",
        [
            (
                [nearest],
                "MC-37",
                "You picked the nearest server. The rule is the next server clockwise, even if it is further away.",
            ),
            ([before], "MC-37", "You walked anticlockwise."),
        ],
        key=key,
    )


def newcomer(ask: Ask, draw: Draw) -> Question:
    count = draw.whole(3, 5)
    while True:
        places = draw.places(count, 100, 10)
        points = dict(zip(places, NAMES[:count], strict=True))
        new = draw.whole(0, 99)
        if apart(points, new, 100) < 4:
            continue
        keys = sorted({draw.whole(0, 99) for _ in range(14)} - set(places) - {new})[:12]
        after = {**points, new: "New"}
        moved = [key for key in keys if walk(after, key, 100)[0] == "New"]
        if len(keys) == 12 and 1 <= len(moved) <= 5:
            break
    donor = walk(points, new, 100)[0]
    donors = sum(walk(points, key, 100)[0] == donor for key in keys)
    return numeric(
        ask,
        f"Servers sit at {listed(points)}. A new server joins at {new}. "
        f"Keys on the ring: {', '.join(map(str, keys))}. How many keys move?",
        len(moved),
        f"The newcomer takes the arc that ends at {new}; it took it from {donor}. "
        f"Keys in that arc: {', '.join(map(str, moved))}.",
        [
            (12, "MC-38", "All of them would be modulo. On the ring only one arc changes hands."),
            (
                donors,
                "MC-38",
                f"You counted every key of {donor}. Only the part of {donor}'s arc before the newcomer moves.",
            ),
        ],
        points=points,
    )


def heir(ask: Ask, draw: Draw) -> Question:
    count = draw.whole(4, 6)
    places = draw.places(count, 100, 7)
    names = draw.shuffled(NAMES[:count])
    points = dict(zip(places, names, strict=True))
    nth = draw.whole(0, count - 1)
    dead, next_one, before = names[nth], names[(nth + 1) % count], names[nth - 1]
    return ring(
        ask,
        f"One point per server: {listed(points)}. {dead} fails. Click the server that inherits its keys.",
        points,
        [next_one],
        f"Keys that stopped at {dead} now walk on to {next_one}. Nobody else changes.",
        [
            (
                [before],
                "MC-37",
                "That is the server before it. Keys keep walking clockwise, so the next one gets them.",
            ),
            ([dead], "MC-38", "That server is the one that failed."),
        ],
    )


def arc_share(ask: Ask, draw: Draw) -> Question:
    count = draw.whole(3, 5)
    places = draw.places(count, 100, 6)
    names = draw.shuffled(NAMES[:count])
    points = dict(zip(places, names, strict=True))
    nth = draw.whole(0, count - 1)
    who, before = names[nth], places[nth - 1]
    share, after = (places[nth] - before) % 100, (places[(nth + 1) % count] - places[nth]) % 100
    fair = round(100 / count, 1)
    slips: list[Diagnosis] = [
        (after, "MC-37", "You measured the arc after the server. It owns the arc that ends at it.")
    ]
    if abs(100 / count - share) > 1:
        slips.insert(
            0, (fair, "MC-39", "That is the fair share. The hash decides the arc, and arcs are not equal.")
        )
    return numeric(
        ask,
        f"Ring of 100 positions. Servers: {listed(points)}. What percentage of the ring does {who} own?",
        share,
        f"{who} owns the arc from the previous server ({before}) up to itself ({places[nth]}): {share}%.",
        slips,
        tolerance=0.5,
        unit="%",
        points=points,
    )


def preference(ask: Ask, draw: Draw) -> Question:
    """Three points for each of four servers; the next three points repeat a server at least once."""
    while True:
        places = draw.places(12, 120, 4)
        points = dict(zip(places, draw.shuffled(NAMES[:4] * 3), strict=True))
        key = draw.whole(0, 119)
        if apart(points, key, 120) < 2:
            continue
        servers = walk(points, key, 120)
        if len(set(servers[:3])) < 3:
            break
    copies = distinct(servers, 3)
    return ring(
        ask,
        f"Each server has three points on a ring of 120. Key {key} is stored on R = 3 servers. Click them in order.",
        points,
        copies,
        f"Points clockwise: {', '.join(servers[:6])}. Skip repeats: {', '.join(copies)}.",
        [
            (
                servers[:3],
                "MC-42",
                "Those are the next three points, but two belong to the same machine. Skip a machine you already have.",
            )
        ],
        key=key,
        size=120,
    )


def cap(ask: Ask, draw: Draw) -> Question:
    n = draw.whole(4, 8)
    c = draw.one_of((1.1, 1.2, 1.25, 1.5, 2.0))
    m = draw.whole(41, 400)
    room = round(c * m / n, 9)  # 1.1 * 40 / 4 is 11 and not a hair more
    return numeric(
        with_lab(ask, ovens=n, **({"cap": f"{c:g}"} if c in LAB_CAPS else {})),
        f"Bounded loads with c = {c}: {m} orders in flight on {n} servers. What is the cap per server?",
        math.ceil(room),
        f"ceil({c} × {m} / {n}) = ceil({c * m / n:.2f}) = {math.ceil(room)}.",
        [
            (round(m / n), "MC-44", "That is the average. The cap is c times the average, rounded up."),
            (
                math.floor(room),
                "MC-44",
                "Round up, not down: otherwise the total room could be smaller than the number of orders.",
            ),
        ],
    )


def walk_on(ask: Ask, draw: Draw) -> Question:
    names = NAMES[:5]
    places = draw.places(5, 100, 8)
    points = dict(zip(places, draw.shuffled(names), strict=True))
    while True:
        loads = {name: draw.whole(4, 10) for name in names}
        key = draw.whole(0, 99)
        if apart(points, key, 100) < 3:
            continue
        servers = walk(points, key, 100)
        if loads[servers[0]] >= 10 and any(loads[name] < 10 for name in servers):
            break
    taker = next(name for name in servers if loads[name] < 10)
    emptiest = min(names, key=lambda name: (loads[name], servers.index(name)))
    return ring(
        ask,
        f"Cap 10. Loads: {', '.join(f'{name} {loads[name]}' for name in names)}. "
        f"A request for key {key} arrives. Click the server that takes it.",
        points,
        [taker],
        f"Walk clockwise: {' → '.join(f'{name} ({loads[name]})' for name in servers)}. First with room: {taker}.",
        [
            ([servers[0]], "MC-44", "That server is at its cap, so it must refuse."),
            (
                [emptiest],
                "MC-44",
                "You picked the emptiest server. Bounded loads walks clockwise to the first server with room, "
                "so that the key stays near home.",
            ),
        ],
        key=key,
        loads=loads,
    )


def weights(ask: Ask, draw: Draw) -> Question:
    sizes = (1, draw.whole(2, 3), draw.whole(4, 5))
    points = draw.one_of((40, 50, 100))
    nth = draw.whole(0, 2)
    total = sum(sizes)
    share = 100 * sizes[nth] / total
    small, medium, large = (points * size for size in sizes)
    return numeric(
        ask,
        f"Virtual nodes in proportion to capacity: small server {small} points, medium {medium}, large {large}. "
        f"What share of keys should the {('small', 'medium', 'large')[nth]} one expect, in percent?",
        round(share, 2),
        f"{points * sizes[nth]} of {points * total} points = {share:.1f}%.",
        [(33.33, "MC-40", "Equal shares would need equal numbers of points.")],
        tolerance=0.6,
        unit="%",
    )
