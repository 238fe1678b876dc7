"""What holds on every page: axe is content, nothing is wider than the screen, the theme can be chosen and stays."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible

PAGES = {
    "landing": "/",
    "lessons": "/lessons/",
    "rings": "/ring/",
    "not found": "/no-such-page/",
    "no such room": "/rooms/basil-nothing/",
}


def errors_of(name: str) -> str:
    return "status of 404" if name.startswith("no") else "^$"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(live, new_page, expect_errors, name, theme):
    page = new_page(theme=theme)
    expect_errors(page, errors_of(name))
    page.goto(live.url + PAGES[name])
    expect(page.locator("h1")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1360])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_screen(live, new_page, expect_errors, name, width):
    page = new_page(width=width, height=800)
    expect_errors(page, errors_of(name))
    page.goto(live.url + PAGES[name])
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_is_chosen_and_stays_on_the_next_page(live, page):
    page.goto(live.url + "/lessons/")
    html = page.locator("html")
    page.get_by_role("button", name="Switch to dark").click()
    expect(html).to_have_attribute("data-theme", "dark")
    page.goto(live.url + "/")
    expect(html).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Switch to light").press("Enter")
    expect(html).to_have_attribute("data-theme", "light")


def test_the_first_tab_skips_to_the_content(live, page):
    page.goto(live.url + "/lessons/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
