"""A backup of a running app, on both engines: elsewhere it serves the same room and knows the same learner."""

import asyncio
import json
import sqlite3
import stat
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.backups import BackupError, backup, postgres, sqlite
from config.backups.engines import ENGINES, Engine
from tests.backends import Postgres
from tests.course.quiz.poster import fields_for
from tests.live import ROOT, Live
from tests.rooms.visitor import Message, Visitor

KEY = "k3J9-fj2Lq8vXz71mNb5RtYwQe0oPaSd6GhUiCx4_ZlVnTgBhMyJ"
PACE = 0.1  # seconds between two commands: what a room takes from one person for ever
LESSON = "/lessons/l21-what-moved/"


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class Restored(Live):
    """A server whose database comes from a backup, where the others migrate an empty one."""

    def __init__(self, file: Path, **environment: str) -> None:
        self.file, self.said = file, ""
        super().__init__(**environment)

    def migrate(self) -> None:
        done = manage(self.environment, "restore", str(self.file))
        assert done.returncode == 0, done.stderr
        self.said = done.stdout


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest) -> Iterator[list[dict[str, str]]]:
    """Environments of two servers with one key, each with a database of its own; the second one is empty."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield [{"SECRET_KEY": KEY}, {"SECRET_KEY": KEY}]
            return
        server = stack.enter_context(Postgres())
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE elsewhere")
        elsewhere = server.url.rpartition("/")[0] + "/elsewhere"
        yield [{"SECRET_KEY": KEY, "DATABASE_URL": url} for url in (server.url, elsewhere)]


@pytest.fixture(scope="module")
def live(places: list[dict[str, str]]) -> Iterator[Live]:
    server = Live(**places[0])
    yield server
    server.remove()


def rows(live: Live, query: str) -> list[tuple[Any, ...]]:
    """What the server's database holds, read past the app."""
    if url := live.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            return connection.execute(query).fetchall()
    with closing(sqlite3.connect(live.folder / "data/slicewise.sqlite3", timeout=20)) as database:
        return database.execute(query).fetchall()


def learn(live: Live, ada: Visitor) -> None:
    """A guess before a lesson, and an answer in its check."""
    assert ada.post(f"{LESSON}predict/", {"value": "30", "certainty": "2"})[0] == 200
    assert ada.post(f"{LESSON}check/")[0] == 200
    ((sitting, slots),) = rows(live, "SELECT id, slots FROM course_sitting")
    slots = json.loads(slots) if isinstance(slots, str) else slots
    place = next(place for place, (item, _) in enumerate(slots) if item == "L21-Q1")
    fields = fields_for(*slots[place], "4", str(uuid.uuid4()))
    assert ada.post(f"/sittings/{uuid.UUID(str(sitting))}/{place}/", fields)[0] == 200
    assert rows(live, "SELECT code FROM course_try") == [("MC-36",)]


def known(ada: Visitor) -> dict[str, Any]:
    """What the course knows of her, without the moment at which she asks."""
    data: dict[str, Any] = json.loads(ada.get("/account/export.json")[1])
    return {name: data[name] for name in ("you", "lessons", "predictions", "tries") if name in data}


async def keep_changing(ada: Visitor, slug: str, heard: list[Message]) -> None:
    """Write into the room without a pause, until cancelled."""
    async with ada.socket(slug) as socket:
        for turn in range(10_000):
            await socket.do("weigh_server", server="oven-1", weight=2 + turn % 30 / 10)
            heard[:] = socket.events()
            await asyncio.sleep(PACE)


async def back_up_while_it_is_written(live: Live, ada: Visitor, slug: str, file: Path) -> dict[int, str]:
    """Seq -> hash of every event that the room told of, before, during and after the backup."""
    heard: list[Message] = []
    writing = asyncio.create_task(keep_changing(ada, slug, heard))

    async def until(seq: int) -> None:
        async with asyncio.timeout(60):
            while len(heard) < seq:
                assert not writing.done(), writing.exception()
                await asyncio.sleep(0.02)

    await until(5)
    done = await asyncio.to_thread(manage, live.environment, "backup", str(file))
    assert done.returncode == 0, done.stderr
    assert " MB. It holds" in done.stdout
    assert "Not in it: the secret key" in done.stdout
    await until(len(heard) + 5)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    return {event["seq"]: event["hash"] for event in heard}


async def test_what_is_restored_is_one_moment_of_what_was_there(
    live: Live, places: list[dict[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "slicewise.backup"
    ada = Visitor(live)
    slug = ada.create()
    await asyncio.to_thread(learn, live, ada)
    before = known(ada)
    assert before["predictions"], "an export without her guess would prove nothing"
    hashes = await back_up_while_it_is_written(live, ada, slug, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    epochs = rows(live, "SELECT epoch FROM rooms_room")
    refused(manage(live.environment, "restore", str(file)), "The database is not empty")
    assert rows(live, "SELECT epoch FROM rooms_room") == epochs
    restored = await asyncio.to_thread(Restored, file, **places[1])
    try:
        assert "Every migration of the app is in it" in restored.said
        ada.live = restored  # the same cookies, as under the same name
        async with ada.socket(slug) as socket:
            snapshot = await socket.until("snapshot")
            seq = snapshot["seq"]
            assert 5 <= seq < max(hashes), "the backup belongs to a moment while it was written"
            assert snapshot["hash"] == hashes[seq]
            assert snapshot["epoch"] not in {epoch for (epoch,) in epochs}, (
                "an open page would wait for events past its own"
            )
            assert rows(restored, "SELECT count(*), max(seq) FROM rooms_event") == [(seq, seq)]
            assert await socket.do("add_server", position=0.5) == seq + 1
        assert known(ada) == before
        assert "Traceback" not in restored.read_log()
    finally:
        restored.remove()


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "slicewise.backup"
    file.write_text("dear to somebody")
    with pytest.raises(BackupError, match="nothing is overwritten"):
        backup(file)
    assert file.read_text() == "dear to somebody"
    assert list(tmp_path.iterdir()) == [file], "no half file is left"


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES)
@pytest.mark.parametrize("start", [b"", b"Dear Rosa", sqlite.MAGIC, postgres.MAGIC])
def test_what_is_no_backup_is_refused(engine: Engine, start: bytes, tmp_path: Path) -> None:
    letter = tmp_path / "letter"
    letter.write_bytes(start + b", the oven is cold again." * 9)
    with pytest.raises(BackupError, match=r"letter|pg_restore"):
        engine.migrations(letter)


def test_a_backup_of_another_version_is_refused(live: Live, tmp_path: Path) -> None:
    newer = tmp_path / "newer.backup"
    change(
        live,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('rooms', '9999_later', '2026-01-01')",
    )
    done = manage(live.environment, "backup", str(newer))
    change(live, "DELETE FROM django_migrations WHERE name = '9999_later'")
    assert done.returncode == 0, done.stderr
    refused(manage(live.environment, "restore", str(newer)), "rooms.9999_later")


def refused(done: subprocess.CompletedProcess[str], why: str) -> None:
    assert done.returncode == 1
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def change(live: Live, statement: str) -> None:
    if url := live.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            connection.execute(statement)
        return
    with closing(sqlite3.connect(live.folder / "data/slicewise.sqlite3", timeout=20)) as database:
        database.execute(statement)
        database.commit()
