"""Anonymous at once, an account at any time, and nothing lost on the way."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from course.learners import become_learner, claim, greet, learner_id
from course.models import Learner, Prediction, Rewrite, Visit
from simulator.rooms import store
from simulator.rooms.models import Room
from simulator.rooms.people import person_of
from tests.course.people import at, guess, rewrite, visit


def visitor(**session: str) -> HttpRequest:
    request = HttpRequest()
    request.session = session  # type: ignore[assignment]
    return request


def account(name: str = "ada") -> User:
    return User.objects.create_user(name, password="oven at noon")


def deeds(learner: Learner) -> dict[str, Any]:
    """Everything that stands under a learner, without row numbers."""
    return {
        "visits": {row.lesson: (row.openings, row.sections, row.last_at) for row in learner.visits.all()},
        "guesses": {row.lesson: (row.value, row.skipped, row.seen) for row in learner.predictions.all()},
        "rewrites": {row.erratum: row.text for row in learner.rewrites.all()},
    }


def test_a_visitor_has_no_number_until_they_need_one_and_no_query() -> None:
    """The database is closed to this test."""
    request = visitor()
    assert learner_id(request) is None
    number = person_of(request.session).learner
    assert learner_id(request) == uuid.UUID(number)


@pytest.mark.django_db
def test_the_row_comes_with_the_first_deed_and_is_found_again(django_assert_num_queries: Any) -> None:
    request = visitor()
    learner = become_learner(request)
    assert learner.pk == learner_id(request)
    with django_assert_num_queries(1):
        assert become_learner(request) == learner
    assert Learner.objects.count() == 1


@pytest.mark.django_db
def test_whoever_was_greeted_is_one_learner_however_many_deeds_come_at_once() -> None:
    page = visitor()
    number = greet(page)
    assert greet(page) == number
    assert not Learner.objects.exists()
    deeds = [visitor(**page.session) for _ in range(3)]  # type: ignore[arg-type]
    assert {become_learner(request).pk for request in deeds} == {number}


@pytest.mark.django_db
def test_the_page_of_a_lesson_greets(client: Client) -> None:
    client.get("/lessons/l01-draw-the-shop/")
    assert "learner" in client.session
    assert not Learner.objects.exists()


@pytest.mark.django_db
def test_a_new_account_takes_the_number_itself() -> None:
    learner = Learner.objects.create()
    guess(learner, "L21", 20)
    room = store.create(learner.pk.hex)
    before = deeds(learner)
    user = account()
    assert claim(user, learner.pk) == learner.pk
    learner.refresh_from_db()
    assert (learner.user, learner.claimed_by) == (user, None)
    assert deeds(learner) == before
    assert Room.objects.get().owner == room.owner == learner.pk.hex


@pytest.mark.django_db
def test_a_new_account_without_any_deed_before() -> None:
    user, other = account(), account("bo")
    assert claim(user, None) == user.learner.pk
    number = uuid.uuid4()
    assert claim(other, number) == number
    assert Learner.objects.get(pk=number).user == other


@pytest.mark.django_db
def test_signing_in_merges_what_both_did() -> None:
    own = Learner.objects.create(user=account())
    anonymous = Learner.objects.create()
    visit(own, "L21", "story", "lab", minute=5, openings=2)
    visit(anonymous, "L21", "story", "predict", minute=9)
    visit(anonymous, "L22", "story", minute=10)
    guess(own, "L21", 80, minute=6, seen=2, seen_at=at(7))
    guess(anonymous, "L21", 20, minute=4)
    guess(anonymous, "L24", 3, minute=11)
    rewrite(own, "E21", "only about 1/n of the keys move", minute=8)
    rewrite(anonymous, "E21", "most keys move", minute=1)
    rewrite(anonymous, "E4", "it depends", minute=1)
    room = store.create(anonymous.pk.hex)
    assert claim(own.user, anonymous.pk) == own.pk
    assert deeds(own) == {
        "visits": {"L21": (3, ["story", "predict", "lab"], at(9)), "L22": (1, ["story"], at(10))},
        "guesses": {"L21": (20, False, 2), "L24": (3, False, None)},
        "rewrites": {"E21": "only about 1/n of the keys move", "E4": "it depends"},
    }
    assert deeds(anonymous) == {"visits": {}, "guesses": {}, "rewrites": {}}
    room.refresh_from_db()
    assert room.owner == own.pk.hex


def two_sides() -> tuple[Learner, Learner]:
    """Two learners who did some of the same things, in turn."""
    one, other = Learner.objects.create(), Learner.objects.create()
    visit(one, "L20", "story", "check", minute=1, openings=4)
    visit(other, "L20", "lab", minute=2)
    guess(one, "L20", 1, minute=3)
    guess(other, "L20", 2, minute=4)
    guess(one, "L21", None, minute=1, skipped=True)
    guess(other, "L21", 5, minute=9)
    rewrite(one, "E21", "early", minute=1)
    rewrite(other, "E21", "late", minute=2)
    return one, other


@pytest.mark.django_db
@pytest.mark.parametrize("turned", [False, True])
def test_it_does_not_matter_who_signs_in_where(turned: bool) -> None:
    one, other = two_sides()[:: -1 if turned else 1]
    one.user = account()
    one.save()
    claim(one.user, other.pk)
    assert deeds(one) == {
        "visits": {"L20": (5, ["story", "lab", "check"], at(2))},
        "guesses": {"L20": (1, False, None), "L21": (5, False, None)},
        "rewrites": {"E21": "late"},
    }


@pytest.mark.django_db
def test_claiming_again_changes_nothing_and_finds_what_came_late() -> None:
    own, late = Learner.objects.create(user=account()), uuid.uuid4()
    visit(own, "L20", "story")
    claim(own.user, late)
    before = deeds(own)
    assert claim(own.user, late) == claim(own.user, own.pk) == claim(own.user, None) == own.pk
    assert deeds(own) == before
    # A tab that was still open stored these under the old number after the claim.
    guess(Learner.objects.get(pk=late), "L22", 7)
    room = store.create(late.hex)
    claim(own.user, None)
    assert own.predictions.get().value == 7
    room.refresh_from_db()
    assert room.owner == own.pk.hex


@pytest.mark.django_db
def test_a_deed_under_a_claimed_number_is_the_accounts() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    claim(own.user, anonymous.pk)
    assert become_learner(visitor(learner=anonymous.pk.hex)) == own


@pytest.mark.django_db
def test_nobody_can_claim_what_belongs_to_an_account() -> None:
    ada = Learner.objects.create(user=account())
    guess(ada, "L21", 20)
    bo = account("bo")
    number = claim(bo, ada.pk)
    assert number != ada.pk
    assert not Learner.objects.get(pk=number).predictions.exists()
    assert claim(bo, ada.pk) == number
    signpost = Learner.objects.create(claimed_by=ada)
    claim(bo, signpost.pk)
    signpost.refresh_from_db()
    assert signpost.claimed_by == ada


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Run all of them in threads that begin together; return what each returned or raised."""
    gate = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int) -> None:
        try:
            gate.wait()
            results[place] = deeds[place]()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_claim_at_once_have_one_effect() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    visit(own, "L21", "story", openings=2)
    visit(anonymous, "L21", "lab", openings=3)
    guess(anonymous, "L21", 20)
    store.create(anonymous.pk.hex)
    results = at_once(*[lambda: claim(own.user, anonymous.pk)] * 4)
    assert results == [own.pk] * 4
    assert own.visits.get().openings == 5
    assert own.predictions.get().value == 20
    assert (Visit.objects.count(), Prediction.objects.count(), Learner.objects.count()) == (1, 1, 2)
    assert Room.objects.get().owner == own.pk.hex


@pytest.mark.django_db(transaction=True)
def test_of_two_accounts_that_claim_one_number_at_once_one_gets_all_of_it() -> None:
    anonymous = Learner.objects.create()
    guess(anonymous, "L21", 20)
    rewrite(anonymous, "E21", "better")
    ada, bo = account(), account("bo")
    results = at_once(lambda: claim(ada, anonymous.pk), lambda: claim(bo, anonymous.pk))
    winner, loser = (ada, bo) if results[0] == anonymous.pk else (bo, ada)
    assert set(results) == {winner.learner.pk, loser.learner.pk}
    assert {Prediction.objects.get().learner, Rewrite.objects.get().learner} == {winner.learner}


@pytest.mark.django_db(transaction=True)
def test_a_deed_during_a_claim_is_not_lost() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    results = at_once(
        lambda: claim(own.user, anonymous.pk),
        lambda: guess(become_learner(visitor(learner=anonymous.pk.hex)), "L21", 20),
    )
    assert not any(isinstance(result, Exception) for result in results), results
    claim(own.user, None)
    assert own.predictions.get().value == 20
