"""Shopping list: errands are counted in the picture."""

import re

from playwright.sync_api import expect

LAB = "/lessons/l04-shopping-list/lab/"


def test_errands_are_counted_in_the_picture(live, page):
    page.goto(live.url + LAB)
    expect(page.locator(".shopping-total b")).to_have_text("1.5 s")
    page.locator("#shopping-same").click()
    expect(page.locator(".shopping-total b")).to_have_text("150 ms")
    expect(page.locator("#shopping-same")).to_be_focused()
    page.get_by_role("link", name="1,000 memory reads").click()
    expect(page.locator(".shopping-item.most")).to_contain_text("Calls in the same building")
    page.locator("#shopping-building-2").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("building=2"))
    expect(page.locator("#shopping-building-2")).to_be_focused()


def test_on_a_phone_and_without_javascript(live, new_page):
    page = new_page(width=390, javascript=False)
    page.goto(live.url + LAB)
    page.locator("#shopping-ocean-2").click()
    expect(page.locator(".lab-sentence")).to_contain_text(
        "The 11 calls across the ocean", use_inner_text=True
    )
    assert page.locator(".shopping").bounding_box()["width"] <= 390
