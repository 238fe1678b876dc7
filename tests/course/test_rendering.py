"""What becomes of the words of a lesson: one golden line for each extension, and no way in for foreign HTML."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.lesson import Block, Section
from course.names import Names
from course.rendering import Context, render
from course.report import Report
from tests.course.toy import Content

GOLDEN = {
    "a number": ('It is [80%]{calc="100*4/5"}.', '<p>It is <span class="num">80%</span>.</p>\n'),
    "its unit stays with it": ('[56 ms]{calc="2*28"}', '<p><span class="num">56\u00a0ms</span></p>\n'),
    "a number of a source": (
        "[1997]{source=Karger97}",
        '<p><span class="num num-source">1997</span></p>\n',
    ),
    "a gap": (
        'It is [120 min]{calc="60/(10-9.5)" blank}.',
        '<p>It is <fill-blank data-answer="120" data-step="1" data-shown="120"><span class="blank">'
        '<span class="visually-hidden">gap 1</span></span></fill-blank>\u00a0min.</p>\n'
        '<details class="blanks"><summary>Show the number that belongs in the gap</summary>'
        "<ol><li>120 min</li></ol></details>\n",
    ),
    "a server of the cast": (
        "Ask @Cy.",
        '<p>Ask <span class="server"><span class="disc" data-hue="2" aria-hidden="true">3</span>Cy</span>.</p>\n',
    ),
    "a server by number": (
        "@oven-9 is hot",
        '<p><span class="server"><span class="disc" data-hue="0" aria-hidden="true">9</span>oven 9</span> is hot</p>\n',
    ),
    "an address is no server": ("rosa@Ada.example", "<p>rosa@Ada.example</p>\n"),
    "a term": (
        "a [[hash|hashed]] name",
        '<p>a <glossary-term><a class="term" href="/glossary/#hash" aria-describedby="tip-l21-1">hashed</a>'
        '<span class="term-tip" role="tooltip" id="tip-l21-1"><b>hash</b>: a number made from a name, well mixed.'
        "</span></glossary-term> name</p>\n",
    ),
    "a link inside the lesson": ("[try](#lab)", '<p><a href="#lab" class="lesson-link">try</a></p>\n'),
    "a link to a lesson": (
        "[try](L21#lab)",
        '<p><a href="/lessons/l21-what-moved/#lab" class="lesson-link">try</a></p>\n',
    ),
    "a link to a lesson that is not written": (
        "[later](L29)",
        '<p><span class="lesson-later">later</span></p>\n',
    ),
    "a link to an erratum": ("[this](E21)", '<p><a href="/notes/#e21">this</a></p>\n'),
    "quotes": ('"It\'s here"', "<p>“It’s here”</p>\n"),
    "a formula": (
        "$n$",
        '<p><span class="math inline"><math xmlns="http://www.w3.org/1998/Math/MathML" display="inline"><mrow>'
        "<mi>n</mi></mrow></math></span></p>\n",
    ),
    "an empty aside shows the erratum": (
        "::: aside notes E16\n:::\nEggs.",
        '<div class="beside">\n<div class="note note-notes" role="note" aria-label="In the notes"><p>'
        '<b class="note-title">In the notes.</b> “You don&#x27;t want to put <del class="note-del">eggs in all '
        "baskets</del>” Don’t put all your eggs in one basket.</p>"
        '<p class="note-source"><a href="/notes/#e16">Error 16 of the notes</a></p></div>\n'
        "<p>Eggs.</p>\n</div>\n",
    ),
    "an aside with a source": (
        "::: aside number RFC2992\nA share.\n:::\nMoves.",
        '<div class="beside">\n<div class="note note-number" role="note" aria-label="Where the number comes from">'
        '<p><b class="note-title">Where the number comes from.</b> A share.</p>\n<p class="note-source">C. Hopps, '
        "<em>Analysis of an Equal-Cost Multi-Path Algorithm</em>, 2000 (known second-hand)</p></div>\n"
        "<p>Moves.</p>\n</div>\n",
    ),
}


def blocks(content: Content, words: str) -> tuple[Block, ...]:
    content.write(explain=words)
    assert content.problems() == ()
    return content.course().lessons["L21"].section("explain").blocks


@pytest.mark.parametrize(("words", "html"), GOLDEN.values(), ids=GOLDEN)
def test_golden(content: Content, words: str, html: str) -> None:
    assert blocks(content, words) == (Block(html=html),)


def test_parts_that_the_page_makes_cut_the_html(content: Content) -> None:
    found = blocks(
        content,
        "One.\n\n::: fix E21\n:::\n\nTwo.\n::: figure toy.shares after=10\n"
        "::: experiment toy rule=ring seed=3\n\nThree.",
    )
    assert [(block.embed, block.argument) for block in found] == [
        ("", ""),
        ("fix", "E21"),
        ("", ""),
        ("figure", "toy.shares"),
        ("experiment", "toy"),
        ("", ""),
    ]
    assert found[3].settings == {"before": "4", "after": "10", "rule": "modulo", "seed": "7"}
    assert found[4].settings == {"before": "4", "after": "5", "rule": "ring", "seed": "3"}
    assert [block.html for block in found if not block.embed] == [
        "<p>One.</p>\n",
        "<p>Two.</p>\n",
        "<p>Three.</p>\n",
    ]


def test_titles_of_sections(content: Content) -> None:
    content.write()
    content.change("l21-what-moved/lesson.md", "## explain", '## explain: It\'s [80%]{calc="100*4/5"}')
    lesson = content.course().lessons["L21"]
    assert content.problems() == ()
    assert lesson.section("explain").title == "It’s 80%"
    assert lesson.section("story").title == "The story"


def test_the_plain_words_leave_formulas_out(content: Content) -> None:
    content.write(
        explain="A [[hash]] of @Ada is $n+1$ or `m % n`: [80%]{calc=80}.\n\n| a | b |\n|---|---|\n| c | d |"
    )
    text = content.course().lessons["L21"].text
    assert "A hash of Ada is  or m % n: 80%.\na\nb\nc\nd" in text


def test_tables_can_be_scrolled_by_keyboard_and_have_headings(content: Content) -> None:
    (block,) = blocks(content, "| oven | share |\n|---|---|\n| Ada | few |")
    assert block.html.startswith(
        '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>'
    )
    assert block.html.count('<th scope="col">') == 2


INLINE = [
    "[[",
    "]]",
    "[<i>1",
    "]{calc=1 blank}",
    "](javascript:x)",
    "](L21#lab)",
    "@Ada",
    "@oven-9",
    "$",
    "`",
    "*",
]
RAW = ["<img src=x onerror=y>", "<script>", "&lt;", '"', "'", "<", ">", "hash"]
LINES = [
    "::: aside more",
    "::: aside notes E21",
    ":::",
    "::: fix E21",
    "## lab",
    "- ",
    "|a|",
    "|---|",
    "$$",
    "",
]
BITS = [*INLINE, *RAW, *(f"\n{line}\n" for line in LINES)]


@given(st.lists(st.sampled_from(BITS) | st.text(max_size=6), max_size=30).map("".join))
def test_no_text_makes_a_tag_that_is_not_ours(text: str) -> None:
    """Whatever stands in a lesson, the HTML parses, and holds no element and no attribute that could run something."""
    course = library.course()
    names = Names(
        course.lessons, course.details["glossary"], course.sources, course.errata, course.misconceptions, {}
    )
    rendered = render(f"## story\n{text}", 1, Context(names, "L21"), Report("x"))
    html = "".join(block.html for section in rendered.sections for block in section.blocks)
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "style", "iframe", "img", "object", "form", "input")
        assert not [name for name in element.attrib if str(name).startswith("on") or name in ("style", "src")]
        assert not str(element.attrib.get("href", "")).startswith(("javascript:", "data:"))


def test_raw_html_is_shown_as_text(content: Content) -> None:
    (block,) = blocks(content, '<script>alert()</script> [x](L21#lab "a\'b<i>") [<b>1]{calc=1}')
    assert "<script>" not in block.html
    assert "<b>" not in block.html


def test_the_sections_of_all_lessons_are_whole_html() -> None:
    for lesson in library.course().lessons.values():
        for section in lesson.sections:
            assert isinstance(section, Section)
            for block in section.blocks:
                parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
                parser.parseFragment(block.html)
                assert [error for _, error, _ in parser.errors] == [], (lesson.slug, section.id)
