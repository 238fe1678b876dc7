"""A hint that something changed on a board. Who hears it reads the board from the database; a lost one is no harm."""

from functools import partial

from asgiref.sync import async_to_sync
from django.db import transaction

from simulator.rooms import layer


def channel(code: str) -> str:
    """What the channel layer calls a board; no room has a dot in its name."""
    return f"friday.{code}"


def tell(code: str) -> None:
    """After the transaction, to every process."""
    transaction.on_commit(partial(async_to_sync(layer.hint), channel(code), "changed"))
