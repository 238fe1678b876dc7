"""Refusals of a room: each has a `code` for programs and a `message` for people, and changed nothing."""

# ruff: noqa: N818  the names say what happened; "Error" at the end of each would add nothing

from typing import ClassVar

from simulator.rooms import limits


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


class Removed(RoomError):
    code = "removed"
    message = "The owner of this room has asked you to leave it. You can open a ring of your own."


class NotYourself(RoomError):
    code = "not_yourself"
    message = "This is your room: you cannot be asked to leave it."


class TooManyRemoved(RoomError):
    code = "too_many_removed"
    message = f"{limits.REMOVED} people are kept out of this room already. Let someone in again first."


class RoomArchived(RoomError):
    code = "archived"
    message = "This room was put away, as nobody used it for a long time. Reload the page to open it again."


class RoomFull(RoomError):
    code = "room_full"
    message = f"This room is full: {limits.PEOPLE:,} people are in it. You can come in when someone leaves."


class TooManyRooms(RoomError):
    code = "too_many_rooms"
    message = (
        f"You have {limits.ROOMS} rings, which is as many as one person can keep. All of them stay; go on with one, "
        "or wait: a ring that nobody uses for a while is put away and is not counted."
    )


class TooManySockets(RoomError):
    code = "too_many_sockets"
    message = "This browser has too many windows with rings or boards open. Close some, then reload this one."


class TooManyFromHere(RoomError):
    code = "too_many_sockets"
    message = (
        "Too many windows with rings or boards are open in your network. Try again when some are closed."
    )


class TooManyMisses(RoomError):
    code = "too_many_misses"
    message = "Too many links that lead nowhere came from your network. Wait a minute, then try again."


class SignedOut(RoomError):
    code = "signed_out"
    message = "You signed out. Reload the page to go on as a guest."


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
    message = (
        f"{limits.PLACED} points are placed by hand already. Undo some moves, or start again from a scenario."
    )


class OurFault(RoomError):
    code = "our_fault"
    message = "Something went wrong on our side, and we wrote it down. Look at the ring before you try again."
