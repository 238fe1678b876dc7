"""PURE. From what things cost and how people learn: what so many learners take, and which resource is full first.

The busiest hour is what machines are bought for. How many are online then follows from Little's law (lesson L02): those
who come in a second, times the seconds that each stays.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

FRAMES = 4  # a second and room
HEARTBEAT = 8  # seconds
# Of a worker to the database, at the most: 8 threads for sockets (simulator/rooms/pool.py), 20 pages (config/pages.py).
CONNECTIONS = 28
MICRO = 1e-6
DAYS = 365


@dataclass(frozen=True, slots=True)
class People:
    """How people learn. Shares are between 0 and 1; times are in the unit that the name says."""

    active_a_day: float = 0.2
    session_minutes: float = 30
    in_busiest_hour: float = 0.15
    in_a_room: float = 0.5
    room_size: float = 25
    commands_a_minute: float = 2
    answers_a_session: float = 12
    pages_a_session: float = 20


@dataclass(frozen=True, slots=True)
class Machines:
    """busy: the share of a core that is planned for. hearing: what a worker pays to read a change that another worker
    stored, as a share of a command; it is not measured. by_ring: whether all people of a room come to one worker."""

    busy: float = 0.6
    hearing: float = 0.5
    by_ring: bool = False


@dataclass(frozen=True)
class Need:
    """What so many learners take in the busiest hour, with the costs in `costs.json`'s units."""

    learners: float
    costs: Mapping[str, float]
    people: People = People()
    machines: Machines = Machines()

    # -- how many at once ----------------------------------------------------------------------------------

    @property
    def sessions_a_day(self) -> float:
        return self.learners * self.people.active_a_day

    @property
    def online(self) -> float:
        """Little's law: sessions that begin in a second, times the seconds of one."""
        return self.sessions_a_day * self.people.in_busiest_hour / 3600 * self.people.session_minutes * 60

    @property
    def sockets(self) -> float:
        return self.online * self.people.in_a_room

    @property
    def rooms(self) -> float:
        return self.sockets / self.people.room_size

    @property
    def commands(self) -> float:
        """A second."""
        return self.sockets * self.people.commands_a_minute / 60

    @property
    def answers(self) -> float:
        """A second."""
        return self.online * self.people.answers_a_session / (self.people.session_minutes * 60)

    @property
    def pages(self) -> float:
        """A second."""
        return self.online * self.people.pages_a_session / (self.people.session_minutes * 60)

    # -- workers -------------------------------------------------------------------------------------------

    @cached_property
    def workers(self) -> float:
        """The fewest whose cores are not busier than planned. More workers split rooms more, and then take more: so it
        goes up from one, each time to as many as so many would take, and never past the fewest."""
        workers = 1.0
        while self.cores(workers) > workers * self.machines.busy:
            workers = float(math.ceil(self.cores(workers) / self.machines.busy))
        return workers

    def workers_a_room(self, workers: float) -> float:
        """On how many workers the people of a room sit. By chance: as many boxes as get one of `room_size` balls."""
        if self.machines.by_ring:
            return 1.0
        missed: float = (1 - 1 / workers) ** self.people.room_size
        return workers * (1 - missed)

    def hubs(self, workers: float) -> float:
        """Rooms, each counted once a worker that has people in it."""
        return self.rooms * self.workers_a_room(workers)

    def cores(self, workers: float) -> float:
        """CPU seconds a second of all workers together."""
        costs, split = self.costs, self.workers_a_room(workers)
        delivery = costs["socket_second_worker_us"] / FRAMES
        command = costs["command_worker_us"] * (1 + self.machines.hearing * (split - 1))
        return MICRO * (
            workers * costs["worker_second_worker_us"]
            + self.hubs(workers) * costs["room_second_worker_us"]
            + self.sockets * costs["socket_second_worker_us"]
            + self.commands * (command + delivery * self.people.room_size)
            + self.answers * costs["answer_worker_us"]
            + self.pages * costs["page_worker_us"]
        )

    @property
    def memory(self) -> float:
        """Bytes of all workers."""
        costs = self.costs
        return (
            self.workers * costs["worker_memory_bytes"]
            + self.hubs(self.workers) * costs["room_memory_bytes"]
            + self.sockets * costs["socket_memory_bytes"]
        )

    # -- the database, Redis, the network ------------------------------------------------------------------

    def _each(self, what: str) -> float:
        """A second: what rooms and people cost by being there, and what commands, answers and pages cost."""
        costs = self.costs
        return (
            self.hubs(self.workers) * costs[f"room_second_{what}"]
            + self.sockets * costs[f"socket_second_{what}"]
            + self.commands * costs[f"command_{what}"]
            + self.answers * costs[f"answer_{what}"]
            + self.pages * costs[f"page_{what}"]
        )

    @property
    def transactions(self) -> float:
        """Writing ones, a second: commands, answers, and a heartbeat of each room and worker."""
        return self.commands + self.answers + self.hubs(self.workers) / HEARTBEAT

    @property
    def database_cores(self) -> float:
        return MICRO * self._each("postgres_us")

    @property
    def log(self) -> float:
        """Bytes a second that the database writes to its log."""
        return self._each("wal_bytes")

    @property
    def connections(self) -> float:
        return self.workers * CONNECTIONS

    @property
    def hints(self) -> float:
        """Messages a second out of Redis: each hint goes to every worker that has people in the room."""
        return self.commands * self.costs["command_hints"] * self.workers_a_room(self.workers)

    @property
    def redis_cores(self) -> float:
        split = self.workers_a_room(self.workers)
        return MICRO * self.commands * self.costs["command_redis_us"] * split

    @property
    def network(self) -> float:
        """Bytes a second to browsers, without files that a proxy or a CDN would serve."""
        costs = self.costs
        return (
            self.sockets * FRAMES * costs["frame_bytes"]
            + self.commands * self.people.room_size * costs["event_bytes"]
            + self.pages * costs["page_bytes"]
        )

    @property
    def stored_a_year(self) -> float:
        """Bytes, with indexes."""
        people = self.people
        commands = people.in_a_room * people.session_minutes * people.commands_a_minute
        a_session = (
            commands * self.costs["command_disk_bytes"]
            + people.answers_a_session * self.costs["answer_disk_bytes"]
        )
        return self.sessions_a_day * DAYS * a_session


@dataclass(frozen=True, slots=True)
class Wall:
    """A resource that is full one day. used: how much of it is taken; limit: what one of it has."""

    name: str
    used: Callable[[Need], float]
    limit: float
    limit_said: str
    move: str


def first_at(wall: Wall, need: Callable[[float], Need]) -> float:
    """The number of learners at which it is full, to three digits."""
    low, high = 1.0, 1e10
    for _ in range(50):
        middle = (low * high) ** 0.5
        if wall.used(need(middle)) > wall.limit:
            high = middle
        else:
            low = middle
    return float(f"{low:.3g}")
