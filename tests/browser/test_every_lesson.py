"""Every written lesson, when the run was seen and when all is open: no rule of axe is broken, light or dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from course.library import course
from tests.browser.axe import assert_accessible

LESSONS = [lesson.slug for lesson in course().lessons.values() if lesson.experiment and lesson.seen]


def post(page: Page, live, name: str, slug: str, **form: str) -> None:
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    headers = {"X-CSRFToken": token, "Origin": live.url}
    answer = page.request.post(live.url + reverse(name, args=[slug]), form=form, headers=headers)
    assert answer.ok, answer.text()


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_is_for_everyone(live, page, slug):
    address = live.url + reverse("lesson", args=[slug])
    page.request.get(address)
    post(page, live, "lesson_sections", slug, section="story")
    page.request.get(address)  # from the second opening on the guess may be skipped
    post(page, live, "lesson_predict", slug, skip="1")
    page.goto(address)
    page.locator("#seen button").first.wait_for()
    assert_accessible(page)
    post(page, live, "lesson_seen", slug, choice="0")
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    page.locator("#check h2").wait_for()
    assert_accessible(page)
