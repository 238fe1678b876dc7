"""Who may do what. Pure.

Everyone with the link may come in and change the ring, until its owner locks it; then only the owner may. The owner
may ask people to leave: they are kept out under this identity until the owner lets them in again.
"""

from collections.abc import Sequence

from simulator.rooms.errors import Locked, NotOwner, Removed
from simulator.rooms.people import Person
from simulator.rooms.protocol import PersonPlain, You


def owns(owner: str | None, person: Person) -> bool:
    """`owner` is the learner's secret that the room was made with; a room without one belongs to nobody."""
    return owner is not None and owner == person.learner


def check_change(owner: str | None, locked: bool, person: Person) -> None:
    """Raise `Locked` unless this person may change the ring."""
    if locked and not owns(owner, person):
        raise Locked


def check_lock(owner: str | None, person: Person, message: str | None = None) -> None:
    """Raise `NotOwner` unless this person may lock and unlock it, and say who may come in."""
    if not owns(owner, person):
        raise NotOwner(message)


def kept_out(owner: str | None, removed: Sequence[PersonPlain], person: Person) -> bool:
    """Whether the owner asked this person to leave and has not let them in again."""
    return any(one["id"] == person.id for one in removed) and not owns(owner, person)


def check_entry(owner: str | None, removed: Sequence[PersonPlain], person: Person) -> None:
    """Raise `Removed` if this person is kept out."""
    if kept_out(owner, removed, person):
        raise Removed


def you(owner: str | None, locked: bool, person: Person, removed: Sequence[PersonPlain] = ()) -> You:
    """What a person is told about themselves. Who was asked to leave is the owner's business alone."""
    own = owns(owner, person)
    return You(person.id, person.name, person.colour, own, own or not locked, list(removed) if own else [])
