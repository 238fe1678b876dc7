"""What is read before and after: CPU time of each process, memory, the log of the database, the commands of Redis."""

import time
from dataclasses import dataclass, fields
from typing import Any

import psutil  # type: ignore[import-untyped]
import psycopg
from redis import Redis as Client

from tests.backends import Postgres, Redis
from tests.live import Live


@dataclass(frozen=True, slots=True)
class Reading:
    """at: seconds. CPU: seconds of user and system time. wal, tables, held: bytes. hints: commands that Redis did."""

    at: float
    worker: float
    postgres: float
    redis: float
    wal: float
    tables: float
    held: float
    hints: float

    def __sub__(self, before: "Reading") -> "Reading":
        return Reading(*(getattr(self, one.name) - getattr(before, one.name) for one in fields(self)))

    def without(self, idle: "Reading") -> "Reading":
        """What is left of a difference when what happens anyway is taken away. idle: another difference."""
        share = self.at / idle.at
        return Reading(
            self.at,
            *(getattr(self, one.name) - share * getattr(idle, one.name) for one in fields(self)[1:]),
        )


def used(process: psutil.Process) -> float:
    """CPU seconds of a process and of those that it started, ended ones too."""
    while True:
        try:
            return sum(own(one) for one in [process, *process.children(recursive=True)])
        except psutil.NoSuchProcess:
            continue  # one ended while we counted: now it is among the ended ones


def own(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


class Meters:
    """One worker, one PostgreSQL, one Redis."""

    def __init__(self, live: Live, database: Postgres, layer: Redis) -> None:
        assert live.process is not None
        self.worker = psutil.Process(live.process.pid)
        self.postgres = psutil.Process(int((database.data / "postmaster.pid").read_text().split()[0]))
        self.connection = psycopg.connect(database.url, autocommit=True)
        self.client = Client.from_url(layer.url)

    def read(self) -> Reading:
        redis: Any = self.client.info()
        return Reading(
            time.monotonic(),
            used(self.worker),
            used(self.postgres),
            float(redis["used_cpu_user"] + redis["used_cpu_sys"]),  # finer than the system's hundredths
            self.number("select pg_current_wal_insert_lsn() - '0/0'"),
            self.number(
                "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relnamespace ="
                " 'public'::regnamespace"
            ),
            float(self.worker.memory_info().rss),
            float(redis["total_commands_processed"]),
        )

    def number(self, query: str) -> float:
        row = self.connection.execute(query).fetchone()
        assert row is not None
        return float(row[0])

    def close(self) -> None:
        self.connection.close()
        self.client.close()
