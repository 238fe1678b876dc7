"""The admin: for staff only, nothing can be changed, strict about scripts, and its sheets hold no formulas."""

import csv
import re
import uuid
from datetime import UTC, datetime
from io import StringIO

import html5lib
import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from course.formulas import guarded
from course.models import Learner, Sitting, Try
from course.quiz import item_statistics
from course.quiz.statistics import ENOUGH

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PAGES = ("item_statistics", "item_statistics_csv", "choice_statistics_csv", "course_try_changelist", "index")


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("rosa", password="a long word"))
    return client


def answered(count: int, item: str = "L22-Q1", wrong: str = "Bo") -> None:
    """So many learners answer the item, every second one rightly, and then once more."""
    learners = Learner.objects.bulk_create(Learner() for _ in range(count))
    for nth, learner in enumerate(learners):
        sitting = Sitting.objects.create(
            learner=learner, kind="check", about="L22", seed=1, slots=[[item, 1]], planned=1, made_at=NOW
        )
        right = nth % 2 == 0
        given = [("Cy", right)] if right else [(wrong, False), ("Cy", True)]
        for number, (answer, well) in enumerate(given, 1):
            Try.objects.create(
                sitting=sitting, position=0, number=number, submission=uuid.uuid4(), item=item, seed=1, answer=answer,
                certainty=2, right=well, score=float(well), code="", verdict={}, given_at=NOW,
            )  # fmt: skip


def rows_of(client: Client, page: str) -> list[dict[str, str]]:
    text = client.get(reverse(f"admin:{page}")).content.decode()
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_learners_are_sent_to_sign_in(client: Client, page: str) -> None:
    client.force_login(get_user_model().objects.create_user("ada", password="a long word"))
    answer = client.get(reverse(f"admin:{page}"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


@pytest.mark.parametrize("page", PAGES[:3])
def test_staff_without_the_right_to_look_is_refused(client: Client, page: str) -> None:
    client.force_login(get_user_model().objects.create_user("bo", password="a long word", is_staff=True))
    assert client.get(reverse(f"admin:{page}")).status_code == 403


def test_every_item_stands_there_with_too_few_answers(staff: Client) -> None:
    text = staff.get(reverse("admin:item_statistics")).content.decode()
    assert text.count("too few answers") == 171
    assert len(rows_of(staff, "item_statistics_csv")) == 171
    assert rows_of(staff, "choice_statistics_csv") == []


def test_first_tries_are_counted_and_only_they(staff: Client) -> None:
    answered(ENOUGH + 1)
    row = next(row for row in rows_of(staff, "item_statistics_csv") if row["item"] == "L22-Q1")
    assert (row["answers"], row["difficulty"]) == ("98", "0.5")
    choices = {row["choice"]: row for row in rows_of(staff, "choice_statistics_csv")}
    assert (choices["Cy"]["answers"], choices["Cy"]["right"]) == ("49", "yes")
    assert (choices["Bo"]["answers"], choices["Bo"]["share"]) == ("49", "0.5")
    assert row["advice"] == "keep"  # a server that nobody clicks is no option that somebody wrote


def test_the_statistics_are_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    answered(3)
    with django_assert_num_queries(1):
        item_statistics.item_statistics()


@pytest.mark.parametrize(
    "page", ["index", "course_try_changelist", "course_sitting_changelist", "item_statistics"]
)
def test_a_page_has_no_script_or_style_of_its_own(staff: Client, page: str) -> None:
    """What the strict policy would block is not there to be blocked; and the policy is on the page."""
    answered(ENOUGH)
    answer = staff.get(reverse(f"admin:{page}"))
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    page_tree = html5lib.parse(answer.content, namespaceHTMLElements=False)
    for script in page_tree.iter("script"):
        assert script.get("src", "").startswith("/static/") or script.get("type") == "application/json"
    assert list(page_tree.iter("style")) == []
    assert not [name for each in page_tree.iter() for name in each.attrib if re.match(r"on\w+$", name)]


def test_nothing_can_be_changed(staff: Client) -> None:
    answered(1)
    one = Try.objects.get()
    assert staff.get(reverse("admin:course_try_add")).status_code == 403
    assert staff.post(reverse("admin:course_try_delete", args=[one.pk])).status_code == 403
    assert staff.get(reverse("admin:course_try_change", args=[one.pk])).status_code == 200
    assert staff.post(reverse("admin:course_try_change", args=[one.pk]), {"right": "on"}).status_code == 403


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_that_would_be_worked_out_is_a_text(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["a=1", "", "L21-Q1", -0.5, 3, "’tis"])
def test_other_cells_stay(cell: str | float) -> None:
    assert guarded(cell) == cell


def test_no_cell_of_a_sheet_begins_with_a_formula(staff: Client) -> None:
    answered(ENOUGH)
    for page in ("item_statistics_csv", "choice_statistics_csv"):
        for row in rows_of(staff, page):
            for cell in row.values():
                number = re.fullmatch(r"-?\d+(\.\d+)?(e-\d+)?", cell)
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_other_pages_carry_no_messages_layer(client: Client) -> None:
    assert not hasattr(client.get(reverse("lessons")).wsgi_request, "_messages")


async def test_the_layer_works_where_the_server_is_asynchronous(async_client) -> None:  # type: ignore[no-untyped-def]
    assert (await async_client.get("/lessons/")).status_code == 200
    assert (await async_client.get("/admin/login/")).status_code == 200
