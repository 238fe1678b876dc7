"""A PostgreSQL and a Redis of our own, for tests and benchmarks: throw-away data, free ports, ended by process id.

with Postgres() as database, Redis() as layer:
    database.url   # as DATABASE_URL takes it
    layer.url      # as REDIS_URL takes it
    layer.kill(); layer.start()   # the same port; what it held is gone, as after a crash
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

STARTS_WITHIN = 60.0
USER = "postgres"  # root may not run a cluster


class Missing(RuntimeError):  # noqa: N818
    """It is not installed on this machine."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Backend(ABC):
    """One process on one port, with a folder that goes with it."""

    name = ""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"slicewise-{self.name}-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """What starts it."""

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd="/", stdout=log, stderr=log)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start:\n{(self.folder / 'log').read_text()[-4000:]}")
            time.sleep(0.05)

    def ready(self) -> bool:
        return answers(self.port)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it with a signal, and wait for that."""
        if self.process is not None:
            self._send(how)
            self.process.wait(timeout=30)
            self.process = None

    def _send(self, how: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(how)

    def kill(self) -> None:
        """As a crash does."""
        self.stop(signal.SIGKILL)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Backend):
    """Nothing is kept on disk: after a start it is empty."""

    name = "redis"

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    @property
    def command(self) -> list[str]:
        if shutil.which("redis-server") is None:
            raise Missing("redis-server is not installed")
        return [
            "redis-server",
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ]


class Postgres(Backend):
    """A new cluster; `restart` ends every connection, as an administrator does."""

    name = "postgres"

    def __init__(self) -> None:
        programs = self._programs()
        super().__init__()
        self.data = self.folder / "data"
        self.as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(self.folder, USER)
        initdb = [str(programs / "initdb"), "-D", str(self.data), "-U", USER, "-A", "trust", "-E", "UTF8"]
        subprocess.run([*self.as_user, *initdb], check=True, stdout=subprocess.DEVNULL, cwd="/")
        self.program = programs / "postgres"

    @staticmethod
    def _programs() -> Path:
        """Debian keeps them out of the path, one folder a version."""
        found = shutil.which("pg_ctl")
        places = [Path(found).resolve().parent] if found else []
        places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
        for place in places:
            if (place / "initdb").exists():
                return place
        raise Missing("PostgreSQL is not installed")

    @property
    def url(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/postgres"

    @property
    def command(self) -> list[str]:
        options = ["-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder)]
        return [*self.as_user, str(self.program), *options]

    def ready(self) -> bool:
        """It answers a query; while it starts up it only takes connections."""
        import psycopg

        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                connection.execute("select 1")
        except psycopg.OperationalError:
            return False
        return True

    def _send(self, how: signal.Signals) -> None:
        """To the cluster itself: `runuser` would not pass it on. SIGINT: at once, ending every connection."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), how)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        super().stop(how)

    def restart(self) -> None:
        """Down and up again at once."""
        self.stop()
        self.start()
