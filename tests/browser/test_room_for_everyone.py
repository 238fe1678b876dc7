"""The ring's page for everyone: by keyboard, without JavaScript, on a phone, while nothing jumps."""

import re

import pytest
from playwright.sync_api import Page, expect

from simulator.engine import SCENARIOS, derive
from tests.browser.axe import assert_accessible
from tests.browser.panels import degrees_of, dial, loads, pick, state, wait_for_seq
from tests.browser.steps import (
    add_server,
    handles,
    open_ring,
    visit,
    wait_for_line,
)

pytestmark = pytest.mark.still

LAYOUT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifts.push(shift.value);
}).observe({ type: "layout-shift", buffered: true });
"""


# -- for everyone ------------------------------------------------------------------------------------------


def test_the_table_does_all_by_keyboard_and_keeps_the_focus(live, page):
    open_ring(page, live)
    table = page.locator("server-list")
    expect(table.locator("tbody tr")).to_have_count(5)
    expect(table.locator("tbody tr").nth(1)).to_contain_text(f"{degrees_of(page, 'oven-2')}°")
    crash = table.get_by_role("button", name="Crash oven-2")
    crash.focus()
    crash.press("Enter")
    recover = table.get_by_role("button", name="Recover oven-2")
    expect(recover).to_be_focused()
    expect(table.locator("tbody tr").nth(1)).to_contain_text("crashed")
    remove = table.get_by_role("button", name="Remove oven-2")
    remove.focus()
    remove.press("Enter")
    expect(table.locator("tbody tr")).to_have_count(4)
    expect(table.get_by_role("button", name="Remove oven-3")).to_be_focused()
    expect(page.locator("[data-live]")).to_contain_text("oven-2")


def test_the_menu_of_people_closes_by_escape_and_when_the_focus_goes_on(live, page):
    open_ring(page, live)
    menu, summary = page.locator("people-bar details"), page.locator("people-bar summary")
    summary.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("switch", name="Only I can change the ring")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open")
    expect(summary).to_be_focused()
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Share")).to_be_focused()
    expect(menu).not_to_have_attribute("open")


def test_menus_work_by_keyboard_and_give_the_focus_back(live, page):
    open_ring(page, live)
    summary = page.locator("ring-toolbar summary").first
    summary.focus()
    summary.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Where the hash says")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(handles(page)).to_have_count(6)
    expect(summary).to_be_focused()


def places(page: Page, what: str) -> list[list[int]]:
    """The middles of what is seen, in whole pixels."""
    return page.evaluate(
        """(what) => [...document.querySelectorAll(what)].filter((one) => one.checkVisibility())
          .map((one) => one.getBoundingClientRect())
          .map(({ x, y, width, height }) => [Math.round(x + width / 2), Math.round(y + height / 2)])""",
        what,
    )


def test_nothing_jumps_when_the_scripts_take_over(live, page):
    page.add_init_script(LAYOUT_SHIFTS)
    url = open_ring(page, live)
    add_server(page)
    expect(handles(page)).to_have_count(6)
    visit(page, url)
    page.wait_for_timeout(1_000)
    assert sum(page.evaluate("() => window.shifts")) < 0.01


def test_on_a_phone_nothing_jumps_when_the_scripts_come_late(live, new_page):
    page = new_page(width=390, height=844)
    page.add_init_script(LAYOUT_SHIFTS)
    url = open_ring(page, live)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 10})
    visit(page, url)
    page.wait_for_timeout(2_000)
    assert sum(page.evaluate("() => window.shifts")) < 0.01


@pytest.mark.parametrize(("width", "height"), [(1360, 960), (390, 844)])
def test_the_ring_is_there_before_the_scripts_and_stays_where_it_is(live, new_page, width, height):
    living = new_page(width=width, height=height)
    url = open_ring(living, live)
    early = living.context.new_page()
    early.route("**/js/components/**", lambda route: route.abort())
    early.goto(url, wait_until="domcontentloaded")
    expect(early.locator("svg.ring-still")).to_be_visible()
    for what in (".disc", ".top-end > .top-account", "share-ring > a"):
        assert places(early, what) == places(living, what), what
    expect(early.locator(".ring-still .name")).to_have_text([f"oven-{number}" for number in range(1, 6)])


def test_the_first_picture_does_not_wait_for_the_socket(live, page):
    url = open_ring(page, live)
    page.add_init_script("window.WebSocket = class { send() {} close() {} };")
    page.goto(url)
    expect(handles(page)).to_have_count(5)
    expect(loads(page).nth(0)).to_contain_text(f"{derive(SCENARIOS['five-ovens'].state).loads[0][2]:.1%}")
    assert page.evaluate("() => document.querySelector('ring-room').room.connection") == "connecting"


def test_without_javascript_all_is_there_and_every_button_works(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url)
    page.get_by_role("button", name="Open the ring").click()
    rows = page.locator("server-list tbody tr")
    expect(rows).to_have_count(5)
    expect(page.get_by_role("img", name="A ring that 5 servers share")).to_be_visible()
    page.get_by_text("Add a server").click()
    page.get_by_role("button", name="Where the hash says").click()
    expect(rows).to_have_count(6)
    expect(page.locator("svg.ring-still .disc")).to_have_count(6)
    expect(page.locator("story-card")).to_contain_text("oven-6")
    expect(page.locator("story-card .n:visible").nth(1)).to_have_text(re.compile(r"^\d+\.\d%$"))
    page.get_by_role("button", name="Crash oven-6").last.click()
    expect(rows.nth(5)).to_contain_text("crashed")
    page.get_by_role("button", name="Recover oven-6").last.click()
    expect(rows.nth(5)).to_contain_text("up")
    page.get_by_role("button", name="Remove oven-6").last.click()
    expect(rows).to_have_count(5)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(rows).to_have_count(6)
    page.get_by_label("Virtual nodes", exact=True).fill("3")
    page.get_by_role("button", name="Set the dials").click()
    expect(rows.nth(0)).to_contain_text("3 points")
    page.get_by_label("Virtual nodes", exact=True).fill("3")
    page.get_by_role("button", name="m % n", exact=True).click()
    expect(page.get_by_role("button", name="m % n", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("svg.ring-still")).to_have_count(0)


# -- phone -------------------------------------------------------------------------------------------------


def test_on_a_phone_ring_sentence_numbers_and_sheet_are_on_one_screen(live, new_page):
    for width, height in ((390, 844), (320, 640)):
        page = new_page(width=width, height=height, touch=True)
        open_ring(page, live)
        add_on_phone(page)
        for tab in ("Loads", "Dials", "History", "Why?", "Ring"):
            page.locator("sheet-tabs").get_by_role("button", name=tab).click()
            for part in ("hash-ring", "story-card .story", "story-card .vs", "ring-toolbar", "sheet-tabs"):
                expect(page.locator(part)).to_be_in_viewport(ratio=0.99)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def add_on_phone(page: Page) -> None:
    page.locator("ring-toolbar summary").first.click()
    page.get_by_role("button", name="Where the hash says").click()
    expect(handles(page)).to_have_count(6)


def test_on_a_phone_every_target_is_large_enough(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    open_ring(page, live)
    add_on_phone(page)
    page.locator("sheet-tabs").get_by_role("button", name="Loads").click()
    pick(page, "oven-2")
    for tab in ("Ring", "Loads", "Dials", "History", "Why?"):
        page.locator("sheet-tabs").get_by_role("button", name=tab).click()
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                'header :is(a, button, summary), .room :is(button, a, summary, select, input:not([type=hidden]))')]
              .filter((one) => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
              .map((one) => [one, one.getBoundingClientRect()])
              .filter(([, box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
              .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
        )
        assert not small, (tab, small)


def test_on_a_phone_the_sheet_is_reached_by_keyboard(live, new_page):
    page = new_page(width=390, height=844)
    open_ring(page, live)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.show") == "dials":
            break
    page.keyboard.press("Enter")
    slider, _ = dial(page, "virtual_nodes")
    expect(slider).to_be_visible()
    slider.focus()
    slider.press("ArrowRight")
    wait_for_seq(page, 1)
    assert state(page)["virtual_nodes"] == 2


def test_a_phone_in_the_dark_is_accessible(live, new_page):
    page = new_page(width=390, height=844, theme="dark", reduced_motion=True)
    open_ring(page, live)
    add_on_phone(page)
    for tab in ("Loads", "Dials", "Why?", "Ring"):
        page.locator("sheet-tabs").get_by_role("button", name=tab).click()
        assert_accessible(page)
    wait_for_line(page)
