"""Storage and the fingerprint, and the example of the package."""

import doctest
import json

import pytest
from hypothesis import given

import simulator.engine
from simulator.engine import SCENARIOS, fingerprint, from_plain, to_plain
from tests.clusters import FIVE
from tests.engine.clusters import clusters


@given(clusters())
def test_there_and_back_through_json(cluster):
    assert from_plain(json.loads(json.dumps(to_plain(cluster)))) == cluster


def test_the_shape_that_is_stored():
    plain = to_plain(FIVE)
    assert plain["servers"][0] == {"id": "oven-1", "name": "oven-1", "weight": 1.0, "up": True}
    assert plain["moved_points"][0] == ["oven-1", 0, 20 / 360]
    assert list(plain) == [
        "servers",
        "moved_points",
        "strategy",
        "hash",
        "virtual_nodes",
        "keys",
        "skew",
        "replicas",
        "capacity_bound",
        "rate",
        "seed",
        "next_server",
    ]


def test_what_is_not_known_is_left_aside_and_what_is_missing_is_an_error():
    plain = to_plain(SCENARIOS["copies"].state)
    assert from_plain({**plain, "locked": True}) == SCENARIOS["copies"].state
    with pytest.raises(KeyError):
        from_plain({key: value for key, value in plain.items() if key != "hash"})


def test_the_fingerprint_sees_every_value_and_no_order():
    plain = to_plain(SCENARIOS["copies"].state)
    assert fingerprint(plain) == fingerprint(dict(reversed(plain.items())))
    assert len(fingerprint(plain)) == 16
    assert len({fingerprint({**plain, "seed": seed}) for seed in range(50)}) == 50
    assert fingerprint({"a": 1}) == "015abd7f5cc57a2d"  # SHA-256 of {"a":1}


def test_the_example_runs():
    outcome = doctest.testmod(simulator.engine)
    assert outcome.attempted >= 5
    assert outcome.failed == 0
