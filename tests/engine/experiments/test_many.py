"""One run lies: many seeds put together, and only the seed differs."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
import pytest

from simulator.engine.experiments import EXPERIMENTS, Cancelled, Experiment, Whole, silent
from simulator.engine.experiments.many import SEEDS, under_many_seeds
from simulator.engine.outcome import Finding, Outcome


@dataclass(frozen=True, slots=True)
class Settings:
    dice: Annotated[int, Whole("Dice", 1, 100)] = 2


def run(settings, seed, tick):
    total = float(np.random.default_rng(seed).integers(1, 7, settings.dice).sum())
    finding = Finding("sum", "Sum of the dice", total, "points", 0, 3.5 * settings.dice, "3.5 n")
    return Outcome(f"The dice show {total:.0f}.", (finding,))


DICE = Experiment("dice", "Dice", Settings, run, headline=("sum",))


def test_mean_and_band_are_those_of_the_single_runs():
    sums = [run(Settings(), seed, None).number("sum") for seed in range(7, 7 + SEEDS)]
    outcome = under_many_seeds(DICE, Settings(), 7)
    assert outcome.number("sum") == pytest.approx(np.mean(sums))
    assert outcome.number("sum_low") == pytest.approx(np.percentile(sums, 5))
    assert outcome.number("sum_high") == pytest.approx(np.percentile(sums, 95))
    assert outcome.finding("sum").theory == 7.0
    assert f"Seed 7 alone gave {sums[0]:.0f} points" in outcome.sentence


def test_the_histogram_counts_every_run_once():
    for dice in (1, 2, 100):
        (chart,) = under_many_seeds(DICE, Settings(dice), 1, seeds=50).charts
        assert sum(chart.lines[0].y) == 50


def test_a_value_that_never_changes_is_said_so_and_not_drawn():
    same = Experiment("same", "Same", Settings, lambda *_: run(Settings(), 1, None), headline=("sum",))
    outcome = under_many_seeds(same, Settings(), 1, seeds=5)
    assert "every time" in outcome.sentence
    assert not outcome.charts
    assert [finding.name for finding in outcome.findings] == ["sum"]


def test_the_same_question_has_the_same_answer_and_seeds_wrap_round():
    assert under_many_seeds(DICE, Settings(), 999_999, 4) == under_many_seeds(DICE, Settings(), 999_999, 4)


def test_it_says_how_far_it_is_and_can_be_stopped():
    heard = []
    under_many_seeds(DICE, Settings(), 1, 3, lambda done, total: heard.append((done, total)))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def stop(done, total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        under_many_seeds(DICE, Settings(), 1, 3, stop)


SAMPLED = [one for one in EXPERIMENTS.values() if one.sample]


@pytest.mark.parametrize("experiment", SAMPLED, ids=lambda one: one.id)
def test_a_sample_is_the_headline_of_a_run(experiment):
    for seed in (7, 999_999):
        outcome = experiment.run(experiment.settings(), seed, silent)
        whole = {name: outcome.number(name) for name in experiment.headline}
        assert experiment.headlines(experiment.settings(), seed) == pytest.approx(whole)
