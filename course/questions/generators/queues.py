"""Generators of queues, tails and backlogs (L02 to L05, L13, L17)."""

from ..question import Ask, Question
from .draw import Draw, numeric


def little(ask: Ask, draw: Draw) -> Question:
    which, rate, stay = draw.whole(0, 2), draw.whole(12, 90), draw.whole(8, 45)
    inside = rate * stay / 60
    counted = round(inside, 1)
    if which == 0:
        return numeric(
            ask,
            f"{rate} orders arrive each hour and each spends {stay} minutes in the shop on average. "
            "How many orders are in the shop on average?",
            round(inside, 2),
            f"L = λW = {rate}/h × {stay}/60 h = {inside:.2f}.",
            [(rate * stay, "MC-07", "Mixed units: turn minutes into hours first.")],
            tolerance=max(0.1, inside * 0.01),
            unit="orders",
        )
    if which == 1:
        return numeric(
            ask,
            f"{rate} orders arrive each hour. You count {inside:.1f} orders in the shop on average. "
            "How many minutes does an order spend inside?",
            round(60 * counted / rate, 2),
            f"W = L/λ = {inside:.1f}/{rate} h = {60 * counted / rate:.1f} min.",
            [(round(rate / inside, 2), "MC-07", "Upside down: W = L ÷ λ.")],
            tolerance=0.6,
            unit="min",
        )
    return numeric(
        ask,
        f"On average {inside:.1f} orders are in the shop and each stays {stay} minutes. "
        "How many orders arrive per hour?",
        round(counted * 60 / stay, 2),
        f"λ = L/W = {inside:.1f} ÷ ({stay}/60 h) = {counted * 60 / stay:.1f}/h.",
        [(round(inside / stay, 3), "MC-07", "That is orders per minute. Multiply by 60.")],
        tolerance=0.8,
        unit="/h",
    )


def mm1(ask: Ask, draw: Draw) -> Question:
    speed = draw.whole(10, 40)
    busy = draw.one_of((0.5, 0.6, 0.75, 0.8, 0.9, 0.95))
    rate = speed * busy
    inside = 60 / (speed - rate)
    return numeric(
        ask,
        f"One chef cooks {speed} orders an hour on average; {rate:g} arrive (random arrivals, random cooking times). "
        "How many minutes does an order spend in the shop on average, wait plus cooking?",
        round(inside, 2),
        f"W = 1/(μ − λ) = 1/({speed} − {rate:g}) h = {inside:.1f} min. "
        f"That is {1 / (1 - busy):.3g} times the bare cooking time.",
        [
            (round(60 / speed, 2), "MC-06", "That is cooking time alone. The queue adds the rest."),
            (
                round(60 / speed * (1 + busy), 2),
                "MC-06",
                "You let waiting grow in proportion to how busy the chef is. It grows like 1/(1 − busy share).",
            ),
        ],
        tolerance=inside * 0.02,
        unit="min",
    )


def fan_out(ask: Ask, draw: Draw) -> Question:
    slow, kitchens = draw.one_of((0.1, 0.5, 1, 2)), draw.one_of((10, 20, 40, 50, 100))
    share = 100 * (1 - (1 - slow / 100) ** kitchens)
    slips = [(slow, "MC-09", "That is one kitchen. The order waits for the slowest of all of them.")]
    if abs(slow * kitchens - share) > 0.7:
        slips.append(
            (
                round(slow * kitchens, 2),
                "MC-09",
                "Adding the chances counts orders with two slow kitchens twice. Use 1 − (1 − p)^n.",
            )
        )
    return numeric(
        ask,
        f"One order needs an answer from all of {kitchens} kitchens. Each is slow {slow:g}% of the time, "
        "independently. What percentage of orders meets at least one slow kitchen?",
        round(share, 2),
        f"1 − (1 − {slow / 100:g})^{kitchens} = {share:.1f}%.",
        slips,
        tolerance=round(max(0.1, share * 0.02), 3),
        unit="%",
    )


def percentile(ask: Ask, draw: Draw) -> Question:
    times = sorted(draw.whole(80, 180) for _ in range(18)) + sorted(draw.whole(600, 2500) for _ in range(2))
    mean, median, p95 = sum(times) / 20, times[9], times[18]
    return numeric(
        ask,
        f"Twenty response times in ms: {', '.join(map(str, draw.shuffled(times)))}. "
        "What is the 95th percentile (nearest rank)?",
        p95,
        f"Sort; rank ceil(0.95 × 20) = 19; the 19th value is {p95} ms. "
        f"The mean is {mean:.0f} ms, the median {median} ms.",
        [
            (round(mean), "MC-08", "That is the mean."),
            (median, "MC-08", "That is the median."),
            (times[19], "MC-33", "That is the largest. Rank 19 of 20 is the 95th percentile."),
        ],
        unit="ms",
    )


def weighted_turns(ask: Ask, draw: Draw) -> Question:
    weights = [draw.whole(1, 5) for _ in range(3)]
    if len(set(weights)) == 1:
        weights[0] += 1
    rounds, nth = draw.whole(10, 40), 0
    nth = draw.whole(0, 2)
    total = sum(weights) * rounds
    return numeric(
        ask,
        f"Weighted round robin over three shops with weights {' : '.join(map(str, weights))}. "
        f"Out of {total} orders, how many go to shop {nth + 1}?",
        weights[nth] * rounds,
        f"{weights[nth]}/{sum(weights)} of {total} = {weights[nth] * rounds}.",
        [(round(total / 3), "MC-04", "That is the equal split. Weights follow capacity.")],
        unit="orders",
    )


def backlog(ask: Ask, draw: Draw) -> Question:
    speed, extra = draw.whole(10, 30), draw.whole(5, 20)
    rush = draw.one_of((5, 10, 15, 20))
    after = max(1, speed - draw.whole(4, 9))
    waiting = extra * rush
    empty = waiting / (speed - after)
    slips = [
        (
            round(waiting / speed, 2),
            "MC-30",
            "New orders keep arriving while the backlog drains: only the spare rate empties it.",
        )
    ]
    return numeric(
        ask,
        f"The kitchen makes {speed} pizzas a minute. For {rush} minutes {speed + extra} orders a minute arrive, "
        f"then {after} a minute. How many minutes after the rush is the queue empty?",
        round(empty, 2),
        f"Backlog {extra} × {rush} = {waiting}. Spare rate {speed} − {after} = {speed - after} a minute. "
        f"{waiting}/{speed - after} = {empty:.1f} min.",
        slips if abs(waiting / speed - empty) > 0.5 else [],
        tolerance=0.3,
        unit="min",
    )
