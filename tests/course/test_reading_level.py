"""The reading level: syllables by rule, grades by the formula, a command that warns and does not fail."""

from io import StringIO

import pytest
from django.core.management import call_command

from course.management.commands.reading_level import warnings
from course.plain_words import paragraphs, plain
from course.reading_level import Reading, read, syllables
from tests.course.toy import Content

COUNTS = {
    "oven": 2,
    "the": 1,
    "baked": 1,
    "waited": 2,
    "table": 2,
    "server": 2,
    "clockwise": 2,
    "10,000": 1,
    "remainder": 3,
}
HARD = "Considerable availability considerations necessitate alternative infrastructural arrangements."


@pytest.mark.parametrize(("word", "count"), COUNTS.items())
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_is_the_formula() -> None:
    found = read(["The cat sat on the mat. It was fat."])
    assert found == Reading(words=9, sentences=2, syllables=9, longest=6)
    assert found.grade == pytest.approx(0.39 * 9 / 2 + 11.8 * 9 / 9 - 15.59)


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = read(["The oven is hot. The pizza is done."]).grade
    hard = read([HARD]).grade
    assert easy < 5 < hard


def test_what_is_no_reading_text_is_left_out() -> None:
    html = (
        '<h3>Head</h3><p>One <glossary-term><a href="/x">two</a><span class="term-tip">tip</span></glossary-term>'
        "<math><mi>n</mi></math><fill-blank><span>gap 1</span></fill-blank>.</p><table><tr><td>cell</td></tr></table>"
        "<details><summary>Show</summary></details><ul><li>"
        '<span class="server"><span class="disc" data-hue="0">1</span>Ada</span> &amp; four</li></ul>'
    )
    assert paragraphs(html) == ["One two ….", "Ada & four"]
    assert "cell" in plain(html)
    assert "tip" not in plain(html)
    assert "Show" not in plain(html)


def test_the_command_prints_a_line_for_each_lesson() -> None:
    out = StringIO()
    call_command("reading_level", stdout=out, no_color=True)
    assert "l21-what-moved" in out.getvalue()


def test_it_warns_of_a_lesson_that_is_too_hard(content: Content) -> None:
    content.write(
        story="word " * 91,
        explain="Considerable availability considerations necessitate alternative infrastructural arrangements. "
        * 40,
    )
    said = " ".join(warnings(content.course().lessons["L21"]))
    assert "is above 9" in said
    assert "a sentence of 91 words" in said
    assert "the story has 91 words" in said
