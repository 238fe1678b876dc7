"""Time travel, why, figures and sharing for everyone: screen readers, phones, no JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.history import act, ask, bring, chips, make_history
from tests.browser.steps import open_ring

pytestmark = pytest.mark.still


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_and_parts_are_accessible(live, new_page, theme):
    page = new_page(theme=theme)
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".why-verdict")).to_be_visible()
    for name in ("load", "moved", "hits", "balance"):
        bring(page, name)
    assert_accessible(page)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    for address in ("why/?key=order-12", "figures/balance/", "share/"):
        page.goto(url + address)
        assert_accessible(page)


@pytest.mark.parametrize("address", ["", "why/?key=order-12", "figures/hits/", "share/"])
def test_no_page_is_wider_than_a_phone(live, new_page, address):
    page = new_page(width=320, height=640, touch=True)
    url = open_ring(page, live, "five-ovens")
    ask(page, do="add_server")
    page.wait_for_function("() => document.querySelector('ring-room').room.seq === 1")
    page.goto(url + address)
    expect(page.locator("main")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_on_a_phone_are_large_enough(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    url = open_ring(page, live, "five-ovens")
    ask(page, do="add_server")
    expect(chips(page)).to_have_count(2)
    page.locator("[data-show=history]").click()
    act(page, "back").click()
    parts = page.locator("time-line button:visible, time-line a:visible, time-line select:visible").all()
    assert len(parts) >= 7
    for part in parts:
        assert part.bounding_box()["height"] >= 44, part.get_attribute("data-act") or part.inner_text()
    page.goto(url + "why/?key=order-12")
    for part in page.locator(".insight-page button:visible, .why-tools a").all():
        assert part.bounding_box()["height"] >= 44, part.inner_text()


def test_without_javascript_the_history_is_a_list_of_links(live, page, new_page):
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    plain = new_page(javascript=False)
    plain.goto(url)
    items = plain.locator(".history li")
    expect(items).to_have_count(4)
    expect(items.nth(1)).to_contain_text("Adding oven-6")
    items.nth(1).get_by_role("link").click()
    assert plain.url == url + "?at=1"
    expect(plain.get_by_role("link", name="Back to now")).to_be_visible()
    plain.get_by_role("link", name="Share").click()
    expect(plain.locator("#share-link")).to_have_value(url)
    plain.goto(url)
    plain.get_by_role("link", name="Cache hits through the last changes").click()
    plain.get_by_text("The numbers as a table").click()
    expect(plain.get_by_role("table")).to_be_visible()
