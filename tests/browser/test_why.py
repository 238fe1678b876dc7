"""Why this server: by a click on a key, by its name, and as a page of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.history import act, ask
from tests.browser.steps import open_ring

pytestmark = pytest.mark.still


def test_a_click_on_a_key_tells_why_and_draws_the_walk(live, page):
    open_ring(page, live, "five-ovens")
    page.wait_for_function("() => document.querySelector('ring-room').room.keys")
    stage = page.locator("hash-ring").bounding_box()
    found = False
    for step in range(12):  # somewhere on the plate there is a key under the pointer
        page.mouse.click(
            stage["x"] + stage["width"] / 2 + 100 + 6 * step, stage["y"] + stage["height"] / 2 + 60
        )
        page.wait_for_timeout(150)
        if page.locator("why-key[data-key]").count():
            found = True
            break
    assert found
    key = page.locator("why-key").get_attribute("data-key")
    assert re.fullmatch(r"order-\d+", key)
    expect(page.locator(".why-verdict")).to_contain_text(f"{key} belongs to")
    assert page.locator("hash-ring .walk > *").count() > 0
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("why-key > *")).to_have_count(0)
    expect(page.locator("hash-ring .walk > *")).to_have_count(0)


def test_any_key_can_be_asked_about_and_the_answer_follows_the_ring(live, page):
    open_ring(page, live, "five-ovens")
    page.get_by_label("Key", exact=True).fill("café & co")
    page.keyboard.press("Enter")
    verdict = page.locator(".why-verdict")
    expect(verdict).to_contain_text("café & co belongs to")
    owner = re.search(r"oven-\d", verdict.inner_text())[0]
    expect(page.locator("#why-status")).to_contain_text(f"café & co belongs to {owner}.")
    expect(page.get_by_label("Key", exact=True)).to_be_focused()
    ask(page, do="remove_server", server=owner)
    expect(verdict).to_contain_text("Before the last change it belonged to")
    expect(verdict).to_contain_text("which is gone")
    act(page, "back").click()
    expect(verdict).not_to_contain_text("which is gone")
    expect(verdict).to_contain_text(owner)


def test_the_answer_asks_once_and_no_more(live, page):
    """An answer that asked again for each frame would never come to rest."""
    open_ring(page, live, "five-ovens")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/why/" in request.url else None)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".why-verdict")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert len(asked) == 1


def test_a_key_that_cannot_be_asked_about(live, page, expect_errors):
    open_ring(page, live, "five-ovens")
    page.evaluate("""() => document.querySelector(".why-form input").removeAttribute("required")""")
    page.get_by_label("Key", exact=True).fill(" ")
    expect_errors(page, "422")  # the browser's own note on the status
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#why-answer [role=alert]")).to_contain_text("Type the name of a key")


def test_the_answer_is_a_page_of_its_own(live, page, new_page):
    open_ring(page, live, "five-ovens")
    page.get_by_role("button", name="Ask").click()
    link = page.get_by_role("link", name="Link to this answer").get_attribute("href")
    plain = new_page(javascript=False)
    plain.goto(live.url + link)
    expect(plain.locator(".why-verdict")).to_contain_text("order-12 belongs to")
    plain.get_by_label("Key").fill("order-13")
    plain.get_by_role("button", name="Ask").click()
    expect(plain.locator(".why-verdict")).to_contain_text("order-13 belongs to")
