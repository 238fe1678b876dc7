"""The form of a question: what can be chosen, what was, and what was said to it. Pure.

Invariant: nothing here is made from the key. What is right shows only in the `parts` of a verdict, which are given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from course.questions import Part, Question
from course.questions.categorise import CategoriseQuestion
from course.questions.find_error import FindErrorQuestion
from course.questions.multiple import MultipleQuestion
from course.questions.numeric import NumericQuestion
from course.questions.options import Shown
from course.questions.order import OrderQuestion
from course.questions.ring import RingQuestion
from course.questions.single import SingleQuestion
from course.quiz.reading import Fields
from course.quiz.ring_picture import HUES, RingPicture, ring_picture, server_number

Parts = Sequence[Part]
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")
FEW_CATEGORIES = 3  # so many are radio buttons; more are a select


@dataclass(frozen=True, slots=True)
class Choice:
    """part: what was said to it, if it was chosen in the try that is shown."""

    id: str
    text: str
    chosen: bool = False
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class OptionsForm:
    """single: radio buttons; multiple: checkboxes."""

    template: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NumericForm:
    template: ClassVar[str] = "course/questions/numeric.html"
    unit: str
    typed: str
    ring: RingPicture | None


@dataclass(frozen=True, slots=True)
class OrderRow:
    id: str
    text: str
    place: str
    part: Part | None


@dataclass(frozen=True, slots=True)
class OrderForm:
    template: ClassVar[str] = "course/questions/order.html"
    rows: tuple[OrderRow, ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(1, len(self.rows) + 1))


@dataclass(frozen=True, slots=True)
class CategoriseItem:
    id: str
    text: str
    categories: tuple[Choice, ...]
    part: Part | None


@dataclass(frozen=True, slots=True)
class CategoriseForm:
    template: ClassVar[str] = "course/questions/categorise.html"
    items: tuple[CategoriseItem, ...]
    few: bool


@dataclass(frozen=True, slots=True)
class FindErrorForm:
    template: ClassVar[str] = "course/questions/find-error.html"
    spans: tuple[Choice, ...]
    fixes: tuple[Choice, ...]

    @property
    def said(self) -> tuple[Choice, ...]:
        """The marked words that something was said to."""
        return tuple(span for span in self.spans if span.part)


@dataclass(frozen=True, slots=True)
class Server:
    """places: "8", or "10 and 66". load: "" where it does not matter."""

    number: int
    hue: int
    name: str
    places: str
    load: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """One place of a sequence, and the name that stands there so far."""

    nth: int
    name: str
    part: Part | None

    @property
    def words(self) -> str:
        return ORDINALS[self.nth - 1] if self.nth <= len(ORDINALS) else f"Number {self.nth}"


@dataclass(frozen=True, slots=True)
class RingForm:
    """picks: empty where one server is wanted, and then the servers are radio buttons."""

    template: ClassVar[str] = "course/questions/ring.html"
    picture: RingPicture
    servers: tuple[Server, ...]
    picks: tuple[Pick, ...]
    place: int | None


AnswerForm = OptionsForm | NumericForm | OrderForm | CategoriseForm | FindErrorForm | RingForm


def answer_form(question: Question, fields: Fields | None = None, parts: Sequence[Part] = ()) -> AnswerForm:
    """The form, empty or as `fields` have it, with what was said to the parts of that answer."""
    return FORMS[type(question)](question, fields or {}, parts)


def _values(fields: Fields, name: str) -> Sequence[str]:
    return fields.get(name, ())


def _value(fields: Fields, name: str) -> str:
    return next(iter(_values(fields, name)), "")


def _choices(shown: Sequence[Shown], chosen: Sequence[str], parts: Parts) -> tuple[Choice, ...]:
    said = _by_id(parts)
    return tuple(Choice(one.id, one.text, one.id in chosen, said.get(one.id)) for one in shown)


def _by_id(parts: Parts) -> Mapping[str, Part]:
    return {part.id: part for part in parts}


def _single(question: SingleQuestion, fields: Fields, parts: Parts) -> OptionsForm:
    return OptionsForm(
        "course/questions/single.html", _choices(question.options, _values(fields, "answer"), parts)
    )


def _multiple(question: MultipleQuestion, fields: Fields, parts: Parts) -> OptionsForm:
    return OptionsForm(
        "course/questions/multiple.html", _choices(question.options, _values(fields, "answer"), parts)
    )


def _numeric(question: NumericQuestion, fields: Fields, _: Parts) -> NumericForm:
    ring = ring_picture(question.size, question.points) if question.points else None
    return NumericForm(question.unit, _value(fields, "answer"), ring)


def _order(question: OrderQuestion, fields: Fields, parts: Parts) -> OrderForm:
    """In the order that was given, once one was."""
    said = _by_id(parts)
    rows = [
        OrderRow(one.id, one.text, _value(fields, f"place-{one.id}"), said.get(one.id))
        for one in question.items
    ]
    known = [str(place) for place in range(1, len(rows) + 1)]
    if sorted(row.place for row in rows) == sorted(known):
        rows.sort(key=lambda row: known.index(row.place))
    return OrderForm(tuple(rows))


def _categorise(question: CategoriseQuestion, fields: Fields, parts: Parts) -> CategoriseForm:
    said = _by_id(parts)
    items = tuple(
        CategoriseItem(
            one.id,
            one.text,
            _choices(question.categories, _values(fields, f"item-{one.id}"), ()),
            said.get(one.id),
        )
        for one in question.items
    )
    return CategoriseForm(items, len(question.categories) <= FEW_CATEGORIES)


def _find_error(question: FindErrorQuestion, fields: Fields, parts: Parts) -> FindErrorForm:
    return FindErrorForm(
        _choices(question.spans, _values(fields, "span"), parts),
        _choices(question.fixes, _values(fields, "fix"), parts),
    )


def _ring(question: RingQuestion, fields: Fields, parts: Parts) -> RingForm:
    chosen, loads = _value(fields, "answer"), dict(question.loads)
    servers = tuple(_server(question, name, chosen, loads.get(name)) for name in question.servers)
    judged = (*parts, *[None] * question.wanted)  # one after the other; a name may come twice
    picks = tuple(
        Pick(nth, _value(fields, f"answer-{nth}"), judged[nth - 1]) for nth in range(1, question.wanted + 1)
    )
    picture = ring_picture(question.size, question.points, question.place)
    return RingForm(picture, servers, picks if question.sequence else (), question.place)


def _server(question: RingQuestion, name: str, chosen: str, load: int | None) -> Server:
    number = server_number(name, question.servers)
    places = [str(place) for place, owner in question.points if owner == name]
    words = places[0] if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]}"
    return Server(number, (number - 1) % HUES, name, words, "" if load is None else str(load), name == chosen)


FORMS: dict[type, Callable[[Any, Fields, Parts], AnswerForm]] = {
    SingleQuestion: _single,
    MultipleQuestion: _multiple,
    NumericQuestion: _numeric,
    OrderQuestion: _order,
    CategoriseQuestion: _categorise,
    FindErrorQuestion: _find_error,
    RingQuestion: _ring,
}
