"""What things cost, on one worker with its own PostgreSQL and Redis: `python -m benchmarks.capacity.measure`.

CPU time is counted, not time by the clock, so another program on the machine changes little. A room and a socket are
told apart by two crowds: 100 rooms with one person each, and 10 rooms with 80 each. What happens anyway (frames,
heartbeats) is measured first, and taken away from what commands took.
"""

import asyncio
import json
import os
import re
import resource
import secrets
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.capacity.meters import Meters, Reading
from benchmarks.report import machine, versions_of
from tests.backends import Postgres, Redis
from tests.live import Live

if TYPE_CHECKING:
    from benchmarks.capacity.people import Learner
    from tests.scale.idlers import Listener

COSTS = Path(__file__).with_name("costs.json")
SMALL, LARGE, IN_LARGE = 100, 10, 80  # rooms with one person; rooms with many, and how many
WATCHED = 24.0  # seconds: three heartbeats
SPEAKERS, EACH, GAP = 20, 25, 0.4  # who gives commands, how many each, seconds between two
PAGES = 120
CLASSES = 20  # sittings, of some questions each
MILLION = 1_000_000
FILES = 8_192  # sockets are files, here and in the server
SETTLE = 3.0  # seconds
Costs = dict[str, float]


def per(reading: Reading, count: float, name: str) -> Costs:
    """What one of so many took: CPU in microseconds, the rest in bytes."""
    parts = {
        "worker_us": reading.worker * MILLION,
        "postgres_us": reading.postgres * MILLION,
        "redis_us": reading.redis * MILLION,
        "wal_bytes": reading.wal,
        "disk_bytes": reading.tables,
    }
    return {f"{name}_{part}": max(0.0, value / count) for part, value in parts.items()}  # below 0 is noise


async def still(meters: Meters, seconds: float = WATCHED) -> Reading:
    """What happens while nobody does anything."""
    await asyncio.sleep(SETTLE)
    before = meters.read()
    await asyncio.sleep(seconds)
    return meters.read() - before


async def crowds(live: Live, meters: Meters, nobody: Reading) -> Costs:
    """A room and a socket, for a second and in memory. Each crowd works alone; in memory the second comes on top."""
    from benchmarks.capacity.people import Learner, fill, open_rooms

    people = [Learner(live) for _ in range(LARGE * IN_LARGE + SMALL)]
    rooms = open_rooms(LARGE + SMALL, people)
    start = meters.read()
    large = await fill(rooms[:LARGE], people[: LARGE * IN_LARGE])
    many = (await still(meters)).without(nobody)
    held = meters.read().held
    small = await fill(rooms[LARGE:], people[LARGE * IN_LARGE :])
    await asyncio.sleep(SETTLE)
    grown = apart(meters.read().held - held, held - start.held)
    await leave(large)
    alone = (await still(meters)).without(nobody)
    await leave(small)
    found = {f"{what}_memory_bytes": value for what, value in grown.items()}
    for name in ("worker", "postgres", "redis", "wal"):
        unit, scale = ("wal_bytes", 1) if name == "wal" else (f"{name}_us", MILLION)
        each = apart(getattr(alone, name) / alone.at, getattr(many, name) / many.at)
        found |= {f"{what}_second_{unit}": scale * value for what, value in each.items()}
    return found


async def leave(lines: list["Listener"]) -> None:
    for line in lines:
        line.transport.close()
    await asyncio.sleep(SETTLE)


def apart(small: float, large: float) -> dict[str, float]:
    """Two equations: SMALL rooms with as many sockets, and LARGE rooms with LARGE * IN_LARGE sockets."""
    socket = max(0.0, (large - small * LARGE / SMALL) / (LARGE * IN_LARGE - LARGE))
    return {"room": max(0.0, small / SMALL - socket), "socket": socket}


async def speaking(live: Live, meters: Meters) -> Costs:
    """A command, from the socket to its acknowledgement, in a room with one person."""
    from benchmarks.capacity.people import Learner, commands, fill, open_rooms, sizes

    people = [Learner(live) for _ in range(SPEAKERS)]
    rooms = open_rooms(SPEAKERS, people)
    lines = await fill(rooms, people)
    idle = await still(meters)
    await leave(lines)
    await commands(rooms, people, range(2), 0.1)  # to warm up
    before = meters.read()
    count = await commands(rooms, people, range(1_000, 1_000 + EACH), GAP)
    took = (meters.read() - before).without(idle)
    told = await sizes(people[0], rooms[0])
    return {
        **per(took, count, "command"),
        "command_hints": took.hints / count,
        **{f"{kind}_bytes": float(told[kind]) for kind in ("frame", "event", "snapshot")},
    }


def reading_and_answering(people: list["Learner"], meters: Meters, nobody: Reading) -> Costs:
    """A page of a lesson, and an answer judged and stored."""
    people[0].answers()
    before = meters.read()
    count = sum(one.answers() for one in people[1:])
    answered = (meters.read() - before).without(nobody)
    lesson = "/lessons/l21-what-moved/"
    size = len(people[0].ask("GET", lesson))
    before = meters.read()
    for turn in range(PAGES):
        people[turn % len(people)].ask("GET", lesson)
    read = (meters.read() - before).without(nobody)
    return per(answered, count, "answer") | per(read, PAGES, "page") | {"page_bytes": float(size)}


async def everything(live: Live, meters: Meters) -> Costs:
    from benchmarks.capacity.people import Learner

    host = Learner(live)
    host.ask("GET", "/lessons/")
    nobody = await still(meters)
    base = {
        "worker_memory_bytes": meters.read().held,
        "worker_second_worker_us": nobody.worker / nobody.at * MILLION,
    }
    people = [Learner(live) for _ in range(CLASSES)]
    paper = reading_and_answering(people, meters, nobody)
    return base | paper | await speaking(live, meters) | await crowds(live, meters, nobody)


def main() -> None:
    may, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(may, FILES), most))
    begun, load = time.monotonic(), [os.getloadavg()[0]]
    with Postgres() as database, Redis() as layer, tempfile.TemporaryDirectory() as folder:
        shared = {"DATABASE_URL": database.url, "REDIS_URL": layer.url, "SECRET_KEY": secrets.token_hex(32)}
        os.environ |= {"SLICEWISE_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings", **shared}
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the rows of learners are made here
        import django

        django.setup()
        live = Live(**shared, LOG_FORMAT="json")
        meters = Meters(live, database, layer)
        try:
            costs = asyncio.run(everything(live, meters))
        finally:
            meters.close()
            live.remove()
    load.append(os.getloadavg()[0])
    said = {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": machine(),
        "load": [round(value, 1) for value in load],
        "versions": versions_of("django", "channels", "uvicorn", "websockets", "psycopg", "redis", "numpy")
        | programs(database),
        "costs": {name: round(value, 3) for name, value in costs.items()},
    }
    COSTS.write_text(json.dumps(said, indent=1) + "\n")
    print(json.dumps(said["costs"], indent=1), f"\nmeasured in {time.monotonic() - begun:.0f} s: {COSTS}")


def programs(database: Postgres) -> dict[str, str]:
    """Versions of the two servers, in their own words."""
    said = {
        name: subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
        for name, program in (("postgresql", str(database.program)), ("redis-server", "redis-server"))
    }
    return {name: found[0] for name, words in said.items() if (found := re.findall(r"[0-9.]{3,}", words))}


if __name__ == "__main__":
    main()
