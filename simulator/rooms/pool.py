"""Work that would stall the event loop, on threads of our own.

Invariant: a slow query here never waits for, nor delays, Django's own thread for requests. (On the thread that
all synchronous Django code shares, 2 s of a slow query elsewhere made a ping take 1.8 s.)
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connections

P = ParamSpec("P")
T = TypeVar("T")
DATABASE = ThreadPoolExecutor(max_workers=8, thread_name_prefix="room-database")
NUMBERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="room-numbers")


def _with_connection(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Keep the thread's connection for the next query, but not after an error: it may be the broken one."""
    try:
        return work(*args, **kwargs)
    except DatabaseError:
        connections.close_all()
        raise


async def in_database(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run synchronous ORM code off the loop."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(DATABASE, lambda: _with_connection(work, *args, **kwargs))


async def in_numbers(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run NumPy work off the loop. No queries here."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(NUMBERS, lambda: work(*args, **kwargs))
