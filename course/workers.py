"""Threads that compute: a few, in the background, and gone with the process.

Invariant: work here never holds up the event loop, a page of someone else, or the end of the process (they are
daemon threads: a run of a minute does not delay a shutdown).
"""

import queue
import threading
from collections.abc import Callable

Work = Callable[[], None]


class Busy(Exception):  # noqa: N818
    """So much is waiting already that one more would wait too long."""


class Workers:
    """`threads` threads, started at the first work; at most `waiting` pieces of work may wait for them."""

    def __init__(self, name: str, threads: int, waiting: int) -> None:
        self.name = name
        self.threads = threads
        self.queue: queue.Queue[Work] = queue.Queue(waiting)
        self.lock = threading.Lock()
        self.started = False

    def give(self, work: Work) -> None:
        """Have it done soon. `work` raises nothing. Raise `Busy`."""
        self._start()
        try:
            self.queue.put_nowait(work)
        except queue.Full:
            raise Busy from None

    def _start(self) -> None:
        with self.lock:
            if self.started:
                return
            self.started = True
            for number in range(self.threads):
                threading.Thread(target=self._run, name=f"{self.name}-{number}", daemon=True).start()

    def _run(self) -> None:
        while True:
            self.queue.get()()
