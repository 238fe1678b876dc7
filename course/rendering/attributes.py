"""`calc="60/(10-9.5)" blank`, `what-moved.shares before=4`: words and settings behind a number or a container."""

import re

_PART = re.compile(r'\s*([A-Za-z_][\w.-]*)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)')


def attributes(text: str) -> dict[str, str | None]:
    """Names with their values; None for a word that stands by itself. Raises `ValueError` for anything else."""
    found: dict[str, str | None] = {}
    place = 0
    text = text.rstrip()
    while place < len(text):
        part = _PART.match(text, place)
        if not part:
            raise ValueError(f'{text[place:].strip()!r} cannot be read: write name=value, or name="a b".')
        name, quoted, plain = part.groups()
        if name in found:
            raise ValueError(f"{name!r} stands there twice.")
        found[name] = quoted if quoted is not None else plain
        place = part.end()
    return found
