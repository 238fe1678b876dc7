"""Resolving tokens: each of our words gets its HTML, each number is asked where it comes from.

Invariant: after `settle`, tokens can be rendered, and `Settled` holds their plain words and the gaps in them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from markdown_it.token import Token

from course.lesson import ProseNumber
from course.prose import PRINTED, printed_value

from .markdown import formula
from .resolve import Resolver

ALONE = ("container_aside_open", "embed")


@dataclass(slots=True)
class Settled:
    """words: what is read, a block a line. blanks: the numbers that the reader is asked for."""

    words: list[str] = field(default_factory=list)
    blanks: list[ProseNumber] = field(default_factory=list)


def settle(tokens: Sequence[Token], resolver: Resolver, first_line: int) -> Settled:
    """Resolve the tokens of one block. Lines of the tokens count from `first_line`."""
    settled = Settled()
    line = first_line
    for place, token in enumerate(tokens):
        line = first_line + token.map[0] if token.map else line
        if token.type == "inline":
            settled.words.append(_inline(token.children or [], resolver, settled, line))
        elif token.type == "math_block":
            _formula(token, resolver, line, block=True)
        elif token.type == "fence":
            token.attrSet("tabindex", "0")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type in ALONE and place:
            resolver.report.say(line, "This must stand by itself, not in a list or an aside.")
    return settled


def _inline(children: Sequence[Token], resolver: Resolver, settled: Settled, line: int) -> str:
    words: list[str] = []
    open_links: list[bool] = []
    for token in children:
        handler = _HANDLERS.get(token.type)
        if token.type in ("softbreak", "hardbreak"):
            line += 1
            words.append(" ")
        elif token.type == "link_open":
            open_links.append(_open_link(token, resolver, line))
        elif token.type == "link_close" and open_links.pop():
            token.tag = "span"
        elif handler:
            words.append(handler(token, resolver, settled, line))
    return "".join(words)


def _text(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    if token.content.lstrip().startswith(":::"):
        resolver.report.say(
            line,
            f"{token.content.strip()!r} opens or closes nothing.",
            "Known: aside, fix, figure, experiment.",
        )
    resolver.bare(token.content, line)
    return token.content


def _number(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    said, number = resolver.number(token.meta["printed"], token.meta["attributes"], line)
    token.meta["html"] = said.html
    if number and number.blank:
        settled.blanks.append(number)
        token.meta["html"] = _gap(number, len(settled.blanks), resolver)
    return said.words


def _gap(number: ProseNumber, nth: int, resolver: Resolver) -> str:
    """A gap in place of the figure; what is printed before and behind it, such as its unit, stays."""
    try:
        value, step = printed_value(number.printed)
    except ValueError as problem:
        resolver.report.say(number.line, f"A gap needs a number: {problem}")
        return escape(number.printed)
    figure = PRINTED.search(number.printed)
    assert figure
    before, after = (
        escape(part).replace(" ", "\u00a0") for part in PRINTED.split(number.printed, maxsplit=1)
    )
    return (
        f'{before}<fill-blank data-answer="{value:f}" data-step="{step:f}" data-shown="{escape(figure[0])}">'
        f'<span class="blank"><span class="visually-hidden">gap {nth}</span></span></fill-blank>{after}'
    )


def _term(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    said = resolver.term(token.meta["word"], token.meta["shown"], line)
    token.meta["html"] = said.html
    return said.words


def _server(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    said = resolver.server(token.meta["name"], token.meta["what"], token.meta["number"], line)
    token.meta["html"] = said.html
    return said.words


def _math(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    _formula(token, resolver, line, block=False)
    return ""


def _code(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    return token.content


def _image(token: Token, resolver: Resolver, settled: Settled, line: int) -> str:
    resolver.report.say(line, "A lesson has no pictures from files.", "Use ::: figure experiment.chart")
    return ""


_HANDLERS: dict[str, Callable[[Token, Resolver, Settled, int], str]] = {
    "text": _text,
    "number": _number,
    "term": _term,
    "server": _server,
    "math_inline": _math,
    "code_inline": _code,
    "image": _image,
}


def _formula(token: Token, resolver: Resolver, line: int, *, block: bool) -> None:
    try:
        mathml = formula(token.content, block)
    except ValueError as problem:
        resolver.report.say(line, str(problem))
        mathml = f"<code>{escape(token.content)}</code>"
    tag, kind = ("div", 'block" tabindex="0') if block else ("span", "inline")
    token.meta["html"] = f'<{tag} class="math {kind}">{mathml}</{tag}>'


def _open_link(token: Token, resolver: Resolver, line: int) -> bool:
    """Set where a link leads. True if it leads nowhere yet, and becomes a span."""
    href, kind = resolver.link(str(token.attrGet("href") or ""), line)
    token.attrs = {"href": href} if href else {}
    if kind:
        token.attrSet("class", kind)
    if not href:
        token.tag = "span"
    return not href
