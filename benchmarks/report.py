"""How a benchmark shows what it measured: a table to read, or JSON with `--json` on the command line.

Invariant: a report names the machine and the versions beside its numbers.
"""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]


def versions_of(*packages: str) -> dict[str, str]:
    """The installed version of each package, as pip names it, and Python's own."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in packages}}


def machine() -> dict[str, str]:
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
    }


def report(title: str, rows: Sequence[Row], versions: Mapping[str, str], notes: Sequence[str] = ()) -> None:
    """Print one result. Rows share their keys, which are the headings; a last column "holds" says if a target is met.

    JSON is one object a line, so that several reports can follow each other.
    """
    if "--json" in sys.argv[1:]:
        print(
            json.dumps(
                {
                    "title": title,
                    "rows": [dict(row) for row in rows],
                    "notes": list(notes),
                    "versions": dict(versions),
                    "machine": machine(),
                }
            )
        )
        return
    print(f"\n{title}\n")
    print(table(rows))
    for note in notes:
        print(f"  {note}")
    print("  " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    print("  " + ", ".join(f"{name}: {value}" for name, value in machine().items()))


def table(rows: Sequence[Row]) -> str:
    """The rows in aligned columns: words to the left, numbers to the right."""
    headings = list(rows[0])
    cells = [[_shown(row[heading]) for heading in headings] for row in rows]
    widths = [max(len(line[column]) for line in [headings, *cells]) for column in range(len(headings))]
    numeric = [all(not isinstance(row[heading], str) for row in rows) for heading in headings]

    def line(words: Sequence[str]) -> str:
        return "  " + "  ".join(
            word.rjust(width) if right else word.ljust(width)
            for word, width, right in zip(words, widths, numeric, strict=True)
        )

    return "\n".join([line(headings), line(["-" * width for width in widths]), *map(line, cells)])


def _shown(cell: Cell) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "NO"
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
