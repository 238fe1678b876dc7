"""What stands between paragraphs: asides (`::: aside notes E21` to `:::`) and parts that the page makes
(`::: fix E21`, `::: figure what-moved.shares`, `::: experiment flags V=10`: one line, a `:::` below it is welcome).
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.container import container_plugin

EMBEDS = ("fix", "figure", "experiment")
CLOSED = re.compile(r"\s*:{3,}\s*")
_EMBED = re.compile(rf":::\s*(?P<embed>{'|'.join(EMBEDS)})\b(?P<words>.*)")


def install(md: MarkdownIt) -> None:
    container_plugin(md, "aside")
    md.block.ruler.before("fence", "embed", _embed, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _embed(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _EMBED.fullmatch(_line(state, start))
    if not found:
        return False
    if silent:
        return True
    token = state.push("embed", "", 0)
    token.block = True
    token.map = [start, start + 1]
    token.meta = {"embed": found["embed"], "words": found["words"].strip()}
    after = start + 1
    while after < end and not _line(state, after).strip():
        after += 1
    state.line = after + 1 if after < end and CLOSED.fullmatch(_line(state, after)) else start + 1
    return True
