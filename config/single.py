"""Two processes on the in-memory channel layer would each reach half the sockets, without an error.

So a process on that layer holds a lock on the data folder, and a second one is told why it may not start.
The kernel lets go of the lock when the process ends, however it ends.
"""

import fcntl
import os
from typing import IO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_held: list[IO[str]] = []  # keeps the file open, and so the lock held, for as long as the process lives


def claim_data_folder() -> None:
    """Take the lock, or raise ImproperlyConfigured. On Redis many processes may share, and nothing is taken."""
    if settings.REDIS_URL or _held:
        return
    file = open(settings.DATA_DIR / "in-memory.lock", "a+")  # noqa: SIM115  held until the process ends
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "unknown"
        file.close()
        raise ImproperlyConfigured(
            f"Slicewise already runs on {settings.DATA_DIR} (process {holder}). On the in-memory channel layer "
            "only one process can serve it: stop that one, or set REDIS_URL to run several."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    _held.append(file)
