"""The bank on other platforms: what was written is parsed, and every question is found again, in both formats."""

import re
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.catalog import load
from course.exchange.gift import to_gift
from course.exchange.moodle import marks, to_moodle
from course.exchange.moodle_in import from_moodle
from course.exchange.portable import Choice, Head, Number, Options, Pairs, Portable, portable
from tests.course.quiz.gift_reader import read_gift
from tests.course.quiz.test_quizzes import FILE, QUIZ
from tests.course.toy import Content

COURSE = library.course()
BANK = COURSE.details["bank"]
TITLES = {lesson.id: lesson.title for lesson in COURSE.lessons.values()}
ALL = portable(BANK.items.values(), 2)
MOODLE_MARKS = {100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 0}


def as_row(question: Portable) -> dict[str, object]:
    """What a reader should find of a question."""
    row: dict[str, object] = {"stem": question.head.text, "hint": question.head.hint}
    match question:
        case Options(options=options, several=several):
            told = [
                {"text": each.text, "says": each.says} | ({"right": True} if each.right else {})
                for each in options
            ]
            return row | {"kind": "multiple" if several else "single", "options": told}
        case Number(values=values, other=other):
            right, *slips = values
            return row | {
                "kind": "numeric",
                "answer": pytest.approx(right.value),
                "tolerance": pytest.approx(right.tolerance),
                "right": right.says,
                "other": other,
                "slips": [{"value": pytest.approx(slip.value), "says": slip.says} for slip in slips],
            }
        case Pairs(pairs=pairs):
            return row | {"kind": "categorise", "items": [(asked, answer) for asked, answer in pairs]}


def bare(row: dict[str, object]) -> dict[str, object]:
    """A row without what our own reader adds to it."""
    row = {name: value for name, value in row.items() if name not in ("expr", "categories")}
    for slip in row.get("slips", ()):  # type: ignore[attr-defined]
        slip.pop("expr")
    if row["kind"] == "categorise":
        row["items"] = [(item["text"], item["category"]) for item in row["items"]]  # type: ignore[attr-defined]
    return row


def test_every_item_is_there() -> None:
    names = {re.match(r"L\d\d-Q\d+", question.head.name)[0] for question in ALL}  # type: ignore[index]
    assert names == set(BANK.items)
    assert len({question.head.name for question in ALL}) == len(ALL)


def test_moodle_xml_is_read_back_question_by_question() -> None:
    rows, left = from_moodle(to_moodle(ALL, TITLES))
    assert left == []
    assert [bare(row) for row in rows] == [as_row(question) for question in ALL]


def test_gift_is_read_back_question_by_question() -> None:
    found = read_gift(to_gift(ALL, TITLES))
    assert list(found) == [question.head.name for question in ALL]
    for question in ALL:
        stem, answers = found[question.head.name]
        assert stem == question.head.text
        assert answers == expected_answers(question)


def expected_answers(question: Portable) -> list[tuple[str, ...]]:
    match question:
        case Options(options=options, several=several):
            signs = (
                [f"~%{mark}%" for mark in marks(question)]
                if several
                else ["=" if o.right else "~" for o in options]
            )
            return [(sign, each.text, each.says) for sign, each in zip(signs, options, strict=True)]
        case Number(values=values, other=other):
            numbers = [
                ("=" if each.right else "=%0%", f"{each.value:.12g}:{each.tolerance:.12g}", each.says)
                for each in values
            ]
            return [*numbers, ("~", "", other)]
        case Pairs(pairs=pairs, spare=spare):
            return [("=", asked, answer) for asked, answer in (*pairs, *(("", each) for each in spare))]


def test_marks_are_those_that_moodle_knows() -> None:
    for question in ALL:
        if isinstance(question, Options):
            assert {abs(float(mark)) for mark in marks(question)} <= MOODLE_MARKS, question.head.name


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    head = Head("X", "L21", f"a {text} b", "hint", "worked")
    question = Options(head, (Choice(f"a {text}", True, f"b {text}"), Choice("no", False, "No.")))
    rows, _ = from_moodle(to_moodle([question], {}))
    assert rows[0]["stem"] == f"a {text} b"
    stem, answers = read_gift(to_gift([question], {}))["X"]
    arrow = text.replace("->", "→")
    assert (stem, answers[0]) == (f"a {arrow} b", ("=", f"a {arrow}", f"b {arrow}"))


@pytest.mark.parametrize(
    "text", ["", "<quiz>", '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>&a;</quiz>', "x" * 5_000_001], ids=len
)
def test_what_is_no_moodle_xml_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not XML|is wanted"):
        from_moodle(text)


def test_a_type_that_we_do_not_have_is_named() -> None:
    rows, left = from_moodle("<quiz><question type='essay'><name><text>Why</text></name></question></quiz>")
    assert rows == []
    assert left == ["'Why' is of the type 'essay', which cannot be read."]


# -- the commands ------------------------------------------------------------------------------------------


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_the_commands_write_what_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    assert "171 questions" in run("export_questions", "--out", file)
    assert len(from_moodle(file.read_text(encoding="utf-8"))[0]) == len(portable(BANK.items.values(), 5))
    assert list(read_gift(run("export_questions", "--format", "gift", "--lesson", "L20"))) == [
        "L20-Q1", "L20-Q2", "L20-Q3", "L20-Q4", *(f"L20-Q5 #{seed}" for seed in range(1, 6))
    ]  # fmt: skip
    with pytest.raises(CommandError, match="no lesson 'L77'"):
        run("export_questions", "--lesson", "L77")


def test_what_was_exported_can_be_imported_into_a_lesson(content: Content, tmp_path: Path) -> None:
    (content.folder / FILE).write_text(QUIZ, encoding="utf-8")
    file = tmp_path / "bank.xml"
    run("export_questions", "--lesson", "L20", "--drawings", 1, "--out", file)
    order = ("import_questions", file, "--objective", "L21-a", "--content", content.folder)
    assert "Add --write" in run(*order)
    assert content.problems() == ()
    assert len(content.course().details["bank"].items) == 4
    assert "5 questions are in l21-what-moved/quiz.yaml" in run(*order, "--write")
    assert content.problems() == ()
    bank = content.course().details["bank"]
    assert len(bank.items) == 9
    assert bank.objectives["L21-a"].items == (
        "L21-Q1",
        "L21-Q2",
        *(f"L21-Q{number}" for number in range(5, 10)),
    )
    assert bank.items["L21-Q5"].draw(1).grade("2").right
    assert (content.folder / FILE).read_text(encoding="utf-8").count(
        "hint: Count."
    ) == 3  # the old words stand


def test_yaml_is_imported_and_a_problem_stops_it(content: Content, tmp_path: Path) -> None:
    (content.folder / FILE).write_text(QUIZ, encoding="utf-8")
    row = yaml.safe_load(QUIZ)["questions"][0]
    file = tmp_path / "more.yaml"
    order = ("import_questions", file, "--objective", "L21-b", "--content", content.folder, "--write")
    file.write_text(yaml.safe_dump({"questions": [row | {"answer": 81}]}), encoding="utf-8")
    with pytest.raises(CommandError, match=r"quiz.yaml:\d+: 100\*4/5 is 80, not 81"):
        run(*order)
    assert (content.folder / FILE).read_text(encoding="utf-8") == QUIZ
    file.write_text(yaml.safe_dump({"questions": [row]}), encoding="utf-8")
    assert "L21-Q5  numeric" in run(*order)
    assert load(content.folder)[1] == ()


@pytest.mark.parametrize("text", ["questions: [1]", "questions: {", "[]", "questions: []"])
def test_a_file_without_questions_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError):
        run("import_questions", file, "--objective", "L21-a")


@pytest.mark.parametrize("name", BANK.items)
def test_a_teacher_sees_the_question_of_a_seed(name: str) -> None:
    shown = run("preview_question", name, "--seed", 7)
    question = BANK.items[name].draw(7)
    assert question.grade(question.solution()).worked in shown
    assert question.ask.hint in shown


def test_a_preview_of_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="no question 'L21-Q99'"):
        run("preview_question", "L21-Q99")
