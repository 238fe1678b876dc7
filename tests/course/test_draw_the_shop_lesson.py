"""L01 as it is written: the sentences to sort are those of the lab, and the words about the drawing hold."""

from pathlib import Path

import pytest

from course.catalog import load
from simulator.engine.experiments import EXPERIMENTS, read, silent
from simulator.engine.experiments.shop_sentences import SENTENCES

CONTENT = Path(__file__).parents[2] / "course" / "content"


@pytest.fixture(scope="module")
def lesson():
    course, _ = load(CONTENT)
    return course.lessons["L01"]


def test_the_ten_sentences_are_those_of_the_lab(lesson):
    html = "".join(block.html for block in lesson.section("predict").blocks)
    assert [html.index(sentence.text) for sentence in SENTENCES] == sorted(
        html.index(sentence.text) for sentence in SENTENCES
    )
    assert html.count("<li>") == len(SENTENCES)


def test_the_advice_of_aunt_and_brother_ends_as_the_lesson_says(lesson):
    experiment = EXPERIMENTS[lesson.experiment]

    def ready(**changes):
        settings = read(experiment.settings, {**lesson.settings, **changes})
        return experiment.run(settings, lesson.seed, silent).number("promise_kept")

    promised = read(experiment.settings, lesson.settings).of_100
    assert ready(phones="2") == ready() < ready(ovens="2") < ready(ovens="2", riders="2") < promised
