"""Parameters: what is read is in bounds, and a link says the same as the settings."""

from dataclasses import dataclass
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.experiments import (
    EXPERIMENTS,
    BadSettings,
    Choice,
    Flag,
    Real,
    Whole,
    Wholes,
    parameters_of,
    read,
    to_query,
)


@dataclass(frozen=True, slots=True)
class Settings:
    ovens: Annotated[int, Whole("Ovens", 1, 200)] = 4
    skew: Annotated[float, Real("Skew", 0.0, 2.0, 0.1)] = 1.0
    hash: Annotated[str, Choice("Hash", (("weak", "Weak"), ("mixed", "Well mixed")))] = "mixed"
    rule: Annotated[bool, Flag("Skip rule")] = True
    at: Annotated[tuple[int, ...], Wholes("Places", 0, 99, 1, 5, distinct=True)] = (5, 28)


settings = st.builds(
    Settings,
    ovens=st.integers(1, 200),
    skew=st.integers(0, 20).map(lambda tenths: tenths / 10),
    hash=st.sampled_from(["weak", "mixed"]),
    rule=st.booleans(),
    at=st.lists(st.integers(0, 99), min_size=1, max_size=5, unique=True).map(tuple),
)


@given(settings)
def test_a_link_says_the_same_as_the_settings(chosen):
    assert read(Settings, to_query(chosen)) == chosen


@given(st.dictionaries(st.sampled_from(["ovens", "skew", "hash", "rule", "at"]), st.text(max_size=30)))
def test_whatever_is_sent_is_in_bounds_or_refused_by_name(query):
    try:
        found = read(Settings, query)
    except BadSettings as bad:
        assert set(bad.problems) <= set(query)
        assert all(bad.problems.values())
    else:
        assert 1 <= found.ovens <= 200
        assert 0 <= found.skew <= 2
        assert found.hash in ("weak", "mixed")
        assert len(set(found.at)) == len(found.at)


def test_all_problems_come_at_once():
    with pytest.raises(BadSettings) as caught:
        read(Settings, {"ovens": "0", "skew": "x", "at": "3, 3"})
    assert set(caught.value.problems) == {"ovens", "skew", "at"}


def test_a_checkbox_that_is_not_sent_is_off_only_in_a_form():
    assert read(Settings, {"form": "1"}).rule is False
    assert read(Settings, {}).rule is True


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_every_experiment_has_a_form_and_a_link(experiment):
    start = experiment.settings()
    assert read(experiment.settings, to_query(start)) == start
    parameters = parameters_of(experiment.settings)
    menus_in_the_scene = experiment.id == "match-the-kitchen"  # a card for each setting
    assert menus_in_the_scene or any(not one.more for one in parameters.values())
