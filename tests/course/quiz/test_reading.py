"""Fields to answers and back, for every kind, and whatever else a client sends."""

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from course.questions import BadAnswer
from course.quiz.answer_form import answer_form
from course.quiz.reading import answer_from, certainty_from, fields_of, posted_fields
from tests.course.questions.samples import ITEMS

NAMES = [
    "answer",
    "answer-1",
    "answer-2",
    "place-a",
    "place-b",
    "item-a",
    "item-b",
    "span",
    "fix",
    "certainty",
]
FIELDS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.text(max_size=4) | st.sampled_from("abc123"), max_size=4)
)


def posted(fields: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in fields.items():
        query.setlist(name, list(values))
    return query


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("seed", range(5))
def test_the_fields_of_an_answer_read_as_the_answer(kind, seed):
    question = ITEMS[kind].draw(seed)
    solution = question.solution()
    answer = answer_from(question, posted(fields_of(question, solution)))
    assert answer == solution
    assert question.grade(answer).right


@given(st.sampled_from(sorted(ITEMS)), FIELDS)
def test_whatever_is_posted_is_judged_or_refused_and_can_be_shown_again(kind, fields):
    question = ITEMS[kind].draw(1)
    answer_form(question, posted_fields(posted(fields)))
    try:
        answer = answer_from(question, posted(fields))
        verdict = question.grade(answer)
    except BadAnswer as bad:
        assert str(bad)
    else:
        assert 0 <= verdict.score <= 1
        answer_form(question, fields_of(question, answer), verdict.parts)


@pytest.mark.parametrize("sure", ["", "0", "4", "two", "١"])
def test_how_sure_is_one_of_three(sure):
    with pytest.raises(BadAnswer):
        certainty_from(MultiValueDict({"certainty": [sure]}))
    assert certainty_from(MultiValueDict({"certainty": ["2"]})) == 2


def test_two_rows_at_one_place_are_told_apart_from_a_missing_one():
    question = ITEMS["order"].draw(1)
    with pytest.raises(BadAnswer, match="same place"):
        answer_from(question, posted({"place-a": ["1"], "place-b": ["1"], "place-c": ["2"]}))
    with pytest.raises(BadAnswer, match="all of them"):
        answer_from(question, posted({"place-a": ["1"], "place-b": ["2"]}))
