"""One socket in a room, the person behind it, and whether they look."""

from collections.abc import Callable

from simulator.rooms import outbox, protocol
from simulator.rooms.outbox import Outbox
from simulator.rooms.people import Person


class Member:
    """`snapshot` gives the room as it is now, for this person."""

    __slots__ = ("outbox", "person", "watching")

    def __init__(
        self, person: Person, send: outbox.Send, abort: Callable[[], None], snapshot: Callable[[Person], str]
    ) -> None:
        self.person = person
        self.watching = True
        self.outbox = Outbox(send, abort, lambda: snapshot(person))

    def say(self, message: protocol.ToClient | protocol.YouNow) -> None:
        """Send to this member alone."""
        self.outbox.push(outbox.frame(protocol.encode(message)))
