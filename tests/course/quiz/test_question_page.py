"""The page of a question: its form, its three tries, and nothing of the key before it is due."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from course.questions import read_question
from course.quiz.answer_form import answer_form
from course.quiz.question_page import Heard, Place, Stop, question_page
from course.quiz.ring_picture import ring_picture
from tests.course.questions.samples import COMMON, ITEMS, PLAIN

PLACE = Place("Check", "/here/", "/next/", "Next question", (Stop(1, "/here/", "open", here=True),))


def html_of(page) -> str:
    return render_to_string("course/sitting.html#card", {"page": page})


def with_canary(plain: object) -> object:
    """Every word that belongs to the key says "canary"."""
    keyed = {"says", "right", "wrong", "other"}
    if isinstance(plain, dict):
        return {
            name: "canary" if name in keyed and isinstance(value, str) else with_canary(value)
            for name, value in plain.items()
        }
    return [with_canary(value) for value in plain] if isinstance(plain, list) else plain


@pytest.mark.parametrize("kind", sorted(set(PLAIN) - {"generated"}))
def test_before_a_try_the_page_holds_the_question_and_nothing_of_the_key(kind):
    item = read_question("L21", with_canary(PLAIN[kind]) | COMMON | {"hint": "canary"})
    html = html_of(question_page(item.draw(1), PLACE))
    assert "canary" not in html
    assert "How sure are you?" in html
    assert "Check my answer" in html


@pytest.mark.parametrize("kind", sorted(ITEMS))
def test_every_kind_shows_its_verdict(kind):
    question = ITEMS[kind].draw(1)
    verdict = question.grade(question.solution())
    reply = Heard(1, verdict.right, verdict.feedback, verdict.parts, closed=True, fresh=True)
    html = html_of(question_page(question, PLACE, reply=reply, certainty=3))
    assert html.count('id="verdict"') <= 1
    assert "Next question" in html
    assert "Check my answer" not in html


def test_a_test_says_nothing_of_right_or_wrong():
    question = ITEMS["multiple"].draw(1)
    reply = Heard(1, False, "", question.grade(["a"]).parts, closed=True, silent=True)
    place = replace(PLACE, silent=True)
    before = html_of(question_page(question, place))
    assert "Keep my answer" in before
    assert 'class="tries"' not in before
    html = html_of(question_page(question, place, reply=reply, fields={"answer": ["a"]}, certainty=2))
    assert "Your answer is kept." in html
    assert "✓" not in html
    assert "✕" not in html
    assert 'class="tries"' not in html


@pytest.mark.parametrize(
    ("number", "right", "closed", "states"),
    [
        (1, False, False, ["wrong", "now", "later"]),
        (2, False, False, ["wrong", "wrong", "now"]),
        (2, True, True, ["wrong", "right", "unused"]),
        (3, False, True, ["wrong", "wrong", "wrong"]),
    ],
)
def test_the_three_tries(number, right, closed, states):
    reply = Heard(number, right, "", closed=closed)
    page = question_page(ITEMS["single"].draw(1), PLACE, reply=reply, certainty=1)
    assert [step.state for step in page.steps] == states


def test_each_place_of_a_sequence_is_judged_for_itself_when_a_name_comes_twice():
    question = ITEMS["sequence"].draw(1)
    parts = question.grade(["Di", "Di", "Ada"]).parts
    form = answer_form(question, {"answer-1": ["Di"], "answer-2": ["Di"], "answer-3": ["Ada"]}, parts)
    assert [pick.part.right for pick in form.picks] == [True, False, True]


def test_the_picture_of_a_ring_is_the_same_whatever_the_answer():
    question = ITEMS["ring"].draw(1)
    other = replace(question, key=replace(question.key, answer=("Ada",)))
    assert answer_form(question) == answer_form(other)
    picture = ring_picture(100, [(0, "Ada"), (25, "New")], 50)
    assert [(spot.number, round(spot.x), round(spot.y)) for spot in picture.spots] == [
        (1, 0, -150),
        (2, 150, 0),
    ]
    assert (picture.key.x, picture.key.y) == (0, 150)
