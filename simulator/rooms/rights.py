"""Who may do what. Pure.

Everyone with the link may change the ring, until its owner locks it; then only the owner may.
"""

from simulator.rooms.errors import Locked, NotOwner
from simulator.rooms.people import Person
from simulator.rooms.protocol import You


def owns(owner: str | None, person: Person) -> bool:
    """`owner` is the learner's secret that the room was made with; a room without one belongs to nobody."""
    return owner is not None and owner == person.learner


def check_change(owner: str | None, locked: bool, person: Person) -> None:
    """Raise `Locked` unless this person may change the ring."""
    if locked and not owns(owner, person):
        raise Locked


def check_lock(owner: str | None, person: Person) -> None:
    """Raise `NotOwner` unless this person may lock and unlock it."""
    if not owns(owner, person):
        raise NotOwner


def you(owner: str | None, locked: bool, person: Person) -> You:
    """What a person is told about themselves."""
    own = owns(owner, person)
    return You(person.id, person.name, person.colour, own, own or not locked)
