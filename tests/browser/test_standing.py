"""Review, progress and tests in a real browser: the header fits, axe finds nothing, a review is begun by keyboard."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.live import ROOT, Live

# Run beside the server, on its data: a learner with answers, cards that are due, and both tests done.
DEEDS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from course.models import Card
from tests.course.quiz.learners import known, practise
from tests.course.quiz.test_progress_page import take
from tests.course.people import guess
client, now = Client(), timezone.now()
learner = known(client)
for item, right in (("L21-Q2", False), ("L20-Q5", True), ("L13-Q3", False)):
    practise(learner, item, now - timedelta(days=3), right=right, certainty=3)
guess(learner, "L21", 25)
take(learner, "pretest", 8)
take(learner, "posttest", 14)
Card.objects.update(due=now.date())
print(client.cookies["sessionid"].value)
"""
PAGES = ("review", "progress", "tests")


@pytest.fixture(scope="module")
def cookie(live: Live) -> str:
    """The session of a learner who has done something."""
    done = subprocess.run(
        [sys.executable, "-c", DEEDS],
        cwd=ROOT,
        env=live.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]


def signed(page: Page, live: Live, cookie: str) -> Page:
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live.url}])
    return page


@pytest.mark.parametrize(("width", "theme"), [(1360, "dark"), (390, "light")])
def test_the_pages_are_accessible_full_and_empty(
    live: Live, new_page: Callable[..., Page], cookie: str, width: int, theme: str
) -> None:
    stranger = new_page(width=width, theme=theme)
    learner = signed(new_page(width=width, theme=theme), live, cookie)
    for page in (stranger, learner):
        for name in PAGES:
            page.goto(f"{live.url}/{name}/")
            assert_accessible(page)


def test_the_header_fits_on_every_width(live: Live, new_page: Callable[..., Page], cookie: str) -> None:
    page = signed(new_page(width=320), live, cookie)
    page.goto(f"{live.url}/review/")
    for width in (320, 390, 480, 560, 621, 721, 1360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for link in page.locator(".main-nav a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["x"] + box["width"] <= width
        assert len({round(link.bounding_box()["y"]) for link in page.locator(".main-nav a").all()}) == 1


def test_a_review_is_begun_with_the_keyboard(live: Live, new_page: Callable[..., Page], cookie: str) -> None:
    page = signed(new_page(), live, cookie)
    page.goto(live.url)
    page.get_by_role("link", name=re.compile(r"Review \d+ due")).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start the review").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sittings/"))
    expect(page).to_have_title(re.compile("Review"))


def test_the_pictures_are_drawn_and_their_numbers_stand_in_tables(
    live: Live, new_page: Callable[..., Page], cookie: str
) -> None:
    page = signed(new_page(), live, cookie)
    page.goto(f"{live.url}/progress/")
    page.locator("#calibration").scroll_into_view_if_needed()
    expect(page.locator("plot-figure[data-drawn]")).to_have_count(2)
    expect(page.locator(".surprises")).to_contain_text("fair means the same number of requests for each")
    plain = signed(new_page(javascript=False), live, cookie)
    plain.goto(f"{live.url}/progress/")
    plain.get_by_text("The numbers as a table").first.click()
    expect(plain.get_by_role("columnheader", name="right at the first try (%)")).to_be_visible()
