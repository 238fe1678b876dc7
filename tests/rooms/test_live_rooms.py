"""Two and more people in a room, on a real uvicorn."""

import asyncio
import json
import time
import uuid

import pytest

from tests.live import Live
from tests.rooms.visitor import Message, Socket, Visitor


def facts(message: Message) -> tuple[str, int, str]:
    return message["epoch"], message["seq"], message["hash"]


async def snapshot(socket: Socket) -> Message:
    return await socket.until("snapshot")


async def test_two_people_see_the_same_ring(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        first, second = await snapshot(a), await snapshot(b)
        assert facts(first) == facts(second)
        assert first["you"]["owner"] and not second["you"]["owner"]
        assert first["you"]["id"] != second["you"]["id"]
        assert await a.do("add_server", position=0.95) == 1
        event = await b.until("event")
        assert event["by"]["id"] == first["you"]["id"]
        assert event["change"]["sentence"].startswith("Adding oven-6 took its slice from oven-1 alone")
        assert len(event["state"]["servers"]) == 6
        await b.do("move_point", server="oven-6", point=0, position=0.5)
        await a.until("event", seq=2)
        assert a.events() == b.events()
        async with bob.socket(slug) as late:
            assert facts(await snapshot(late)) == facts(a.events()[-1])


async def test_whoever_joins_while_commands_fly_misses_nothing(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    commands = 24

    async def change() -> None:
        async with ada.socket(slug) as socket:
            for number in range(commands):
                await socket.do("weigh_server", server="oven-1", weight=1 + (number + 1) / 10)
                await asyncio.sleep(0.03)

    async def join(after: float) -> list[int]:
        await asyncio.sleep(after)
        async with Visitor(live).socket(slug) as socket:
            begins = (await snapshot(socket))["seq"]
            if begins < commands:
                await socket.until("event", seq=commands)
            return [begins, *(event["seq"] for event in socket.events())]

    _, *heard = await asyncio.gather(change(), *(join(0.15 * number) for number in range(8)))
    for numbers in heard:
        assert numbers == list(range(numbers[0], commands + 1))
    assert len({numbers[0] for numbers in heard}) > 2, "they were to join at different moments"


async def test_the_same_id_has_one_effect_and_the_same_answer(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    once = str(uuid.uuid4())
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        for _ in range(3):
            assert await a.do("add_server", id=once) == 1
        assert (await a.answer(await a.say("remove_server", server="oven-1", id=once)))["code"] == "id_reused"
        assert (await b.answer(await b.say("add_server", id=once)))["code"] == "id_reused"
        assert await a.do("add_server") == 2
        await a.say("resync")
        assert len((await snapshot(a))["state"]["servers"]) == 7


async def test_a_repeat_is_answered_even_when_the_room_was_locked_since(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    once = str(uuid.uuid4())
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        await b.do("add_server", id=once)
        await a.do("lock", locked=True)
        assert await b.do("add_server", id=once) == 1


async def test_the_owner_locks_and_the_others_watch(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        assert (await b.answer(await b.say("lock", locked=True)))["code"] == "not_owner"
        await a.do("lock", locked=True)
        assert (await b.until("event"))["state"]["locked"] is True
        assert (await b.until("you"))["may_change"] is False
        for do, fields in [("add_server", {}), ("undo", {}), ("reset", {"scenario": "copies"})]:
            assert (await b.answer(await b.say(do, **fields)))["code"] == "locked"
        drag = await b.say("drag", server="oven-1", point=0, position=0.4)
        assert (await b.answer(drag))["code"] == "locked"
        assert await a.do("add_server") == 2
        await a.do("lock", locked=False)
        assert (await b.until("you"))["may_change"] is True
        assert await b.do("crash_server", server="oven-2") == 4


async def test_drags_are_previews_for_everyone_and_nothing_is_stored(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        you, _ = (await snapshot(a))["you"], await snapshot(b)
        await a.say("drag", server="oven-1", point=0, position=0.1)
        seen = await b.until("drag")
        assert seen["by"] == {name: you[name] for name in ("id", "name", "colour")}
        assert (seen["server"], seen["point"], seen["position"]) == ("oven-1", 0, 0.1)
        assert sum(keys for _, keys, _ in seen["preview"]["loads"]) == 10_000
        assert seen["preview"]["moved"] == round(seen["preview"]["moved_share"] * 10_000) > 0
        assert (await a.until("drag"))["preview"] == seen["preview"]
        seq = await a.do("move_point", server="oven-1", point=0, position=0.1)
        assert seq == 1, "drags are not events"
        event = await b.until("event")
        assert event["change"]["moved"] == seen["preview"]["moved"]


async def test_fast_drags_become_twenty_a_second_and_the_newest_wins(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        await snapshot(a)
        await snapshot(b)
        began = time.monotonic()
        for number in range(70):
            await a.say("drag", server="oven-1", point=0, position=number / 100)
            await asyncio.sleep(0.005)
        await b.until("drag", position=0.69)
        rounds = (time.monotonic() - began) / 0.05
        drags = [message["position"] for message in b.heard if message["type"] == "drag"]
        assert len(drags) <= rounds + 1
        assert drags == sorted(drags)


async def test_a_drag_that_cannot_be_dropped_is_an_error_for_its_sender_alone(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        drag = await a.say("drag", server="oven-99", point=0, position=0.4)
        assert (await a.answer(drag))["code"] == "unknown_server"
        drag = await a.say("drag", server="oven-1", point=7, position=0.4)
        assert (await a.answer(drag))["code"] == "unknown_point"


async def test_undo_goes_back_change_by_change_and_skips_the_lock(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        begins = await snapshot(a)
        await a.do("add_server")
        await a.do("lock", locked=True)
        await a.do("set", virtual_nodes=50)
        await a.do("undo")
        assert (a.events()[-1]["command"], a.events()[-1]["state"]["virtual_nodes"]) == (
            {"do": "undo", "undoes": 3},
            1,
        )
        await a.do("undo")
        state = a.events()[-1]["state"]
        assert state == {**begins["state"], "locked": True}
        assert (await a.answer(await a.say("undo")))["code"] == "nothing_to_undo"


async def test_people_come_and_go(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    bob.get(f"/rooms/{slug}/")  # with the page comes the cookie by which two windows are one person
    async with ada.socket(slug) as a:
        me = (await snapshot(a))["you"]["id"]
        async with bob.socket(slug) as b, bob.socket(slug):
            you = (await snapshot(b))["you"]["id"]
            await a.first(lambda message: here(message) == {me, you})
        await a.first(lambda message: here(message) == {me})


def here(message: Message) -> set[str] | None:
    """Who is here, by id, if the message tells."""
    return {one["id"] for one in message["people"]} if message["type"] == "people" else None


async def test_a_fork_begins_where_the_other_ring_stood(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        await a.do("add_server")
        then = a.events()[-1]["state"]
        await a.do("remove_server", server="oven-1")
        await a.do("lock", locked=True)
    status, body = bob.post(f"/rooms/{slug}/fork/", {"seq": "1"})
    assert status == 200
    other = body.decode().split('slug="', 1)[1].split('"', 1)[0]
    assert other != slug
    async with bob.socket(other) as b:
        begins = await snapshot(b)
        assert (begins["seq"], begins["state"]) == (0, then)
        assert begins["you"]["owner"]
        assert await b.do("add_server") == 1
    async with ada.socket(slug) as a:
        assert (await snapshot(a))["seq"] == 3


async def test_a_form_reaches_the_sockets(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with bob.socket(slug) as b:
        await snapshot(b)
        status, _ = ada.post(f"/rooms/{slug}/do/", {"do": "add_server", "name": "Nonna"})
        assert status == 200
        event = await b.until("event")
        assert event["state"]["servers"][-1]["name"] == "Nonna"


async def test_beacons_say_where_the_room_stands(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        begins = await snapshot(a)
        await a.until("beacon", seq=0)
        await a.do("add_server")
        assert (await a.until("beacon"))["epoch"] == begins["epoch"]
        assert a.heard[-1]["seq"] == 1


async def test_an_event_that_no_hint_told_of_is_found_at_the_beacon(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        await snapshot(a)
        behind_the_hubs_back(live, slug)
        event = await a.until("event")
        assert event["seq"] == 1
        assert event["state"]["servers"][-1]["name"] == "oven-6"


def behind_the_hubs_back(live: Live, slug: str) -> None:
    """Another process stores an event, and its hint is lost."""
    code = (
        "import uuid; from simulator.rooms import protocol, store; from simulator.rooms.people import person_from;"
        f"store.execute({slug!r}, person_from('f' * 32), protocol.AddServer(uuid.uuid4()))"
    )
    live.run("manage.py", "shell", "--no-imports", "-c", code)


async def test_resync_gives_a_snapshot(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        await snapshot(a)
        await a.do("add_server")
        await a.say("resync")
        again = await snapshot(a)
        assert facts(again) == facts(a.events()[-1])
        assert set(again) == {"type", "epoch", "seq", "hash", "state", "derived", "you", "people"}


async def test_all_hear_the_same_frames(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        await a.do("crash_server", server="oven-1")
        frame = await a.until("frame")
        assert await b.until("frame", slot=frame["slot"]) == frame
        assert frame["counts"][-1][0] is None, "one replica: requests of a crashed server fail"
        following = await a.until("frame")
        assert following["slot"] == frame["slot"] + 1


async def test_a_room_that_does_not_exist(live: Live) -> None:
    async with Visitor(live).socket("basil-aaaaaaaaaaaaaaaa") as socket:
        assert await socket.closed() == 4404


async def test_a_restart_loses_nothing(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        await a.do("add_server")
        await a.do("move_point", server="oven-6", point=0, position=0.25)
        before = a.events()[-1]
        await asyncio.to_thread(live.restart)
        assert await a.closed() == 1012
        assert await b.closed() == 1012
    async with ada.socket(slug) as a, bob.socket(slug) as b:
        assert facts(await snapshot(a)) == facts(await snapshot(b)) == facts(before)
        assert await b.do("undo") == 3


async def test_a_crash_loses_nothing_that_was_acknowledged(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        for _ in range(5):
            await a.do("add_server")
        live.kill()
    await asyncio.to_thread(live.start)
    async with ada.socket(slug) as a:
        assert (await snapshot(a))["seq"] == 5


@pytest.mark.parametrize("path", ["/ws/", "/ws/rooms/", "/ws/rooms/a b/", "/nowhere/", "/"])
async def test_a_socket_address_that_leads_nowhere_is_refused(live: Live, path: str) -> None:
    from websockets.exceptions import InvalidStatus

    with pytest.raises(InvalidStatus) as refused:
        async with Socket(live.ws_url + path.replace(" ", "%20"), {"origin": live.url}):
            pass
    assert refused.value.response.status_code == 403


async def test_timeline_tells_what_the_sockets_heard(live: Live) -> None:
    ada = Visitor(live)
    slug = ada.create()
    async with ada.socket(slug) as a:
        await a.do("add_server")
        await a.do("set", strategy="jump")
        heard = a.events()
    _, body = ada.get(f"/rooms/{slug}/timeline.json")
    told = json.loads(body)["events"]
    assert [(one["seq"], one["sentence"]) for one in told] == [
        (one["seq"], one["change"]["sentence"]) for one in heard
    ]


def test_no_exception_was_logged(live: Live) -> None:
    """Last in this file: all that happened above left no error behind."""
    log = live.read_log()
    assert "Traceback" not in log
    assert "[error" not in log
