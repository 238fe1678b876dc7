"""The lab that a question opens shows the question's own numbers, and agrees with its key."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from course.bank import bank
from course.library import course
from course.questions.generators import Generated
from course.quiz.labs import lab_url
from simulator.engine.experiments import EXPERIMENTS, read
from simulator.engine.experiments.experiment import silent
from simulator.engine.outcome import Outcome

SEEDS = range(1, 41)
GENERATORS = {"mod_owner", "mod_moves", "mod_fraction", "ring_owner_q", "bounded_q"}


def drawn(item: str, seed: int) -> Any:
    return bank().items[item].draw(seed)


def run(item: str, seed: int) -> Outcome:
    """What the lab shows at the address that the question gives."""
    address = urlsplit(str(lab_url(course(), drawn(item, seed).ask)))
    lesson = course().by_slug(address.path.split("/")[2])
    experiment = EXPERIMENTS[lesson.experiment]
    return experiment.run(read(experiment.settings, dict(parse_qsl(address.query))), lesson.seed, silent)


@pytest.mark.parametrize("item", bank().items)
def test_there_is_a_lab_wherever_the_lesson_has_one(item: str) -> None:
    for seed in SEEDS:
        ask = drawn(item, seed).ask
        url = lab_url(course(), ask)
        written = [course().lessons[name].written for name in (ask.lesson, ask.link[:3])]
        assert (url is not None) is any(written), item
        assert ("?" in (url or "")) is bool(ask.lab), "every setting that a question names fits its lab"


def test_these_bring_their_own_numbers() -> None:
    generated = {
        item.generator
        for item in bank().items.values()
        if isinstance(item, Generated) and item.draw(1).ask.lab
    }
    fixed = [name for name, item in bank().items.items() if item.kind != "generated" and item.ask.lab]
    assert generated == GENERATORS
    assert len(fixed) >= 13


def test_the_ring_of_the_lab_has_the_owner_of_the_key() -> None:
    for seed in SEEDS:
        assert run("L22-Q6", seed).finding("owner").value == drawn("L22-Q6", seed).solution()


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_share_that_moves_in_the_lab_is_the_one_of_the_key(seed: int) -> None:
    """10,000 keys show a share to about 0.5 points (one standard deviation at 50%); four of them are allowed."""
    answer = float(drawn("L21-Q2", seed).solution())
    assert run("L21-Q2", seed).number("moved_share") == pytest.approx(answer, abs=2)


def test_a_lab_that_cannot_be_set_so_opens_as_the_lesson_has_it() -> None:
    ask = drawn("L21-Q2", 1).ask
    for lab in ((("before", "1000000"),), (("no_such_name", "1"),)):
        assert lab_url(course(), replace(ask, lab=lab)) == "/lessons/l21-what-moved/lab/"
