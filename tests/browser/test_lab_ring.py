"""The ring of a lab: by mouse, by keyboard, without JavaScript, and as a live room."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible

CLOCK = "/lessons/l22-clock-on-the-wall/lab/"
HANDS = "/lessons/l23-hands-on-the-ring/lab/"


def sentence(page: Page):
    return page.locator(".lab-sentence")


def disc(page: Page, name: str):
    return page.locator(f'hash-ring [role="slider"][aria-label="{name}"]')


def point_at(page: Page, place: int) -> tuple[float, float]:
    """Where a place of the clock lies on the slices, in pixels of the page."""
    return tuple(
        page.evaluate(
            """place => {
              const ring = document.querySelector("hash-ring");
              const box = ring.getBoundingClientRect();
              const { x, y, scale } = ring.picture.place;
              const turn = (place / 100) * 2 * Math.PI;
              return [box.left + x + 180 * scale * Math.sin(turn), box.top + y - 180 * scale * Math.cos(turn)];
            }""",
            place,
        )
    )


def test_a_click_drops_the_key_and_the_walk_and_the_list_follow(live, page):
    page.goto(live.url + CLOCK)
    expect(disc(page, "Cy")).to_have_attribute("aria-valuetext", re.compile("Cy, at 55, owns"))
    page.locator("lab-ring").scroll_into_view_if_needed()
    page.mouse.click(*point_at(page, 97))
    expect(sentence(page)).to_have_text(
        "Key 97 walks 8 places clockwise, past the top, to Ada at 5. Eli at 90 is nearer, but lies behind."
    )
    expect(page.locator(".lookup-end .lookup-says")).to_contain_text("take the first of the list: Ada at 5")
    expect(page.locator("#set-key")).to_have_value("97")
    assert_accessible(page)


def test_arrow_keys_move_an_oven_a_place_and_keep_the_focus(live, page):
    page.goto(live.url + CLOCK)
    disc(page, "Bo").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#set-places")).to_have_value("5, 31, 55, 70, 90")
    expect(sentence(page)).to_have_text("Key 31 lies exactly at Bo, so Bo bakes it.")
    expect(disc(page, "Bo")).to_be_focused()


def test_an_oven_is_dragged_and_only_a_neighbour_notices(live, page):
    page.goto(live.url + HANDS)
    page.locator("lab-ring").scroll_into_view_if_needed()
    box = disc(page, "Flo").locator(".disc").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*point_at(page, 47), steps=8)
    page.mouse.up()
    expect(page.locator("#set-changes")).to_have_value("640, 647")
    expect(sentence(page)).to_have_text(
        re.compile(r"Flo moves to 47: \d+ orders? from Cy to Flo on the ring, and")
    )


def test_deeds_by_keyboard(live, page):
    page.goto(live.url + HANDS)
    expect(page.locator("hash-ring")).to_be_visible()
    page.get_by_role("link", name="Remove Bo").focus()
    page.keyboard.press("Enter")
    expect(sentence(page)).to_contain_text("Bo leaves: 19 orders from Bo to Flo on the ring")
    expect(page.locator("hash-ring [role='slider']")).to_have_count(5)
    expect(page.locator(".lab-ring-deeds")).to_be_focused()  # the deed itself is gone
    assert_accessible(page)


def test_the_ring_of_a_lab_becomes_a_live_room(live, page):
    page.goto(live.url + HANDS)
    page.get_by_role("button", name="Open this as a live ring").click()
    expect(page).to_have_url(re.compile(r"/rooms/[a-z]+-[a-z2-7]{16}/$"))
    expect(page.locator('hash-ring [role="slider"]')).to_have_count(6)
    expect(disc(page, "Flo")).to_have_attribute("aria-valuetext", re.compile("at 144 degrees"))


@pytest.mark.parametrize("path", [CLOCK, HANDS])
def test_without_javascript_the_drawing_the_table_and_the_form_do(live, new_page, path):
    page = new_page(javascript=False)
    page.goto(live.url + path)
    expect(page.locator("svg.ring-still")).to_be_visible()
    page.get_by_text("The ring as a table").click()
    expect(page.locator(".lab-ring-table table")).to_contain_text("Cy")
    setting, value = ("#set-key", "97") if path == CLOCK else ("#set-changes", "640, 2")
    page.locator(setting).fill(value)
    page.get_by_role("button", name="Run it").click()
    expect(sentence(page)).to_contain_text("to Ada at 5" if path == CLOCK else "Bo leaves")


def test_the_living_ring_takes_the_place_of_the_drawing_without_a_jump(live, page):
    page.add_init_script(
        """globalThis.shifts = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value)))
          .observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(live.url + CLOCK)
    expect(page.locator("hash-ring .ring-top")).to_be_visible()
    assert sum(page.evaluate("shifts")) < 0.02
