"""Refusals of a room: each has a `code` for programs and a `message` for people, and changed nothing."""

# ruff: noqa: N818  the names say what happened; "Error" at the end of each would add nothing

from typing import ClassVar


class RoomError(Exception):
    """Something a person asked for and cannot have. `message` says what and why in plain words."""

    code: ClassVar[str]
    message: str

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class RoomNotFound(RoomError):
    code = "no_room"
    message = "This room does not exist."


class EventNotFound(RoomError):
    code = "no_event"
    message = "This room has no event with that number."


class BadMessage(RoomError):
    code = "bad_message"
    message = "This message cannot be read."


class Locked(RoomError):
    code = "locked"
    message = "The owner locked this ring. You can watch, or fork a ring of your own."


class NotOwner(RoomError):
    code = "not_owner"
    message = "Only the owner of this room can lock or unlock it."


class NothingToUndo(RoomError):
    code = "nothing_to_undo"
    message = "There is nothing to undo."


class IdReused(RoomError):
    code = "id_reused"
    message = "This command id was already used for something else. Take a new one for each command."


class TooFast(RoomError):
    code = "too_fast"
    message = "Too many commands at once. Wait a moment: this one was not carried out."


class Flood(RoomError):
    code = "flood"
    message = "Far too many messages."


class Unavailable(RoomError):
    code = "unavailable"
    message = "The room could not save this just now. Nothing was changed; try again."


class NothingToChange(RoomError):
    code = "nothing_to_change"
    message = "It is like that already."


class AnotherLife(RoomError):
    """The database was put back in time under an open room: whoever is in it must come in again."""

    code = "another_life"
    message = "This room was put back to an earlier time. Connect again."


class TooManyPlaced(RoomError):
    code = "too_many_points"
    message = "256 points are placed by hand already. Undo some moves, or start again from a scenario."


class OurFault(RoomError):
    code = "our_fault"
    message = "Something went wrong on our side, and we wrote it down. Look at the ring before you try again."
