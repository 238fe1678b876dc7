"""PURE. What is wrong, and what to do next, for somebody who did not write this. Each rule is one line of the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

LEAST = 20  # observations before a quantile means anything
SLOW_COMMAND, SLOW_PAGE, SLOW_DATABASE = 0.5, 1.0, 0.25  # seconds
LATE = 0.05  # share of frames
LEAST_FREE = 500 * 2**20  # bytes
WELL = "Everything is well"
NOT_WELL = "Something needs you"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules look at. Times in seconds, counts of the last 15 minutes where nothing else is said."""

    database: str | None
    database_seconds: float
    layer: str | None
    migrations: str | None
    free: int
    commands: float
    command_p95: float | None
    pages: float
    page_p95: float | None
    late: float
    broken: float


@dataclass(frozen=True, slots=True)
class Problem:
    """what: in one sentence. next: what to do, in one or two."""

    what: str
    next: str


class Rule(NamedTuple):
    """broken: whether it is. what: the sentence. next: what to do then."""

    broken: Callable[[Seen], bool]
    what: Callable[[Seen], str]
    next: str


def away(problem: str) -> str:
    """What is said of a database that does not answer. Nothing private: strangers may read it."""
    return f"The database does not answer ({problem}): nothing can be saved."


RULES = (
    Rule(
        lambda seen: seen.database is not None,
        lambda seen: away(seen.database or ""),
        "Start it again, or look whether its disk is full. Browsers keep changes and send them when it is back.",
    ),
    Rule(
        lambda seen: seen.migrations is not None,
        lambda seen: f"The database is older than this version: {seen.migrations}.",
        "Stop Slicewise, run python manage.py migrate, and start it again.",
    ),
    Rule(
        lambda seen: seen.layer is not None,
        lambda seen: f"Workers do not hear each other: {seen.layer}.",
        "Start Redis again. Until then a change reaches people on other workers after 5 seconds, not at once.",
    ),
    Rule(
        lambda seen: seen.free < LEAST_FREE,
        lambda seen: f"The disk is nearly full: {seen.free / 2**20:,.0f} MB are left.",
        "Make room now. When nothing is left, nothing can be saved.",
    ),
    Rule(
        lambda seen: seen.broken > 0,
        lambda seen: f"In the last 15 minutes something went wrong on our side, {times(seen.broken)}.",
        "The log has the reason: look for lines with “error”. Nothing that was acknowledged is lost.",
    ),
    Rule(
        lambda seen: seen.late > LATE,
        lambda seen: f"{seen.late:.0%} of the frames come more than a quarter of a second late.",
        "The processor is too busy. Close other programs, or run more workers (docs/scaling.md).",
    ),
    Rule(
        lambda seen: seen.commands >= LEAST and (seen.command_p95 or 0) > SLOW_COMMAND,
        lambda seen: f"One change in twenty takes longer than {seen.command_p95 or 0:.1f} s to be saved.",
        "Look at the database’s row below. A slow disk is the usual reason; more workers do not help then.",
    ),
    Rule(
        lambda seen: seen.pages >= LEAST and (seen.page_p95 or 0) > SLOW_PAGE,
        lambda seen: f"One page in twenty takes longer than {seen.page_p95 or 0:.1f} s.",
        "Look at the CPU of the workers below. Near 100% the machine is too small for so many people.",
    ),
    Rule(
        lambda seen: seen.database is None and seen.database_seconds > SLOW_DATABASE,
        lambda seen: f"The database took {seen.database_seconds:.1f} s for the smallest question.",
        "It is busy or far away. See whether a backup or another program uses it now.",
    ),
)


def times(count: float) -> str:
    return "once" if count == 1 else f"{count:,.0f} times"


def problems(seen: Seen) -> list[Problem]:
    """What the broken rules say, the worst first. Empty: everything is well."""
    return [Problem(rule.what(seen), rule.next) for rule in RULES if rule.broken(seen)]


def headline(found: list[Problem]) -> str:
    """In three or four words."""
    return NOT_WELL if found else WELL
