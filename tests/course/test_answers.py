"""Answers read and compared: every kind, in bounds, in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.answers import BadAnswer, read_answer
from course.beside import Guess, beside
from course.comparison import compare
from course.lesson import ChoiceQuestion, CurveQuestion, NumberQuestion, SlotsQuestion
from simulator.engine.outcome import Axis, Chart, Finding, Line, Outcome

NUMBER = NumberQuestion("What share?", "moved", 0, 100, 1, "%")
LOGGED = NumberQuestion("How many?", "flags", 1, 1000, 1, log=True)
CHOICE = ChoiceQuestion("How large?", "peak", (("1.1", "1.1 times"), ("3", "3 times"), ("10", "10 times")))
WORDS = ChoiceQuestion("Whose is it?", "owner", (("bo", "Bo, the nearest"), ("cy", "Cy, clockwise")))
CURVE = CurveQuestion("Draw it.", "spread.all", (1, 10, 100), "flags", "spread", 1, 200, True, True, "%")
SLOTS = SlotsQuestion("Which?", "movers", 100, (("a", 33), ("b", 40), ("c", 70)), (("Ada", 5), ("Cy", 45)))
OUTCOME = Outcome(
    "It ran.",
    (
        Finding("moved", "Moved", 79.7, "%"),
        Finding("flags", "Flags", 90.0, "flags", 0),
        Finding("peak", "Peak", 2.93, "times", 2),
        Finding("owner", "Owner", "cy"),
        Finding("movers", "Movers", ("a", "b")),
    ),
    charts=(
        Chart(
            "spread", "Spread", "It falls.", Axis("n"), Axis("%"), (Line("all", (1.0, 100.0), (91.0, 9.1)),)
        ),
    ),
)
SURE = {"certainty": "2"}


@pytest.mark.parametrize(
    ("question", "sent", "ticked", "value"),
    [
        (NUMBER, {"value": "25"}, [], 25.0),
        (NUMBER, {"value": " 12,5% "}, [], 12.5),
        (CHOICE, {"value": "3"}, [], "3"),
        (CURVE, {"y0": "90", "y1": "30", "y2": "9"}, [], [90.0, 30.0, 9.0]),
        (SLOTS, {}, ["c", "a", "x"], ["a", "c"]),
    ],
)
def test_each_kind_is_read(question, sent, ticked, value):
    assert read_answer(question, SURE | sent, ticked) == (value, 2)


@pytest.mark.parametrize(
    ("question", "sent", "names"),
    [
        (NUMBER, {"value": "101"}, {"value"}),
        (NUMBER, {"value": "nan"}, {"value"}),
        (CHOICE, {"value": "7"}, {"value"}),
        (CURVE, {"y0": "0", "y2": "5"}, {"y0", "y1"}),
        (SLOTS, {}, {"slot"}),
    ],
)
def test_what_cannot_be_read_is_named_with_the_certainty_at_once(question, sent, names):
    with pytest.raises(BadAnswer) as caught:
        read_answer(question, sent)
    assert set(caught.value.problems) == names | {"certainty"}


@given(st.text(max_size=50))
def test_a_number_is_in_bounds_or_refused(text):
    try:
        value, _ = read_answer(NUMBER, {"value": text, **SURE})
    except BadAnswer:
        return
    assert 0 <= value <= 100


@pytest.mark.parametrize(
    ("question", "value", "right", "words"),
    [
        (NUMBER, 25.0, False, "It was 79.7%. You said 25%: 55 points below it."),
        (NUMBER, 80.0, True, "It was 79.7%. You said 80%: as good as right."),
        (LOGGED, 9.0, False, "It was 90 flags. You said 9: 10 times too low."),
        (CHOICE, "3", True, "It was 2.93 times, so “3 times” is right. That is what you said."),
        (WORDS, "bo", False, "It was “Cy, clockwise”. You said “Bo, the nearest”."),
        (CURVE, [91.0, 28.8, 100.0], False, "you drew 100%, and it was 9.1%"),
        (SLOTS, ["a", "c"], False, "It was a and b. You found 1 of 2, with 1 false alarm."),
        (SLOTS, ["a", "b"], True, "You found all of them."),
    ],
)
def test_the_comparison_says_how_it_was_and_how_far_off(question, value, right, words):
    compared = compare(question, OUTCOME, value, 2)
    assert compared.right is right
    assert words in compared.sentence


def test_a_certain_error_and_a_lucky_guess_get_a_word():
    assert "worth a second look" in compare(NUMBER, OUTCOME, 25.0, 3).sentence
    assert "called it a guess" in compare(NUMBER, OUTCOME, 80.0, 1).sentence


@pytest.mark.parametrize("question", [NUMBER, LOGGED, CHOICE, WORDS, CURVE, SLOTS])
def test_a_skipped_guess_has_a_picture_and_no_comparison(question):
    seen = beside(question, OUTCOME, Guess())
    assert seen.compared is None
    assert not seen.guess
    assert seen.strip or seen.options or seen.figure or seen.ring


def test_a_choice_of_numbers_can_stand_in_a_histogram_of_the_run():
    bars = Line("rolls", (1.0, 3.0), (20.0, 80.0), "other", "bars")
    rolled = Chart("histogram", "Rolls", "Most are 3.", Axis("largest"), Axis("rolls", "%"), (bars,))
    question = ChoiceQuestion(CHOICE.question, CHOICE.answer, CHOICE.options, "histogram")
    seen = beside(question, Outcome("It ran.", OUTCOME.findings, (rolled,)), Guess("1.1", 2))
    guess = seen.figure.plot["data"][-1]
    assert (guess["x"], guess["y"], guess["line"]["color"]) == ([1.1, 1.1], [0.0, 80.0], "var(--accent)")
    assert seen.options
    assert seen.strip is None


def test_others_lie_behind_the_guess_each_once():
    others = [float(n) for n in range(0, 101, 4)]
    strip = beside(NUMBER, OUTCOME, Guess(25.0, 2, others)).strip
    assert sum(bar.count for bar in strip.bars) == strip.others == len(others)
    assert not beside(NUMBER, OUTCOME, Guess(25.0, 2)).strip.bars


def test_a_curve_lies_in_the_chart_dashed_in_the_colour_of_guesses():
    figure = beside(CURVE, OUTCOME, Guess([90.0, 30.0, 9.0], 2)).figure
    guess = figure.plot["data"][-1]
    assert (guess["name"], guess["line"]["color"], guess["line"]["dash"]) == (
        "your guess",
        "var(--accent)",
        "dash",
    )
    assert figure.columns[-1].startswith("your guess")


def test_hits_misses_and_false_alarms_are_told_apart():
    ring = beside(SLOTS, OUTCOME, Guess(["a", "c"], 2)).ring
    assert {spot.name: spot.mark for spot in ring.spots} == {"a": "hit", "b": "missed", "c": "false"}
