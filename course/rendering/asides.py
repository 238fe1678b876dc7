"""Asides: what stands in the margin. In the notes, where a number comes from, history, more."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from markdown_it.token import Token

from course.lesson import Erratum, Source

from .markdown import PARSER, html_of
from .resolve import Resolver

TITLES = {
    "notes": "In the notes",
    "number": "Where the number comes from",
    "history": "A little history",
    "more": "For the curious",
}
TAGS = {
    "C": "worked out here",
    "V": "read in the source",
    "A": "known second-hand",
    "M": "from memory",
}


@dataclass(frozen=True, slots=True)
class Aside:
    """kind: one of TITLES. keys: errata ("notes") or sources."""

    kind: str
    keys: tuple[str, ...]


def read_aside(info: str, resolver: Resolver, line: int) -> Aside | None:
    """`aside notes E21` as written after the colons; None if it is no aside that we know."""
    _, *words = info.replace(",", " ").split()
    if not words or words[0] not in TITLES:
        resolver.report.say(
            line, f"'::: {info.strip()}' is no aside.", f"Write ::: aside {'|'.join(TITLES)} KEY"
        )
        return None
    kind, *keys = words
    names = resolver.context.names
    there, what = (names.errata, "erratum") if kind == "notes" else (names.sources, "source")
    for key in keys:
        if key not in there:
            resolver.report.say(line, f"There is no {what} {key!r}.")
    return Aside(kind, tuple(key for key in keys if key in there))


def aside_html(aside: Aside, body: Sequence[Token], resolver: Resolver) -> str:
    """The aside with its run-in title, its body (or the erratum, if that is empty) and its sources."""
    names = resolver.context.names
    title = f'<b class="note-title">{TITLES[aside.kind]}.</b> '
    inside = html_of(body)
    if not inside and aside.kind == "notes":
        inside = "".join(f"<p>{_erratum(names.errata[key])}</p>" for key in aside.keys)
    inside = f"<p>{title}{inside[3:]}" if inside.startswith("<p>") else f"<p>{title}</p>{inside}"
    if aside.kind == "notes":
        lines = [f'<a href="/notes/#{key.lower()}">Error {key[1:]} of the notes</a>' for key in aside.keys]
    else:
        lines = [source_html(names.sources[key]) for key in aside.keys]
    inside += "".join(f'<p class="note-source">{line}</p>' for line in lines)
    return (
        f'<div class="note note-{aside.kind}" role="note" aria-label="{TITLES[aside.kind]}">{inside}</div>\n'
    )


def _erratum(erratum: Erratum) -> str:
    before, _, after = erratum.says.partition(erratum.wrong)
    struck = f'<del class="note-del">{escape(erratum.wrong)}</del>'
    return f"“{escape(before)}{struck}{escape(after)}” {escape(erratum.better)}"


def source_html(source: Source) -> str:
    """A source as a line of text: what it is, and how well we know it."""
    return f"{PARSER.renderInline(source.text)} ({TAGS.get(source.tag[:1], source.tag)})"
