"""Moodle XML into rows as quiz.yaml has them: multichoice, truefalse, numerical, matching.

Invariant: a row holds only what the file says, with plain sentences where it says nothing; whether the row is a good
question is for the catalog to say. Other types are named and left out.
"""

import html
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

Row = dict[str, Any]
_TAG = re.compile(r"<[^<>]*>")  # stops at the next <: a row of them takes no longer than it is
_LONGEST = 5_000_000  # characters


def from_moodle(text: str) -> tuple[list[Row], list[str]]:
    """The rows without id and link, and a sentence for each question that was left out. Raises `ValueError`."""
    if len(text) > _LONGEST or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("A file of up to five million characters, without a document type, is wanted.")
    try:
        quiz = ET.fromstring(text)  # noqa: S314  entities, the danger of XML from others, were refused above
    except ET.ParseError as problem:
        raise ValueError(f"This is not XML: {problem}.") from None
    rows, left = [], []
    for question in quiz.iter("question"):
        kind = question.get("type", "")
        if kind == "category":
            continue
        if kind in _READERS:
            rows.append(
                _READERS[kind](question) | {"hint": _words(question, "hint") or "Read the lesson again."}
            )
        else:
            left.append(f"{_words(question, 'name')!r} is of the type {kind!r}, which cannot be read.")
    return rows, left


def _multichoice(question: ET.Element) -> Row:
    several = (question.findtext("single") or "true").strip() == "false"
    options = []
    for answer in question.iter("answer"):
        right = float(answer.get("fraction", "0")) > 0
        option = {"text": _words(answer), "says": _words(answer, "feedback") or ("Yes." if right else "No.")}
        options.append(option | ({"right": True} if right else {}))
    return {
        "kind": "multiple" if several else "single",
        "stem": _words(question, "questiontext"),
        "options": options,
    }


def _numerical(question: ET.Element) -> Row:
    row: Row = {
        "kind": "numeric",
        "stem": _words(question, "questiontext"),
        "other": "Not this number. Work it out again.",
        "slips": [],
    }
    for answer in question.iter("answer"):
        value, says = _words(answer), _words(answer, "feedback")
        if value == "*":
            row["other"] = says or row["other"]
        elif float(answer.get("fraction", "0")) >= 100:
            tolerance = float(answer.findtext("tolerance") or 0)
            right = says or _words(question, "generalfeedback") or "Yes."
            row |= {"answer": float(value), "expr": value, "tolerance": tolerance, "right": right}
        else:
            row["slips"].append({"value": float(value), "expr": value, "says": says or "No."})
    return row


def _matching(question: ET.Element) -> Row:
    pairs = [(_words(pair), _words(pair, "answer")) for pair in question.iter("subquestion")]
    return {
        "kind": "categorise",
        "stem": _words(question, "questiontext"),
        "categories": list(dict.fromkeys(answer for _, answer in pairs)),
        "items": [
            {"text": asked, "category": answer, "says": f"It belongs to: {answer}."}
            for asked, answer in pairs
            if asked
        ],
    }


def _words(element: ET.Element, name: str = "") -> str:
    """The text of a part, without marks of HTML."""
    found = element.find(name) if name else element
    inner = found.find("text") if found is not None else None
    raw = (inner.text or "") if inner is not None else ""
    plain = found is not None and found.get("format") in ("plain_text", None)
    return " ".join((raw if plain else html.unescape(_TAG.sub(" ", raw))).split())


_READERS: dict[str, Callable[[ET.Element], Row]] = {
    "multichoice": _multichoice,
    "truefalse": _multichoice,
    "numerical": _numerical,
    "matching": _matching,
}
