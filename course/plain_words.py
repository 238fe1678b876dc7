"""The HTML of a lesson as words again: for search and for the reading level.

Invariant: what is no reading text is left out: formulas, tips, folded answers, code, numbers on discs.
"""

import re
from html import unescape

_OUT = re.compile(r"<(math|details|pre)\b.*?</\1>|<span class=\"(?:term-tip|disc)\".*?</span>", re.DOTALL)
_TABLE = re.compile(r"<table\b.*?</table>|<h\d\b.*?</h\d>", re.DOTALL)
_GAP = re.compile(r"<fill-blank\b.*?</fill-blank>", re.DOTALL)
_BREAK = re.compile(r"</(?:p|li|td|th|h\d|div|tr)>")
_TAG = re.compile(r"<[^>]+>")


def plain(html: str) -> str:
    """All the words, on one line."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", _reading(html)))).split())


def paragraphs(html: str) -> list[str]:
    """Paragraphs and items of lists, one by one, without headings and tables."""
    kept = _TABLE.sub("", _reading(html))
    lines = (unescape(_TAG.sub("", line)) for line in _BREAK.split(kept))
    return [" ".join(line.split()) for line in lines if line.strip()]


def _reading(html: str) -> str:
    """The HTML without what is no reading text; a gap is three dots."""
    return _GAP.sub("…", _OUT.sub(" ", html))
