"""Why a command was refused.

Invariant: whatever raises a `Refusal` has changed nothing.
"""

from typing import ClassVar


class Refusal(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """An illegal command. `code` is for programs, `message` is a sentence for people."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UnknownServer(Refusal):
    code = "unknown_server"


class UnknownPoint(Refusal):
    code = "unknown_point"


class TooManyServers(Refusal):
    code = "too_many_servers"


class TooManyPoints(Refusal):
    code = "too_many_points"


class LastServer(Refusal):
    code = "last_server"


class NameTaken(Refusal):
    code = "name_taken"


class AlreadyDown(Refusal):
    code = "already_down"


class AlreadyUp(Refusal):
    code = "already_up"


class UnknownStrategy(Refusal):
    code = "unknown_strategy"


class UnknownHash(Refusal):
    code = "unknown_hash"


class UnknownScenario(Refusal):
    code = "unknown_scenario"


class OutOfRange(Refusal):
    code = "out_of_range"


class NothingToChange(Refusal):
    code = "nothing_to_change"


class NoRing(Refusal):
    code = "no_ring"
