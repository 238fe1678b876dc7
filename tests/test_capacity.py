"""The capacity model beside sums done by hand, and docs/scaling.md beside what the script prints."""

import json
import random
from dataclasses import replace

import pytest

from benchmarks.capacity.__main__ import BEGIN, COSTS, DOC, END, WALLS, bits, digits, document, micro, size
from benchmarks.capacity.model import Machines, Need, People, Wall, first_at

ONE = dict.fromkeys(json.loads(COSTS.read_text())["costs"], 0.0)
BY_CHANCE = Machines()
PEOPLE = People(
    active_a_day=0.5,
    session_minutes=60,
    in_busiest_hour=0.1,
    in_a_room=0.5,
    room_size=10,
    commands_a_minute=6,
    answers_a_session=36,
    pages_a_session=72,
)


def need(learners: float = 10_000, machines: Machines = BY_CHANCE, **costs: float) -> Need:
    return Need(learners, {**ONE, **costs}, PEOPLE, machines)


def test_how_many_are_online_is_littles_law() -> None:
    of_10_000 = need()  # 5,000 a day, 500 of them in the busiest hour, and each stays for an hour
    assert of_10_000.online == pytest.approx(500)
    assert of_10_000.sockets == pytest.approx(250)
    assert of_10_000.rooms == pytest.approx(25)
    assert of_10_000.commands == pytest.approx(25)  # 250 people, one in ten seconds each
    assert of_10_000.answers == pytest.approx(5)
    assert of_10_000.pages == pytest.approx(10)
    half_as_long = replace(PEOPLE, session_minutes=30)
    assert Need(10_000, ONE, half_as_long).online == pytest.approx(250)


def test_the_cores_are_the_sum_of_what_is_done() -> None:
    costs = {
        "room_second_worker_us": 1_000.0,  # 25 rooms: 0.025 of a core
        "socket_second_worker_us": 400.0,  # 250 sockets: 0.1; and 100 us a delivery
        "command_worker_us": 5_000.0,  # 25 a second: 0.125, and 250 deliveries a second: 0.025
        "answer_worker_us": 20_000.0,  # 0.1
        "page_worker_us": 10_000.0,  # 0.1
    }
    assert need(**costs).cores(1) == pytest.approx(0.475)
    assert need(**costs).workers == 1
    assert need(20_000, **costs).workers == 2


def test_workers_are_the_fewest_that_suffice() -> None:
    costs = {"room_second_worker_us": 20_000.0, "command_worker_us": 5_000.0}
    for learners in (1_000, 30_000, 1_000_000):
        one = need(learners, **costs)
        assert one.cores(one.workers) <= 0.6 * one.workers
        assert one.workers == 1 or one.cores(one.workers - 1) > 0.6 * (one.workers - 1)


@pytest.mark.parametrize("workers", [1, 3, 40])
def test_on_how_many_workers_a_room_sits(workers: int) -> None:
    chance = random.Random(7)
    throws = [len({chance.randrange(workers) for _ in range(10)}) for _ in range(4_000)]
    assert need().workers_a_room(workers) == pytest.approx(sum(throws) / len(throws), rel=0.02)
    assert need(machines=Machines(by_ring=True)).workers_a_room(workers) == 1


def test_hints_go_to_every_worker_that_holds_the_room() -> None:
    by_chance = need(command_hints=2.0, page_worker_us=1_000_000.0)
    assert by_chance.workers > 10
    assert by_chance.hints == pytest.approx(25 * 2 * by_chance.workers_a_room(by_chance.workers))


def test_what_is_stored_in_a_year() -> None:
    # 5,000 sessions a day, each with 180 commands (half of them in a room) and 36 answers
    stored = need(command_disk_bytes=1_000.0, answer_disk_bytes=500.0).stored_a_year
    assert stored == pytest.approx(5_000 * 365 * (180 * 1_000 + 36 * 500))


def test_the_network_carries_frames_events_and_pages() -> None:
    sent = need(frame_bytes=100.0, event_bytes=200.0, page_bytes=1_000.0).network
    assert sent == pytest.approx(250 * 4 * 100 + 25 * 10 * 200 + 10 * 1_000)


def test_a_wall_is_where_the_use_reaches_the_limit() -> None:
    wall = Wall("sockets", lambda one: one.sockets, 1_000, "-", "-")
    assert first_at(wall, need) == pytest.approx(40_000, rel=0.005)


def test_with_the_ring_no_wall_stands_earlier() -> None:
    costs = json.loads(COSTS.read_text())["costs"]
    for wall in WALLS:
        chance = first_at(wall, lambda count: Need(count, costs))
        ring = first_at(wall, lambda count: Need(count, costs, machines=Machines(by_ring=True)))
        assert ring >= chance * 0.99, wall.name


def test_amounts_in_words() -> None:
    assert [size(12), size(1_500), size(2.25e12)] == ["12.0 B", "1.5 KB", "2.2 TB"]
    assert bits(1e9 / 8) == "1.0 Gbit/s"
    assert [micro(0.5), micro(250), micro(2_500)] == ["0.50 µs", "250 µs", "2.5 ms"]
    assert [digits(0), digits(0.123), digits(12.34), digits(123_456)] == ["0", "0.12", "12.3", "123,000"]


def test_the_document_has_what_the_script_prints() -> None:
    part = DOC.read_text().partition(BEGIN)[2].partition(END)[0]
    assert part.strip() == document(json.loads(COSTS.read_text())).strip(), (
        "docs/scaling.md is older than costs.json or the model: python -m benchmarks.capacity --write"
    )
