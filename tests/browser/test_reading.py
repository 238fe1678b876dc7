"""The notes, the glossary and the search in a real browser; terms and gaps of a lesson."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.test_lesson import lock_in, see


@pytest.mark.parametrize(("width", "theme"), [(1360, "light"), (390, "dark")])
@pytest.mark.parametrize("path", ["/notes/", "/glossary/", "/search/?q=ring"])
def test_the_pages_are_accessible_and_nothing_sticks_out(live, new_page, path, width, theme):
    page = new_page(width=width, theme=theme)
    page.goto(live.url + path)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_a_mark_in_the_notes_to_the_error_and_back(live, page):
    page.goto(live.url + "/notes/")
    page.get_by_role("link", name="Error 21", exact=True).click()
    expect(page.locator("#e21")).to_be_in_viewport()
    expect(page.locator("#e21")).to_contain_text("m % n is modulo hashing")
    page.get_by_role("link", name="Error 21, in the notes").click()
    expect(page.locator("pre .ref").last).to_be_in_viewport()


def test_the_box_shows_results_as_one_types_and_is_left_by_keyboard(live, page):
    page.goto(live.url + "/glossary/")
    expect(page.locator("search-box:defined")).to_be_attached()
    page.keyboard.press("/")
    page.keyboard.type("rendezvous")
    first = page.locator(".search-pop a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".search-pop")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=rendezvous")
    expect(page.locator(".search-hits a").first).to_have_attribute("href", "/glossary/#rendezvous-hashing")


def test_the_page_of_results_follows_what_is_typed(live, page):
    page.goto(live.url + "/search/")
    page.get_by_role("searchbox").press_sequentially("virtual")
    expect(page.locator(".search-hits b").first).to_have_text("virtual node")
    expect(page.get_by_role("status")).to_contain_text("for “virtual”")
    page.wait_for_url("**/search/?q=virtual")


def test_search_without_javascript(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url + "/search/")
    page.get_by_role("searchbox").fill("hash")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".search-hits a").first).to_have_attribute("href", "/glossary/#hash")


def test_terms_and_gaps_of_a_lesson(live, page):
    page.goto(live.url + "/lessons/l21-what-moved/")
    lock_in(page)
    see(page)
    term = page.locator("glossary-term").first
    term.locator(".term").hover()
    expect(term.locator(".term-tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(term.locator(".term-tip")).to_be_hidden()
    gap = page.locator("fill-blank").first
    field = gap.get_by_role("textbox")
    field.fill("0.001")
    field.press("Tab")
    expect(gap.get_by_role("status")).to_have_text("not yet")
    field.fill(gap.get_attribute("data-answer"))
    field.press("Tab")
    expect(gap.get_by_role("status")).to_have_text("✓ right")
    folded = page.locator(".blanks").first
    folded.locator("summary").click()
    expect(folded.locator("li").first).to_be_visible()
