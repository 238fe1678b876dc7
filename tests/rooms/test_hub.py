"""The hub of a room, without a server: who hears what, and that nothing is left behind."""

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from channels.layers import channel_layers
from django.db import DatabaseError

from simulator import engine
from simulator.rooms import codes, drags, hubs, layer, moment, presence, protocol, store
from simulator.rooms import hub as hub_module
from simulator.rooms.errors import RoomNotFound
from simulator.rooms.hub import Hub
from simulator.rooms.member import Member
from simulator.rooms.models import Presence, Room
from simulator.rooms.people import person_from
from simulator.rooms.pool import in_database
from tests.rooms.ear import PATIENCE, Ear, eventually

pytestmark = pytest.mark.django_db(transaction=True)
ADA, BOB = person_from("a" * 32), person_from("b" * 32)


@pytest.fixture(autouse=True)
def fresh_layer() -> None:
    channel_layers.backends.clear()  # its queues belong to the loop of one test


@pytest.fixture
async def room() -> Room:
    return await in_database(store.create, ADA.learner)


@pytest.fixture
async def ear() -> Ear:
    return Ear()


@pytest.fixture
async def joined(room: Room, ear: Ear) -> AsyncIterator[tuple[Hub, Member]]:
    hub, member = await hubs.join(room.slug, ADA, ear.send, lambda: None)
    yield hub, member
    await hubs.leave(hub, member)
    assert not hubs._entries
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert not [task for task in others if "of " in task.get_name()], "the hub's tasks have ended"


async def change(room: Room, times: int = 1) -> int:
    """Store events as another process would: our hub is not told."""

    def write() -> int:
        for _ in range(times):
            seq = store.find(room.slug).seq
            command = protocol.WeighServer(uuid.uuid4(), "oven-1", 1.5 + seq % 2)
            event = store.execute(room.slug, BOB, command)
        return event.seq

    return await in_database(write)


async def test_a_member_gets_a_snapshot_and_then_every_event(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    hub, _ = joined
    assert ear.heard[0]["type"] == "snapshot"
    assert ear.heard[0]["hash"] == engine.fingerprint(room.state)
    await hub.committed(await change(room))
    assert ear.numbers() == [1], "before the acknowledgement"
    event = await ear.until("event")
    assert event["hash"] == engine.fingerprint(event["state"])


async def test_the_page_and_the_socket_give_the_same_snapshot(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    page = await in_database(moment.plain_snapshot, room, 0, ADA, [ADA.public()])
    assert json.loads(json.dumps(page)) == ear.heard[0]


async def test_two_who_come_at_once_share_a_hub(room: Room) -> None:
    ears = [Ear() for _ in range(5)]
    came = await asyncio.gather(*(hubs.join(room.slug, ADA, ear.send, lambda: None) for ear in ears))
    assert len({id(hub) for hub, _ in came}) == 1
    assert all(ear.heard[0]["type"] == "snapshot" for ear in ears)
    for hub, member in came:
        await hubs.leave(hub, member)
    assert not hubs._entries


async def test_a_room_that_does_not_exist_leaves_nothing_behind(db: None) -> None:
    came = (hubs.join("nowhere", ADA, Ear().send, lambda: None) for _ in range(3))
    assert all(isinstance(one, RoomNotFound) for one in await asyncio.gather(*came, return_exceptions=True))
    assert not hubs._entries


async def test_however_many_events_were_missed_all_are_passed_on(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    hub, _ = joined
    last = await change(room, times=2 * moment.MOST_AT_ONCE + 9)
    await asyncio.gather(*(hub.catch_up(last) for _ in range(4)))
    assert ear.numbers() == list(range(1, last + 1))


async def test_an_event_of_another_process_is_heard_by_its_hint(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    await change(room, times=3)
    await layer.hint(room.slug, "event", process="another", seq=3)
    await ear.until("event", seq=3)
    assert ear.numbers() == [1, 2, 3]


async def test_hints_may_be_repeated_late_or_wrong(room: Room, joined: tuple[Hub, Member], ear: Ear) -> None:
    await change(room, times=2)
    for seq in (2, 1, 2, 99):
        await layer.hint(room.slug, "event", process="another", seq=seq)
    await change(room)
    await layer.hint(room.slug, "event", process="another", seq=3)
    await ear.until("event", seq=3)
    assert ear.numbers() == [1, 2, 3]


@pytest.mark.parametrize("to", [BOB.learner, None])
async def test_when_a_room_changes_hands_its_members_hear_what_they_may_do(
    room: Room, joined: tuple[Hub, Member], ear: Ear, to: str | None
) -> None:
    hub, _ = joined
    assert await in_database(store.hand_over, [ADA.learner], to) == [room.slug]
    await hint_until_heard(room.slug, ear)
    assert hub.moment.owner == to


async def hint_until_heard(slug: str, ear: Ear) -> None:
    """The hub may not be subscribed yet at the first hint."""
    hearing = asyncio.create_task(ear.until("you", owner=False))
    while not hearing.done():
        await layer.hint(slug, "owner", process="")
        await asyncio.wait({hearing}, timeout=0.05)
    await hearing


async def test_the_next_look_finds_a_new_owner_though_no_hint_came(
    room: Room, joined: tuple[Hub, Member]
) -> None:
    hub, _ = joined
    await in_database(store.hand_over, [ADA.learner], BOB.learner)
    await hub.look()
    assert hub.moment.owner == BOB.learner


async def test_a_frame_that_an_event_has_overtaken_is_not_shown(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, _ = joined
    compute, overtaken = hub_module.in_numbers, []

    async def slow(work: Any, *arguments: Any) -> Any:
        frame = await compute(work, *arguments)
        if not overtaken:
            overtaken.append(frame.slot)
            await hub.committed(await change(room))
        return frame

    await ear.until("frame")
    monkeypatch.setattr(hub_module, "in_numbers", slow)
    await ear.until("event")
    ear.heard.clear()
    await ear.until("frame")
    assert overtaken[0] not in [one["slot"] for one in ear.heard if one["type"] == "frame"]


async def test_a_preview_that_its_drop_has_overtaken_is_not_shown(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, _ = joined
    compute = hub_module.in_numbers

    async def slow(work: Any, *arguments: Any) -> Any:
        done = await compute(work, *arguments)
        if work is drags.preview and hub.moment.seq == 0:
            await hub.committed(await change(room))
        return done

    monkeypatch.setattr(hub_module, "in_numbers", slow)
    hub.drag(ADA, protocol.Drag(server="oven-1", point=0, position=0.4))
    await ear.until("event")
    await asyncio.sleep(2 * drags.ROUND)
    assert not [one for one in ear.heard if one["type"] == "drag"]
    hub.drag(ADA, protocol.Drag(server="oven-1", point=0, position=0.3))
    await ear.until("drag")


async def test_who_does_not_look_hears_of_events_and_is_sent_no_frames(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    hub, member = joined
    await ear.until("frame")
    member.watching = False
    await hub.committed(await change(room))
    await ear.until("event")  # what was on its way before is here by now
    ear.heard.clear()
    await asyncio.sleep(4 * engine.SLOT)
    await hub.committed(await change(room))
    await ear.until("event")
    assert not [one for one in ear.heard if one["type"] == "frame"]
    member.watching = True
    await ear.until("frame")


async def test_a_drag_in_another_process_is_shown_here(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    dragged = {"by": BOB.public(), "server": "oven-1", "point": 0, "position": 0.4}
    await layer.hint(room.slug, "drag", process="another", **dragged)
    seen = await ear.until("drag")
    assert {name: seen[name] for name in dragged} == dragged
    assert seen["preview"]["moved"] > 0


async def test_people_in_another_process_are_shown_here(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ear.until("people", people=[ADA.public()])
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(presence, "PROCESS", "another")
        both = await in_database(presence.confirm, room.pk, [BOB], datetime.now(UTC))
    assert len(both) == 2
    await layer.hint(room.slug, "people", process="another")
    await ear.until("people", people=both)


async def test_whoever_leaves_last_is_gone_from_the_list(room: Room, ear: Ear) -> None:
    hub, member = await hubs.join(room.slug, ADA, ear.send, lambda: None)
    await ear.until("people")
    assert await in_database(Presence.objects.count) == 1
    await hubs.leave(hub, member)
    assert await in_database(Presence.objects.count) == 0


async def test_when_a_task_fails_the_sockets_are_closed_and_a_fresh_hub_takes_over(
    room: Room, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, member = await hubs.join(room.slug, ADA, ear.send, lambda: None)
    with monkeypatch.context() as broken:
        broken.setattr(hub_module.engine, "frame", lambda *_: 1 / 0)
        assert await ear.closed() == codes.FAILED
    assert not hubs._entries
    again = Ear()
    other, newcomer = await hubs.join(room.slug, ADA, again.send, lambda: None)
    assert other is not hub
    await again.until("frame")
    await hubs.leave(hub, member)
    assert list(hubs._entries) == [room.slug], "who leaves the old hub does not end the new one"
    await hubs.leave(other, newcomer)


async def test_who_comes_back_as_the_last_one_leaves_stays_on_the_list(
    room: Room, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, member = await hubs.join(room.slug, ADA, ear.send, lambda: None)
    await ear.until("people")
    leave, back = presence.leave, asyncio.Event()
    again = Ear()
    loop = asyncio.get_running_loop()

    def slowly(room_id: int) -> None:
        """The old hub's word comes after the new one has said who is here."""
        asyncio.run_coroutine_threadsafe(asyncio.wait_for(back.wait(), PATIENCE), loop).result()
        leave(room_id)

    monkeypatch.setattr(presence, "leave", slowly)
    leaving = asyncio.create_task(hubs.leave(hub, member))
    await eventually(lambda: not hubs._entries)
    other, newcomer = await hubs.join(room.slug, ADA, again.send, lambda: None)
    await again.until("people")
    back.set()
    await leaving
    async with asyncio.timeout(presence.HEARTBEAT / 2):  # at once, not at the next heartbeat
        while not await in_database(Presence.objects.count):  # noqa: ASYNC110  the database tells nobody
            await asyncio.sleep(0.05)
    monkeypatch.setattr(presence, "leave", leave)
    await hubs.leave(other, newcomer)


async def test_a_clock_that_is_set_back_stops_no_frames(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (await ear.until("frame"))["slot"]
    true = time.time
    monkeypatch.setattr(hub_module.time, "time", lambda: true() - 3600)
    await eventually(
        lambda: [one for one in ear.heard if one["type"] == "frame" and one["slot"] < before - 1000]
    )


async def test_a_reader_that_is_behind_is_seen_out_whatever_the_wall_clock_says(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, member = joined
    monkeypatch.setattr(hub_module.time, "time", lambda: 0.0)
    monkeypatch.setattr(type(member.outbox), "behind", lambda *_: hub_module.BEHIND + 1)
    assert await ear.closed() == codes.TOO_SLOW


async def test_a_room_that_is_deleted_closes_its_sockets(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    await in_database(room.delete)
    await layer.hint(room.slug, "event", process="another", seq=1)
    assert await ear.closed() == codes.NOWHERE


async def test_a_database_put_back_in_time_makes_everyone_come_again(
    room: Room, joined: tuple[Hub, Member], ear: Ear
) -> None:
    await in_database(Room.objects.filter(pk=room.pk).update, epoch="another")
    await layer.hint(room.slug, "event", process="another", seq=1)
    assert await ear.closed() == codes.COME_AGAIN


async def test_a_database_that_stumbles_is_asked_again(
    room: Room, joined: tuple[Hub, Member], ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, _ = joined

    def stumble(_: object) -> None:
        raise DatabaseError("away")

    with monkeypatch.context() as away:  # from before the change: the hub's own beacon looks for it too
        away.setattr(hub_module.moment, "after", stumble)
        await hub.catch_up(await change(room))
        assert ear.numbers() == []
    await hub.catch_up()
    assert ear.numbers() == [1]


async def test_whichever_way_a_process_came_to_a_moment_it_sees_the_same_traffic(room: Room) -> None:
    begins = followed = await in_database(moment.now, room.slug)
    for _ in range(4):
        await change(room, times=50)
        while steps := await in_database(moment.after, followed):
            followed = steps[-1][0]
        fresh = await in_database(moment.now, room.slug)
        assert (followed.seq, followed.hash, bytes(followed.derived)) == (
            fresh.seq,
            fresh.hash,
            bytes(fresh.derived),
        )
        assert followed.history.moments == fresh.history.moments
        assert np.array_equal(followed.history.cold, fresh.history.cold)
    assert begins.seq == 0
    assert len(fresh.history.moments) <= 2 * moment.REMEMBERED
