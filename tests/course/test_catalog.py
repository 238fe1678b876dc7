"""The catalog names every problem, with the file and the line where it stands, and all at once."""

import re

import pytest

from course.catalog import load
from course.lesson import SECTIONS
from tests.course.toy import FRONT, SLUG, Content
from tests.course.toy import SECTIONS as TEXTS

LESSON = f"{SLUG}/lesson.md"


def only(content: Content, file: str = LESSON) -> tuple[str, int]:
    """The one problem there is: message and line."""
    (problem,) = content.problems()
    assert problem.file == file
    return problem.message, problem.line


def test_a_good_lesson_has_no_problem_and_is_read_whole(content: Content) -> None:
    assert content.problems() == ()
    lesson = content.course().lessons["L21"]
    assert tuple(section.id for section in lesson.sections) == SECTIONS
    assert lesson.settings == {"before": "4", "after": "5", "rule": "modulo"}
    assert (lesson.experiment, lesson.seed, lesson.misconceptions) == ("toy", 7, ("MC-36",))
    assert [answer.right for answer in lesson.seen] == [True, False]
    assert lesson.section("notes").blocks[0].embed == "fix"
    assert lesson.section("explain").line == content.line_of("## explain")


# Each case: what to put instead of what in the front matter, and what the problem says.
FRONT_CASES = {
    "experiment": ("lab: toy", "lab: joy", "no experiment 'joy'"),
    "setting it refuses": ("before: 4,", "before: 400,", "toy refuses before=400"),
    "a setting it has not": ("before: 4,", "ovens: 4,", "toy has no setting 'ovens'"),
    "misconception": ("[MC-36]", "[MC-99]", "no misconception 'MC-99'"),
    "point of the notes": ('["Consistent hashing"]', '["Pizza 9"]', "no point of the notes 'Pizza 9'"),
    "point that others carry": ('["Consistent hashing"]', '["Pizza 2"]', "does not name L21 under 'Pizza 2'"),
    "kind of question": ("kind: number", "kind: riddle", "no kind of question 'riddle'"),
    "bounds of a question": ("low: 0, high: 100", "low: 100, high: 0", "needs low < high"),
    "two right answers": ("{text: Few moved,", "{text: Few moved, right: true,", "Exactly one answer"),
    "no right answer": ("right: true, ", "", "Exactly one answer"),
    "a field nobody reads": ("seed: 7\n", "seed: 7\nsede: 8\n", "Nothing reads 'sede'"),
    "a missing field": ("about: Four ovens become five\n", "", "'about' is missing"),
    "a field of a wrong type": ("seed: 7", "seed: seven", "'seed' must be a whole number"),
    "a field twice": ("seed: 7\n", "seed: 7\nseed: 7\n", "'seed' stands here twice"),
    "a bare number in a reply": ("reply: Look again.", "reply: It was 80%.", "The number 80 does not say"),
    "a bare number in the question": (
        "What share moves?",
        "What share of 60 moves?",
        "The number 60 does not",
    ),
    "given that is no number": ("given: [4, 5]", "given: [4, 5, many]", "'many' holds 0 numbers"),
}


@pytest.mark.parametrize(("old", "new", "says"), FRONT_CASES.values(), ids=FRONT_CASES)
def test_front_matter(content: Content, old: str, new: str, says: str) -> None:
    assert old in FRONT
    content.write(front=FRONT.replace(old, new))
    found = content.problems()
    assert any(re.search(says, problem.message) for problem in found), found
    assert all(problem.file == LESSON and problem.line > 0 for problem in found)


# Each case: words in the explanation, and what the problem says.
TEXT_CASES = {
    "a bare number": ("It is 17.", "The number 17 does not say where it comes from."),
    "a calculation that disagrees": ('[81%]{calc="100*4/5"}', "Printed '81%', but 100*4/5 is 80."),
    "no arithmetic": ('[81%]{calc="open(4)"}', "'open(4)' has no value"),
    "no origin": ("[81%]{blank}", "needs one of calc, from or source"),
    "two origins": ("[81%]{calc=81 source=Karger97}", "needs one of calc, from or source"),
    "an unknown source": ("[81%]{source=Nobody99}", "there is no source 'Nobody99'"),
    "an unknown experiment": ('[81%]{from="joy:moved"}', "There is no experiment 'joy'."),
    "a setting it refuses": ("[81%]{from=moved after=0}", "toy refuses after=0"),
    "a setting it has not": ("[81%]{from=moved ovens=5}", "toy has no setting 'ovens'."),
    "a seed that is none": ("[81%]{from=moved seed=x}", "Seed: type a whole number"),
    "words that cannot be read": ('[81%]{calc="4" =}', "cannot be read"),
    "two numbers in a span": ('[4 of 5]{calc="4"}', "'4 of 5' holds 2 numbers"),
    "a term": ("the [[hush]]", "There is no term 'hush' in the glossary."),
    "a server": ("ask @Zoe", "@Zoe is nobody"),
    "a lesson": ("[more](L77)", "The link to 'L77' leads nowhere."),
    "a section": ("[more](L21#lunch)", "No lesson has a section 'lunch'."),
    "a page": ("[more](elsewhere.html)", "The link to 'elsewhere.html' leads nowhere."),
    "an erratum in an aside": ("::: aside notes E99\n:::", "There is no erratum 'E99'."),
    "a source in an aside": ("::: aside number Nobody99\nHere.\n:::", "There is no source 'Nobody99'."),
    "a kind of aside": ("::: aside gossip\nHere.\n:::", "is no aside"),
    "an erratum to fix": ("::: fix E99", "There is no erratum 'E99'."),
    "a figure of nothing": ("::: figure joy.shares", "There is no experiment 'joy'."),
    "a figure without a chart": ("::: figure toy", "which chart?"),
    "a figure with a wrong setting": ("::: figure toy.shares after=0", "toy refuses after=0"),
    "an unknown container": ("::: warning\nHere.", "opens or closes nothing"),
    "a formula": (r"$\frac$", "cannot be read"),
    "a command of no formula": (r"$\nonsense x$", "cannot be read"),
    "a picture": ("![x](y.png)", "A lesson has no pictures"),
    "an aside in a list": ("- one\n\n  ::: aside more\n  Here.\n  :::", "must stand by itself"),
    "a big heading": ("# Big", "no heading with one #"),
}


@pytest.mark.parametrize(("words", "says"), TEXT_CASES.values(), ids=TEXT_CASES)
def test_text(content: Content, words: str, says: str) -> None:
    content.write(explain=f"First this.\n\n{words}")
    found = [problem for problem in content.problems() if says in problem.message]
    assert found, content.problems()
    lines = words.splitlines()
    place = content.line_of(lines[0])
    assert all(place <= problem.line < place + len(lines) and problem.file == LESSON for problem in found)


def test_an_aside_that_is_not_closed(content: Content) -> None:
    content.write(check="1. Say it.\n\n::: aside more\nOn and on.")
    assert only(content) == ("This aside is not closed.", content.line_of("::: aside more"))


def test_a_missing_section(content: Content) -> None:
    content.write(text="".join(f"## {name}\n{words}\n" for name, words in TEXTS.items() if name != "lab"))
    assert only(content)[0] == "The section '## lab' is missing."


def test_sections_out_of_order(content: Content) -> None:
    order = ("story", "predict", "explain", "lab", "worked", "notes", "check")
    content.write(text="".join(f"## {name}\n{TEXTS[name]}\n" for name in order))
    found = content.problems()
    assert [problem.message for problem in found] == ["'## lab' must come before '## explain', and once."]
    assert found[0].line == content.line_of("## lab")


def test_a_section_that_no_lesson_has(content: Content) -> None:
    content.write(text="".join(f"## {name}\n{words}\n" for name, words in {**TEXTS, "lunch": "Eat."}.items()))
    assert only(content) == ("No section is called 'lunch'.", content.line_of("## lunch"))


def test_words_before_the_first_section(content: Content) -> None:
    content.write(text="Hello.\n\n" + "".join(f"## {name}\n{words}\n" for name, words in TEXTS.items()))
    assert only(content)[0] == "Words before the first section."


def test_a_lesson_without_front_matter_is_one_that_is_not_written(content: Content) -> None:
    (content.folder / LESSON).write_text("## story\nHello.\n")
    assert "begins with its front matter" in only(content)[0]
    assert not content.course().lessons["L21"].written


def test_yaml_that_is_none(content: Content) -> None:
    content.write(front=FRONT.replace("seed: 7", "seed: [7"))
    assert any("This is not YAML" in problem.message for problem in content.problems())


def test_a_folder_that_is_no_lesson(content: Content) -> None:
    (content.folder / "l99-nothing").mkdir()
    assert only(content, "l99-nothing")[0] == "No lesson of course.yaml has this slug."


# Each case: a table, what to put instead of what, what the problem says.
TABLE_CASES = {
    "prerequisite": ("course.yaml", "prerequisites: [L20]", "prerequisites: [L88]", "L21 needs 'L88'"),
    "circle": ("course.yaml", "prerequisites: [L20]", "prerequisites: [L22]", "L21 needs L22 needs L21"),
    "order": ("course.yaml", "prerequisites: [L20]", "prerequisites: [L29]", "L29, which comes later"),
    "slug": ("course.yaml", "slug: l21-what-moved", "slug: what-moved", "is no slug of L21"),
    "slug twice": ("course.yaml", "slug: l02-count-heads", "slug: l01-draw-the-shop", "same slug"),
    "lesson twice": ("course.yaml", "id: L02", "id: L01", "L01 stands in the course twice"),
    "carrier": ("course.yaml", "Pizza 2: [L09]", "Pizza 2: [L88]", "There is no lesson 'L88'"),
    "no carrier": ("course.yaml", "Pizza 2: [L09]", "Pizza 2: []", "No lesson carries the point 'Pizza 2'"),
    "term's lesson": ("glossary.yaml", "lessons: [L10]", "lessons: [L88]", "There is no lesson 'L88'"),
    "term twice": ("glossary.yaml", 'also: ["rendezvous"]', 'also: ["ring"]', "names two terms"),
    "tag": ("sources.yaml", 'tag: "M"', 'tag: "Q"', "must begin with one of"),
    "mark": (
        "notes.yaml",
        'marks: ["hardware failure"]',
        'marks: ["softwear"]',
        "does not stand in the notes",
    ),
    "wrong part": ("notes.yaml", 'wrong: "never fail"', 'wrong: "always"', "no part of what the notes say"),
    "erratum's lesson": ("notes.yaml", "lessons: [L08]", "lessons: [L88]", "There is no lesson 'L88'"),
}


@pytest.mark.parametrize(("file", "old", "new", "says"), TABLE_CASES.values(), ids=TABLE_CASES)
def test_tables(content: Content, file: str, old: str, new: str, says: str) -> None:
    content.change(file, old, new)
    found = [problem for problem in content.problems() if says in problem.message]
    assert found, content.problems()
    assert all(problem.file == file and problem.line > 0 for problem in found)


def test_all_problems_at_once(content: Content) -> None:
    content.change("course.yaml", "prerequisites: [L20]", "prerequisites: [L88]")
    content.change("sources.yaml", 'tag: "M"', 'tag: "Q"')
    content.write(front=FRONT.replace("MC-36", "MC-99"), story="It is 17.", lab="[[hush]]")
    assert len({(problem.file, problem.line) for problem in content.problems()}) == 5


def test_a_missing_table_is_told_and_ends_nothing(content: Content) -> None:
    (content.folder / "sources.yaml").unlink()
    course, problems = load(content.folder)
    assert course is not None
    assert any(problem.file == "sources.yaml" for problem in problems)


def test_without_lessons_there_is_no_course(content: Content) -> None:
    (content.folder / "course.yaml").unlink()
    course, problems = load(content.folder)
    assert course is None
    assert any(problem.file == "course.yaml" for problem in problems)
