"""Every lesson, when the run was seen or when all is open: no rule of axe is broken, light or dark."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from course.library import course
from tests.browser.axe import assert_accessible
from tests.browser.conftest import complaints, one_page

LESSONS = [lesson.slug for lesson in course().lessons.values() if lesson.experiment and lesson.seen]


def post(page: Page, live, name: str, slug: str, **form: str) -> None:
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Origin": live.url}
    answer = page.request.post(live.url + reverse(name, args=[slug]), form=form, headers=headers)
    assert answer.ok, answer.text()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    with one_page(browser, viewport={"width": 1360, "height": 960}, reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_is_for_everyone(live, reader, slug):
    """In turns: one lesson in the light when the run was seen, the next in the dark when all is open."""
    page = reader
    page.emulate_media(color_scheme="light")
    address = live.url + reverse("lesson", args=[slug])
    page.request.get(address)
    post(page, live, "lesson_sections", slug, section="story")
    page.request.get(address)  # from the second opening on the guess may be skipped
    post(page, live, "lesson_predict", slug, skip="1")
    if LESSONS.index(slug) % 2:
        page.goto(address)
        page.locator("#seen button").first.wait_for()
    else:
        post(page, live, "lesson_seen", slug, choice="0")
        page.emulate_media(color_scheme="dark")
        page.goto(address)
        page.locator("#check h2").wait_for()
    page.locator("#experiment:not([hx-get])").wait_for()  # a run that is still on its way comes as a fragment
    assert_accessible(page)
    assert not complaints[page]
