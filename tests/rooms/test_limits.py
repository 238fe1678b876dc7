"""Each limit at its edge, and one past it: what was there stays, and a person is told why in plain words."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from simulator import engine
from simulator.engine import ROOM, Refusal
from simulator.rooms import errors, hubs, limits, pace, presence, protocol, removal, store
from simulator.rooms.hub import Hub
from simulator.rooms.models import Presence, Room
from simulator.rooms.people import Person, person_from
from simulator.rooms.pool import in_database
from tests.live import Live
from tests.rooms.ear import Ear
from tests.rooms.visitor import Visitor

ADA, BOB, EVE = (person_from(letter * 32) for letter in "abe")
AT_ONCE = 3  # sockets of a browser, on the server of this module


@pytest.fixture(scope="module")
def live() -> Iterator[Live]:
    server = Live(SOCKETS_A_BROWSER=str(AT_ONCE))
    yield server
    server.remove()


def test_a_message_has_the_length_that_uvicorn_allows() -> None:
    options = Path("config/uvicorn.args").read_text().split()
    assert options[options.index("--ws-max-size") + 1] == str(limits.MESSAGE)


async def test_the_longest_message_is_read_and_one_byte_more_ends_the_socket(live: Live) -> None:
    ada = Visitor(live)
    async with ada.socket(ada.create()) as socket:
        resync = json.dumps({"id": str(uuid.uuid4()), "do": "resync"})
        await socket.connection.send(resync.ljust(limits.MESSAGE))
        await socket.until("snapshot")
        await socket.until("snapshot")
        await socket.connection.send(resync.ljust(limits.MESSAGE + 1))
        assert await socket.closed() == 1009


# -- one browser, one learner, one address -----------------------------------------------------------------


async def test_a_browser_has_so_many_sockets_and_another_has_its_own(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    async with AsyncExitStack() as windows:
        opened = [await windows.enter_async_context(ada.socket(slug)) for _ in range(AT_ONCE)]
        for window in opened:
            await window.until("snapshot")
        async with ada.socket(slug) as one_more, bob.socket(slug) as other:
            assert await one_more.closed() == 4429
            assert "Close some" in (one_more.connection.close_reason or "")
            await other.until("snapshot")
        await opened[0].until("beacon")  # those that were there stay
        await opened[0].connection.close()
        await _comes_in(ada, slug)


async def _comes_in(visitor: Visitor, slug: str) -> None:
    """The server hears a moment later that a window was closed."""
    for _ in range(50):
        async with visitor.socket(slug) as socket:
            async with asyncio.timeout(20):
                await socket.connection.recv()
            if socket.connection.close_code is None:
                return
    raise AssertionError("no place became free")


@pytest.mark.django_db
def test_a_learner_has_so_many_rooms_and_all_of_them_stay(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ROOMS", 3)
    for _ in range(3):
        assert client.post("/rooms/").status_code == 303
    mine = client.session["learner"]
    answer = client.post("/rooms/")
    assert answer.status_code == 422 and "All of them stay" in answer.content.decode()
    answer = client.post("/rooms/", headers={"Accept": "application/json"})
    assert answer.json()["code"] == "too_many_rooms"
    first = Room.objects.filter(owner=mine).earliest("pk")
    assert client.post(f"/rooms/{first.slug}/fork/", {"seq": "0"}).status_code == 422
    assert Room.objects.filter(owner=mine).count() == 3
    assert Client().post("/rooms/").status_code == 303  # somebody else
    Room.objects.filter(pk=first.pk).update(archived_at=first.created_at)
    assert client.post("/rooms/").status_code == 303  # one that was put away is not counted


@pytest.mark.django_db
def test_links_that_lead_nowhere_are_counted_by_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "_misses", pace.Visitors(rate=0, burst=6))
    client.post("/rooms/")
    slug = Room.objects.get().slug
    nowhere = ["/rooms/basil-x/", "/rooms/basil-x/why/", "/rooms/basil-x/at/0.json", "/friday/boards/abcdef/",
               "/friday/?board=abcdef", "/rooms/basil-x/share/"]  # fmt: skip
    for address in nowhere:
        assert client.get(f"/rooms/{slug}/").status_code == 200  # what leads somewhere costs nothing
        assert client.get(address).status_code == 404
    answers = [client.get(address) for address in [*nowhere, f"/rooms/{slug}/"]]
    assert {answer.status_code for answer in answers} == {429}
    assert "Wait a minute" in answers[0].content.decode()
    assert len({answer.content for answer in (answers[0], answers[-1])}) == 1, (
        "right or wrong, it looks the same"
    )
    assert client.get(f"/rooms/{slug}/", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_an_address_that_waited_may_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(pace, "_misses", pace.Visitors(rate=1, burst=1))
    with pytest.raises(KeyError), pace.guesses("a", KeyError):
        raise KeyError
    with pytest.raises(errors.TooManyMisses), pace.guesses("a", KeyError):
        pass
    now[0] = 1.0
    with pace.guesses("a", KeyError):
        pass


async def test_guesses_by_sockets_are_counted_too(live: Live) -> None:
    eve = Visitor(live)
    told = []
    for _ in range(int(limits.MISSES.burst) + 60):
        async with eve.socket("basil-aaaaaaaaaaaaaaaa") as socket:
            told.append(await socket.closed())
        if told[-1] == 1008:
            break
    assert told[-1] == 1008 and set(told[:-1]) == {4404}
    assert len(told) > limits.MISSES.burst


# -- one room ----------------------------------------------------------------------------------------------


@asynccontextmanager
async def inside(room: Room, *people: Person) -> AsyncIterator[Hub]:
    joined = [await hubs.join(room.slug, person, Ear().send, lambda: None) for person in people]
    yield joined[0][0]
    for hub, member in joined:
        await hubs.leave(hub, member)


@pytest.mark.django_db(transaction=True)
async def test_a_room_holds_so_many_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PEOPLE", 2)
    room = await in_database(store.create, ADA.learner)
    carl = person_from("c" * 32)
    async with inside(room, BOB, EVE):
        with pytest.raises(errors.RoomFull, match="full"):
            await hubs.join(room.slug, carl, Ear().send, lambda: None)
        async with inside(room, BOB, ADA):  # a second window of one who is here, and the owner
            pass
    async with inside(room, carl):  # there is a place again
        pass


@pytest.mark.django_db(transaction=True)
async def test_people_in_other_processes_take_places_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PEOPLE", 2)
    room = await in_database(store.create, None)
    async with inside(room, BOB) as hub:
        there = presence.row(room.pk, EVE, room.created_at)
        there.process, there.seen_at = "another", datetime.now(UTC)
        await in_database(there.save)
        hub._people_changed = True
        async with asyncio.timeout(20):
            while EVE.id not in hub._elsewhere:  # noqa: ASYNC110  nobody is told
                await asyncio.sleep(0.05)
        with pytest.raises(errors.RoomFull):
            await hubs.join(room.slug, person_from("c" * 32), Ear().send, lambda: None)
        async with inside(room, EVE):
            pass


@pytest.mark.django_db
def test_so_many_people_are_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMOVED", 2)
    room = store.create(ADA.learner)

    def ask(kind: type, person: str) -> int:
        return removal.carry_out(room.slug, ADA, kind(id=uuid.uuid4(), person=person))

    for person in (BOB.id, EVE.id, EVE.id):  # twice is once
        ask(protocol.RemovePerson, person)
    with pytest.raises(errors.TooManyRemoved):
        ask(protocol.RemovePerson, "0" * 12)
    assert [one["id"] for one in store.find(room.slug).removed] == [BOB.id, EVE.id]
    ask(protocol.LetIn, BOB.id)
    ask(protocol.RemovePerson, "0" * 12)


def execute(room: Room, do: str, **fields: object) -> None:
    message = protocol.decode(json.dumps({"id": str(uuid.uuid4()), "do": do, **fields}))
    assert isinstance(message, protocol.Command)
    store.execute(room.slug, ADA, message)


@pytest.mark.django_db
def test_servers_points_and_names_at_their_edges() -> None:
    servers = tuple(engine.Server(id=f"oven-{n}", name=f"oven-{n}") for n in range(1, ROOM.servers))
    room = store.create(None, base=engine.Cluster(servers=servers, next_server=ROOM.servers))
    execute(room, "add_server", name="é" * ROOM.name_length)
    with pytest.raises(Refusal, match="64") as refusal:
        execute(room, "add_server")
    assert refusal.value.code == "too_many_servers"
    with pytest.raises(Refusal, match="at most 64 characters") as refusal:
        execute(room, "rename_server", server="oven-1", name="é" * (ROOM.name_length + 1))
    assert refusal.value.code == "out_of_range"
    execute(room, "set", virtual_nodes=ROOM.points // ROOM.servers)
    with pytest.raises(Refusal) as refusal:
        execute(room, "weigh_server", server="oven-1", weight=1.5)
    assert refusal.value.code == "too_many_points"
    room.refresh_from_db()
    assert room.seq == 2, "what is refused changes nothing"


def test_every_limit_has_a_reason() -> None:
    assert all(all(limit) for limit in limits.LIMITS)
    assert len({limit.what for limit in limits.LIMITS}) == len(limits.LIMITS)
    assert Presence._meta.get_field("person").max_length == len(ADA.id)
