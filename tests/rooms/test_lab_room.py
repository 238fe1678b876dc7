"""A room that begins with the ring of a lab."""

import pytest
from django.test import Client

from simulator.rooms import store
from simulator.rooms.models import Room


def begun(**form: str) -> list[tuple[str, float | None]]:
    """Names and places (of point 0, if a hand placed it) of the room that this form opens."""
    assert Client().post("/rooms/", form).status_code == 303
    cluster = store.cluster_of(Room.objects.latest("pk").state)
    return [(server.name, server.moved[0][1] if server.moved else None) for server in cluster.servers]


def test_the_room_is_the_ring_that_the_lab_shows(db: None) -> None:
    ring = begun(lab="hands-on-the-ring", changes="640, 2")
    assert ring == [("Ada", 0.05), ("Cy", 0.55), ("Di", 0.7), ("Eli", 0.9), ("Flo", 0.4)]


@pytest.mark.parametrize(
    "form",
    [{"lab": "no-such-lab"}, {"lab": "hands-on-the-ring", "changes": "rubbish"}, {"lab": "draw-the-shop"}],
)
def test_what_is_no_ring_opens_the_usual_room(db: None, form: dict[str, str]) -> None:
    assert [name for name, _ in begun(**form)] == [f"oven-{number}" for number in range(1, 6)]


def test_in_that_room_another_server_can_be_added(db: None) -> None:
    begun(lab="hands-on-the-ring", changes="640")
    room = Room.objects.latest("pk")
    answer = Client().post(f"/rooms/{room.slug}/do/", {"do": "add_server"})
    assert answer.status_code == 303
    names = [server["name"] for server in Room.objects.get(pk=room.pk).state["servers"]]
    assert len(names) == len(set(names)) == 7
