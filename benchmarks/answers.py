"""Answers graded and stored a second, on SQLite and on PostgreSQL: beside a bare Django view that inserts one row.

    python -m benchmarks.answers [--json]

Ours is the whole way of an answer: session, form, question drawn, judged, stored with the sitting locked, its review
card moved, and the redirect to the next page. The bare view has no middleware and inserts one row. Both are called in
one process, without a network, in turns on the same database; the median turn counts. CPU time is that of the process.
PostgreSQL is a new cluster of the installed version, with its defaults; without one its rows are left out.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import Row, report, versions_of
from tests.backends import Missing, Postgres

ROOT = Path(__file__).resolve().parent.parent


def measured(database: str, url: str) -> list[Row]:
    """The rows of one database, from a process of its own."""
    with tempfile.TemporaryDirectory(prefix="slicewise-answers-") as folder:
        environment = {**os.environ, "SLICEWISE_DATA": folder, "LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        if url:
            environment["DATABASE_URL"] = url
        command = [sys.executable, "-m", "benchmarks.answers_turns"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    ours, bare = found["ours"], found["bare"]
    return [
        {
            "database": database,
            "view": name,
            "a second": each["rate"],
            "CPU ms each": each["cpu"],
            "of the bare view": each["rate"] / bare["rate"],
        }
        for name, each in (("answer, graded and stored", ours), ("bare insert", bare))
    ]


def main() -> None:
    rows = measured("SQLite", "")
    notes = ["SQLite: WAL, synchronous=FULL, as Slicewise runs it."]
    try:
        with Postgres() as database:
            rows += measured("PostgreSQL", database.url)
    except Missing as missing:
        notes.append(str(missing))
    report("Answers a second", rows, versions_of("django", "psycopg"), notes)


if __name__ == "__main__":
    main()
