"""What there is to attack: a room with a history, a sitting, an evening on a board, and whose they are."""

import re
from dataclasses import dataclass
from typing import Self

from simulator.engine.experiments import to_query
from simulator.engine.friday import REFERENCE_PLAN
from tests.live import Live
from tests.rooms.visitor import Visitor

LESSON = "l01-draw-the-shop"
STAFF, PASSWORD = "chef", "a long way round the ring"
MAKE_STAFF = f"""
from django.contrib.auth.models import User
User.objects.filter(username={STAFF!r}).exists() or User.objects.create_superuser({STAFF!r}, password={PASSWORD!r})
"""


class Stranger(Visitor):
    """A visitor with an address of their own, so that nobody's limits stand in the way of an attack."""

    def __init__(self, live: Live, address: str = "192.0.2.1") -> None:
        self.address = address
        super().__init__(live)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        return super().get(path, **{"X-Forwarded-For": self.address, **headers})

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, bytes]:
        return super().post(path, fields, **{"X-Forwarded-For": self.address, **headers})


@dataclass(frozen=True, slots=True)
class World:
    """Everything belongs to `owner`; the evening is one on the board."""

    owner: Stranger
    room: str
    sitting: str
    board: str
    evening: str

    @classmethod
    def of(cls, owner: Stranger) -> Self:
        room = owner.create()
        for number in (2, 3):
            fields = {"do": "weigh_server", "server": "oven-1", "weight": str(number)}
            assert owner.post(f"/rooms/{room}/do/", fields)[0] == 200
        _, page = owner.post(f"/lessons/{LESSON}/check/")
        _, hall = owner.post("/friday/boards/", {"seed": "13"})
        board = found(r'data-socket="/ws/friday/([a-z0-9]+)/"', hall)
        _, begun = owner.post("/friday/", {**to_query(REFERENCE_PLAN), "board": board, "name": "Ada"})
        evening = found(r"/friday/evenings/([0-9a-f-]{36})/", begun)
        return cls(owner, room, found(r"/sittings/([0-9a-f-]{36})/", page), board, evening)

    @property
    def names(self) -> dict[str, str]:
        """Values for the parameters of addresses that lead to something."""
        return {
            "sitting_id": self.sitting,
            "run_id": self.evening,
            "code": self.board,
            "position": "0",
            "seq": "1",
        }

    def slug_for(self, route: str) -> str:
        return self.room if route.startswith("rooms/") else LESSON


def found(pattern: str, page: bytes) -> str:
    match = re.search(pattern, page.decode())
    assert match is not None, page[:2000]
    return match[1]


def staff(live: Live) -> Stranger:
    """Someone who runs the course, signed in to the admin."""
    live.run("manage.py", "shell", "-v", "0", "-c", MAKE_STAFF)
    chef = Stranger(live, "192.0.2.9")
    chef.get("/admin/login/")
    status, page = chef.post("/admin/login/?next=/admin/", {"username": STAFF, "password": PASSWORD})
    assert status == 200 and b"Running the course" in page
    return chef
