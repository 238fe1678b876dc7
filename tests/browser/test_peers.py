"""The labs of L28 and L29: pictures that stay open, menus in the cards, and both without scripts."""

import re

from playwright.sync_api import expect

from tests.browser.axe import assert_accessible

FACE_OFF = "/lessons/l28-face-off/lab/"
KITCHENS = "/lessons/l29-match-the-kitchen/lab/"


def test_the_way_of_the_key_stays_open_when_the_lab_runs_again(page, live):
    page.goto(live.url + FACE_OFF)
    seats = page.locator("#fo-seats")
    page.get_by_text("Maglev: chefs claim seats in turn").click()
    expect(seats).to_have_attribute("open", "")
    page.get_by_label("What changes").select_option("last")
    expect(page.locator(".lab-sentence")).to_contain_text("The last server, number 10, leaves.")
    expect(seats).to_have_attribute("open", "")
    expect(page.locator("#fo-rendezvous")).not_to_have_attribute("open", "")
    assert_accessible(page)


def test_a_card_takes_a_scheme_by_keyboard_and_keeps_the_focus(new_page, live):
    page = new_page(width=390)
    page.goto(live.url + KITCHENS)
    menu = page.get_by_role("combobox", name="Scheme").nth(2)
    menu.focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("End")  # two choices are the last of the eight
    card = page.locator(".kitchen", has_text="Web servers without memory")
    expect(card.locator(".kitchen-verdict")).to_contain_text(
        "It fits, and none of the eight does it with less"
    )
    expect(page).to_have_url(re.compile("web=two"))
    expect(page.locator("#choose-web")).to_be_focused()
    assert abs(page.evaluate("scrollY") - before) < 5
    expect(page.locator(".lab-sentence")).to_contain_text("2 of the 6 kitchens")
    assert_accessible(page)


def test_without_scripts_a_card_sends_its_choice(new_page, live):
    page = new_page(javascript=False)
    page.goto(live.url + KITCHENS + "?log=jump")
    card = page.locator(".kitchen", has_text="Ten shards that only grow")
    card.get_by_role("combobox").select_option("jump")
    card.get_by_role("button", name="Try it").click()
    assert "shards=jump" in page.url
    assert "log=jump" in page.url
    expect(card.locator(".kitchen-verdict")).to_contain_text("none of the eight does it with less")
