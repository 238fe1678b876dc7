"""How a socket ends: the close codes, and which refusal closes with which. docs/wire.md says what a browser does then.

Codes from 4400 on follow HTTP's statuses of the same meaning.
"""

from simulator.rooms import errors

FLOOD, FAILED, COME_AGAIN, TOO_SLOW = 1008, 1011, 1012, 1013
SIGNED_OUT, REMOVED, NOWHERE, ARCHIVED, FULL, TOO_MANY = 4401, 4403, 4404, 4410, 4413, 4429

CODES: dict[type[Exception], int] = {
    errors.Flood: FLOOD,
    errors.TooManyMisses: FLOOD,
    errors.Unavailable: FAILED,
    errors.AnotherLife: COME_AGAIN,
    errors.SignedOut: SIGNED_OUT,
    errors.Removed: REMOVED,
    errors.RoomNotFound: NOWHERE,
    errors.RoomArchived: ARCHIVED,
    errors.RoomFull: FULL,
    errors.TooManySockets: TOO_MANY,
    errors.TooManyFromHere: TOO_MANY,
}


def code_of(error: Exception) -> int:
    """The code that a socket is closed with because of this."""
    return CODES.get(type(error), FAILED)
