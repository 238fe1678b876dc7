"""Every kind: the right answer is right for every seed, others are not, and anything at all gets an answer."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.questions import BadAnswer, Verdict
from tests.course.questions.samples import ITEMS

SEEDS = st.integers(0, 2**31)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=12,
)
# Near misses: the letters, names and fields that a page sends, in wrong places.
SHAPES = st.recursive(
    st.sampled_from(
        ["a", "b", "c", "wa", "wb", "fa", "1", "2", "Ada", "Cy", "10", "1/0", "٣", "\x00", "9" * 5000]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "spans", "fix"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("name", ITEMS)
@given(seed=SEEDS)
def test_the_solution_is_right_and_said_to_be_so(name, seed):
    question = ITEMS[name].draw(seed)
    verdict = question.grade(question.solution())
    assert verdict.right
    assert verdict.score == 1.0
    assert verdict.code is None
    assert verdict.feedback
    assert verdict.worked


def others(question, right):
    """Answers beside the right one, in the shape that a page sends: each choice, each swap, each number near."""
    if isinstance(right, dict) and "fix" in right:
        fixes = [right | {"fix": shown.id} for shown in question.fixes if shown.id != right["fix"]]
        return [*fixes, right | {"spans": [shown.id for shown in question.spans]}]
    if isinstance(right, dict):
        places = [shown.id for shown in question.categories]
        return [right | {item: place} for item in right for place in places if place != right[item]]
    if hasattr(question, "unit"):
        return [f"{float(right) + step}" for step in (1.7, -1.7, 17.0)]
    if hasattr(question, "sequence"):
        if not question.sequence:
            return [name for name in question.servers if name != right]
        return [[*right[1:], right[0]], [*reversed(right)]]
    if isinstance(right, list) and hasattr(question, "items"):
        return [[*right[1:], right[0]], [*reversed(right)]]
    letters = [shown.id for shown in question.options]
    if isinstance(right, list):
        return [chosen for chosen in ([], letters, letters[:1], letters[1:]) if set(chosen) != set(right)]
    return [letter for letter in letters if letter != right]


@pytest.mark.parametrize("name", ITEMS)
def test_two_thousand_seeds(name):
    """The right answer is right, and none beside it ever is."""
    for seed in range(2_000):
        question = ITEMS[name].draw(seed)
        right = question.solution()
        assert question.grade(right).right, seed
        wrong = others(question, right)
        assert wrong
        assert not any(question.grade(answer).right for answer in wrong), seed


@pytest.mark.parametrize("name", ITEMS)
@settings(max_examples=300)
@given(seed=st.integers(0, 50), answer=JSON | SHAPES)
def test_anything_that_json_can_hold_gets_a_verdict_or_is_refused_in_words(name, seed, answer):
    question = ITEMS[name].draw(seed)
    try:
        verdict = question.grade(answer)
    except BadAnswer as refused:
        assert str(refused)
        return
    assert isinstance(verdict, Verdict)
    assert 0.0 <= verdict.score <= 1.0
    assert verdict.right == (verdict.score == 1.0)
    assert verdict.feedback


@pytest.mark.parametrize("name", ITEMS)
def test_the_same_seed_draws_the_same_question(name):
    assert ITEMS[name].draw(7) == ITEMS[name].draw(7)


@pytest.mark.parametrize("name", [name for name in ITEMS if name not in ("numeric", "sequence", "ring")])
def test_other_seeds_draw_others(name):
    drawn = {repr(ITEMS[name].draw(seed)) for seed in range(40)}
    assert len(drawn) > 1


@pytest.mark.parametrize("name", ITEMS)
def test_the_key_is_in_no_picture_of_a_question_that_a_log_could_print(name):
    """`repr` leaves the key out: a question that ends up in a log line gives nothing away."""
    question = ITEMS[name].draw(3)
    assert "key=" not in repr(question).replace("key=33", "").replace("key=62", "")


def test_a_single_choice_answers_in_the_words_of_the_option():
    question = ITEMS["single"].draw(1)
    letter = next(shown.id for shown in question.options if shown.text == "one share")
    verdict = question.grade(letter)
    assert (verdict.right, verdict.code, verdict.feedback) == (False, "MC-36", "That is the least.")
    assert [part.id for part in verdict.parts] == [letter]


def test_a_multiple_choice_counts_each_option_and_wants_all():
    question = ITEMS["multiple"].draw(1)
    letters = {shown.text: shown.id for shown in question.options}
    missing = question.grade([letters["parts"]])
    extra = question.grade([*letters.values()])
    assert (missing.score, missing.right) == (pytest.approx(2 / 3), False)
    assert "missing" in missing.feedback
    assert (extra.score, extra.code) == (pytest.approx(2 / 3), "MC-34")


@pytest.mark.parametrize("typed", ["10", "10.0", "10,0", "20/2", " 10 customers", "10.04"])
def test_a_number_may_be_typed_in_many_ways(typed):
    assert ITEMS["numeric"].draw(0).grade(typed).right


@pytest.mark.parametrize(
    ("typed", "code"), [("600", "MC-07"), ("600.0", "MC-07"), ("11", None), ("10.2", None), ("-10", None)]
)
def test_usual_slips_are_recognised(typed, code):
    verdict = ITEMS["numeric"].draw(0).grade(typed)
    assert (verdict.right, verdict.code) == (False, code)


@pytest.mark.parametrize("typed", ["", "ten", "1/0", "10 pizzas", "1e999", "nan", "--1"])
def test_what_is_no_number_is_no_try(typed):
    with pytest.raises(BadAnswer):
        ITEMS["numeric"].draw(0).grade(typed)


@pytest.mark.parametrize(
    ("typed", "right"), [("1,000", True), ("1.000", True), ("1000", True), ("1 000", True), ("100", False)]
)
def test_a_thousand_is_a_thousand_in_every_country(typed, right):
    from course.questions.numeric import readings

    assert (1000.0 in readings(typed, "")) is right


def test_an_order_is_scored_by_neighbours():
    question = ITEMS["order"].draw(5)
    letters = {shown.text: shown.id for shown in question.items}
    verdict = question.grade([letters["disk"], letters["network"], letters["memory"]])
    assert (verdict.right, verdict.score, verdict.code) == (False, 0.5, "MC-14")
    with pytest.raises(BadAnswer):
        question.grade([letters["disk"]])


@given(seed=SEEDS)
def test_an_order_is_never_shown_as_it_should_be(seed):
    question = ITEMS["order"].draw(seed)
    assert [shown.id for shown in question.items] != question.solution()


def test_categories_are_judged_item_by_item():
    question = ITEMS["categorise"].draw(2)
    answer = question.solution()
    item = next(shown.id for shown in question.items if shown.text == "in 20 minutes")
    verdict = question.grade(answer | {item: "1"})
    assert (verdict.right, verdict.score, verdict.code) == (False, 0.5, "MC-08")
    assert [part.right for part in verdict.parts if part.id == item] == [False]


def test_the_error_and_its_repair_are_two_things():
    question = ITEMS["find-error"].draw(4)
    answer = question.solution()
    wrong_fix = next(shown.id for shown in question.fixes if shown.id != answer["fix"])
    assert question.grade(answer | {"fix": wrong_fix}).score == 0.5
    assert question.grade(answer | {"spans": ["wa"]}).score == 0.5
    assert question.grade({"spans": ["wa"], "fix": wrong_fix}).score == 0.0


def test_the_ring_names_the_habit_behind_a_wrong_click():
    question = ITEMS["ring"].draw(0)
    assert question.grade("Bo").code == "MC-37"
    assert question.grade("Ada").code is None
    sequence = ITEMS["sequence"].draw(0)
    assert sequence.grade(["Di", "Ada", "Eli"]).score == pytest.approx(1 / 3)
    with pytest.raises(BadAnswer):
        sequence.grade(["Di"])


def test_letters_say_nothing_of_which_is_right():
    """Over many seeds the right option stands at every place about as often."""
    places = [ITEMS["single"].draw(seed).solution() for seed in range(600)]
    counts = [places.count(letter) for letter in "abc"]
    assert min(counts) > 140, json.dumps(counts)  # 200 expected; 140 is five standard deviations below
