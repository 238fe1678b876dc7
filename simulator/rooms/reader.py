"""Reads what one socket says, and no faster than it may.

Invariant: every message costs a token, also one that cannot be read; reading is cheap, carrying out is not.
"""

from simulator.rooms import protocol
from simulator.rooms.errors import BadMessage
from simulator.rooms.pace import Pace


class Reader:
    """One for each socket. The clock is an argument."""

    def __init__(self) -> None:
        self._pace = Pace()

    def read(self, text: str | None, now: float) -> protocol.FromClient | None:
        """The message, if it may pass now; None is a drag too many, whose place the next one takes anyway.

        Raise `BadMessage`, `TooFast`, or `Flood` when nothing else helps.
        """
        try:
            said = protocol.decode(text)
        except BadMessage:
            self._pace.command(now)
            raise
        if isinstance(said, protocol.Drag):
            return said if self._pace.drag(now) else None
        self._pace.command(now)
        return said
