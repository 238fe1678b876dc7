"""A reader of GIFT as Moodle's own works (question/format/gift/format.php): escapes first, then paragraphs."""

import re

SIGNS = "\\~=#{}:"
HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate(SIGNS)}
Found = dict[str, tuple[str, list[tuple[str, ...]]]]


def read_gift(text: str) -> Found:
    """By name: the stem and the answers, each as (sign, text, feedback), a pair as ("=", asked, answer)."""
    found: Found = {}
    for paragraph in re.split(r"\n\s*\n", _hidden(text)):
        body = paragraph.strip()
        if not body or body.startswith("$CATEGORY:"):
            continue
        whole = re.fullmatch(r"::(.*?)::\[plain\](.*?) \{(.*?)\n####(.*)\n\}", body, re.DOTALL)
        assert whole, body
        name, stem, answers, _ = whole.groups()
        found[_shown(name)] = (
            _shown(stem),
            [_answer(line) for line in answers.split("\n") if line not in ("", "#")],
        )
    return found


def _answer(line: str) -> tuple[str, ...]:
    if " -> " in line:
        asked, answer = line.removeprefix("=").split(" -> ", 1)
        return "=", _shown(asked), _shown(answer)
    parts = re.fullmatch(r"([=~](?:%-?[\d.]+%)?)([^#]*)#(.*)", line)
    assert parts, line
    return parts[1], _shown(parts[2]), _shown(parts[3])


def _hidden(text: str) -> str:
    return re.sub(r"\\([\\~=#{}:])", lambda found: HIDDEN[found[1]], text)


def _shown(text: str) -> str:
    for sign, hidden in HIDDEN.items():
        text = text.replace(hidden, sign)
    return text
