"""A shop that grows for a year: where each month's money goes, what the ovens can bake then, and what breaks.

Invariant: a month depends on the state it finds, its choice and the prices below, and on nothing else. All shops have
ovens of one size. Money is spent at the start of a month, and earned by the orders that are served in it.

The prices are made up, and they are printed beside the lab. Only their shape is claimed: tuning is cheap and soon used
up, an oven's price grows faster than its size, and a shop costs rent for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

MONTHS = 12
FIRST_DEMAND = 18.0  # orders an hour in month 1
DOUBLES_IN = 2  # months
ONE_OVEN = 20.0  # orders an hour that an oven of size 1 bakes, untuned
DAYS, MINUTES_A_DAY = 30, 600  # open, in a month and in a day
SAVED = (
    0.20,
    0.20,
    0.15,
    0.10,
    0.05,
)  # of the work in a pizza, by each tuning in turn; then nothing is left to tune
TUNING = 500.0  # euros
SIZES = (1, 2, 4, 8, 16)  # the largest oven that is made is 16 times the first
SHOP = 2_000.0  # to open one, without its oven
RENT = 900.0  # of a shop, a month
TOGETHER = 600.0  # a month, once there are two shops: a dispatcher and a shared order book
SLIP = 0.001  # of orders go wrong in any shop: a word misheard
APART = 0.002  # of orders go wrong for each further shop that keeps a copy of the order book
AGREE = 0.01  # of the work in a pizza, for each further shop that must agree before it bakes
REFUND = 2.0  # euros for an order that went wrong
SWAP_DAYS = 1  # that a shop is closed for while its oven is exchanged
CHOICES = ("save", "tune", "oven", "shops")


def price_of(size: int) -> float:
    """Of an oven; twice the size costs 2.8 times as much."""
    return float(1_000.0 * size**1.5)


@dataclass(frozen=True, slots=True)
class World:
    """What the year brings. money: euros at the start. fails: the month in which an oven breaks, 0 for none; it is
    out for `repair` days. agree: whether shops wait until their order books agree. share: euros of an order's price
    that are left for rent and growth.
    """

    money: float = 1_000.0
    share: float = 0.4
    fails: int = 9
    repair: int = 10
    agree: bool = False


@dataclass(frozen=True, slots=True)
class Business:
    """What Rosa has. size: of each oven. tunings: done so far."""

    tunings: int = 0
    size: int = 1
    shops: int = 1

    @property
    def work_left(self) -> float:
        """The work in a pizza, as a share of what it was."""
        left = 1.0
        for saved in SAVED[: self.tunings]:
            left *= 1 - saved
        return left

    def capacity(self, agree: bool = False) -> float:
        """Orders an hour, with every oven at work."""
        talk = AGREE * (self.shops - 1) if agree else 0.0
        return ONE_OVEN * self.size * self.shops / self.work_left / (1 + talk)

    @property
    def upkeep(self) -> float:
        """Euros a month."""
        return RENT * self.shops + (TOGETHER if self.shops > 1 else 0.0)


@dataclass(frozen=True, slots=True)
class Month:
    """One month. Rates in orders an hour, money in euros, `closed` in minutes. money: what is left at its end.

    bought: tunings, steps of oven size or shops, as many as were bought. swap: days on which an oven was exchanged.
    """

    number: int
    choice: str
    business: Business
    demand: float
    capacity: float
    asked: float
    served: float
    spent: float
    bought: int
    broken: bool
    closed: float
    money: float
    wrong: float

    @property
    def lost(self) -> float:
        """Orders turned away, as a share of those that came."""
        return 1 - self.served / self.asked if self.asked else 0.0


def demand_in(month: int) -> float:
    """Orders an hour, months counted from 1."""
    return float(FIRST_DEMAND * 2.0 ** ((month - 1) / DOUBLES_IN))


def live(plan: Sequence[str], world: World) -> tuple[Month, ...]:
    """The year, month by month."""
    business, money, months = Business(), world.money, []
    for number, choice in enumerate(plan, start=1):
        month = month_of(number, choice, business, money, world)
        business, money = month.business, month.money
        months.append(month)
    return tuple(months)


def month_of(number: int, choice: str, before: Business, money: float, world: World) -> Month:
    """Spend, then open the doors."""
    business, paid, bought = BUY[choice](before, money, demand_in(number))
    broken = number == world.fails
    capacity = business.capacity(world.agree)
    demand = demand_in(number)
    out = min(1.0, world.repair / DAYS) if broken else 0.0
    swap = SWAP_DAYS / DAYS if business.size > before.size else 0.0
    closed = out + swap if business.shops == 1 else 0.0
    # While an oven is out, or ovens are exchanged one shop after another, the other shops go on.
    without = capacity * (business.shops - 1) / business.shops
    away = min(1.0, out + swap * business.shops)
    rate = (1 - away) * min(demand, capacity) + away * min(demand, without)
    hours = DAYS * MINUTES_A_DAY / 60
    served = rate * hours
    copies = 0.0 if world.agree else APART * (business.shops - 1)
    wrong = served * min(1.0, SLIP + copies)
    earned = world.share * served - business.upkeep - REFUND * wrong
    return Month(
        number,
        choice,
        business,
        demand,
        capacity,
        demand * hours,
        served,
        paid + business.upkeep + REFUND * wrong,
        bought,
        broken,
        closed * DAYS * MINUTES_A_DAY,
        money - paid + earned,
        wrong,
    )


# -- where a month's money goes: the business after it, euros spent, how many were bought ----------------

Bought = tuple[Business, float, int]


def _save(business: Business, money: float, need: float) -> Bought:
    return business, 0.0, 0


def _tune(business: Business, money: float, need: float) -> Bought:
    """One tuning a month, in all shops at once: it is a better way to work."""
    if business.tunings == len(SAVED) or money < TUNING:
        return business, 0.0, 0
    return replace(business, tunings=business.tunings + 1), TUNING, 1


def _oven(business: Business, money: float, need: float) -> Bought:
    """The smallest larger oven that is enough, or else the largest that the money pays for; the same in every shop.
    The old ones are worth nothing.
    """
    able = [size for size in SIZES if size > business.size and price_of(size) * business.shops <= money]
    if not able:
        return business, 0.0, 0
    enough = (size for size in able if replace(business, size=size).capacity() >= need)
    size = next(enough, able[-1])
    steps = SIZES.index(size) - SIZES.index(business.size)
    return replace(business, size=size), price_of(size) * business.shops, steps


def _shops(business: Business, money: float, need: float) -> Bought:
    """As many as are needed, if the money pays for them; at least one. Their ovens are like the others."""
    each = SHOP + price_of(business.size)
    missing = need / business.capacity() * business.shops - business.shops
    count = max(0, min(int(money // each), max(1, ceil(missing))))
    return replace(business, shops=business.shops + count), each * count, count


BUY = {"save": _save, "tune": _tune, "oven": _oven, "shops": _shops}
