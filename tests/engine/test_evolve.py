"""Every refusal by its code, and that a refused command changes nothing."""

import pytest

from simulator.engine import (
    LIBRARY,
    SCENARIOS,
    AddServer,
    Cluster,
    CrashServer,
    MovePoint,
    RecoverServer,
    Refusal,
    RemoveServer,
    RenameServer,
    Reset,
    Server,
    Set,
    WeighServer,
    evolve,
    join,
)
from simulator.engine import refusal as refusals
from tests.clusters import FIVE

NO_RING = SCENARIOS["no-ring"].state
ONE = Cluster((Server("oven-1", "oven-1"),), next_server=2)
FULL = Cluster(tuple(Server(f"oven-{n}", f"oven-{n}") for n in range(64)), next_server=64)
HEAVY = Cluster(
    tuple(Server(f"oven-{n}", f"oven-{n}", weight=10.0) for n in range(6)), virtual_nodes=1_000, next_server=6
)
CRASHED = evolve(FIVE, CrashServer("oven-2"))
NAN, INFINITE = float("nan"), float("inf")

REFUSED = [
    (FIVE, RemoveServer("oven-9"), "unknown_server"),
    (FIVE, CrashServer(""), "unknown_server"),
    (FIVE, RecoverServer("x"), "unknown_server"),
    (FIVE, MovePoint("x", 0, 0.5), "unknown_server"),
    (FIVE, RenameServer("x", "y"), "unknown_server"),
    (FIVE, WeighServer("x", 2.0), "unknown_server"),
    (FIVE, MovePoint("oven-1", 1, 0.5), "unknown_point"),
    (FIVE, MovePoint("oven-1", -1, 0.5), "unknown_point"),
    (FULL, AddServer(), "too_many_servers"),
    (HEAVY, AddServer(weight=10.0), "too_many_points"),
    (FIVE, Set(virtual_nodes=1_001), "out_of_range"),
    (ONE, RemoveServer("oven-1"), "last_server"),
    (FIVE, AddServer(name="oven-2"), "name_taken"),
    (FIVE, RenameServer("oven-1", "oven-2"), "name_taken"),
    (CRASHED, CrashServer("oven-2"), "already_down"),
    (FIVE, RecoverServer("oven-2"), "already_up"),
    (FIVE, Set(strategy="magic"), "unknown_strategy"),
    (FIVE, Set(hash="crc"), "unknown_hash"),
    (FIVE, Reset("paradise"), "unknown_scenario"),
    (FIVE, MovePoint("oven-1", 0, 1.0), "out_of_range"),
    (FIVE, MovePoint("oven-1", 0, -0.1), "out_of_range"),
    (FIVE, MovePoint("oven-1", 0, NAN), "out_of_range"),
    (FIVE, AddServer(position=INFINITE), "out_of_range"),
    (FIVE, AddServer(weight=0.0), "out_of_range"),
    (FIVE, AddServer(weight=NAN), "out_of_range"),
    (FIVE, WeighServer("oven-1", 10.1), "out_of_range"),
    (FIVE, Set(keys=99), "out_of_range"),
    (FIVE, Set(keys=100_001), "out_of_range"),
    (FIVE, Set(keys=500.5), "out_of_range"),
    (FIVE, Set(skew=2.01), "out_of_range"),
    (FIVE, Set(replicas=0), "out_of_range"),
    (SCENARIOS["copies"].state, Set(replicas=True), "out_of_range"),
    (FIVE, Set(replicas=6), "out_of_range"),
    (FIVE, Set(rate=0), "out_of_range"),
    (FIVE, Set(rate=INFINITE), "out_of_range"),
    (FIVE, Set(capacity_bound=1.0), "out_of_range"),
    (FIVE, Set(capacity_bound=4.5), "out_of_range"),
    (FIVE, AddServer(name=""), "out_of_range"),
    (FIVE, AddServer(name="   "), "out_of_range"),
    (FIVE, AddServer(name="x" * 65), "out_of_range"),
    (FIVE, RenameServer("oven-1", "a\x00b"), "out_of_range"),
    (FIVE, RenameServer("oven-1", "evil\u202e"), "out_of_range"),
    (FIVE, RenameServer("oven-1", "half\ud800"), "out_of_range"),
    (FIVE, Set(), "nothing_to_change"),
    (FIVE, Set(keys=10_000, capacity_bound=None), "nothing_to_change"),
    (FIVE, RenameServer("oven-1", " oven-1 "), "nothing_to_change"),
    (FIVE, WeighServer("oven-1", 1.0), "nothing_to_change"),
    (FIVE, MovePoint("oven-1", 0, 20 / 360), "nothing_to_change"),
    (NO_RING, MovePoint("oven-1", 0, 0.5), "no_ring"),
    (NO_RING, AddServer(position=0.5), "no_ring"),
]


@pytest.mark.parametrize(("state", "command", "code"), REFUSED)
def test_refusals(state, command, code):
    with pytest.raises(Refusal) as caught:
        evolve(state, command)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert str(caught.value) == caught.value.message


def test_every_code_is_tried():
    tried = {code for _, _, code in REFUSED}
    defined = {row.code for row in vars(refusals).values() if isinstance(row, type) and row is not Refusal}
    assert tried == defined


def test_ids_count_up_and_are_never_used_again():
    after = evolve(evolve(FIVE, AddServer()), RemoveServer("oven-6"))
    again = evolve(after, AddServer(name="Basil", position=0.25, weight=2))
    assert again.servers[-1] == Server("oven-7", "Basil", weight=2.0, moved=((0, 0.25),))
    assert again.next_server == 8


def test_a_number_whose_name_is_taken_is_passed_over():
    renamed = evolve(FIVE, RenameServer("oven-1", "oven-6"))
    assert evolve(renamed, AddServer()).servers[-1].id == "oven-7"


def test_names_are_kept_in_normal_form():
    assert evolve(FIVE, RenameServer("oven-1", "  Cafe\u0301 ")).servers[0].name == "Caf\u00e9"


def test_a_moved_point_is_kept_once():
    twice = evolve(evolve(FIVE, MovePoint("oven-1", 0, 0.1)), MovePoint("oven-1", 0, 0.2))
    assert twice.servers[0].moved == ((0, 0.2),)


def test_points_that_are_gone_are_no_longer_placed_by_hand():
    many = evolve(evolve(FIVE, Set(virtual_nodes=5)), MovePoint("oven-1", 4, 0.5))
    assert many.servers[0].moved == ((0, 20 / 360), (4, 0.5))
    assert evolve(many, Set(virtual_nodes=3)).servers[0].moved == ((0, 20 / 360),)
    assert evolve(many, WeighServer("oven-1", 0.5)).servers[0].moved == ((0, 20 / 360),)


def test_all_dials_at_once():
    dials = {
        "virtual_nodes": 10,
        "replicas": 3,
        "capacity_bound": 1.25,
        "strategy": "ring",
        "hash": "md5",
        "keys": 500,
        "skew": 1.0,
        "rate": 10,
    }
    after = evolve(FIVE, Set(**dials))
    assert {name: getattr(after, name) for name in dials} == dials
    assert evolve(after, Set(capacity_bound=None)).capacity_bound is None


def test_reset_starts_from_a_scenario():
    assert evolve(CRASHED, Reset("many-flags")) == SCENARIOS["many-flags"].state


def test_the_library_has_wider_bounds():
    assert len(evolve(FULL, AddServer(), LIBRARY).servers) == 65
    assert evolve(FIVE, Set(keys=10, virtual_nodes=2_000), LIBRARY).keys == 10


def test_the_scenarios_are_within_the_bounds_of_a_room():
    assert list(SCENARIOS) == [
        "five-ovens",
        "where-the-hash-says",
        "many-flags",
        "celebrity",
        "copies",
        "no-ring",
    ]
    for scenario in SCENARIOS.values():
        state = scenario.state
        assert scenario.label
        assert scenario.note.endswith(".")
        assert (
            evolve(evolve(state, AddServer()), RemoveServer(f"oven-{state.next_server}")).servers
            == state.servers
        )
    degrees = [round(server.moved[0][1] * 360) for server in FIVE.servers]
    assert degrees == [20, 78, 150, 212, 262]


def test_a_server_joins_under_an_id_of_its_own():
    with pytest.raises(Refusal) as caught:
        join(FIVE, Server("oven-1", "another name"))
    assert caught.value.code == "name_taken"
