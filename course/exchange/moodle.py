"""Moodle XML, as in "Moodle XML format" of the Moodle documentation: multichoice, numerical and matching.

Invariant: texts are plain text and escaped by the writer of XML; marks are those that Moodle knows (five decimals).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET

from .portable import Number, Options, Pairs, Portable


def to_moodle(questions: Iterable[Portable], titles: Mapping[str, str]) -> str:
    """One quiz; each lesson is a category with its title."""
    quiz = ET.Element("quiz")
    lesson = ""
    for question in questions:
        if question.head.lesson != lesson:
            lesson = question.head.lesson
            _category(quiz, f"{lesson} {titles.get(lesson, '')}".strip())
        _WRITERS[type(question)](_question(quiz, question), question)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="unicode", xml_declaration=True) + "\n"


def _category(quiz: ET.Element, title: str) -> None:
    question = ET.SubElement(quiz, "question", type="category")
    _text(question, "category", f"$course$/top/Slicewise/{title.replace('/', '//')}")


def _question(quiz: ET.Element, question: Portable) -> ET.Element:
    head, kind = question.head, _KINDS[type(question)]
    element = ET.SubElement(quiz, "question", type=kind)
    _text(element, "name", head.name)
    _text(element, "questiontext", head.text, plain=True)
    _text(element, "generalfeedback", head.worked, plain=True)
    for name, value in (("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0")):
        ET.SubElement(element, name).text = value
    _text(element, "hint", head.hint, plain=True)
    tags = ET.SubElement(element, "tags")
    for code in head.codes:
        _text(tags, "tag", code)
    return element


def _options(element: ET.Element, question: Options) -> None:
    ET.SubElement(element, "single").text = str(not question.several).lower()
    ET.SubElement(element, "shuffleanswers").text = "true"
    ET.SubElement(element, "answernumbering").text = "abc"
    for option, mark in zip(question.options, marks(question), strict=True):
        _answer(element, option.text, mark, option.says)


def marks(question: Options) -> tuple[str, ...]:
    """What each option is worth, in percent: all right ones together 100; with several, a wrong one takes away."""
    right = sum(option.right for option in question.options)
    wrong = len(question.options) - right
    taken = -100 / wrong if question.several and wrong else 0
    return tuple(f"{round(100 / right if option.right else taken, 5):.10g}" for option in question.options)


def _number(element: ET.Element, question: Number) -> None:
    for value in question.values:
        answer = _answer(element, f"{value.value:.12g}", "100" if value.right else "0", value.says)
        ET.SubElement(answer, "tolerance").text = f"{value.tolerance:.12g}"
    ET.SubElement(_answer(element, "*", "0", question.other), "tolerance").text = "0"
    ET.SubElement(element, "unitgradingtype").text = "0"
    ET.SubElement(element, "showunits").text = "3"


def _pairs(element: ET.Element, question: Pairs) -> None:
    ET.SubElement(element, "shuffleanswers").text = "true"
    for asked, answer in (*question.pairs, *(("", spare) for spare in question.spare)):
        pair = _text(element, "subquestion", asked, plain=True)
        _text(pair, "answer", answer)


def _answer(element: ET.Element, text: str, fraction: str, says: str) -> ET.Element:
    answer = _text(element, "answer", text, plain=True)
    answer.set("fraction", fraction)
    _text(answer, "feedback", says, plain=True)
    return answer


def _text(parent: ET.Element, name: str, text: str, plain: bool = False) -> ET.Element:
    element = ET.SubElement(parent, name)
    if plain:
        element.set("format", "plain_text")
    ET.SubElement(element, "text").text = text
    return element


_KINDS: dict[type[Portable], str] = {Options: "multichoice", Number: "numerical", Pairs: "matching"}
_WRITERS: dict[type[Portable], Callable[[ET.Element, Any], None]] = {
    Options: _options,
    Number: _number,
    Pairs: _pairs,
}
