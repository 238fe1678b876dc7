"""Keys from a file or a pipe: one a line, UTF-8, in the order in which they arrive."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

EVERY = 250_000  # lines between two signs of life


class KeyFileError(ValueError):
    """The keys cannot be read; the message says why."""


def read_keys(source: str, progress: TextIO) -> list[str]:
    """The keys in file `source`, or from standard input for "-". Blank lines are left out."""
    if source == "-":
        return _checked(list(_keys(sys.stdin.buffer, progress)), "standard input")
    try:
        with Path(source).open("rb") as file:
            return _checked(list(_keys(file, progress)), source)
    except OSError as error:
        raise KeyFileError(f"cannot read the keys from {source!r}: {error.strerror}") from error


def _keys(lines: Iterable[bytes], progress: TextIO) -> Iterator[str]:
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            key = line.decode().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise KeyFileError(f"line {number:,} of the keys is not UTF-8 text") from error
        if key:
            yield key
        if number % EVERY == 0:
            print(f"read {number:,} keys", file=progress, flush=True)
    if number >= EVERY:
        print(f"read all {number:,} keys, placing them", file=progress, flush=True)


def _checked(keys: list[str], source: str) -> list[str]:
    if not keys:
        raise KeyFileError(f"there are no keys in {source}")
    return keys
