"""What stands inside a line: numbers [80%]{calc="..."}, terms [[hash]], servers @Ada.

Invariant: a rule turns text into a token and decides nothing; what it means is settled in resolve.py, where the
line and the lesson are known. `meta["at"]` counts the line ends before it in its block.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

NUMBER = re.compile(r"\[(?P<printed>[^\[\]\n]{1,80})\]\{(?P<attributes>[^{}\n]*)\}")
_TERM = re.compile(r"\[\[(?P<word>[^\[\]|\n]{1,60})(?:\|(?P<shown>[^\[\]\n]{1,60}))?\]\]")
_SERVER = re.compile(r"@(?P<name>[A-Z][a-z]+|(?P<what>[a-z]+)-(?P<number>\d{1,3}))(?!\w)")


def install(md: MarkdownIt) -> None:
    md.inline.add_terminator_char("@")
    md.inline.ruler.before("link", "term", _term)
    md.inline.ruler.before("link", "number", _number)
    md.inline.ruler.before("link", "server", _server)


def _push(state: StateInline, kind: str, found: re.Match[str]) -> bool:
    token = state.push(kind, "", 0)
    token.content = found[0]
    token.meta = {"at": state.src.count("\n", 0, state.pos), **found.groupdict()}
    state.pos = found.end()
    return True


def _match(state: StateInline, pattern: re.Pattern[str], first: str) -> re.Match[str] | None:
    return pattern.match(state.src, state.pos, state.posMax) if state.src[state.pos] == first else None


def _number(state: StateInline, silent: bool) -> bool:
    found = _match(state, NUMBER, "[")
    if not found:
        return False
    if silent:
        state.pos = found.end()
        return True
    return _push(state, "number", found)


def _term(state: StateInline, silent: bool) -> bool:
    found = _match(state, _TERM, "[")
    if not found:
        return False
    if silent:
        state.pos = found.end()
        return True
    return _push(state, "term", found)


def _server(state: StateInline, silent: bool) -> bool:
    found = _match(state, _SERVER, "@")
    if not found or (state.pos > 0 and state.src[state.pos - 1].isalnum()):
        return False
    if silent:
        state.pos = found.end()
        return True
    return _push(state, "server", found)
