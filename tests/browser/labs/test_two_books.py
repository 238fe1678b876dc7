"""L10 in a browser: the moment is moved and the book burns, by mouse, by keyboard, and on a phone."""

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.labs.reading import reads

LAB = "/lessons/l10-two-books/lab/"


def open_lab(page: Page, live) -> None:
    """With its scripts: they hide the button that stands in for them."""
    page.goto(live.url + LAB)
    expect(page.get_by_role("button", name="Show this moment")).to_be_hidden()


def test_by_mouse(live, page):
    open_lab(page, live)
    reads(page, "6 confirmed orders would be lost")
    page.locator("#books-burn").click()
    reads(page, "6 confirmed orders are lost.")
    expect(page.get_by_text("confirmed, lost").first).to_be_visible()
    page.locator("#set-wait").select_option("1")
    reads(page, "0 confirmed orders are lost.")
    assert_accessible(page)


def test_by_keyboard_the_focus_stays(live, page):
    open_lab(page, live)
    page.locator("#books-moment").focus()
    page.keyboard.press("Home")
    expect(page.locator(".books-state")).to_contain_text("After 0 ms")
    expect(page.locator("#books-moment")).to_be_focused()
    page.locator("#books-burn").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".books.burnt")).to_be_visible()
    expect(page.locator("#books-burn")).to_be_focused()


def test_on_a_phone_without_javascript(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(live.url + LAB)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#books-burn").click()
    reads(page, "are lost")
