"""What the page shows: figures with their lines, workers, what is reached, what was refused."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from config.ops import checks, history, verdict
from config.ops.figures import COMMAND, LATE, PAGE, figures
from config.ops.history import HISTORY
from config.ops.samples import Between
from config.ops.words import MB, NOTHING, duration, megabytes


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that serves. cpu: share of one core in the last minute."""

    name: str
    uptime: str
    memory: str
    cpu: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table of what is reached and kept."""

    name: str
    value: str
    well: bool | None = None


def context() -> dict[str, Any]:
    """For the template, whatever is away. The database is asked last: the verdict knows if it went meanwhile."""
    between = HISTORY.until(history.take())
    layer, slow, people = checks.layer(), checks.slow(), checks.people()
    database = checks.database()
    points = list(HISTORY.points)
    waiting = slow.migrations if slow.migrations and slow.migrations.endswith("waiting") else None
    broken = sum(one.broken for one in points)
    found = verdict.problems(
        seen(between, database, layer, migrations=waiting, free=slow.free, broken=broken)
    )
    return {
        "problems": found,
        "headline": verdict.headline(found),
        "at": datetime.fromtimestamp(between.now.at, UTC),
        "minutes": round(len(points) * history.EVERY / 60),
        "figures": figures(between, points, people),
        "workers": workers(between),
        "facts": facts(database, layer, slow),
        "counts": counts(between),
        "codes": most_first(between.now.by("slicewise_errors_total", "code")),
        "closed": most_first(between.now.by("slicewise_sockets_closed_total", "code")),
    }


def most_first(counted: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(counted.items(), key=lambda one: -one[1])


def seen(between: Between, database: checks.Reached, layer: checks.Reached, **more: Any) -> verdict.Seen:
    """What the rules look at."""
    return verdict.Seen(
        database=database.problem,
        database_seconds=database.seconds,
        layer=layer.problem,
        commands=between.more(f"{COMMAND}_count"),
        command_p95=between.quantile(COMMAND, 0.95),
        pages=between.more(f"{PAGE}_count"),
        page_p95=between.quantile(PAGE, 0.95),
        late=between.share_above(LATE, 0.25),
        **more,
    )


# What is counted, which of it (labels), and whether it should stay at 0.
COUNTED: tuple[tuple[str, str, dict[str, str], bool], ...] = (
    ("Answers judged", "slicewise_answers_total", {}, False),
    ("Runs of experiments asked for", "slicewise_runs_total", {"outcome": "asked"}, False),
    ("Runs that failed", "slicewise_runs_total", {"outcome": "failed"}, True),
    ("Runs not taken, too many waited", "slicewise_runs_total", {"outcome": "busy"}, True),
    ("Pages with an error of ours (5xx)", f"{PAGE}_count", {"status": "5xx"}, True),
    ("Rooms and boards that had to stop", "slicewise_hub_failures_total", {}, True),
    ("Hints between workers that were lost", "slicewise_hints_lost_total", {}, True),
    ("Frames left out for slow readers", "slicewise_conflated_total", {}, False),
    ("Rings sent again as a whole", "slicewise_resyncs_total", {}, False),
    ("Sockets closed because they were too slow", "slicewise_slow_sockets_closed_total", {}, False),
    ("Sockets refused, from pages of other sites", "slicewise_sockets_refused_total", {}, False),
)


def counts(between: Between) -> list[Fact]:
    """How often things happened in the last minute."""
    rows = [(words, between.more(name, **labels), bad) for words, name, labels, bad in COUNTED]
    return [Fact(words, f"{count:,.0f}", (count == 0) if bad else None) for words, count, bad in rows]


def workers(between: Between) -> list[Worker]:
    """One row a process."""
    now, then = between.now, between.then
    began = now.rows("slicewise_worker_started_seconds")
    used, before = now.rows("slicewise_worker_cpu_seconds"), then.rows("slicewise_worker_cpu_seconds")
    memory = now.rows("slicewise_worker_memory_bytes")
    return [
        Worker(
            name=dict(labels).get("pid", str(os.getpid())),
            uptime=duration(now.at - at),
            memory=megabytes(memory.get(labels, 0)),
            cpu=share_of_core(used.get(labels, 0.0), before.get(labels), between.seconds),
        )
        for labels, at in sorted(began.items(), key=lambda one: one[1])
    ]


def share_of_core(used: float, before: float | None, seconds: float) -> str:
    """Of a worker's CPU time."""
    return NOTHING if before is None or seconds < 1 else f"{(used - before) / seconds:.0%}"


def facts(database: checks.Reached, layer: checks.Reached, slow: checks.Slow) -> list[Fact]:
    """What is reached, and what is kept."""
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    named = {"sqlite3": "SQLite", "postgresql": "PostgreSQL"}.get(engine, engine)
    backup = slow.backup and f"{duration(time.time() - slow.backup)} ago"
    return [
        Fact("Version", f"Slicewise {checks.version()}"),
        Fact(f"Database ({named})", reached(database), database.problem is None),
        Fact("Migrations", slow.migrations or "all applied", slow.migrations is None),
        Fact(
            f"Between workers ({'Redis' if settings.REDIS_URL else 'in memory'})",
            reached(layer),
            layer.problem is None,
        ),
        Fact("Data folder", f"{slow.folder / MB:,.1f} MB"),
        Fact(
            "Free on its disk",
            f"{slow.free / 2**30:,.1f} GB of {slow.disk / 2**30:,.1f} GB",
            slow.free >= verdict.LEAST_FREE,
        ),
        Fact("Last backup", backup or "none known"),
    ]


def reached(one: checks.Reached) -> str:
    return f"answers in {one.seconds * 1000:.1f} ms" if one.problem is None else one.problem
