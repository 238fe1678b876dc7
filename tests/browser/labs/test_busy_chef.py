"""The busy chef: more chefs are chosen in the picture, by mouse and by keyboard, on a phone and without scripts."""

import re

from playwright.sync_api import expect

from tests.browser.axe import assert_accessible

LAB = "/lessons/l03-busy-chef/lab/"


def test_two_chefs_have_three_ways_to_wait(live, page):
    page.goto(f"{live.url}{LAB}?busy=90&orders=5000")
    strips = page.locator(".busy-strip")
    expect(strips).to_have_count(4)
    menu = page.locator("#busy-chefs")
    menu.focus()
    page.keyboard.press("ArrowDown")
    expect(strips).to_have_count(7)
    expect(menu).to_be_focused()
    expect(page).to_have_url(re.compile(r"chefs=2"))
    expect(page.locator("#set-chefs")).to_have_value("2")
    menu.select_option("10")
    expect(page.locator(".lab-sentence")).to_contain_text(
        "10 chefs, busy 90% of the time", use_inner_text=True
    )
    assert_accessible(page)


def test_on_a_phone_without_scripts(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(f"{live.url}{LAB}?busy=80&orders=5000")
    page.locator("#busy-chefs").select_option("4")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".busy-strip")).to_have_count(6)
    assert page.locator("html").evaluate("one => one.scrollWidth") == 390
    assert page.locator("#busy-chefs").bounding_box()["height"] >= 43.5
