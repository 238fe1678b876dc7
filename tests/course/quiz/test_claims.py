"""Answers follow the learner: at sign-in, in the export, and into the bin."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from course.learners import become_learner, claim
from course.models import Card, Learner, Sitting, Try
from course.own_data import everything, forget, myself
from course.quiz.history import complete, given_by, sittings_among
from course.quiz.sittings import NoSuchSitting, sitting_of
from tests.course.people import at
from tests.course.quiz.deeds import give, sit
from tests.course.test_account_data import stored
from tests.course.test_learners import account, at_once, visitor

pytestmark = pytest.mark.django_db
TWO = (("L21-Q2", 7), ("L21-Q1", 8))


def owners() -> set[uuid.UUID]:
    return {row.learner_id for row in Sitting.objects.all()} | {row.learner_id for row in Card.objects.all()}


def open_sittings(learner: Learner) -> list[Sitting]:
    return list(learner.sittings.filter(done_at__isnull=True))


def test_all_answers_become_the_accounts() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    give(sit(own, *TWO), 0)
    mine = sit(anonymous, ("L22-Q6", 7), about="L22")
    give(mine, 0)
    assert claim(own.user, anonymous.pk) == own.pk
    assert owners() == {own.pk}
    assert [one.item for one in given_by(own.pk)] == ["L21-Q2", "L22-Q6"]
    assert sitting_of(own.pk, mine.pk) == mine


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_open_checks_the_one_with_more_answers_is_gone_on_with(turned: bool) -> None:
    one, other = (Learner.objects.create() for _ in range(2))
    more, less = sit(one, *TWO, ("L21-Q3", 9)), sit(other, *TWO)
    give(more, 0)
    give(more, 1)
    give(less, 0, right=False)
    own, anonymous = (other, one) if turned else (one, other)
    own.user = account()
    own.save()
    claim(own.user, anonymous.pk)
    assert open_sittings(own) == [more]
    less.refresh_from_db()
    assert less.done_at == at(1)
    assert Try.objects.count() == 3, "every answer is kept"
    laid_aside = sittings_among(given_by(own.pk), "check", "L21")[less.pk]  # type: ignore[arg-type]
    assert not complete(laid_aside), "laid aside is not finished"


def test_an_answer_to_a_sitting_that_was_laid_aside_still_finds_its_place() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    give(sit(own, *TWO), 0)
    late = sit(anonymous, *TWO)
    give(late, 0)
    claim(own.user, anonymous.pk)
    for sitting in Sitting.objects.all():
        assert give(sitting, 1, learner=own).right
    assert Try.objects.count() == 4


def test_a_sitting_without_answers_is_let_go_for_one_that_was_begun() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    kept, empty = sit(own, *TWO), sit(anonymous, *TWO)
    give(kept, 0)
    claim(own.user, anonymous.pk)
    assert list(Sitting.objects.all()) == [kept]
    assert not Sitting.objects.filter(pk=empty.pk).exists()
    assert claim(own.user, anonymous.pk) == own.pk
    assert open_sittings(own) == [kept]


def test_an_answer_on_its_way_under_the_old_number_is_stored() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    mine = sit(anonymous, *TWO)
    claim(own.user, anonymous.pk)
    assert give(mine, 0, learner=anonymous).right
    with pytest.raises(NoSuchSitting):
        sitting_of(anonymous.pk, mine.pk)
    with pytest.raises(NoSuchSitting):
        give(mine, 1, learner=Learner.objects.create())


@pytest.mark.django_db(transaction=True)
def test_answers_during_a_claim_are_not_lost() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    mine = sit(anonymous, *TWO)
    results = at_once(
        lambda: claim(own.user, anonymous.pk),
        lambda: give(mine, 0, learner=anonymous).right,
        lambda: give(mine, 1, learner=become_learner(visitor(learner=anonymous.pk.hex))).right,
    )
    assert results == [own.pk, True, True]
    claim(own.user, None)
    assert owners() == {own.pk}
    assert len(given_by(own.pk)) == 2


def test_of_two_cards_the_one_answered_last_stays() -> None:
    own, anonymous = Learner.objects.create(user=account()), Learner.objects.create()
    for learner, day in ((own, 2), (anonymous, 9)):
        fsrs = {"last_review": at(60 * 24 * day).isoformat()}
        Card.objects.create(learner=learner, objective="L21-a", fsrs=fsrs, due=at(60 * 24 * (day + 1)).date())
    claim(own.user, anonymous.pk)
    assert Card.objects.get().learner == own
    assert Card.objects.get().due == at(60 * 24 * 10).date()


# -- export and deletion -----------------------------------------------------------------------------------


def me(learner: Learner) -> Any:
    request = visitor(learner=learner.pk.hex)
    request.user = User() if learner.user is None else learner.user  # type: ignore[assignment]
    if learner.user is None:
        from django.contrib.auth.models import AnonymousUser

        request.user = AnonymousUser()
    return myself(request)


def exported(learner: Learner) -> dict[str, Any]:
    return json.loads(json.dumps(everything(me(learner), "https://slicewise.example"), default=str))


def test_the_export_holds_every_answer_and_what_was_said_to_it() -> None:
    learner, other = Learner.objects.create(), Learner.objects.create()
    reply = give(sit(learner, *TWO), 0, right=False, certainty=3)
    give(sit(other, *TWO), 0)
    (sitting,) = exported(learner)["questions"]
    assert (sitting["kind"], sitting["about"], sitting["slots"]) == (
        "check",
        "L21",
        [list(slot) for slot in TWO],
    )
    (one,) = sitting["answers"]
    assert (one["item"], one["certainty"], one["right"]) == ("L21-Q2", 3, False)
    assert one["verdict"]["feedback"] == reply.feedback
    assert [row["objective"] for row in exported(learner)["reviews"]] == [
        card.objective for card in learner.cards.all()
    ]


def test_no_column_is_forgotten_in_the_export() -> None:
    learner = Learner.objects.create()
    give(sit(learner, *TWO), 0)
    data = exported(learner)
    assert data["questions"][0].keys() == stored(Sitting) | {"answers"}
    assert data["questions"][0]["answers"][0].keys() == stored(Try) - {"sitting"}
    assert data["reviews"][0].keys() == stored(Card)


def test_the_export_tells_of_a_test_no_more_than_its_pages_do() -> None:
    learner = Learner.objects.create()
    give(sit(learner, *TWO, kind="pretest", about="A"), 0, right=False)
    (one,) = exported(learner)["questions"][0]["answers"]
    assert one["answer"] is not None
    assert not {"right", "score", "code", "verdict"} & one.keys()
    give(sit(learner, TWO[0], kind="posttest", about="B"), 0)
    sittings = {sitting["kind"]: sitting["answers"][0] for sitting in exported(learner)["questions"]}
    assert (sittings["pretest"]["right"], sittings["posttest"]["right"]) == (False, True)


def test_deleting_leaves_no_answer_of_theirs_and_all_of_others() -> None:
    learner, other = Learner.objects.create(), Learner.objects.create()
    for one in (learner, other):
        give(sit(one, *TWO), 0)
    forget(me(learner))
    assert owners() == {other.pk}
    assert Try.objects.count() == 1


def test_the_account_counts_answers(client: Client) -> None:
    client.get("/lessons/l21-what-moved/")
    learner = Learner.objects.create(pk=uuid.UUID(client.session["learner"]))
    give(sit(learner, *TWO), 0)
    page = client.get("/account/").content.decode()
    assert "<b>1</b> <span>answer to questions" in page
