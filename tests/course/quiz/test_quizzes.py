"""The bank: all 171 questions stand, each number is worked out again, and every error is told with its line."""

import re

import pytest

from course import library
from course.arithmetic import work_out
from course.catalog import load
from course.library import CONTENT
from course.questions.codes import codes_of
from course.questions.collection import Bank
from tests.course.toy import SLUG, Content

FILE = f"{SLUG}/quiz.yaml"
QUIZ = """\
objectives:
  - {id: L21-a, text: Count., items: [L21-Q1, L21-Q2]}
  - {id: L21-b, text: Walk., items: [L21-Q3, L21-Q4]}
questions:
  - id: L21-Q1
    kind: numeric
    stem: 4 ovens become 5. How many in 100 move?
    hint: Count.
    link: L21#explain
    answer: 80
    expr: 100*4/5
    right: 4 of 5 move.
    other: Count again.
    slips:
      - {value: 20, expr: 100/5, says: The least., code: MC-36}
  - id: L21-Q2
    kind: single
    stem: Which share moves?
    hint: Count.
    link: L21#worked
    options:
      - {text: n/(n+1), says: "Yes.", right: true}
      - {text: one share, says: Only that., code: MC-35}
  - id: L21-Q3
    kind: ring
    stem: Whose is key 33?
    hint: Walk.
    link: L22#explain
    size: 100
    points: {8: Ada, 27: Bo, 45: Cy}
    key: 33
    answer: [Cy]
    right: Cy at 45.
  - id: L21-Q4
    kind: generated
    hint: Count.
    link: L21#worked
    generator: mod_fraction
"""


@pytest.fixture
def quiz(content: Content) -> Content:
    (content.folder / FILE).write_text(QUIZ, encoding="utf-8")
    return content


def bank_in(content: Content) -> Bank:
    bank: Bank = content.course().details["bank"]
    return bank


def test_a_good_quiz_has_no_problem_and_is_read_whole(quiz: Content) -> None:
    assert quiz.problems() == ()
    bank = bank_in(quiz)
    assert list(bank.items) == ["L21-Q1", "L21-Q2", "L21-Q3", "L21-Q4"]
    assert [each.items for each in bank.objectives_of("L21")] == [("L21-Q1", "L21-Q2"), ("L21-Q3", "L21-Q4")]
    assert [item.ask.id for item in bank.by_code("MC-36")] == ["L21-Q1", "L21-Q4"]
    assert bank.by_code("MC-99") == ()
    assert bank.of_lesson("L20") == ()


# Each case: what to put instead of what; what the problem says; the words of the line that it is told for.
CASES = {
    "an unknown code": ("MC-35", "MC-99", "no misconception 'MC-99'", "MC-99"),
    "an unknown lesson in a link": ("link: L21#explain", "link: L77#explain", "leads nowhere", "L77"),
    "an unknown section in a link": ("link: L21#explain", "link: L21#lunch", "leads nowhere", "#lunch"),
    "an id twice": ("- id: L21-Q2", "- id: L21-Q1", "L21-Q1 stands here twice", "options"),
    "an id of another lesson": ("- id: L21-Q2", "- id: L20-Q2", "'L20-Q2' is no id", "- id: L20-Q2"),
    "an answer that its calculation is not": ("answer: 80", "answer: 81", r"100\*4/5 is 80, not 81", "expr: 100*4/5"),
    "a slip that its calculation is not": ("value: 20,", "value: 21,", "100/5 is 20, not 21", "value: 21"),
    "an answer without a calculation": ("    expr: 100*4/5\n", "", "80 does not say where", "answer: 80"),
    "a calculation that is none": ("100*4/5", "open(4)", "has no value", "expr: open(4)"),
    "a slip that is the answer": ("value: 20", "value: 80", "cannot be told from", "- id: L21-Q1"),
    "no feedback": ("says: Only that., ", "", "missing required field `says`", "text: one share"),
    "empty feedback": ("Only that.", "''", "has no feedback", "text: one share"),
    "an empty hint": ("hint: Walk.", "hint: ''", "'hint' is empty", "hint: ''"),
    "no stem": ("    stem: Which share moves?\n", "", "asks nothing", "- id: L21-Q2"),
    "two right options": ("code: MC-35", "right: true", "exactly one option", "- id: L21-Q2"),
    "a kind that is none": ("kind: single", "kind: riddle", "riddle", "kind: riddle"),
    "a field nobody reads": ("size: 100", "size: 100\n    sise: 9", "sise", "- id: L21-Q3"),
    "a walk that goes elsewhere": ("[Cy]", "[Bo]", "From 33 clockwise comes Cy, not Bo", "answer: [Bo]"),
    "a server that is not there": ("answer: [Cy]", "answer: [Gus]", "'Gus' does not stand", "answer: [Gus]"),
    "a place that is no number": ("{8: Ada", "{x: Ada", "Expected `int`", "points"),
    "a generator that is none": ("mod_fraction", "mod_friction", "no generator 'mod_friction'", "mod_friction"),
    "an objective on nothing": ("[L21-Q3, L21-Q4]", "[L21-Q3, L21-Q9]", "no question 'L21-Q9'", "L21-Q9"),
    "a question of no objective": ("[L21-Q3, L21-Q4]", "[L21-Q3]", "No objective of L21 uses L21-Q4", "objectives:"),
    "one objective only": ("  - {id: L21-b", "objects:\n  - {id: L21-b", "two to four objectives", "objectives:"),
    "an objective twice": ("id: L21-b", "id: L21-a", "L21-a stands here twice", "text: Walk."),
    "YAML that is none": ("answer: 80", "answer: [80", "This is not YAML", ""),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "says", "line"), CASES.values(), ids=CASES)
def test_each_error_is_told_with_its_line(quiz: Content, old: str, new: str, says: str, line: str) -> None:
    assert old in QUIZ
    quiz.change(FILE, old, new)
    found = [problem for problem in quiz.problems() if re.search(says, problem.message)]
    assert found, quiz.problems()
    assert all(problem.file == FILE and problem.line > 0 for problem in found)
    lines = (quiz.folder / FILE).read_text(encoding="utf-8").splitlines()
    told = lines[found[0].line - 1]
    if line == "options":  # the second of two: told where it stands
        assert found[0].line == 1 + max(nth for nth, each in enumerate(lines) if "- id: L21-Q1" in each)
    else:
        assert line in told, (found[0], told)


def test_what_is_wrong_in_one_question_leaves_the_others(quiz: Content) -> None:
    quiz.change(FILE, "kind: single", "kind: riddle")
    assert list(bank_in(quiz).items) == ["L21-Q1", "L21-Q3", "L21-Q4"]


# -- the bank that stands ----------------------------------------------------------------------------------

COURSE = library.course()
BANK: Bank = COURSE.details["bank"]


def test_the_bank_stands_whole_and_without_a_problem() -> None:
    assert load(CONTENT)[1] == ()
    assert len(BANK.items) == 171
    assert sum(item.kind == "generated" for item in BANK.items.values()) == 24
    assert {item.ask.lesson for item in BANK.items.values()} == set(COURSE.lessons)
    assert {each.lesson for each in BANK.objectives.values()} == set(COURSE.lessons)


def test_every_misconception_shows_in_some_wrong_answer() -> None:
    assert set(BANK.codes) == set(COURSE.misconceptions)
    assert all(code in COURSE.misconceptions for item in BANK.items.values() for code in codes_of(item))


@pytest.mark.parametrize("name", BANK.items)
def test_every_question_takes_its_own_answer_for_any_seed(name: str) -> None:
    item = BANK.items[name]
    for seed in range(25):
        question = item.draw(seed)
        verdict = question.grade(question.solution())
        assert verdict.right
        assert verdict.code is None
        assert verdict.feedback and verdict.worked
        assert question.ask.stem and question.ask.hint


def test_no_question_leans_on_another() -> None:
    """A review shows each by itself: none begins with "and", "then" or "the same"."""
    leaning = re.compile(r"(And|Then|The same|Now)\b")
    assert [item.ask.id for item in BANK.items.values() if leaning.match(item.ask.stem)] == []


def test_arithmetic_of_the_bank_is_the_one_of_the_prose() -> None:
    """The two calculations that were loops in the first draft of the bank, counted out."""
    moved = sum(1 for key in range(20) if key % 4 != key % 5)
    assert work_out("20*(1-4/lcm(4,5))") == moved == BANK.items["L21-Q1"].key.answer  # type: ignore[attr-defined]
    stays = sum(1 for key in range(90) if key % 9 == key % 10) / 90
    assert work_out("9/lcm(9,10)") == pytest.approx(stays)
