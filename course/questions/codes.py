"""Which misconceptions the wrong answers to an item can show."""

from collections.abc import Callable, Iterator
from typing import Any

from .categorise import CategoriseQuestion
from .find_error import FindErrorQuestion
from .multiple import MultipleQuestion
from .numeric import NumericQuestion
from .order import OrderQuestion
from .question import Item
from .ring import RingQuestion
from .single import SingleQuestion

SEEDS = range(
    1, 13
)  # a generator may leave a slip out where it meets the answer; over twelve drawings each is seen


def codes_of(item: Item) -> frozenset[str]:
    """The codes, such as "MC-36". For a generated item: those of a dozen drawings."""
    seeds = SEEDS if item.kind == "generated" else SEEDS[:1]
    drawn = (item.draw(seed) for seed in seeds)
    return frozenset(code for question in drawn for code in _READERS[type(question)](question) if code)


def _single(question: SingleQuestion | MultipleQuestion) -> Iterator[str | None]:
    return (option.code for option in question.key)


def _numeric(question: NumericQuestion) -> Iterator[str | None]:
    return (slip.code for slip in question.key.slips)


def _order(question: OrderQuestion) -> Iterator[str | None]:
    return iter([question.key.code])


def _categorise(question: CategoriseQuestion) -> Iterator[str | None]:
    return (item.code for item in question.key)


def _find_error(question: FindErrorQuestion) -> Iterator[str | None]:
    return (fix.code for fix in question.key[1])


def _ring(question: RingQuestion) -> Iterator[str | None]:
    return (code for _, _, code in question.key.wrong)


_READERS: dict[type, Callable[[Any], Iterator[str | None]]] = {
    SingleQuestion: _single,
    MultipleQuestion: _single,
    NumericQuestion: _numeric,
    OrderQuestion: _order,
    CategoriseQuestion: _categorise,
    FindErrorQuestion: _find_error,
    RingQuestion: _ring,
}
