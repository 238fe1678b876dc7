"""The wire, version 1: the only place that knows how messages look. `docs/wire.md` shows each of them.

Invariant: what `decode` returns is inside every bound of `simulator.engine.bounds.ROOM`; everything else raises
`BadMessage`. Unknown fields, duplicate keys, NaN, infinity and numbers too large are refused, never guessed at.
"""

import json
import re
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from simulator import engine
from simulator.engine import ROOM
from simulator.rooms.errors import BadMessage

Position = Annotated[float, Meta(ge=0, lt=1)]
Weight = Annotated[float, Meta(ge=ROOM.weight[0], le=ROOM.weight[1])]
ServerId = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z0-9-]+\Z")]
Word = Annotated[str, Meta(min_length=1, max_length=32, pattern=r"^[a-z0-9_-]+\Z")]
# The engine brings a name into normal form and then counts; this only keeps it from doing so with a novel.
Name = Annotated[str, Meta(max_length=4 * ROOM.name_length)]
Index = Annotated[int, Meta(ge=0, lt=ROOM.points)]
PersonId = Annotated[str, Meta(pattern=r"^[0-9a-f]{12}\Z")]
PersonPlain = dict[str, Any]  # id, name, colour: what everyone may see of a person


class Message(Struct, tag_field="do", frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a client may say. `to_engine` names the engine's command of the same meaning, if there is one."""

    to_engine: ClassVar[type | None] = None


class Command(Message, frozen=True):
    """A message that changes the room: it becomes an event, once for each id."""

    id: UUID


class AddServer(Command, frozen=True, tag="add_server"):
    to_engine = engine.AddServer
    name: Name | None = None
    position: Position | None = None
    weight: Weight = 1.0


class RemoveServer(Command, frozen=True, tag="remove_server"):
    to_engine = engine.RemoveServer
    server: ServerId


class CrashServer(Command, frozen=True, tag="crash_server"):
    to_engine = engine.CrashServer
    server: ServerId


class RecoverServer(Command, frozen=True, tag="recover_server"):
    to_engine = engine.RecoverServer
    server: ServerId


class MovePoint(Command, frozen=True, tag="move_point"):
    to_engine = engine.MovePoint
    server: ServerId
    point: Index
    position: Position


class RenameServer(Command, frozen=True, tag="rename_server"):
    to_engine = engine.RenameServer
    server: ServerId
    name: Name


class WeighServer(Command, frozen=True, tag="weigh_server"):
    to_engine = engine.WeighServer
    server: ServerId
    weight: Weight


def between(limits: tuple[float, float]) -> Meta:
    """The bound of a dial."""
    return Meta(ge=limits[0], le=limits[1])


class Set(Command, frozen=True, tag="set"):
    """A dial that is not named stays as it is; `capacity_bound` null lifts the bound."""

    to_engine = engine.Set
    virtual_nodes: Annotated[int, between(ROOM.virtual_nodes)] | UnsetType = UNSET
    replicas: Annotated[int, between(ROOM.replicas)] | UnsetType = UNSET
    capacity_bound: Annotated[float, between(ROOM.capacity_bound)] | UnsetType | None = UNSET
    strategy: Word | UnsetType = UNSET
    hash: Word | UnsetType = UNSET
    keys: Annotated[int, between(ROOM.keys)] | UnsetType = UNSET
    skew: Annotated[float, between(ROOM.skew)] | UnsetType = UNSET
    rate: Annotated[int, between(ROOM.rate)] | UnsetType = UNSET


class Reset(Command, frozen=True, tag="reset"):
    to_engine = engine.Reset
    scenario: Word


class Undo(Command, frozen=True, tag="undo"):
    """Take back the newest change that stands."""


class Lock(Command, frozen=True, tag="lock"):
    """The owner's word on whether others may change the ring."""

    locked: bool


class AboutPerson(Message, frozen=True):
    """What the owner says of somebody. It is acknowledged, and no part of the ring's history."""

    id: UUID
    person: PersonId


class RemovePerson(AboutPerson, frozen=True, tag="remove_person"):
    """Leave, and stay away."""


class LetIn(AboutPerson, frozen=True, tag="let_in"):
    """The owner takes that back."""


class Drag(Message, frozen=True, tag="drag"):
    """A preview for everyone; nothing is stored."""

    server: ServerId
    point: Index
    position: Position
    id: UUID | None = None


class Resync(Message, frozen=True, tag="resync"):
    """The client saw a gap and asks for a snapshot."""

    id: UUID | None = None


class Watch(Message, frozen=True, tag="watch"):
    """Whether anyone looks at the page. Who does not is sent no frames and no previews, and misses nothing else."""

    watching: bool
    id: UUID | None = None


AnyCommand = (
    AddServer
    | RemoveServer
    | CrashServer
    | RecoverServer
    | MovePoint
    | RenameServer
    | WeighServer
    | Set
    | Reset
    | Undo
    | Lock
)
AboutPeople = RemovePerson | LetIn
FromClient = AnyCommand | AboutPeople | Drag | Resync | Watch
_decoder: msgspec.json.Decoder[FromClient] = msgspec.json.Decoder(FromClient)


def decode(text: str | None) -> FromClient:
    """The message in a text frame. Raise `BadMessage` for anything else; None stands for a binary frame."""
    if text is None:
        raise BadMessage("Messages are text, not bytes.")
    try:
        message = _decoder.decode(text)
        # msgspec keeps the last of two equal keys. Which one was meant? By now the text is known to be flat.
        json.loads(text, object_pairs_hook=_without_duplicates)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BadMessage(in_words(error)) from error
    return message


def id_in(text: str | None) -> str | None:
    """The id of a message that was refused, so that the error can name it. None if there is no such thing."""
    try:
        return str(msgspec.json.decode(text or "", type=_OnlyId).id)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


class _OnlyId(Struct):
    id: UUID


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadMessage("This message cannot be read: a field is given twice.")
    return found


def in_words(error: Exception) -> str:
    """A decoding error as a sentence."""
    reason = "it is not valid text" if isinstance(error, UnicodeError) else str(error).replace("`", "")
    reason = re.sub(r" - at \$\.?(\S*)$", lambda place: f" in {place[1]}" if place[1] else "", reason)
    return f"This message cannot be read: {reason[:1].lower()}{reason[1:]}."


def to_engine(command: Command) -> engine.Command | None:
    """The engine's command of the same meaning. None for undo and lock, which are the room's own."""
    if command.to_engine is None:
        return None
    fields = {name: value for name, value in msgspec.structs.asdict(command).items() if value is not UNSET}
    del fields["id"]
    made: engine.Command = command.to_engine(**fields)
    return made


def name(message: Message) -> str:
    """What it does, as the wire calls it."""
    return str(message.__struct_config__.tag)


def plain(command: Command) -> dict[str, Any]:
    """The command as an event keeps it: without its id, with its name under `do`."""
    fields: dict[str, Any] = msgspec.to_builtins(command)
    del fields["id"]
    return fields


class ToClient(Struct, tag_field="type", frozen=True):
    """What the server says. `Raw` parts were encoded once, for everyone."""


class You(Struct, frozen=True):
    """A person, as they are told about themselves."""

    id: str
    name: str
    colour: int
    owner: bool
    may_change: bool
    removed: list[PersonPlain]


class Snapshot(ToClient, frozen=True, tag="snapshot"):
    epoch: str
    seq: int
    hash: str
    state: Raw
    derived: Raw
    you: You
    people: list[dict[str, Any]]


class Event(ToClient, frozen=True, tag="event"):
    epoch: str
    seq: int
    hash: str
    by: dict[str, Any]
    command: dict[str, Any]
    change: dict[str, Any]
    state: Raw
    derived: Raw


class Frame(ToClient, frozen=True, tag="frame"):
    slot: int
    counts: tuple[tuple[str | None, int], ...]
    hit_rate: float
    sample: tuple[tuple[float, str | None, int], ...]


class Preview(ToClient, frozen=True, tag="drag"):
    by: dict[str, Any]
    server: str
    point: int
    position: float
    preview: dict[str, Any]


class People(ToClient, frozen=True, tag="people"):
    people: list[dict[str, Any]]


class YouNow(You, frozen=True, tag_field="type", tag="you"):
    """Sent when what this person may do has changed."""


class Beacon(ToClient, frozen=True, tag="beacon"):
    epoch: str
    seq: int


class Ack(ToClient, frozen=True, tag="ack"):
    id: str
    seq: int


class Error(ToClient, frozen=True, tag="error"):
    id: str | None
    code: str
    message: str


def frame_of(frame: engine.Frame) -> Frame:
    """The engine's frame as the wire has it. Six digits of a position are finer than any screen."""
    sample = tuple((round(position, 6), server, int(hit)) for position, server, hit in frame.sample)
    return Frame(frame.slot, frame.counts, round(frame.hit_rate, 6), sample)


def you_now(you: You) -> YouNow:
    """`you` as a message of its own."""
    return YouNow(*msgspec.structs.astuple(you))


def encode(message: ToClient | YouNow) -> str:
    """The text of one frame."""
    return msgspec.json.encode(message).decode()
