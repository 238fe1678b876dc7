"""No hint is needed: who signed out or was asked to leave is found by looking. And what a sign-out does not touch."""

import asyncio
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from simulator.rooms import hub as hub_module
from simulator.rooms import hubs, layer, protocol, removal, seats, sign_outs, store
from simulator.rooms.errors import Removed, TooManyFromHere, TooManySockets
from simulator.rooms.models import SignedOut
from simulator.rooms.people import SEAT_KEY, SESSION_KEY, person_from, seat_of
from simulator.rooms.pool import in_database
from simulator.rooms.seats import Seat, Seats
from tests.course.accounts import patient, sign_in, sign_out, sign_up  # noqa: F401  the fixture
from tests.rooms.ear import PATIENCE, Ear

ADA, BOB = person_from("a" * 32), person_from("b" * 32)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layer carries nothing; looks are as frequent as a test wants them."""

    async def lost(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(layer, "hint", lost)
    monkeypatch.setattr(seats, "LOOK", 0.1)
    monkeypatch.setattr(hub_module, "LOOK", 0.1)


class Closing:
    """What a seat closes."""

    def __init__(self) -> None:
        self.code: int | None = None
        self._done = asyncio.Event()

    def __call__(self, code: int, reason: str) -> None:
        self.code = code
        self._done.set()

    async def wait(self) -> int | None:
        async with asyncio.timeout(PATIENCE):
            await self._done.wait()
        return self.code


async def taken(sitting: Seats, seat: str, learner: str) -> tuple[Seat, Closing]:
    closing = Closing()
    session = {SEAT_KEY: seat, SESSION_KEY: learner}
    place = await sitting.take(session, person_from(learner), "192.0.2.1")
    place.sit(closing)
    return place, closing


async def test_a_sign_out_is_found_without_a_hint() -> None:
    sitting = Seats()
    here, closed = await taken(sitting, "here", "a" * 32)
    phone, stays = await taken(sitting, "phone", "a" * 32)
    await in_database(sign_outs.record, "here", "a" * 32)
    assert await closed.wait() == 4401
    assert stays.code is None
    await sitting.leave(here)
    await sitting.leave(phone)
    assert sitting._watching is None and not sitting._taken, "nobody looks where nobody sits"


async def test_who_signs_out_while_the_socket_is_on_its_way_in_is_seen_out_at_once() -> None:
    sitting, closing = Seats(), Closing()
    place = await sitting.take({SEAT_KEY: "here", SESSION_KEY: "a" * 32}, person_from("a" * 32), "192.0.2.1")
    place.end(4401, "signed out")
    place.sit(closing)
    assert closing.code == 4401
    await sitting.leave(place)


async def test_a_database_that_is_away_is_looked_into_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting, since, asked = Seats(), sign_outs.since, []

    def stumble(moment: Any) -> Any:
        asked.append(moment)
        if len(asked) < 2:
            raise seats.DatabaseError
        return since(moment)

    monkeypatch.setattr(sign_outs, "since", stumble)
    seat, closed = await taken(sitting, "here", "a" * 32)
    await in_database(sign_outs.record, "here", "a" * 32)
    assert await closed.wait() == 4401
    assert asked[0] == asked[1], "nothing between two looks is passed over"
    await sitting.leave(seat)


async def test_all_others_of_a_learner_and_not_those_who_came_later() -> None:
    sitting = Seats()
    here, stays = await taken(sitting, "here", "a" * 32)
    phone, closed = await taken(sitting, "phone", "a" * 32)
    bob, untouched = await taken(sitting, "bob", "b" * 32)
    later, came_later = await taken(sitting, "later", "a" * 32)
    later.taken_at += 60
    await in_database(sign_outs.record, "here", "a" * 32, True)
    assert await closed.wait() == 4401
    assert [one.code for one in (stays, untouched, came_later)] == [None] * 3
    for seat in (here, phone, bob, later):
        await sitting.leave(seat)


async def test_a_seat_that_is_given_up_is_free_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SOCKETS_A_BROWSER", 1)
    sitting = Seats()
    seat, _ = await taken(sitting, "here", "a" * 32)
    with pytest.raises(TooManySockets):
        await taken(sitting, "here", "a" * 32)
    await sitting.leave(seat)
    seat, _ = await taken(sitting, "here", "a" * 32)
    await sitting.leave(seat)


async def test_an_address_has_so_many_sockets_whoever_opens_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SOCKETS_AN_ADDRESS", 2)
    sitting, hall, home = Seats(), "192.0.2.1", "192.0.2.2"
    nobody: dict[str, str] = {}  # no cookie: somebody new each time

    async def take(address: str) -> Seat:
        return await sitting.take(dict(nobody), person_from(uuid.uuid4().hex), address)

    seats = [await take(hall), await take(hall), await take(home)]
    with pytest.raises(TooManyFromHere):
        await take(hall)
    await sitting.leave(seats[0])
    await sitting.leave(seats[0])  # once more: it is not counted twice
    seats[0] = await take(hall)
    with pytest.raises(TooManyFromHere):
        await take(hall)
    for seat in seats:
        await sitting.leave(seat)
    assert not sitting._taken
    assert not sitting._from


async def test_who_was_asked_to_leave_is_seen_out_without_a_hint() -> None:
    room = await in_database(store.create, ADA.learner)
    ada, bob = Ear(), Ear()
    hub, owner = await hubs.join(room.slug, ADA, ada.send, lambda: None)
    _, guest = await hubs.join(room.slug, BOB, bob.send, lambda: None)
    message = protocol.RemovePerson(id=uuid.uuid4(), person=BOB.id)
    await in_database(removal.carry_out, room.slug, ADA, message)
    assert await bob.closed() == 4403
    assert (await ada.until("you"))["removed"][0]["id"] == BOB.id, "the owner is told, to let them in again"
    with pytest.raises(Removed):
        await in_database(store.execute, room.slug, BOB, protocol.Undo(id=uuid.uuid4()))
    for member in (owner, guest):
        await hubs.leave(hub, member)


async def test_events_and_owners_are_found_by_looking_too() -> None:
    room = await in_database(store.create, None)
    ear = Ear()
    hub, member = await hubs.join(room.slug, ADA, ear.send, lambda: None)
    command = protocol.CrashServer(id=uuid.uuid4(), server="oven-1")
    await in_database(store.execute, room.slug, BOB, command)
    await ear.until("event", seq=1)
    await in_database(store.Room.objects.filter(pk=room.pk).update, owner=ADA.learner)
    assert (await ear.until("you"))["owner"]
    await hubs.leave(hub, member)


def test_a_browser_keeps_its_seat_through_signing_in_and_leaves_it_by_signing_out(client: Client) -> None:
    client.post("/rooms/")
    before = seat_of(client.session)
    sign_up(client)
    phone = Client()
    sign_in(phone)
    assert seat_of(client.session) == before != seat_of(phone.session) != ""
    assert client.session[SESSION_KEY] == phone.session[SESSION_KEY]
    sign_out(client)
    assert [(row.seat, row.others) for row in SignedOut.objects.all()] == [(before, False)]
    assert seat_of(client.session) == ""


def test_rows_are_forgotten_once_no_such_cookie_is_accepted() -> None:
    long_ago = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)
    SignedOut.objects.create(seat="old", learner="a" * 32, at=long_ago)
    sign_outs.record("new", "a" * 32)
    assert [row.seat for row in SignedOut.objects.all()] == ["new"]


def test_a_form_asks_to_leave_without_a_script(client: Client) -> None:
    client.post("/rooms/")
    room, guest = store.Room.objects.get(), Client()
    assert guest.get(f"/rooms/{room.slug}/").status_code == 200
    guest.post("/rooms/")
    person = person_from(guest.session[SESSION_KEY])
    assert (
        client.post(f"/rooms/{room.slug}/do/", {"do": "remove_person", "person": person.id}).status_code
        == 303
    )
    assert guest.get(f"/rooms/{room.slug}/").status_code == 403
    assert "Let in again" in client.get(f"/rooms/{room.slug}/").content.decode()
    assert client.post(f"/rooms/{room.slug}/do/", {"do": "let_in", "person": person.id}).status_code == 303
    answer = guest.post(f"/rooms/{room.slug}/do/", {"do": "remove_person", "person": person.id})
    assert answer.status_code == 403 and "Only the owner" in answer.content.decode()


async def test_who_listens_stops_when_told_though_the_layer_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    listening = asyncio.Event()

    async def away(*_: Any) -> None:
        raise ConnectionRefusedError

    async def listen() -> None:
        async for _ in layer.hints("basil-x"):
            listening.set()

    task = asyncio.create_task(listen())
    await listening.wait()
    with monkeypatch.context() as outage:
        outage.setattr(layer.get_channel_layer(), "group_discard", away)
        task.cancel()
        await asyncio.wait([task], timeout=layer.RETRY_AFTER)
    assert task.cancelled()
