"""The question that a learner answers before the run: one reader for each kind, by table."""

from collections.abc import Callable

from course.lesson import ChoiceQuestion, CurveQuestion, NumberQuestion, Question, SlotsQuestion
from course.rendering import Resolver, plain_sentence

from .lined import Fields


def read_question(fields: Fields, resolver: Resolver) -> Question | None:
    """The question in `predict`; None if it is of no kind that we know."""
    kind = fields.text("kind")
    reader = _READERS.get(kind)
    if not reader:
        fields.say("kind", f"There is no kind of question {kind!r}.", f"Known: {', '.join(_READERS)}.")
        return None
    words = plain_sentence(fields.text("question"), fields.line_of("question"), resolver)
    question = reader(fields, words, fields.text("answer"))
    fields.done()
    return question


def _number(fields: Fields, words: str, answer: str) -> NumberQuestion:
    low, high, step = fields.number("low"), fields.number("high"), fields.number("step")
    log = fields.flag("log")
    if not low < high or not 0 < step <= high - low or (log and low <= 0):
        fields.say(
            "low", "A number needs low < high and a step between; low above 0 if it is on a log scale."
        )
    return NumberQuestion(words, answer, low, high, step, fields.text("unit", ""), log)


def _choice(fields: Fields, words: str, answer: str) -> ChoiceQuestion:
    options = []
    for row in fields.rows("options"):
        options.append((row.text("value"), row.text("label")))
        row.done()
    if len({value for value, _ in options}) != len(options) or len(options) < 2:
        fields.say("options", "A choice needs two options or more, each with a value of its own.")
    return ChoiceQuestion(words, answer, tuple(options), fields.text("chart", ""))


def _curve(fields: Fields, words: str, answer: str) -> CurveQuestion:
    x = fields.numbers("x")
    low, high = fields.number("low"), fields.number("high")
    x_log, y_log = fields.flag("x_log"), fields.flag("y_log")
    if "." not in answer:
        fields.say("answer", f"A curve is compared with a line: chart.line, not {answer!r}.")
    if list(x) != sorted(set(x)) or len(x) < 2 or (x_log and x[0] <= 0):
        fields.say("x", "x must rise, hold two numbers or more, and be above 0 on a log scale.")
    if not low < high or (y_log and low <= 0):
        fields.say("low", "A curve needs low < high, and low above 0 on a log scale.")
    titles = fields.text("x_title"), fields.text("y_title")
    return CurveQuestion(words, answer, x, *titles, low, high, x_log, y_log, fields.text("unit", ""))


def _slots(fields: Fields, words: str, answer: str) -> SlotsQuestion:
    size = fields.whole("size")
    places = {name: _places(fields, name, size) for name in ("slots", "servers")}
    return SlotsQuestion(words, answer, size, places["slots"], places["servers"])


def _places(fields: Fields, name: str, size: int) -> tuple[tuple[str, int], ...]:
    places = []
    for row in fields.rows(name):
        places.append((row.text("name"), row.whole("at")))
        if not 0 <= places[-1][1] < size:
            row.say("at", f"A place must be from 0 to {size - 1}.")
        row.done()
    return tuple(places)


_READERS: dict[str, Callable[[Fields, str, str], Question]] = {
    "number": _number,
    "choice": _choice,
    "curve": _curve,
    "slots": _slots,
}
