"""Too many cooks: chefs, a second cellar and teams, set in the picture."""

import re

from playwright.sync_api import expect

LAB = "/lessons/l07-ten-chefs/lab/"


def test_chefs_and_changes_are_set_in_the_picture(live, page):
    page.goto(live.url + LAB)
    page.locator("#cooks-128").click()
    expect(page.locator(".lab-sentence")).to_contain_text("128 chefs do the work of 8.3", use_inner_text=True)
    expect(page.locator("#cooks-128")).to_be_focused()
    page.locator("#cooks-teams").focus()
    page.keyboard.press("Space")
    expect(page.locator(".lab-sentence")).to_contain_text("never past the work of", use_inner_text=True)
    expect(page.locator("#cooks-teams")).to_be_focused()
    expect(page).to_have_url(re.compile("teams=1"))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("teams=0"))


def test_on_a_phone_and_without_javascript(live, new_page):
    page = new_page(width=390, javascript=False)
    page.goto(live.url + LAB)
    page.locator("#cooks-second").check()
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".lab-sentence")).to_contain_text("44 chefs do the work of 14.3", use_inner_text=True)
    expect(page.locator("#cooks-second")).to_be_checked()
    expect(page.locator(".cooks")).to_be_visible()
