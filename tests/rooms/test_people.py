"""People: who someone is, and who is here."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.rooms import presence, rights, store
from simulator.rooms.errors import Locked, NotOwner
from simulator.rooms.models import Presence
from simulator.rooms.people import COLOURS, known_person, person_from, person_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ADA, BOB = person_from("a" * 32), person_from("b" * 32)


def test_a_learner_is_always_the_same_person() -> None:
    session: dict[str, str] = {}
    assert known_person(session) is None
    person = person_of(session)
    assert list(session) == ["learner"]
    assert person_of(session) == known_person(session) == person
    assert person.learner not in str(person.public())
    assert set(person.public()) == {"id", "name", "colour"}


def test_people_are_told_apart() -> None:
    people = [person_from(f"{number:032x}") for number in range(2_000)]
    assert len({person.id for person in people}) == 2_000
    assert len({person.name for person in people}) > 800
    assert {person.colour for person in people} == set(range(COLOURS))


def test_rights() -> None:
    rights.check_change(ADA.learner, False, BOB)
    rights.check_change(ADA.learner, True, ADA)
    with pytest.raises(Locked):
        rights.check_change(ADA.learner, True, BOB)
    with pytest.raises(Locked):
        rights.check_change(None, True, BOB)
    with pytest.raises(NotOwner):
        rights.check_lock(None, ADA)
    assert rights.you(ADA.learner, True, ADA).may_change
    assert not rights.you(ADA.learner, True, BOB).may_change


def test_each_person_is_here_once(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    room, other = store.create(None), store.create(None)
    presence.confirm(room.pk, [ADA, BOB], NOW)
    presence.confirm(other.pk, [BOB], NOW)
    monkeypatch.setattr(presence, "PROCESS", "another")
    here = presence.confirm(room.pk, [ADA], NOW)
    assert here == sorted([ADA.public(), BOB.public()], key=lambda one: one["name"])
    assert presence.everyone(other.pk, NOW) == [BOB.public()]


def test_who_leaves_is_gone_at_once_and_only_in_their_own_process(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = store.create(None)
    presence.confirm(room.pk, [ADA, BOB], NOW)
    assert presence.confirm(room.pk, [BOB], NOW) == [BOB.public()]
    monkeypatch.setattr(presence, "PROCESS", "another")
    presence.confirm(room.pk, [ADA], NOW)
    presence.leave(room.pk)
    assert presence.everyone(room.pk, NOW) == [BOB.public()]


def test_the_people_of_a_process_that_died_are_gone_within_thirty_seconds(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = store.create(None)
    with monkeypatch.context() as dead:
        dead.setattr(presence, "PROCESS", "dead")
        presence.confirm(room.pk, [ADA], NOW)
    beat = timedelta(seconds=presence.HEARTBEAT)
    at = NOW
    while ADA.public() in presence.confirm(room.pk, [BOB], at):
        at += beat
    assert at - NOW < timedelta(seconds=30)
    assert at - NOW > 2 * beat, "one heartbeat may be missed"
    assert not Presence.objects.filter(process="dead").exists()


def test_a_list_of_people_is_bounded(db: None) -> None:
    room = store.create(None)
    crowd = [person_from(f"{number:032x}") for number in range(presence.MOST_NAMED + 20)]
    assert len(presence.confirm(room.pk, crowd, NOW)) == presence.MOST_NAMED
    assert Presence.objects.count() == len(crowd)
