"""Commands out of forms, for browsers without JavaScript. What is asked is the same, and so are the bounds."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import uuid4

import msgspec
from msgspec import Meta

from simulator.rooms import protocol
from simulator.rooms.errors import BadMessage

Seq = Annotated[int, Meta(ge=0, le=2**63 - 1)]
CSRF_FIELD = "csrfmiddlewaretoken"
CAN_BE_LIFTED = ("capacity_bound",)  # an empty field takes the dial's value away


def command_in(fields: Mapping[str, str]) -> protocol.Command | protocol.AboutPeople:
    """A command out of a form: values are text, an empty one was not given. Raise `BadMessage`.

    A form without an id gets a new one: a browser that sends it twice means it twice.
    """
    given: dict[str, Any] = {"id": str(uuid4())}
    given |= {name: value for name, value in fields.items() if value and name != CSRF_FIELD}
    given |= {name: None for name in CAN_BE_LIFTED if fields.get(name) == ""}
    try:
        command: protocol.Command | protocol.AboutPeople = msgspec.convert(
            given, protocol.AnyCommand | protocol.AboutPeople, strict=False
        )
    except (msgspec.ValidationError, UnicodeError) as error:
        raise BadMessage(protocol.in_words(error)) from error
    return command


def seq_in(text: str) -> int:
    """The number of an event in a form. Raise `BadMessage`."""
    try:
        return msgspec.convert(text, Seq, strict=False)
    except msgspec.ValidationError as error:
        raise BadMessage("The number of the event cannot be read.") from error
