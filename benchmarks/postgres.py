"""A PostgreSQL for one benchmark: a new cluster in a folder of its own, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"  # root may not run a cluster


class Missing(RuntimeError):  # noqa: N818
    """There is no PostgreSQL on this machine."""


@contextmanager
def cluster() -> Iterator[str]:
    """Its address, as DATABASE_URL takes it. Raises `Missing`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="slicewise-postgres-"))
    data, port = folder / "data", _free_port()
    as_user = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    try:
        if as_user:
            shutil.chown(folder, USER)
        _run([*as_user, str(programs / "initdb"), "-D", str(data), "-U", "bench", "-A", "trust"])
        options = f"-p {port} -h 127.0.0.1 -k {folder}"
        control = [*as_user, str(programs / "pg_ctl"), "-D", str(data), "-w"]
        _run([*control, "-l", str(folder / "log"), "-o", options, "start"])
        try:
            yield f"postgres://bench@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "-m", "fast", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("pg_ctl") or shutil.which("postgres")
    folder = Path(found).resolve().parent if found else None
    if folder is None or not (folder / "initdb").exists():
        raise Missing("PostgreSQL is not installed here: its rows are left out.")
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
