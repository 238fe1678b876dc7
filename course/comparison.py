"""A prediction beside what happened: how far off, in one kind sentence. Pure.

Invariant: the sentence is made from the two values, and says how it was before it says how far off the guess was.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from course.answers import measured, unit_of
from course.lesson import ChoiceQuestion, CurveQuestion, NumberQuestion, Question, SlotsQuestion
from simulator.engine.outcome import Finding, Line, Outcome

CLOSE = 0.05  # of the range, or of the value itself on a logarithmic one: near enough to be called right
MARKS = {"hit": "you found it", "missed": "you missed it", "false": "false alarm", "rest": "stays"}


@dataclass(frozen=True, slots=True)
class Compared:
    """sentence: the comparison in plain words. right: whether the guess was (nearly) right.

    answer: what happened, of the kind of the value. shown: the same in words.
    """

    sentence: str
    right: bool
    answer: Any
    shown: str


def compare(question: Question, outcome: Outcome, value: Any, certainty: int | None) -> Compared:
    """Put a value and the outcome side by side. Raises `KeyError` if the outcome lacks what the question asks."""
    compared = COMPARE[question.kind](question, outcome, value)
    after = SURPRISES.get((compared.right, certainty), "")
    return Compared(f"{compared.sentence} {after}".strip(), compared.right, compared.answer, compared.shown)


# What a certainty adds. A confident error is the one that is best remembered (Butterfield and Metcalfe 2001).
SURPRISES: Mapping[tuple[bool, int | None], str] = {
    (False, 3): "You were certain, so this is the kind of surprise that is worth a second look.",
    (True, 1): "You called it a guess. The lesson says why it was a good one.",
}


def answer_of(question: Question, outcome: Outcome) -> tuple[Any, str]:
    """What happened, as a value and in words."""
    return ANSWERS[question.kind](question, outcome)


def printed(finding: Finding) -> str:
    """A finding as a page prints it: with its digits and its unit."""
    if isinstance(finding.value, tuple):
        return names(finding.value)
    if isinstance(finding.value, str):
        return finding.value
    return measured(f"{finding.value:,.{finding.digits}f}", finding.unit)


def names(words: Sequence[str]) -> str:
    """("a", "b", "c") -> a, b and c"""
    if not words:
        return "none"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def plain(value: float) -> str:
    """A guess as it was typed: 25, 2.5, 10,000."""
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


# -- a number --------------------------------------------------------------------------------------------


def _number(question: NumberQuestion, outcome: Outcome, value: float) -> Compared:
    answer, shown = answer_of(question, outcome)
    guess = measured(plain(value), question.unit)
    right = _close(question, value, answer)
    if right:
        return Compared(f"It was {shown}. You said {guess}: as good as right.", right, answer, shown)
    return Compared(
        f"It was {shown}. You said {guess}: {_apart(question, value, answer)}.", right, answer, shown
    )


def _close(question: NumberQuestion, value: float, answer: float) -> bool:
    if question.log and value > 0 and answer > 0:
        return abs(math.log(value / answer)) <= math.log(1.2)
    return abs(value - answer) <= max(CLOSE * (question.high - question.low), question.step / 2)


def _apart(question: NumberQuestion, value: float, answer: float) -> str:
    """How far, in the measure that fits: points, times, or the unit itself."""
    side = "below" if value < answer else "above"
    if value > 0 and answer > 0 and question.log:
        times = max(value / answer, answer / value)
        return f"{times:.2g} times too {'low' if value < answer else 'high'}"
    gap = abs(value - answer)
    size = f"{gap:,.0f}" if gap >= 10 else f"{gap:,.3g}"
    unit = " points" if question.unit == "%" else unit_of(question.unit)
    return f"{size}{'' if question.unit.startswith('of ') else unit} {side} it"


def _number_answer(question: NumberQuestion | ChoiceQuestion, outcome: Outcome) -> tuple[float, str]:
    return outcome.number(question.answer), printed(outcome.finding(question.answer))


# -- a choice --------------------------------------------------------------------------------------------


def _choice(question: ChoiceQuestion, outcome: Outcome, value: str) -> Compared:
    labels = dict(question.options)
    answer, shown = answer_of(question, outcome)
    right = value == answer
    happened = (
        f"It was “{shown}”" if shown == labels[answer] else f"It was {shown}, so “{labels[answer]}” is right"
    )
    if right:
        return Compared(f"{_ended(happened)} That is what you said.", right, answer, shown)
    mine = f"You said “{labels.get(value, value)}”"
    return Compared(f"{_ended(happened)} {_ended(mine)}", right, answer, shown)


def _ended(words: str) -> str:
    """With one full stop, whether an option brings its own or not."""
    return words if words.rstrip("”").endswith(".") else f"{words}."


def _choice_answer(question: ChoiceQuestion, outcome: Outcome) -> tuple[str, str]:
    """The right option: the one that the finding names, or the one nearest to its number."""
    finding = outcome.finding(question.answer)
    labels = dict(question.options)
    if not isinstance(finding.value, int | float):
        return str(finding.value), labels[str(finding.value)]
    happened = float(finding.value)
    nearest = min(labels, key=lambda option: distance(float(option), happened))
    return nearest, printed(finding)


def distance(option: float, happened: float) -> float:
    """Of two numbers as people feel it: by ratio where both are positive."""
    if option > 0 and happened > 0:
        return abs(math.log(option / happened))
    return abs(option - happened)


# -- a curve ---------------------------------------------------------------------------------------------


def _curve(question: CurveQuestion, outcome: Outcome, value: Sequence[float]) -> Compared:
    answer, shown = answer_of(question, outcome)
    gaps = [_gap(question, mine, real) for mine, real in zip(value, answer, strict=True)]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    unit = unit_of(question.unit)
    right = gaps[worst] <= 2 * CLOSE
    if right:
        return Compared("Your curve lies close to it all the way.", right, answer, shown)
    sentence = (
        f"Your curve is farthest from it at {plain(question.x[worst])}: you drew {plain(value[worst])}{unit}, "
        f"and it was {_short(answer[worst])}{unit}."
    )
    return Compared(sentence, right, answer, shown)


def _gap(question: CurveQuestion, mine: float, real: float) -> float:
    """As a share of the height of the chart."""
    if question.y_log and min(mine, real, question.low) > 0:
        return abs(math.log(mine / real)) / math.log(question.high / question.low)
    return abs(mine - real) / (question.high - question.low)


def _curve_answer(question: CurveQuestion, outcome: Outcome) -> tuple[list[float], str]:
    """The line at the question's x; between two of its points on the straight way."""
    line = outcome.line(question.answer)
    values = [_at(line, x, log=question.x_log) for x in question.x]
    return (
        values,
        f"from {_short(values[0])} to {_short(values[-1])}{unit_of(question.unit)}",
    )


def _short(value: float) -> str:
    """Three digits that count: a curve is read by eye."""
    return plain(float(f"{value:.3g}"))


def _at(line: Line, x: float, *, log: bool) -> float:
    xs = [float(one) for one in line.x]
    place = next((i for i, one in enumerate(xs) if one >= x), len(xs) - 1)
    if place == 0 or xs[place] == x:
        return line.y[place]
    before, after = xs[place - 1], xs[place]
    if log and before > 0 and x > 0:
        before, after, x = math.log(before), math.log(after), math.log(x)
    part = min(1.0, (x - before) / (after - before))
    return line.y[place - 1] + part * (line.y[place] - line.y[place - 1])


# -- places on the ring ----------------------------------------------------------------------------------


def _slots(question: SlotsQuestion, outcome: Outcome, value: Sequence[str]) -> Compared:
    answer, shown = answer_of(question, outcome)
    marks = marks_of(question, answer, value)
    count = {mark: sum(one == mark for one in marks.values()) for mark in MARKS}
    found = f"You found {count['hit']} of {len(answer)}"
    wrong = (
        f", with {count['false']} false alarm{'' if count['false'] == 1 else 's'}" if count["false"] else ""
    )
    right = not count["missed"] and not count["false"]
    if right:
        return Compared(f"It was {shown}. You found all of them.", right, answer, shown)
    return Compared(f"It was {shown}. {found}{wrong}.", right, answer, shown)


def marks_of(question: SlotsQuestion, answer: Sequence[str], value: Sequence[str]) -> dict[str, str]:
    """For each slot by name: "hit", "missed", "false" or "rest"."""
    kinds = {(True, True): "hit", (True, False): "missed", (False, True): "false", (False, False): "rest"}
    return {name: kinds[name in answer, name in value] for name, _ in question.slots}


def _slots_answer(question: SlotsQuestion, outcome: Outcome) -> tuple[list[str], str]:
    value = outcome.finding(question.answer).value
    right = [name for name, _ in question.slots if isinstance(value, tuple) and name in value]
    return right, names(right)


COMPARE: Mapping[str, Callable[[Any, Outcome, Any], Compared]] = {
    "number": _number,
    "choice": _choice,
    "curve": _curve,
    "slots": _slots,
}
ANSWERS: Mapping[str, Callable[[Any, Outcome], tuple[Any, str]]] = {
    "number": _number_answer,
    "choice": _choice_answer,
    "curve": _curve_answer,
    "slots": _slots_answer,
}
