"""`python -m tests.scale.report FIGURES JUNIT ...`: what `make soak` measured, as the tables of docs/reliability.md.

FIGURES has a JSON object a line: {row, what, value, unit, most}; most is null where nothing is promised. JUNIT, written
by pytest, says which tests failed, so that a guarantee whose test broke off before its figure is not left out in
silence. Only what stands between the two marks is replaced.
"""

import json
import platform
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.backends import Postgres

DOCUMENT = Path(__file__).parents[2] / "docs/reliability.md"
BEGIN, END = "<!-- make soak writes from here -->", "<!-- make soak writes to here -->"
FRESH = f"# Reliability\n\nWhat is promised, and what was measured.\n\n{BEGIN}\n{END}\n"
LIBRARIES = ("django", "channels", "channels-redis", "uvicorn", "websockets", "redis", "psycopg")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. most: what is promised at most, None where nothing is."""

    row: str
    what: str
    value: float
    unit: str
    most: float | None

    @property
    def held(self) -> bool | None:
        return None if self.most is None else self.value <= self.most

    def __str__(self) -> str:
        promised = "" if self.most is None else f"at most {said(self.most)} {self.unit}".strip()
        verdict = {True: "yes", False: "**no**", None: ""}[self.held]
        cells = (f"{self.row}: {self.what}", f"{said(self.value)} {self.unit}".strip(), promised, verdict)
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def said(number: float) -> str:
    """Three digits that count, and none after the point from a hundred on: 0.0123, 4.56, 12,346."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def read(file: Path) -> list[Figure]:
    """All figures, in the order in which they were measured."""
    return [Figure(**json.loads(line)) for line in file.read_text().splitlines() if line.strip()]


def failed(junits: Iterable[Path]) -> list[str]:
    """Names of the tests that failed or could not run."""
    cases = (case for junit in junits for case in ElementTree.parse(junit).getroot().iter("testcase"))
    return [case.attrib["name"] for case in cases if any(part.tag in ("failure", "error") for part in case)]


def said_of(*command: str) -> str:
    """The first number in what a program says of its version."""
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = (word.removeprefix("v=") for word in told.split())
    return next(word for word in words if word[:1].isdigit() and "." in word)


def circumstances() -> Iterator[str]:
    """The day, the machine and the versions, a line each."""
    memory = psutil.virtual_memory().total / 2**30
    yield f"Measured on {datetime.now(UTC):%d %B %Y}".replace(" 0", " ") + (
        f", {psutil.cpu_count()} cores of {processor()}, {memory:.0f} GB, Linux {platform.release()}."
    )
    servers = {
        "PostgreSQL": said_of(str(Postgres._programs() / "postgres"), "--version"),
        "Redis": said_of("redis-server", "--version"),
    }
    libraries = {name: version(name) for name in LIBRARIES}
    versions = {"Python": platform.python_version(), **libraries, **servers}
    yield ", ".join(f"{name} {number}" for name, number in versions.items()) + "."


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def table(figures: list[Figure]) -> str:
    return "\n".join(["| guarantee | measured | promised | held |", "|---|---|---|---|", *map(str, figures)])


def generated(figures: list[Figure], broken: list[str]) -> str:
    """What stands between the marks."""
    promises = [figure for figure in figures if figure.held is not None]
    kept = sum(figure.held is True for figure in promises)
    verdict = f"{kept} of {len(promises)} promises with a figure held."
    if broken:
        verdict += f" Tests that failed: {', '.join(f'`{name}`' for name in broken)}."
    return "\n\n".join(["\n".join(circumstances()), verdict, table(figures)])


def replaced(document: str, part: str) -> str:
    """The document with `part` between its marks. ValueError: there are no two marks, and nothing is guessed."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT} has no lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{part}\n{END}{after}"


def main(figures: Path, *junits: Path) -> None:
    document = DOCUMENT.read_text() if DOCUMENT.exists() else FRESH
    part = generated(read(figures), failed(junits))
    DOCUMENT.write_text(replaced(document, part))
    sys.stdout.write(f"{part}\n\nIt is in {DOCUMENT}.\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
