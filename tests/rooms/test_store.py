"""The one writer: numbered events, one effect for each id, rights, undo, forks."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from simulator import engine
from simulator.rooms import errors, protocol, store
from simulator.rooms.models import Event, Room
from simulator.rooms.people import person_from

ADA, BOB = person_from("a" * 32), person_from("b" * 32)


def new_id() -> uuid.UUID:
    return uuid.uuid4()


@pytest.fixture
def room(db: None) -> Room:
    return store.create(ADA.learner)


def add(room: Room, person=ADA, **fields) -> Event:
    return store.execute(room.slug, person, protocol.AddServer(new_id(), **fields))


def test_a_room_begins_with_the_first_scenario(room: Room) -> None:
    assert store.state_at(room, 0) == next(iter(engine.SCENARIOS.values())).state
    assert store.room_state(room) == {**engine.to_plain(store.state_at(room, 0)), "locked": False}
    assert room.label == f"{room.slug.split('-')[0]}-{room.pk}"
    assert len({store.create(None).slug for _ in range(20)}) == 20


def test_a_room_can_begin_with_any_scenario_but_not_with_others(db: None) -> None:
    for name, scenario in engine.SCENARIOS.items():
        assert store.state_at(store.create(None, name), 0) == scenario.state
    with pytest.raises(engine.Refusal) as refused:
        store.create(None, "calzone")
    assert refused.value.code == "unknown_scenario"
    assert Room.objects.count() == len(engine.SCENARIOS)


def test_events_are_numbered_and_keep_what_happened(room: Room) -> None:
    first, second = add(room), add(room, BOB, name="Nonna")
    room.refresh_from_db()
    assert (first.seq, second.seq, room.seq) == (1, 2, 2)
    assert (first.by, second.by) == (ADA.public(), BOB.public())
    assert second.command == {"do": "add_server", "name": "Nonna"}
    assert second.state == room.state
    assert second.change["sentence"].startswith("Adding Nonna took its slice")
    assert [event.seq for event in store.events(room, after=1)] == [2]


def test_stored_states_are_those_of_a_replay(room: Room) -> None:
    commands = [
        protocol.AddServer(new_id(), position=0.4),
        protocol.Set(new_id(), virtual_nodes=20, capacity_bound=1.25),
        protocol.CrashServer(new_id(), "oven-2"),
        protocol.WeighServer(new_id(), "oven-3", 2.5),
        protocol.RemoveServer(new_id(), "oven-1"),
        protocol.Set(new_id(), strategy="maglev", capacity_bound=None),
        protocol.RenameServer(new_id(), "oven-6", "e\u0301"),
        protocol.Reset(new_id(), "copies"),
    ]
    state = store.state_at(room, 0)
    for command in commands:
        event = store.execute(room.slug, ADA, command)
        asked = protocol.to_engine(command)
        assert asked is not None
        state = engine.evolve(state, asked)
        assert store.state_at(room, event.seq) == state
    assert store.state_at(room, 7).servers[-1].name == "é", "in normal form"


def test_a_refused_command_changes_nothing(room: Room) -> None:
    before = Room.objects.values().get()
    for command in (
        protocol.RemoveServer(new_id(), "oven-9"),
        protocol.MovePoint(new_id(), "oven-1", 5, 0.5),
        protocol.AddServer(new_id(), name="oven-1"),
        protocol.Undo(new_id()),
        protocol.Lock(new_id(), locked=False),
    ):
        with pytest.raises((engine.Refusal, errors.RoomError)):
            store.execute(room.slug, ADA, command)
    assert Room.objects.values().get() == before
    assert not Event.objects.exists()


def test_a_repeated_id_is_answered_and_not_carried_out(room: Room) -> None:
    command = protocol.AddServer(new_id())
    first, again = (store.execute(room.slug, ADA, command) for _ in range(2))
    assert first.pk == again.pk
    assert Event.objects.count() == 1
    for person, other in [
        (BOB, command),
        (ADA, protocol.Undo(command.id)),
        (ADA, protocol.AddServer(command.id, "x")),
    ]:
        with pytest.raises(errors.IdReused):
            store.execute(room.slug, person, other)
    undo = protocol.Undo(new_id())
    assert store.execute(room.slug, ADA, undo).pk == store.execute(room.slug, ADA, undo).pk


def test_a_locked_room_listens_to_its_owner_alone(room: Room) -> None:
    with pytest.raises(errors.NotOwner):
        store.execute(room.slug, BOB, protocol.Lock(new_id(), locked=True))
    assert store.execute(room.slug, ADA, protocol.Lock(new_id(), locked=True)).state["locked"]
    with pytest.raises(errors.Locked):
        add(room, BOB)
    add(room, ADA)
    store.execute(room.slug, ADA, protocol.Lock(new_id(), locked=False))
    assert add(room, BOB).seq == 4


def test_a_room_that_nobody_owns_cannot_be_locked(db: None) -> None:
    room = store.create(None)
    with pytest.raises(errors.NotOwner):
        store.execute(room.slug, ADA, protocol.Lock(new_id(), locked=True))


def test_undo_restores_and_says_so(room: Room) -> None:
    begins = room.state
    add(room)
    store.execute(room.slug, ADA, protocol.Lock(new_id(), locked=True))
    undo = store.execute(room.slug, ADA, protocol.Undo(new_id()))
    assert undo.state == {**begins, "locked": True}
    assert (undo.undoes, undo.command) == (1, {"do": "undo", "undoes": 1})
    assert undo.change["sentence"].startswith(f"{ADA.name} took back change 1.")
    assert undo.change["moved"] > 0
    with pytest.raises(errors.NothingToUndo):
        store.execute(room.slug, ADA, protocol.Undo(new_id()))


def test_a_fork_is_a_room_of_its_own(room: Room) -> None:
    add(room)
    add(room)
    fork = store.fork(room, 1, BOB.learner)
    assert store.state_at(fork, 0) == store.state_at(room, 1)
    assert (fork.seq, fork.owner, fork.forked_from, fork.forked_at) == (0, BOB.learner, room, 1)
    assert fork.epoch != room.epoch
    add(fork, BOB)
    room.refresh_from_db()
    assert room.seq == 2
    with pytest.raises(errors.EventNotFound):
        store.fork(room, 3, None)


def test_points_placed_by_hand_are_bounded(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_PLACED", 6)
    store.execute(room.slug, ADA, protocol.Set(new_id(), virtual_nodes=8))
    store.execute(room.slug, ADA, protocol.MovePoint(new_id(), "oven-1", 5, 0.5))
    with pytest.raises(errors.TooManyPlaced):
        store.execute(room.slug, ADA, protocol.MovePoint(new_id(), "oven-1", 6, 0.5))
    store.execute(room.slug, ADA, protocol.MovePoint(new_id(), "oven-1", 5, 0.6))


def test_flows_are_bounded(db: None) -> None:
    state = engine.SCENARIOS["many-flags"].state
    for _ in range(30):
        state = engine.evolve(state, engine.AddServer())
    room = store.create(None, base=state)
    flows = store.execute(room.slug, ADA, protocol.Set(new_id(), strategy="modulo")).change["flows"]
    assert len(flows) == store.MOST_FLOWS
    assert [count for _, _, count in flows] == sorted((count for _, _, count in flows), reverse=True)


@pytest.mark.parametrize("slug", ["", "nowhere", "x" * 300])
def test_a_link_that_leads_nowhere(db: None, slug: str) -> None:
    with pytest.raises(errors.RoomNotFound):
        store.find(slug)
    with pytest.raises(errors.RoomNotFound):
        store.execute(slug, ADA, protocol.Undo(new_id()))


def test_the_database_itself_refuses_a_number_or_an_id_twice(room: Room) -> None:
    event = add(room)
    for other in ({"seq": 1, "command_id": new_id()}, {"seq": 2, "command_id": event.command_id}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.create(room=room, by={}, command={}, change={}, state={}, **other)


def test_a_lost_race_is_run_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []
    real = store._execute

    def stumbling(slug, person, command):
        tries.append(command)
        if len(tries) == 1:
            raise IntegrityError("one_event_a_number")
        return real(slug, person, command)

    monkeypatch.setattr(store, "_execute", stumbling)
    assert add(room).seq == 1
    assert len(tries) == 2


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_take_turns() -> None:
    room = store.create(ADA.learner)
    writers, commands = 8, 12
    ready = threading.Barrier(writers)
    same = protocol.AddServer(new_id())

    def write(writer: int) -> list[int]:
        ready.wait()
        try:
            mine = [
                same,
                *(
                    protocol.WeighServer(new_id(), "oven-1", 1 + (writer * commands + n + 1) / 100)
                    for n in range(commands)
                ),
            ]
            return [store.execute(room.slug, ADA, command).seq for command in mine]
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        numbers = list(pool.map(write, range(writers)))
    room.refresh_from_db()
    assert room.seq == writers * commands + 1
    assert sorted({seq for mine in numbers for seq in mine}) == list(range(1, room.seq + 1))
    assert len({mine[0] for mine in numbers}) == 1, "the same command was given by all and carried out once"
    assert all(mine[1:] == sorted(mine[1:]) for mine in numbers)
    assert list(room.events.values_list("seq", flat=True)) == list(range(1, room.seq + 1))
    assert room.state == room.events.last().state
