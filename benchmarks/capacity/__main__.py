"""The tables of docs/scaling.md: `python -m benchmarks.capacity` prints them, `--write` puts them in their place."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from benchmarks.capacity.model import CONNECTIONS, Machines, Need, People, Wall, first_at

COSTS = Path(__file__).with_name("costs.json")
DOC = Path(__file__).resolve().parents[2] / "docs/scaling.md"
BEGIN, END = "<!-- python -m benchmarks.capacity: begin -->\n", "<!-- end -->"
LEARNERS = (1_000, 100_000, 10_000_000)
CORES = 16  # of a usual large machine
GB, MB, KB = 1e9, 1e6, 1e3

WHY = {
    "active_a_day": (
        "learners who learn on a day",
        "a class has one or two lessons a week, and some review in between",
    ),
    "session_minutes": ("minutes that they stay", "a lesson and its questions"),
    "in_busiest_hour": (
        "of the day’s sessions begin in its busiest hour",
        "spread evenly it would be 4%; school evenings are not even",
    ),
    "in_a_room": (
        "of those online have a ring open",
        "half of a lesson is played, half is read and answered",
    ),
    "room_size": ("people in a room", "a class"),
    "commands_a_minute": ("changes a minute by each of them", "somebody drags, looks, thinks, drags again"),
    "answers_a_session": ("answers a session", "a check of six questions, some of them twice, and reviews"),
    "pages_a_session": ("pages and parts of pages a session", "a lesson, its runs, its questions"),
}

WALLS = (
    Wall(
        "the core of one worker",
        lambda need: need.cores(1.0),
        0.6,
        "60% of a core",
        "start more workers, with Redis between them",
    ),
    Wall(
        "connections of PostgreSQL",
        lambda need: need.connections,
        97,
        f"100, three of them kept for the administrator; a worker takes up to {CONNECTIONS}",
        "raise `max_connections` to some hundred, then put PgBouncer before it",
    ),
    Wall(
        "one machine for the workers",
        lambda need: need.workers,
        CORES,
        f"{CORES} cores",
        "more machines behind the same proxy",
    ),
    Wall(
        "a network card",
        lambda need: need.network * 8,
        0.6e9,
        "60% of 1 Gbit/s",
        "more machines: each brings its own card",
    ),
    Wall(
        "a disk of 1 TB, after a year",
        lambda need: need.stored_a_year,
        1e12,
        "1 TB",
        "archive the events of rooms that rest",
    ),
    Wall(
        "PostgreSQL’s cores",
        lambda need: need.database_cores,
        CORES * 0.6,
        f"60% of {CORES} cores",
        "keep connections open between pages; read replicas for pages; then rooms by ring over several databases",
    ),
    Wall(
        "PostgreSQL’s log",
        lambda need: need.log,
        100e6,
        "100 MB/s that a good disk makes durable",
        "rooms by ring over several databases",
    ),
    Wall(
        "the core of one Redis",
        lambda need: need.redis_cores,
        0.6,
        "60% of a core",
        "rooms by ring over several Redis",
    ),
)


def amount(value: float, units: tuple[tuple[float, str], ...], last: str) -> str:
    """In the largest unit that it fills, to three digits."""
    for size, name in units:
        if value >= size:
            return f"{digits(value / size)} {name}"
    return f"{digits(value)} {last}".strip()


def digits(value: float) -> str:
    """To three digits, and none after the point from 100 on."""
    if value < 0.005:
        return "under 0.01" if value else "0"
    if value >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"


def size(value: float) -> str:
    return amount(value, ((1e15, "PB"), (1e12, "TB"), (GB, "GB"), (MB, "MB"), (KB, "KB")), "B")


def bits(value: float) -> str:
    return amount(value * 8, ((1e12, "Tbit/s"), (GB, "Gbit/s"), (MB, "Mbit/s"), (KB, "kbit/s")), "bit/s")


def micro(value: float) -> str:
    return amount(value, ((MB, "s"), (KB, "ms")), "µs")


def table(headings: tuple[str, ...], rows: list[tuple[str, ...]], words: int = 0) -> str:
    """Markdown, numbers to the right. words: how many of the last columns hold none."""
    numbers = len(headings) - 1 - words
    lines = [headings, ("---", *["---:"] * numbers, *["---"] * words), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def costs_table(costs: Mapping[str, float]) -> str:
    def row(name: str, key: str, *more: str) -> tuple[str, ...]:
        return (name, *(micro(costs[f"{key}_{who}_us"]) for who in ("worker", "postgres", "redis")), *more)

    def nothing(key: str) -> tuple[str, ...]:
        return (size(costs[f"{key}_wal_bytes"]), "–")

    def kept(key: str) -> tuple[str, ...]:
        return (size(costs[f"{key}_wal_bytes"]), size(costs[f"{key}_disk_bytes"]))

    return table(
        ("", "CPU of the worker", "of PostgreSQL", "of Redis", "log of PostgreSQL", "kept on disk"),
        [
            row(
                "a room, a second (four frames computed, and heartbeats)",
                "room_second",
                *nothing("room_second"),
            ),
            row(
                "a socket in it, a second (four frames handed out)",
                "socket_second",
                *nothing("socket_second"),
            ),
            row("a command, to its acknowledgement", "command", *kept("command")),
            row("an answer, judged and stored", "answer", *kept("answer")),
            row("a page of a lesson", "page", *nothing("page")),
        ],
    )


def sizes(costs: Mapping[str, float]) -> str:
    return (
        f"In memory: a worker {size(costs['worker_memory_bytes'])}, a room {size(costs['room_memory_bytes'])}, "
        f"a socket {size(costs['socket_memory_bytes'])}. On the wire: a frame {size(costs['frame_bytes'])}, "
        f"an event {size(costs['event_bytes'])}, a snapshot {size(costs['snapshot_bytes'])}, "
        f"a page {size(costs['page_bytes'])}. A command is {digits(costs['command_hints'])} messages to Redis."
    )


def people_table(people: People) -> str:
    def said(name: str) -> str:
        value: float = getattr(people, name)
        return f"{value:.0%}" if value < 1 else f"{value:g}"

    rows: list[tuple[str, ...]] = [(said(one.name), *WHY[one.name]) for one in fields(people)]
    return table(("how much", "of what", "why"), rows, words=2)


ROWS: tuple[tuple[str, Callable[[Need], str]], ...] = (
    ("online at once", lambda need: digits(need.online)),
    ("sockets", lambda need: digits(need.sockets)),
    ("rooms", lambda need: digits(need.rooms)),
    ("commands a second", lambda need: digits(need.commands)),
    ("answers a second", lambda need: digits(need.answers)),
    ("pages a second", lambda need: digits(need.pages)),
    ("workers (cores, 60% busy)", lambda need: digits(need.workers)),
    ("workers that hold one room", lambda need: digits(need.workers_a_room(need.workers))),
    ("memory of all workers", lambda need: size(need.memory)),
    ("PostgreSQL: writing transactions a second", lambda need: digits(need.transactions)),
    ("PostgreSQL: cores", lambda need: digits(need.database_cores)),
    ("PostgreSQL: log a second", lambda need: size(need.log)),
    ("PostgreSQL: connections", lambda need: digits(need.connections)),
    ("Redis: messages out a second", lambda need: digits(need.hints)),
    ("Redis: cores", lambda need: digits(need.redis_cores)),
    ("network to browsers", lambda need: bits(need.network)),
    ("stored in a year", lambda need: size(need.stored_a_year)),
)


def needs_table(costs: Mapping[str, float], machines: Machines) -> str:
    needs = [Need(count, costs, machines=machines) for count in LEARNERS]
    return table(
        ("in the busiest hour", *(f"{count:,} learners" for count in LEARNERS)),
        [(name, *(told(need) for need in needs)) for name, told in ROWS],
    )


def at(wall: Wall, costs: Mapping[str, float], by_ring: bool = False) -> float:
    """The number of learners at which a wall stands."""
    return first_at(wall, lambda count: Need(count, costs, machines=Machines(by_ring=by_ring)))


def walls_table(costs: Mapping[str, float]) -> str:
    """The resources in the order in which they are full."""
    rows = sorted(((at(wall, costs), at(wall, costs, True), wall) for wall in WALLS), key=lambda row: row[0])
    return table(
        ("full first", "at, rooms by chance", "at, rooms by the ring", "limit", "how to move it"),
        [
            (wall.name, f"{chance:,.0f}", f"{ring:,.0f}", wall.limit_said, wall.move)
            for chance, ring, wall in rows
        ],
        words=2,
    )


def in_short(costs: Mapping[str, float]) -> str:
    """The answer, for who reads no further."""
    first, second = sorted(WALLS, key=lambda wall: at(wall, costs))[:2]
    most = LEARNERS[-1]
    chance, ring = (Need(most, costs, machines=Machines(by_ring=by_ring)) for by_ring in (False, True))
    return (
        f"**In short.** The first wall is {first.name}, at {at(first, costs):,.0f} learners; the second is "
        f"{second.name}, at {at(second, costs):,.0f}. {most:,} learners need {digits(chance.workers)} workers if "
        f"people of a room are dealt to them by chance, and {digits(ring.workers)} if a ring finds one worker for "
        "each room."
    )


def document(said: Mapping[str, Any]) -> str:
    """All of the generated part."""
    costs = said["costs"]
    versions = ", ".join(f"{name} {version}" for name, version in said["versions"].items())
    cores, processor, system = (said["machine"][name] for name in ("cores", "processor", "system"))
    parts = [
        in_short(costs),
        "### What things cost",
        f"Measured on {said['measured']}: {cores} cores of {processor}, {system}; {versions}. "
        f"Other programs ran too: the load was {said['load'][0]} before and {said['load'][1]} after.",
        costs_table(costs),
        sizes(costs),
        "### How people learn",
        people_table(People()),
        "### What so many learners take: people of a room on workers by chance",
        needs_table(costs, Machines()),
        "### The same with all people of a room on one worker, found by a ring",
        needs_table(costs, Machines(by_ring=True)),
        "### Which wall stands first",
        walls_table(costs),
    ]
    return "\n\n".join(parts) + "\n"


def placed(text: str, part: str) -> str:
    """The document with this generated part between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    assert mark, f"{DOC} has lost its marks"
    return f"{before}{BEGIN}\n{part}\n{mark}{after}"


def main() -> None:
    part = document(json.loads(COSTS.read_text()))
    if "--write" in sys.argv[1:]:
        DOC.write_text(placed(DOC.read_text(), part))
    else:
        print(part)


if __name__ == "__main__":
    main()
