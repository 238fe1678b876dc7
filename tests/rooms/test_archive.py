"""Rooms that nobody used are put away: what stays, what goes, and how one comes back."""

import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from simulator.rooms import archive, errors, presence, protocol, store
from simulator.rooms.models import Event, Presence, Room
from simulator.rooms.people import person_from

ADA, BOB = person_from("a" * 32), person_from("b" * 32)
pytestmark = pytest.mark.django_db


def aged(days: float, **more: object) -> Room:
    """A room with three changes, the last of them so long ago."""
    room = store.create(ADA.learner)
    for weight in (2, 3, 4):
        command = protocol.WeighServer(id=uuid.uuid4(), server="oven-1", weight=float(weight))
        store.execute(room.slug, BOB, command)
    Room.objects.filter(pk=room.pk).update(touched_at=timezone.now() - timedelta(days=days), **more)
    return Room.objects.get(pk=room.pk)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("archive_rooms", *arguments, stdout=out)
    return out.getvalue()


def test_the_ring_stays_its_history_goes_and_a_second_run_does_nothing() -> None:
    old, young = aged(30.1), aged(29.9)
    assert "Archived 1 room that" in run() and not old.events.exists() and young.events.count() == 3
    kept = Room.objects.get(pk=old.pk)
    assert (kept.seq, kept.base, kept.state) == (0, old.state, old.state)
    assert kept.epoch != old.epoch, "nobody may take its new numbers for the old ones"
    assert kept.archived_at is not None and kept.owner == ADA.learner
    again = Room.objects.get(pk=old.pk)
    assert "Archived 0 rooms" in run()
    assert Room.objects.get(pk=old.pk).epoch == again.epoch


def test_a_dry_run_counts_and_changes_nothing() -> None:
    aged(40), aged(50)
    assert "Would archive 2 rooms" in run("--dry-run") and "6 events" in run("--dry-run")
    assert not Room.objects.exclude(archived_at=None).exists() and Event.objects.count() == 6


def test_who_is_there_or_was_there_keeps_a_room_open() -> None:
    visited = aged(40, visited_at=timezone.now() - timedelta(days=2))
    watched, left = aged(40), aged(40)
    now = timezone.now()
    for room, seen_at in ((watched, now), (left, now - 2 * presence.GONE_AFTER)):
        Presence.objects.bulk_create([presence.row(room.pk, BOB, seen_at)])
    run()
    assert list(Room.objects.exclude(archived_at=None)) == [left]
    assert visited.events.count() == watched.events.count() == 3


def test_coming_in_counts_as_use() -> None:
    room = aged(40)
    presence.confirm(room.pk, [BOB], timezone.now())
    presence.leave(room.pk)
    assert "Archived 0 rooms" in run()


def test_the_setting_and_the_option(settings: object) -> None:
    aged(5)
    settings.ROOMS_KEPT_DAYS = 4  # type: ignore[attr-defined]
    assert "Archived 0 rooms" in run("--days", "6")
    settings.ROOMS_KEPT_DAYS = 0  # type: ignore[attr-defined]
    assert "Every room is kept" in run()
    with pytest.raises(CommandError):
        run("--days", "-1")
    settings.ROOMS_KEPT_DAYS = 4  # type: ignore[attr-defined]
    assert "Archived 1 room that" in run()


def test_its_link_says_so_kindly_and_opens_it_in_one_click(client: Client) -> None:
    room = aged(40)
    run()
    for address in ("", "why/", "timeline.json", "share/"):
        answer = client.get(f"/rooms/{room.slug}/{address}")
        assert answer.status_code == 409 and "was put away" in answer.content.decode(), address
    answer = client.post(f"/rooms/{room.slug}/do/", {"do": "undo"})
    assert answer.status_code == 409
    with pytest.raises(errors.RoomArchived):
        store.execute(room.slug, ADA, protocol.Undo(id=uuid.uuid4()))
    for _ in range(2):  # two people click
        answer = client.post(f"/rooms/{room.slug}/reopen/", follow=True)
        assert answer.status_code == 200
    assert store.find(room.slug).state == room.state
    assert "Archived 0 rooms" in run()
    assert client.post("/rooms/basil-x/reopen/").status_code == 404


def test_a_locked_ring_that_lost_its_owner_comes_back_unlocked() -> None:
    room = aged(40)
    store.execute(room.slug, ADA, protocol.Lock(id=uuid.uuid4(), locked=True))
    Room.objects.filter(pk=room.pk).update(owner=None, touched_at=timezone.now() - timedelta(days=40))
    run()
    reopened = archive.reopen(room.slug, timezone.now())
    assert not reopened.locked and reopened.state["locked"] is False
    store.execute(room.slug, BOB, protocol.CrashServer(id=uuid.uuid4(), server="oven-1"))
