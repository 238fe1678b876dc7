"""A real uvicorn on a random port, with a data folder of its own: the `live` fixture.

def test_something(live):
    live.url      # http://127.0.0.1:40213
    live.ws_url   # ws://127.0.0.1:40213
    live.log      # Path of everything that the server wrote
    live.restart()  # the same port and the same data; live.stop() ends it for good
"""

import atexit
import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STARTS_WITHIN = 60.0


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@functools.cache
def migrated() -> Path:
    """An empty SQLite database with all tables. It lives as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="slicewise-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environment = {**os.environ, "SLICEWISE_DATA": str(folder)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-4000:]}")
    (file,) = folder.glob("*.sqlite3")
    return file


class Live:
    """The server as a process of its own. Extra environment variables reach its settings."""

    application = "config.asgi:application"

    def __init__(self, **environment: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="slicewise-live-"))
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.ws_url = f"ws://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "SLICEWISE_DATA": str(self.folder / "data"), **environment}
        self.process: subprocess.Popen[bytes] | None = None
        self.migrate()
        self.start()

    def migrate(self) -> None:
        """Make the tables; those of SQLite are made once and copied, as that takes seconds of a processor each time."""
        if "DATABASE_URL" in self.environment:
            self.run("manage.py", "migrate", "--verbosity", "0")
            return
        made = migrated()
        data = Path(self.environment["SLICEWISE_DATA"])
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, data / made.name)

    def run(self, *arguments: str) -> None:
        """Run a command of the project on the same data, and wait for its end."""
        with self.log.open("ab") as out:
            command = [sys.executable, *arguments]
            done = subprocess.run(
                command, cwd=ROOT, env=self.environment, stdout=out, stderr=out, check=False
            )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{self.read_log()[-4000:]}")

    def start(self) -> None:
        """Start on the same port and data, and wait until it answers."""
        options = (ROOT / "config/uvicorn.args").read_text().split()
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        command = [sys.executable, "-m", "uvicorn", self.application, *address, *options]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=out, stderr=out)
        self._wait_until_alive()

    def _wait_until_alive(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/livez", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.read_log()[-4000:]}")

    def stop(self) -> None:
        """Ask it to end, and wait for that."""
        if self.process is not None:
            self.process.terminate()
            self._wait_for_end()

    def kill(self) -> None:
        """End it without a word, as a power cut does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self._wait_for_end()

    def _wait_for_end(self) -> None:
        assert self.process is not None
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def restart(self) -> None:
        """Stop and start again. Browsers lose their sockets and find the same rooms."""
        self.stop()
        self.start()

    def read_log(self) -> str:
        """All that it has written so far."""
        return self.log.read_text(errors="replace")

    def remove(self) -> None:
        """Stop, and delete the data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def live() -> Iterator[Live]:
    """One server for all the tests of a process."""
    server = Live()
    yield server
    server.remove()
