"""The 24 generators on 2,000 seeds each: the answer holds, distractors differ from it, every word is there."""

import math

import pytest

from course.questions import BadAnswer
from course.questions.generators import GENERATORS, Draw, Generated
from course.questions.generators.methods import seats
from course.questions.numeric import NumericQuestion
from course.questions.question import Ask
from course.questions.ring import RingQuestion

ASK = Ask("T-1", "L21", "generated", "", "Think.", "L21#explain")
SEEDS = range(1, 2001)


@pytest.mark.parametrize("name", GENERATORS)
def test_two_thousand_seeds(name):
    item = Generated(ASK, name)
    stems = set()
    for seed in SEEDS:
        question = item.draw(seed)
        stems.add(question.ask.stem)
        verdict = question.grade(question.solution())
        assert verdict.right, (seed, question)
        assert verdict.worked
        for wrong, code in wrong_answers(question):
            told = question.grade(wrong)
            assert not told.right, (seed, wrong)
            assert told.feedback
            assert told.code == code or code is None, (seed, wrong)
    assert len(stems) >= 15


def wrong_answers(question):
    if isinstance(question, NumericQuestion):
        assert math.isfinite(question.key.answer)
        assert all(slip.code and slip.code.startswith("MC-") and slip.feedback for slip in question.key.slips)
        return [(repr(slip.value), slip.code) for slip in question.key.slips]
    if isinstance(question, RingQuestion):
        told = [
            (list(names) if question.sequence else names[0], code) for names, _, code in question.key.wrong
        ]
        return (
            told
            if question.sequence
            else told + [(name, None) for name in question.servers if name not in question.key.answer]
        )
    right = question.solution()
    return [
        (shown.id, option.code)
        for shown, option in zip(question.options, question.key, strict=True)
        if shown.id != right
    ]


@pytest.mark.parametrize(
    ("name", "seed", "stem", "answer"),
    [
        (
            "little_q",
            1,
            "12 orders arrive each hour. You count 5.6 orders in the shop on average. "
            "How many minutes does an order spend inside?",
            28.0,
        ),
        (
            "little_q",
            2,
            "On average 11.1 orders are in the shop and each stays 18 minutes. How many orders arrive per hour?",
            37.0,
        ),
    ],
)
def test_known_drawings_come_out_again(name, seed, stem, answer):
    """The same numbers as the reference generators of the question bank give for the same seed."""
    question = Generated(ASK, name).draw(seed)
    assert question.ask.stem == stem
    assert question.key.answer == answer


def test_the_example_of_the_maglev_paper():
    """Eisenbud et al., NSDI 2016, table 1: offsets and skips (3, 4), (0, 2), (3, 1) in seven seats."""
    lists = [[(offset + turn * skip) % 7 for turn in range(7)] for offset, skip in ((3, 4), (0, 2), (3, 1))]
    assert seats(lists) == [1, 0, 1, 0, 2, 2, 0]
    assert seats([lists[0], lists[2]]) == [0, 0, 0, 0, 1, 1, 1]


def test_mulberry32_is_the_known_sequence():
    """Computed with the five lines of JavaScript that everyone uses, from seed 1."""
    draw = Draw(1)
    assert [round(draw.uniform() * 2**32) for _ in range(3)] == [2693262067, 11749833, 2265367787]


def test_a_generated_question_refuses_rubbish_in_words():
    with pytest.raises(BadAnswer):
        Generated(ASK, "mod_owner").draw(1).grade({"a": []})
