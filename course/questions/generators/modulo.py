"""Generators of the remainder trick (L20, L21) and of the least that must move (L28)."""

from ..question import Ask, Question
from .draw import Draw, numeric, with_lab


def owner(ask: Ask, draw: Draw) -> Question:
    n, m = draw.whole(3, 9), draw.whole(100, 999)
    if m % n == m // n:
        m += 1
    return numeric(
        with_lab(ask, ovens=n, keys="row"),
        f"{n} ovens are numbered 0 to {n - 1}. Order hash m = {m}. Which oven does m % n pick?",
        m % n,
        f"{m} = {n} × {m // n} + {m % n}, so the remainder is {m % n}.",
        [
            (m // n, "MC-35", "That is m ÷ n, the whole part. m % n is the remainder."),
            (
                m % n + 1,
                "MC-35",
                "One too many: the numbering starts at 0, so the remainder is the oven number itself.",
            ),
        ],
    )


def moves(ask: Ask, draw: Draw) -> Question:
    n = draw.whole(3, 6)
    keys: set[int] = set()
    while len(keys) < 10:
        keys.add(draw.whole(10, 99))
    order = sorted(keys)
    moved = [key for key in order if key % n != key % (n + 1)]
    return numeric(
        with_lab(ask, before=n, after=n + 1),
        f"Orders {', '.join(map(str, order))} are spread over {n} ovens by m % {n}. One oven is added. "
        f"How many of these 10 orders change oven under m % {n + 1}?",
        len(moved),
        "; ".join(f"{key}: {key % n}→{key % (n + 1)}" for key in order) + f". {len(moved)} changed.",
        [
            (
                round(10 / (n + 1)),
                "MC-36",
                f"That would be one fair share, 1/{n + 1} of the orders. Modulo re-deals nearly all of them.",
            )
        ],
    )


def fraction(ask: Ask, draw: Draw) -> Question:
    n = draw.whole(3, 40)
    share = 100 * n / (n + 1)
    return numeric(
        with_lab(ask, before=n, after=n + 1),
        f"A very large number of keys is spread by m % n. You go from {n} to {n + 1} servers. "
        "About what percentage of keys changes server?",
        round(share, 2),
        f"A key stays only if h mod {n} = h mod {n + 1}. That holds for {n} of every {n * (n + 1)} hash values, "
        f"so 1/{n + 1} stay and {n}/{n + 1} = {share:.1f}% move.",
        [
            (
                round(100 / (n + 1), 2),
                "MC-36",
                "That is the share a perfect scheme would move. Modulo moves everything else.",
            ),
            (
                100.0,
                "MC-36",
                "Nearly, but a few keys keep their place by luck: those with h mod n(n+1) smaller than n.",
            ),
        ],
        tolerance=0.6,
        unit="%",
    )


def least(ask: Ask, draw: Draw) -> Question:
    before = draw.whole(4, 20)
    after = before + draw.whole(1, 6)
    new = after - before
    share = 100 * new / after
    return numeric(
        ask,
        f"A consistent scheme grows from {before} to {after} equal servers. "
        "What percentage of keys must move, at the least?",
        round(share, 2),
        f"The {new} newcomers must end with {new}/{after} of the keys = {share:.1f}%.",
        [
            (
                round(100 * new / before, 2),
                "MC-36",
                "Divide by the new number of servers: the newcomers end up with (new − old)/new of all keys.",
            )
        ],
        tolerance=0.6,
        unit="%",
    )
