"""The one Markdown parser: CommonMark with tables, asides, formulas and our words inside a line; no raw HTML.

Invariant: the renderer prints what resolve.py has put into `meta["html"]`, and knows nothing of lessons.
"""

import re
from collections.abc import Iterator, Sequence

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from . import blocks, inline

_COMMAND = re.compile(r">(\\[A-Za-z]+)<")  # a command that the library left as it was
OURS = ("number", "term", "server", "math_inline", "math_block")


def _ours(self: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:
    return str(tokens[index].meta["html"])


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "typographer": True})
    md.enable(["table", "smartquotes"])
    dollarmath_plugin(md, allow_labels=False, allow_digits=False, allow_space=False, allow_blank_lines=False)
    inline.install(md)
    blocks.install(md)
    for kind in OURS:
        md.add_render_rule(kind, _ours)
    return md


PARSER = _parser()


def html_of(tokens: Sequence[Token]) -> str:
    """The HTML of resolved tokens."""
    return str(PARSER.renderer.render(tokens, PARSER.options, {}))


def chunks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of one level, block by block: a paragraph, a list with all in it."""
    chunk: list[Token] = []
    depth = 0
    for token in tokens:
        chunk.append(token)
        depth += token.nesting
        if depth == 0:
            yield chunk
            chunk = []


def formula(latex: str, block: bool) -> str:
    """MathML. Raises `ValueError` for what is no formula."""
    try:
        mathml = str(convert(latex.strip(), display="block" if block else "inline"))
    except Exception as problem:  # noqa: BLE001  the library has a dozen of them without a common parent
        raise ValueError(f"The formula {latex.strip()!r} cannot be read: {type(problem).__name__}.") from None
    unknown = _COMMAND.search(mathml)
    if unknown:
        raise ValueError(f"The formula {latex.strip()!r} cannot be read: nobody knows {unknown[1]}.")
    return mathml
