"""The map of the course in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_is_accessible_on_a_phone_too(live, new_page, theme):
    page = new_page(width=390, theme=theme)
    page.goto(live.url + "/lessons/")
    expect(page.get_by_role("heading", name="Rosa’s pizza shop grows up")).to_be_visible()
    assert_accessible(page)
    for link in page.locator(".map-title a").all():
        assert link.locator("xpath=ancestor::li").bounding_box()["height"] >= 44


def test_wide_screens_get_the_drawing_and_narrow_ones_the_words(live, new_page):
    wide, narrow = new_page(width=1360), new_page(width=390)
    for page in (wide, narrow):
        page.goto(live.url + "/lessons/")
    row = '.map-module li:has(b:text-is("L20")) .map-after'
    expect(wide.locator(".map-routes svg")).to_be_visible()
    expect(wide.locator(row)).to_have_css("clip-path", "inset(50%)")
    expect(narrow.locator(".map-routes svg")).to_be_hidden()
    expect(narrow.locator(row)).to_have_text("after L06 and L13")
    assert narrow.locator(row).bounding_box()["width"] > 60


def test_a_newcomer_starts_with_the_keyboard_and_goes_on_where_they_left_off(live, page):
    page.goto(live.url + "/lessons/")
    start = page.get_by_role("link", name="Start", exact=True)
    first = page.locator("#map-now").inner_text()
    start.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    with page.expect_response(lambda answer: answer.url.endswith("/sections/")):
        page.reload()
    page.goto(live.url + "/lessons/")
    expect(page.locator(".map-now")).to_contain_text("Where you left off")
    expect(page.locator("#map-now")).to_have_text(first)
    expect(page.locator('.map-module li[data-state="started"] small')).to_contain_text("begun")
    page.get_by_role("link", name="Continue").click()
    expect(page.locator("h1")).to_be_visible()


def test_a_whole_row_leads_to_its_lesson(live, page):
    page.goto(live.url + "/lessons/")
    row = page.locator('.map-module li:has(b:text-is("L21"))')
    address = row.get_by_role("link").get_attribute("href")
    row.scroll_into_view_if_needed()
    box = row.locator(".map-minutes").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page).to_have_url(live.url + address)


def test_the_map_reads_without_javascript(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url + "/lessons/")
    expect(page.get_by_role("link", name="Straight to consistent hashing")).to_be_visible()
    expect(page.get_by_role("link", name="Start with L20")).to_be_visible()
