"""The body of a lesson file: Markdown in, sections of blocks out.

Invariant: the sections come in the order of the file, each block is whole HTML or one part that the page makes,
and every line told to the report is a line of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from course.lesson import SECTIONS, Block, ProseNumber, Section
from course.report import Report

from .asides import aside_html, read_aside
from .attributes import attributes
from .blocks import CLOSED
from .gaps import gaps_html
from .inline import NUMBER
from .markdown import PARSER, chunks, html_of
from .resolve import Context, Resolver
from .tokens import settle

TITLES = {
    "story": "The story",
    "predict": "Your guess",
    "lab": "The lab",
    "explain": "Why",
    "worked": "A worked example",
    "notes": "Fix the notes",
    "check": "Say it in your own words",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """text: the plain words, a block a line, without formulas."""

    sections: tuple[Section, ...]
    numbers: tuple[ProseNumber, ...]
    text: str


@dataclass(slots=True)
class _Open:
    """The section that is being read. html: what its next block holds so far; asides wait for what they belong to."""

    id: str
    title: str
    line: int
    blocks: list[Block] = field(default_factory=list)
    html: str = ""
    asides: str = ""

    def add(self, html: str) -> None:
        if self.asides:
            html = f'<div class="beside">\n{self.asides}{html}</div>\n'
            self.asides = ""
        self.html += html

    def flush(self) -> None:
        if self.asides:
            self.add("")
        if self.html:
            self.blocks.append(Block(html=self.html))
            self.html = ""

    def close(self) -> Section:
        self.flush()
        return Section(self.id, self.title, tuple(self.blocks), self.line)


def render(body: str, first_line: int, context: Context, report: Report) -> Rendered:
    """The sections of a lesson. first_line: where `body` starts in its file."""
    return _Reader(body, first_line, Resolver(context, report)).read()


class _Reader:
    def __init__(self, body: str, first_line: int, resolver: Resolver) -> None:
        self.body, self.lines, self.first_line = body, body.splitlines(), first_line
        self.resolver, self.report = resolver, resolver.report
        self.sections: list[_Open] = []
        self.words: list[str] = []

    def read(self) -> Rendered:
        for chunk in chunks(PARSER.parse(self.body)):
            token = chunk[0]
            line = self.first_line + (token.map[0] if token.map else 0)
            if token.type == "heading_open" and token.tag == "h2":
                self.heading(chunk, line)
            elif not self.sections:
                self.report.say(line, "Words before the first section.", "A section begins with ## story.")
                self.sections.append(_Open("", "", line))
            else:
                self.block(chunk, line, self.sections[-1])
        sections = tuple(section.close() for section in self.sections if section.id)
        check_sections(sections, self.report, self.first_line)
        return Rendered(sections, tuple(self.resolver.numbers), "\n".join(self.words))

    def heading(self, chunk: Sequence[Token], line: int) -> None:
        words = " ".join(settle(chunk, self.resolver, self.first_line).words)
        section_id, _, title = (part.strip() for part in words.partition(":"))
        if title:
            self.words.append(f"{title}.")
        self.sections.append(_Open(section_id, title or TITLES.get(section_id, section_id), line))

    def block(self, chunk: list[Token], line: int, section: _Open) -> None:
        token = chunk[0]
        if token.type == "container_aside_open":
            section.asides += self.aside(chunk, line)
            return
        if token.type == "embed":
            section.flush()
            section.blocks += self.embed(token, line)
            return
        if token.type == "heading_open" and token.tag == "h1":
            self.report.say(line, "A lesson has no heading with one #; its title stands in course.yaml.")
        settled = settle(chunk, self.resolver, self.first_line)
        self.words += settled.words
        html = html_of(chunk)
        if token.type == "table_open":
            html = f'<div class="table-scroll" role="group" aria-label="Table" tabindex="0">{html}</div>\n'
        section.add(html + gaps_html(settled.blanks))

    def aside(self, chunk: list[Token], line: int) -> str:
        opening, *body, _ = chunk
        end = opening.map[1] if opening.map else 0
        if end >= len(self.lines) or not CLOSED.fullmatch(self.lines[end]):
            self.report.say(line, "This aside is not closed.", "Write ::: on a line of its own below it.")
        aside = read_aside(opening.info, self.resolver, line)
        settled = settle(body, self.resolver, self.first_line)
        self.words += settled.words
        return aside_html(aside, body, self.resolver) if aside else ""

    def embed(self, token: Token, line: int) -> list[Block]:
        """A part that the page makes; none if it asks for what is not there."""
        kind, words = token.meta["embed"], token.meta["words"]
        try:
            said = attributes(words)
        except ValueError as problem:
            self.report.say(line, f"::: {kind} {words}: {problem}")
            return []
        argument = next((name for name, value in said.items() if value is None), "")
        said.pop(argument, None)
        if kind == "fix":
            if argument not in self.resolver.context.names.errata:
                self.report.say(line, f"There is no erratum {argument!r}.")
                return []
            return [Block(embed="fix", argument=argument)]
        experiment, _, chart = argument.partition(".")
        if kind == "figure" and not chart:
            self.report.say(line, f"::: figure {argument}: which chart?", "Write experiment.chart")
            return []
        settings = self.resolver.settings(experiment, said, line)
        return [Block(embed=kind, argument=argument, settings=settings)] if settings is not None else []


def check_sections(sections: Sequence[Section], report: Report, line: int) -> None:
    """Every section is there, once, in the order of SECTIONS."""
    for section in sections:
        if section.id not in SECTIONS:
            report.say(
                section.line, f"No section is called {section.id!r}.", f"Known: {', '.join(SECTIONS)}."
            )
    ids = [section.id for section in sections if section.id in SECTIONS]
    for missing in (section_id for section_id in SECTIONS if section_id not in ids):
        report.say(line, f"The section '## {missing}' is missing.")
    for before, section in zip(ids, [s for s in sections if s.id in SECTIONS][1:], strict=False):
        if SECTIONS.index(before) >= SECTIONS.index(section.id):
            report.say(section.line, f"'## {section.id}' must come before '## {before}', and once.")


def plain_sentence(text: str, line: int, resolver: Resolver, *, numbers: bool = True) -> str:
    """A text of the front matter: its number spans are checked and taken off. numbers: whether others are asked for."""

    def one(found: re.Match[str]) -> str:
        said, _ = resolver.number(found["printed"], found["attributes"], line)
        return said.words

    if numbers:
        resolver.bare(NUMBER.sub("", text), line)
    return NUMBER.sub(one, text)
