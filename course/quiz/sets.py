"""Which questions a sitting asks, in which order, with which seeds. Pure: what the learner did is an argument.

Invariant: neighbours do not show the same misconception wherever that can be had, for to choose the method is half of
the work (interleaving, learning-design F4). A seed follows from the sitting's seed and the place in it.
"""

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from course.bank import Bank
from course.lesson import Course
from course.models.quiz import Kind
from course.questions import Item
from course.quiz.blueprint import FORMS
from course.quiz.history import Given, complete, sittings_among
from course.quiz.mastery import TEST_OUT_ITEMS

OLDER = 2  # questions of earlier lessons, at the beginning of a check
PRACTICE = 8
SEEDS = 2**31
Slots = list[tuple[str, int]]  # (item, seed)


class NothingToAsk(ValueError):  # noqa: N818
    """No question fits."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """What a set is chosen from. met: the ids of lessons that the learner opened."""

    course: Course
    bank: Bank
    given: Sequence[Given]
    met: frozenset[str]
    about: str
    seed: int


def slots_for(kind: str, choosing: Choosing) -> Slots:
    """The slots of a new sitting. Raises `NothingToAsk`."""
    if kind in FORMS:
        return list(FORMS[kind].slots)
    if kind not in RULES:
        raise NothingToAsk(f"A sitting of kind {kind!r} must be told its questions.")
    return seeded(RULES[kind](choosing), choosing)


def seeded(items: Iterable[str], choosing: Choosing) -> Slots:
    """Items with seeds of this sitting. Raises `NothingToAsk` where none is in the bank."""
    known = [item for item in items if item in choosing.bank.items]
    if not known:
        raise NothingToAsk(f"There is no question about {choosing.about}.")
    return [
        (item, new_seed(choosing.bank.items[item], choosing.seed, place, met_seeds(choosing.given, item)))
        for place, item in enumerate(known)
    ]


# -- which -------------------------------------------------------------------------------------------------


def check(choosing: Choosing) -> list[str]:
    """Two older questions, then those of the lesson."""
    older = arranged(older_items(choosing), choosing.bank)
    own = [item.ask.id for item in choosing.bank.of_lesson(choosing.about)]
    return older + arranged(own, choosing.bank, after=older[-1:])


def older_items(choosing: Choosing) -> list[str]:
    """Of earlier lessons that the learner met, one a lesson: what was missed last, then what lies back longest."""
    if choosing.about not in choosing.course.lessons:
        return []
    ids = list(choosing.course.lessons)
    before = ids[: ids.index(choosing.about)]
    answered = {
        choosing.bank.items[one.item].ask.lesson for one in choosing.given if one.item in choosing.bank.items
    }
    met = choosing.met | answered
    best = [
        in_need(choosing, (item.ask.id for item in choosing.bank.of_lesson(lesson)))[:1]
        for lesson in before
        if lesson in met
    ]
    return in_need(choosing, (item for first in best for item in first))[:OLDER]


def in_need(choosing: Choosing, items: Iterable[str]) -> list[str]:
    """Missed at the last time first, then never asked, then asked longest ago; chance settles the rest."""
    last = {one.item: one for one in choosing.given if one.counts}
    order = sorted(set(items))
    random.Random(choosing.seed).shuffle(order)  # noqa: S311  a shuffle, not a secret

    def need(item: str) -> tuple[int, float]:
        found = last.get(item)
        return (1, 0.0) if found is None else (2 if found.right else 0, found.at.timestamp())

    return sorted(order, key=need)


def practice(choosing: Choosing) -> list[str]:
    """From any lessons and misconceptions: `about` names them with spaces between, as in "L21 MC-36"."""
    found: dict[str, None] = {}
    for name in choosing.about.split():
        asked = choosing.bank.by_code(name) or choosing.bank.of_lesson(name)
        found.update((item.ask.id, None) for item in asked)
    return arranged(in_need(choosing, found)[:PRACTICE], choosing.bank)


def test_out(choosing: Choosing) -> list[str]:
    """Seven from all lessons of a module, as evenly as can be. Generators first: their numbers cannot be known."""
    module = next((one for one in choosing.course.modules if str(one.number) == choosing.about), None)
    if module is None:
        return []
    chance = random.Random(choosing.seed)  # noqa: S311
    piles = [list(choosing.bank.of_lesson(lesson)) for lesson in module.lessons]
    for pile in piles:
        chance.shuffle(pile)
        pile.sort(key=lambda item: item.kind == "generated")  # the end is taken first
    chance.shuffle(piles)
    taken: list[str] = []
    while any(piles) and len(taken) < TEST_OUT_ITEMS:
        taken += [pile.pop().ask.id for pile in piles if pile]
    return arranged(taken[:TEST_OUT_ITEMS], choosing.bank)


RULES: Mapping[str, Callable[[Choosing], list[str]]] = {
    Kind.CHECK: check,
    Kind.PRACTICE: practice,
    Kind.TEST_OUT: test_out,
}


def missed(given: Iterable[Given], kind: Kind, about: str) -> list[str]:
    """What was not right at the first try in the last sitting that was finished. Each item once."""
    goes = [go for go in sittings_among(given, kind, about).values() if complete(go)]
    return list(dict.fromkeys(one.item for one in goes[-1] if not one.right)) if goes else []


def fresh_item(course: Course, bank: Bank, item_id: str, used: Iterable[str]) -> str | None:
    """Another question for who missed this one three times: the same generator again, or one that asks the same idea.

    Nothing from later lessons. None where all were asked.
    """
    item = bank.items[item_id]
    if item.kind == "generated":
        return item_id
    near = _near(course, bank, item)
    known = (other for other in used if other in bank.items)
    skipped = {item_id, *(other for other in known if bank.items[other].kind != "generated")}
    return next((other for other in near if other not in skipped), None)


def _near(course: Course, bank: Bank, item: Item) -> list[str]:
    """Items that show the same: of the same objective, then of the same misconception."""
    ids = list(course.lessons)
    taught = set(ids[: ids.index(item.ask.lesson) + 1]) if item.ask.lesson in ids else {item.ask.lesson}
    codes = codes_by_item(bank)
    same = {
        other: None
        for objective in bank.objectives.values()
        if item.ask.id in objective.items
        for other in objective.items
    }
    alike = {other: None for other in bank.items if codes[other] & codes[item.ask.id]}
    return [other for other in same | alike if other in bank.items and bank.items[other].ask.lesson in taught]


# -- in which order ----------------------------------------------------------------------------------------


def arranged(items: Sequence[str], bank: Bank, after: Sequence[str] = ()) -> list[str]:
    """The items with as few neighbours of one misconception as can be: those that clash with most come early.

    after: what stands before the first.
    """
    codes = codes_by_item(bank)
    left, order = list(items), list(after)
    while left:
        apart = [item for item in left if not order or not codes[item] & codes[order[-1]]]
        pick = max(apart or left, key=lambda item: sum(bool(codes[item] & codes[other]) for other in left))
        left.remove(pick)
        order.append(pick)
    return order[len(after) :]


def codes_by_item(bank: Bank) -> Mapping[str, frozenset[str]]:
    """The misconceptions that a wrong answer to each item can show."""
    found: dict[str, set[str]] = {item: set() for item in bank.items}
    for code, items in bank.codes.items():
        for item in items:
            found[item.ask.id].add(code)
    return {item: frozenset(codes) for item, codes in found.items()}


# -- with which seeds --------------------------------------------------------------------------------------


def derived_seed(seed: int, place: int, turn: int = 0) -> int:
    """From 0 to 2^31 - 1."""
    digest = hashlib.blake2b(f"{seed}/{place}/{turn}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % SEEDS


def met_seeds(given: Iterable[Given], item: str) -> list[int]:
    """The seeds under which a learner met an item, the latest last."""
    return [one.seed for one in given if one.item == item]


def new_seed(item: Item, seed: int, place: int, met: Sequence[int]) -> int:
    """A seed that draws other numbers than the last five that were met, where the generator has others."""
    turns = (derived_seed(seed, place, turn) for turn in range(20))
    first = next(turns)
    if item.kind != "generated":
        return first
    drawn = {item.draw(old).ask.stem for old in met[-5:]}
    return next((new for new in (first, *turns) if item.draw(new).ask.stem not in drawn), first)
