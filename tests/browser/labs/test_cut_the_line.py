"""L12 in a browser: the line is cut and mended, and rules are chosen, by mouse, by keyboard, and on a phone."""

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.labs.reading import reads

LAB = "/lessons/l12-cut-the-line/lab/"


def open_lab(page: Page, live) -> None:
    """With its scripts: they hide the button that stands in for them."""
    page.goto(live.url + LAB)
    expect(page.get_by_role("button", name="Set the cut")).to_be_hidden()


def test_by_mouse(live, page):
    open_lab(page, live)
    reads(page, "sold twice, 0 customers are refused")
    page.locator("#cut-rule-cake").select_option("refuse")
    reads(page, "sold once, 26 customers are refused")
    expect(page.locator("#set-cake")).to_have_value("refuse")
    assert_accessible(page)
    page.locator("#cut-scissors").click()
    reads(page, "The line is whole")


def test_by_keyboard_the_focus_stays(live, page):
    open_lab(page, live)
    page.locator("#cut-for").focus()
    page.keyboard.press("Home")
    reads(page, "The line is whole")
    expect(page.locator("#cut-for")).to_be_focused()
    page.locator("#cut-scissors").focus()
    page.keyboard.press("Enter")
    reads(page, "for 300 s")
    expect(page.locator("#cut-scissors")).to_be_focused()


def test_on_a_phone_without_javascript(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(live.url + LAB)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#cut-rule-menu").select_option("refuse")
    page.locator(".cut-thing").nth(2).get_by_role("button", name="Set").click()
    expect(page.locator("#set-menu")).to_have_value("refuse")
