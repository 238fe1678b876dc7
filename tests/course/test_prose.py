"""The numbers of the prose. The last tests load every lesson that is written and work out every number again."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.arithmetic import work_out
from course.lesson import Lesson
from course.prose import agrees, bare_numbers, numbers_of, printed_value, run_of, wrong_by_running, wrong_with
from simulator.engine.outcome import Outcome
from tests.course.toy import FRONT, Content

COURSE = library.course()
WRITTEN = [lesson for lesson in COURSE.lessons.values() if lesson.written]


@pytest.mark.parametrize(
    ("printed", "value", "step"),
    [
        ("80%", 80, 1),
        ("80.1%", "80.1", "0.1"),
        ("10,000", 10_000, 1),
        ("2.93 times", "2.93", "0.01"),
        ("−3", -3, 1),
        ("1.5 million", 1_500_000, 100_000),
    ],
)
def test_a_printed_number_has_a_value_and_a_last_digit(
    printed: str, value: Decimal | int | str, step: Decimal | int | str
) -> None:
    assert printed_value(printed) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize("printed", ["many", "4 of 5", ""])
def test_a_printed_number_is_one_number(printed: str) -> None:
    with pytest.raises(ValueError, match="one is wanted"):
        printed_value(printed)


def test_a_number_stands_for_what_rounds_to_it() -> None:
    assert agrees("80%", 80.49)
    assert not agrees("80%", 80.51)
    assert not agrees("80.0%", 80.49)
    assert agrees("63.4%", 63.396765872677)
    assert agrees("0.67", 0.665)


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_every_number_agrees_with_itself_as_printed(value: float, digits: int) -> None:
    printed = f"{value:,.{digits}f}"
    assert agrees(printed, value)
    assert not agrees(printed, value + 2 * 10**-digits)


def test_bare_numbers_are_those_that_are_no_names() -> None:
    text = "In L21 and E21, p99 of 4 ovens: 10,000 keys, 99.9% of MC-36, oven-3, H10. From 4-5 to 2."
    assert bare_numbers(text) == ["4", "10,000", "99.9", "4", "5", "2"]


def wrongs(content: Content) -> list[tuple[int, str]]:
    assert content.problems() == ()
    return list(wrong_by_running(content.course().lessons["L21"], run_of))


def test_findings_are_worked_out_at_the_settings_of_the_lesson_or_at_others(content: Content) -> None:
    content.write(
        explain="[80.0%]{from=moved} [90%]{from=moved before=9 after=10} [Cy]{from=owner} [Ada, Bo]{from=heirs} "
        '[67%]{from="toy:moved" after=3 seed=3} [3]{from=seed seed=3} [7]{from=seed}'
    )
    assert wrongs(content) == []
    numbers = numbers_of(content.course().lessons["L21"])
    assert [number.printed for number in numbers] == ["80.0%", "90%", "Cy", "Ada, Bo", "67%", "3", "7"]
    assert numbers[1].settings == {"before": "9", "after": "10", "rule": "modulo"}
    assert {number.line for number in numbers} == {content.line_of("from=moved")}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("[81%]{from=moved}", "Printed '81%', but moved of toy is 80."),
        ("[Di]{from=owner}", "Printed 'Di', but owner of toy is 'Cy'."),
        ("[80%]{from=lost}", "toy finds no 'lost', only: moved, owner, heirs, seed."),
        ("::: figure toy.slices", "toy draws no chart 'slices', only: shares."),
    ],
)
def test_what_only_a_run_can_tell(content: Content, words: str, says: str) -> None:
    content.write(explain=words)
    ((line, wrong),) = wrongs(content)
    assert wrong == says
    assert abs(line - content.line_of(words)) <= 1


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("answer: lost, low: 0", "predict: the run gives no 'lost'."),
        ("answer: owner, low: 0", "predict: owner is 'Cy', which is no answer to a number question."),
        ("answer: moved, low: 90", "predict: moved is 80, which cannot be guessed."),
    ],
)
def test_a_question_can_be_answered(content: Content, question: str, says: str) -> None:
    content.write(front=FRONT.replace("answer: moved, low: 0", question))
    assert [wrong for _, wrong in wrongs(content)] == [says]


def test_a_choice_offers_what_the_run_gives(content: Content) -> None:
    start = FRONT.index("predict:")
    options = "[{value: %s, label: A}, {value: Di, label: B}]"
    choice = f'predict: {{kind: choice, question: "Who?", answer: owner, options: {options}}}\n'
    rest = FRONT[FRONT.index("seen:") :]
    content.write(front=FRONT[:start] + choice % "Cy" + rest)
    assert wrongs(content) == []
    content.write(front=FRONT[:start] + choice % "Bo" + rest)
    assert [wrong for _, wrong in wrongs(content)] == [
        "predict: owner is 'Cy', and no option has this value."
    ]


@cache
def _outcome(experiment: str, settings: tuple[tuple[str, str], ...], seed: int) -> Outcome:
    return run_of(experiment, dict(settings), seed)


def remembered(experiment: str, settings: Mapping[str, str], seed: int) -> Outcome:
    return _outcome(experiment, tuple(sorted(settings.items())), seed)


def test_the_course_has_no_problem() -> None:
    assert [str(problem) for problem in library.problems()] == []


@pytest.mark.parametrize("lesson", WRITTEN, ids=lambda lesson: lesson.slug)
def test_every_number_of_every_lesson(lesson: Lesson) -> None:
    assert list(wrong_by_running(lesson, remembered)) == []
    for number in numbers_of(lesson):
        assert wrong_with(number, remembered) == ""


@pytest.mark.parametrize("lesson", WRITTEN, ids=lambda lesson: lesson.slug)
def test_a_lesson_says_where_its_numbers_come_from(lesson: Lesson) -> None:
    kinds = {number.kind for number in numbers_of(lesson)}
    assert kinds & {"calc", "from"}, "a lesson without a number that is worked out"
    for number in numbers_of(lesson):
        if number.kind == "calc":
            assert agrees(number.printed, work_out(number.expression))
        if number.kind == "source":
            assert number.source in COURSE.sources


def test_every_point_of_the_notes_is_carried_by_a_lesson() -> None:
    points = COURSE.details["seed_points"]
    assert len(points) == 22
    for point, carriers in points.items():
        assert carriers, point
        assert set(carriers) <= set(COURSE.lessons), point


def test_every_erratum_is_carried_by_a_lesson_and_stands_in_the_notes() -> None:
    assert list(COURSE.errata) == [f"E{number}" for number in range(1, 23)]
    marked = {mark.erratum for mark in COURSE.details["notes"].marks}
    assert marked == set(COURSE.errata)
    for erratum in COURSE.errata.values():
        assert erratum.lessons or erratum.kind == "spelling"
        assert erratum.models or erratum.kind == "spelling"


def test_every_term_and_every_misconception_is_there() -> None:
    assert list(COURSE.misconceptions) == [f"MC-{number:02}" for number in range(1, 49)]
    assert len(COURSE.terms) >= 67
    assert len(COURSE.sources) >= 49
    assert all(term.lessons for term in COURSE.terms.values())
