"""docs/wire.md is true: its commands are accepted, and its answers have the shape of real ones."""

import json
import re
from pathlib import Path
from typing import Any

from simulator.engine import ROOM
from simulator.engine.derive import MOST_POINTS
from simulator.engine.refusal import Refusal
from simulator.rooms import limits, metrics, protocol
from simulator.rooms.codes import CODES, FAILED, TOO_SLOW
from simulator.rooms.errors import RoomError
from simulator.rooms.moment import MOST_BYTES
from simulator.rooms.store import MOST_PLACED
from tests.live import Live
from tests.rooms.visitor import Message, Socket, Visitor

DOC = (Path(__file__).parents[2] / "docs/wire.md").read_text()
FROM_CLIENT, TO_CLIENT = (
    [json.loads(block) for block in re.findall(r"```json\n(.*?)```", half, re.DOTALL)]
    for half in DOC.split("## To a client")
)
WHAT_FOLLOWS = {"drag": "drag", "resync": "snapshot", "watch": None}


def shape(value: Any) -> Any:
    """Names and types of a message; numbers are alike, and what stands in lists is told by its first item."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return type(value).__name__
    return "number"


def fits(real: Any, example: Any) -> bool:
    """Whether a real message has the fields of the example, with the same kinds of values (or null) in them."""
    if isinstance(real, dict) and isinstance(example, dict):
        return real.keys() == example.keys() and all(fits(real[name], example[name]) for name in real)
    if isinstance(real, list) and isinstance(example, list):
        return not real or not example or fits(real[0], example[0])
    return real == example or "NoneType" in (real, example)


def test_every_message_of_the_protocol_is_there() -> None:
    commands = {protocol.name(one) for one in map(protocol.decode, map(json.dumps, FROM_CLIENT))}
    assert commands == {one.__struct_config__.tag for one in protocol.FromClient.__args__}
    said = {one.__struct_config__.tag for one in [*protocol.ToClient.__subclasses__(), protocol.YouNow]}
    assert {example["type"] for example in TO_CLIENT} == said


def test_every_error_code_is_there() -> None:
    # These are told by a page or by the code that closes the socket.
    elsewhere = {
        "no_room",
        "no_event",
        "flood",
        "another_life",
        "refused",
        "archived",
        "room_full",
        "signed_out",
    }
    elsewhere |= {"too_many_rooms", "too_many_sockets", "too_many_misses"}
    codes = {one.code for base in (Refusal, RoomError) for one in base.__subclasses__()}
    assert codes - elsewhere == set(re.findall(r"`(\w+)`", DOC.split("| code | why |\n")[1].split("\n\n")[0]))


async def everything(live: Live, slug: str, ada: Visitor) -> list[Message]:
    """Send each example in turn, and return all that was heard."""
    async with ada.socket(slug) as socket:
        for message in FROM_CLIENT:
            await socket.connection.send(json.dumps(message))
            await answer_to(socket, message)
        await socket.answer(await socket.say("crash_server", server="nobody"))
        await socket.until("beacon")
        await socket.until("frame")
        return socket.heard


async def answer_to(socket: Socket, message: Message) -> None:
    if "id" not in message:
        if kind := WHAT_FOLLOWS[message["do"]]:
            await socket.until(kind)
        return
    answer = await socket.answer(message["id"])
    assert answer["type"] == "ack", (message, answer)


async def test_a_real_server_takes_every_example_and_speaks_as_written(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    heard = await everything(live, slug, ada)
    assert len([one for one in heard if one["type"] == "ack"]) == len(
        [one for one in FROM_CLIENT if "id" in one]
    )
    for example in TO_CLIENT:
        real = [one for one in heard if one["type"] == example["type"]]
        assert real, f"no {example['type']} was heard"
        for message in real:
            loose = ("command", "instead")  # these hold what the command holds, and the other strategies
            assert fits(shape(without(message, loose)), shape(without(example, loose))), (message, example)
    told = [one for one in heard if one["type"] == "event"]
    assert [one["command"]["do"] for one in told] == [
        one["do"] for one in FROM_CLIENT if "id" in one and "person" not in one
    ]


def without(message: Message, names: tuple[str, ...]) -> Message:
    kept = {name: value for name, value in message.items() if name not in names}
    if "change" in kept:
        kept["change"] = without(kept["change"], names)
    return kept


def test_the_bounds_in_words_are_those_of_the_engine() -> None:
    words = DOC.split("\nBounds: ")[1].split("\n\n")[0]
    numbers = [float(one.replace(",", "")) for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", words)]
    lists = (ROOM.virtual_nodes, ROOM.keys, ROOM.skew, ROOM.replicas, ROOM.capacity_bound, ROOM.rate)
    assert numbers == [
        ROOM.servers,
        ROOM.points,
        MOST_PLACED,
        *(float(one) for pair in lists for one in pair),
    ]


def test_the_points_go_where_the_document_says() -> None:
    words = " ".join(DOC.split("`derived.points` holds ")[1].split("`derived.bands`")[0].split())
    assert f"above {MOST_POINTS:,} points" in words
    assert f"more than {MOST_BYTES:,} bytes" in words


def test_the_table_of_limits_is_what_the_module_prints() -> None:
    assert limits.table() in DOC


def test_every_close_code_is_there() -> None:
    told = set(re.findall(r"^\| (\d{4}(?:, \d{4})*) \|", DOC.split("## How a socket ends")[1], re.MULTILINE))
    numbers = {int(code) for codes in told for code in codes.split(", ")}
    assert numbers == {*CODES.values(), TOO_SLOW, FAILED, 1007, 1009}
    assert numbers - {1007, 1009} <= metrics.KNOWN_CODES
