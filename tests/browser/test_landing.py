"""The way in: a ring that can be dragged at once, and becomes a room at the first drop."""

import re

from playwright.sync_api import Page, expect

from tests.browser.steps import handles, wait_for_line


def drag_handle(page: Page, name: str, dx: float, dy: float) -> None:
    """Drag the handle of a server by so many pixels, as a hand does: in steps."""
    handle = page.locator(f'hash-ring [role="slider"][aria-label*="{name}"]').first
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + dx * step / 10, y + dy * step / 10)
    page.mouse.up()


def test_a_visitor_drags_an_oven_and_has_a_room(live, page):
    page.goto(live.url)
    expect(page.locator('hash-ring [role="slider"]')).to_have_count(5)
    drag_handle(page, "oven-3", -90, 10)
    expect(page.locator("[data-sentence]")).to_contain_text("oven-3")
    expect(page.locator("[data-sentence]")).to_contain_text("changed hands")
    expect(page.locator("[data-here]")).not_to_have_text("0%")
    page.get_by_role("link", name="Open this ring").click()
    expect(page).to_have_url(re.compile(r"/rooms/[a-z]+-[a-z2-7]{16}/$"))
    expect(page.locator('hash-ring [role="slider"]')).to_have_count(5)


def test_the_keyboard_does_the_same(live, page):
    page.goto(live.url)
    handle = page.locator('hash-ring [role="slider"]').first
    handle.focus()
    handle.press("PageUp")
    handle.press("Enter")
    expect(page.locator("[data-sentence]")).to_contain_text("oven-1")


def test_one_click_to_a_new_ring_and_one_to_the_course(live, page):
    page.goto(live.url)
    page.get_by_role("link", name="See the course").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rosa’s pizza shop grows up")
    page.go_back()
    page.get_by_role("button", name="Open the ring").click()
    expect(page).to_have_url(re.compile(r"/rooms/"))


def test_a_prepared_ring_is_opened_from_their_page(live, page):
    page.goto(f"{live.url}/ring/")
    page.locator('form:has([name="scenario"][value="five-ovens"]) button').click()
    expect(page).to_have_url(re.compile(r"/rooms/[a-z]+-[a-z2-7]{16}/"))
    wait_for_line(page)
    expect(handles(page)).to_have_count(5)


def test_without_javascript_the_ring_is_seen_and_opens(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url)
    expect(page.locator("hash-ring .disc")).to_have_count(5)
    expect(page.locator("hash-ring .area").first).to_be_visible()
    page.get_by_role("button", name="Open the ring").click()
    expect(page).to_have_url(re.compile(r"/rooms/"))
    expect(page.get_by_role("table").first).to_contain_text("oven-1")
