"""Twenty thousand bad messages: nothing breaks, nothing changes, nobody else notices."""

import asyncio
import random
from itertools import islice

import pytest
from websockets.exceptions import ConnectionClosed

from simulator import engine
from simulator.rooms import protocol
from simulator.rooms.errors import BadMessage
from tests.live import Live
from tests.rooms.rubbish import KINDS, rubbish
from tests.rooms.visitor import Socket, Visitor

MESSAGES = 20_000
ATTACKERS = 5
A_SOCKET = 100  # messages before the next socket: patience lasts for more, so every one of them is answered


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_rubbish_is_refused(kind) -> None:
    """By the protocol, or by the engine of a room as it starts."""
    chance = random.Random(3)
    cluster = engine.SCENARIOS["five-ovens"].state
    for _ in range(400):
        text = kind(chance)
        with pytest.raises((BadMessage, engine.Refusal)) as refused:
            message = protocol.decode(None if isinstance(text, bytes) else text)
            engine.evolve(cluster, as_engine(message))
        assert refused.value.code
        assert len(refused.value.message) < 300


def as_engine(message: protocol.FromClient) -> engine.Command:
    if isinstance(message, protocol.Drag):
        return engine.MovePoint(message.server, message.point, message.position)
    assert isinstance(message, protocol.Command), f"{message} is good"
    command = protocol.to_engine(message)
    assert command is not None, f"{message} is good"
    return command


async def attack(visitor: Visitor, slug: str, seed: int, count: int) -> int:
    """Send so much rubbish, and count the answers."""
    answered = 0
    messages = iter(rubbish(seed, count))
    while batch := list(islice(messages, A_SOCKET)):
        async with visitor.socket(slug) as socket:
            for message in batch:
                await socket.connection.send(message)
            for _ in batch:
                error = await socket.until("error")
                assert set(error) == {"type", "id", "code", "message"}
                answered += 1
    return answered


async def test_twenty_thousand_bad_messages_change_nothing(live: Live) -> None:
    bystander, attacker = Visitor(live), Visitor(live)
    slug = bystander.create()
    attacker.get(f"/rooms/{slug}/")
    async with bystander.socket(slug) as calm:
        begins = await calm.until("snapshot")
        under_attack = asyncio.gather(
            *(attack(attacker, slug, seed, MESSAGES // ATTACKERS) for seed in range(ATTACKERS))
        )
        seq = 0
        while not under_attack.done():
            seq = await calm.do("weigh_server", server="oven-1", weight=2 - seq % 2)
            await calm.until("frame")
        assert await under_attack == [MESSAGES // ATTACKERS] * ATTACKERS
        assert {message["type"] for message in calm.heard} <= {
            "snapshot", "event", "ack", "frame", "people", "beacon",
        }  # fmt: skip
        assert [event["seq"] for event in calm.events()] == list(range(1, seq + 1))
        assert {event["command"]["do"] for event in calm.events()} == {"weigh_server"}
        slots = [message["slot"] for message in calm.heard if message["type"] == "frame"]
        assert slots == sorted(set(slots))
        await calm.say("resync")
        after = await calm.until("snapshot")
        assert (after["seq"], after["hash"]) == (seq, calm.events()[-1]["hash"])
        servers = [{**server, "weight": 1.0} for server in after["state"]["servers"]]
        assert servers == begins["state"]["servers"]
    assert_log_is_clean(live)


async def test_a_flood_is_warned_and_then_closed(live: Live) -> None:
    visitor = Visitor(live)
    slug = visitor.create()
    async with visitor.socket(slug) as socket:
        begins = await socket.until("snapshot")
        code = await flood(socket)
        assert code == 1008
        codes = [message["code"] for message in socket.heard if message["type"] == "error"]
        assert codes.count("too_fast") > 50
        acks = sum(message["type"] == "ack" for message in socket.heard)
    async with visitor.socket(slug) as socket:
        again = await socket.until("snapshot")
        assert again["seq"] == begins["seq"] + acks, "what was refused as too fast was not carried out"
    assert_log_is_clean(live)


async def flood(socket: Socket) -> int:
    """Too much of what costs the server next to nothing, and commands among it: these alone keep their own pace where a
    busy machine takes as long for one as a person may."""

    async def shout() -> None:
        try:
            for number in range(2_000):
                if number % 5:
                    await socket.say("watch", watching=True)
                else:
                    await socket.say("weigh_server", server="oven-1", weight=2 + number % 2)
        except ConnectionClosed:
            pass

    shouting = asyncio.create_task(shout())
    code = await socket.closed()
    await shouting
    return code


async def test_drags_too_many_are_dropped_without_a_word(live: Live) -> None:
    visitor = Visitor(live)
    slug = visitor.create()
    async with visitor.socket(slug) as socket:
        await socket.until("snapshot")
        for number in range(120):
            await socket.say("drag", server="oven-1", point=0, position=number / 200)
        assert await socket.do("add_server") == 1
        assert not [message for message in socket.heard if message["type"] == "error"]
    assert_log_is_clean(live)


@pytest.mark.parametrize(
    ("message", "code"), [("x" * 16_385, 1009), ("🍕" * 8_000, 1009)], ids=["too long", "too long in bytes"]
)
async def test_a_message_too_large_closes_its_own_socket(live: Live, message: str, code: int) -> None:
    visitor = Visitor(live)
    slug = visitor.create()
    async with visitor.socket(slug) as good, visitor.socket(slug) as bad:
        await bad.connection.send(message)
        assert await bad.closed() == code
        assert await good.do("add_server") == 1
    assert_log_is_clean(live)


async def test_text_that_is_no_utf8_closes_its_own_socket(live: Live) -> None:
    visitor = Visitor(live)
    slug = visitor.create()
    async with visitor.socket(slug) as good, visitor.socket(slug) as bad:
        await bad.connection.send(b'{"do":"undo\xff\xfe"}', text=True)
        assert await bad.closed() == 1007
        assert await good.do("add_server") == 1


def assert_log_is_clean(live: Live) -> None:
    log = live.read_log()
    assert "Traceback" not in log
    assert "[error" not in log
