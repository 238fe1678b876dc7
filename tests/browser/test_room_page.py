"""The panels of the ring's page, in a real Chromium: what they show and what they ask for."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.panels import degrees_of, dial, edit, loads, pick, refusal, state, wait_for_seq
from tests.browser.steps import (
    add_server,
    drag,
    fingerprint,
    handle,
    handles,
    open_ring,
    story,
    visit,
    wait_for_line,
)

pytestmark = pytest.mark.still

OFFLINE = "WebSocket connection|ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|Failed to load resource"


# -- the sentence and the loads ----------------------------------------------------------------------------


def test_the_story_names_servers_with_their_disc_and_compares(live, page):
    open_ring(page, live)
    expect(story(page)).to_contain_text("This is where it starts")
    add_server(page)
    sentence = page.locator("story-card .story")
    expect(sentence.locator(".server").first).to_have_text("6oven-6")
    expect(sentence.locator("b")).to_have_text(re.compile(r"^[\d,]+$"))
    change = page.evaluate("() => document.querySelector('ring-room').room.change")
    numbers = page.locator("story-card .n:visible")
    expect(numbers.nth(0)).to_have_text(f"{change['moved_share']:.1%}")
    expect(numbers.nth(1)).to_have_text(f"{change['instead']['modulo']:.1%}")
    expect(page.locator("story-card .best [data-least]")).to_have_text(f"{change['least_possible']:.1%}")


def test_a_room_without_a_ring_is_compared_with_the_ring(live, page):
    open_ring(page, live)
    page.get_by_role("button", name="m % n", exact=True).click()
    wait_for_seq(page, 1)
    add_server(page)
    wait_for_seq(page, 2)
    change = page.evaluate("() => document.querySelector('ring-room').room.change")
    words = page.locator("story-card .vs")
    expect(words).to_contain_text("moved with m\u00a0%\u00a0n")
    expect(words).to_contain_text("would have moved on the ring")
    expect(page.locator("story-card .n:visible").nth(1)).to_have_text(f"{change['instead']['ring']:.1%}")
    expect(page.locator("hash-ring")).to_be_hidden()


def test_the_loads_are_those_of_the_engine_and_a_crash_is_in_words(live, page):
    open_ring(page, live)
    derived = page.evaluate("() => document.querySelector('ring-room').room.derived")
    for row, (server, keys, share) in zip(loads(page).all(), derived["loads"], strict=True):
        expect(row).to_contain_text(server)
        expect(row.locator("[data-share]")).to_have_text(f"{share:.1%}")
        expect(row.locator("[data-keys]")).to_have_text(f"{keys:,}")
    pick(page, "oven-2")
    page.locator('[data-pick="crash"] summary').click()
    expect(loads(page).nth(1)).to_contain_text("crashed")
    expect(page.locator("load-bars .traffic")).to_contain_text(re.compile(r"\d% fail"))
    expect(page.locator('[data-pick="crash"] summary')).to_contain_text("Recover")
    page.locator('[data-pick="crash"] summary').click()
    expect(page.locator("load-bars .traffic")).to_contain_text("none fail")


def test_a_drag_says_what_the_drop_would_do(live, page):
    open_ring(page, live)
    drag(page, "oven-2", 40, 90, drop=False)
    expect(story(page)).to_contain_text(re.compile(r"oven-2 at \d+° would move [\d,]+ of 10,000 keys"))
    before = page.evaluate("() => document.querySelector('ring-room').room.derived.loads[1][1]")
    expect(loads(page).nth(1).locator("[data-keys]")).not_to_have_text(f"{before:,}")
    page.mouse.up()
    expect(story(page)).not_to_contain_text("would move")
    assert fingerprint(page)[1] == 1


# -- acting on servers -------------------------------------------------------------------------------------


def test_remove_asks_which_server_when_none_is_selected(live, page):
    open_ring(page, live)
    page.locator('[data-pick="remove"] summary').click()
    page.locator('[data-pick="remove"]').get_by_role("button", name="Remove oven-3").click()
    expect(handles(page)).to_have_count(4)
    expect(story(page)).to_contain_text("oven-3")
    expect(page.locator('[data-pick="remove"]')).not_to_have_attribute("open", "")


def test_a_server_is_added_at_the_place_that_was_chosen(live, page):
    open_ring(page, live)
    page.get_by_text("Add a server").click()
    page.get_by_role("button", name="At a place I click").click()
    expect(refusal(page, "ring-toolbar")).to_contain_text("Choose on the crust")
    box = page.locator("hash-ring").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.117)  # twelve o'clock
    expect(handles(page)).to_have_count(6)
    points = page.evaluate("() => document.querySelector('ring-room').room.derived.points")
    position = next(position for position, server, _ in points if server == "oven-6")
    assert min(position, 1 - position) < 0.02
    expect(refusal(page, "ring-toolbar")).to_have_text("")


def test_the_panel_renames_weighs_moves_and_steps(live, page):
    open_ring(page, live)
    panel = page.locator("server-panel")
    expect(panel).to_contain_text("Pick a server")
    edit(page, "oven-2")
    start = degrees_of(page, "oven-2")
    expect(panel).to_contain_text(f"oven-2, at {start}°")
    panel.get_by_label("Name").fill("Big oven")
    panel.get_by_role("button", name="Rename").click()
    expect(loads(page).nth(1)).to_contain_text("Big oven")
    panel.get_by_label("Weight").fill("2.5")
    panel.get_by_role("button", name="Weigh").click()
    expect(page.locator("server-list tbody tr").nth(1)).to_contain_text("2.5")
    for _ in range(3):
        panel.get_by_role("button", name="On one degree").click()
    wait_for_seq(page, 5)
    assert degrees_of(page, "oven-2") == start + 3
    expect(panel).to_contain_text(f"at {start + 3}°")


def test_a_number_of_degrees_is_a_way_without_dragging(live, page):
    open_ring(page, live)
    edit(page, "oven-2")
    field = page.locator("server-panel").get_by_label("Degrees")
    field.fill("160.7")
    field.press("Enter")
    expect(page.locator("server-panel")).to_contain_text("at 161°")
    expect(field).to_be_focused()
    expect(field).to_have_value("160.7")
    expect(handle(page, "oven-2")).to_have_attribute("aria-valuetext", re.compile("at 161 degrees"))


def test_with_many_points_the_panel_moves_the_one_that_was_chosen(live, page):
    open_ring(page, live)
    dial(page, "virtual_nodes")[1].fill("4")
    dial(page, "virtual_nodes")[1].press("Enter")
    wait_for_seq(page, 1)
    edit(page, "oven-3")
    panel = page.locator("server-panel")
    panel.get_by_label("of point").fill("2")
    panel.get_by_label("Degrees").fill("33")
    panel.get_by_role("button", name="Move", exact=True).click()
    wait_for_seq(page, 2)
    points = page.evaluate("() => document.querySelector('ring-room').room.derived.points")
    assert any(abs(p - 33 / 360) < 1e-6 and server == "oven-3" and index == 1 for p, server, index in points)
    expect(panel).to_contain_text("point 2 at 33°")


def test_why_asks_about_a_key_of_the_selected_server(live, page):
    open_ring(page, live)
    pick(page, "oven-4")
    page.locator("server-panel").get_by_role("link", name="Why?").click()
    expect(page.locator("#why-answer")).to_contain_text("oven-4")


# -- the dials ---------------------------------------------------------------------------------------------


def test_a_dial_is_sent_when_the_hand_lets_go_and_reaches_others(live, new_page):
    mine, yours = new_page(), new_page()
    visit(yours, open_ring(mine, live))
    slider, field = dial(mine, "virtual_nodes")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    wait_for_seq(mine, 3)
    expect(field).to_have_value("4")
    expect(slider).to_have_attribute("aria-valuetext", "4 virtual nodes")
    expect(slider).to_be_focused()
    expect(dial(yours, "virtual_nodes")[1]).to_have_value("4")


def test_a_slider_under_the_pointer_sends_once(live, page):
    open_ring(page, live)
    slider, field = dial(page, "keys")
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, y)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + box["width"] * (0.3 + step * 0.02), y)
    shown_while_held = field.input_value()
    assert state(page)["keys"] == 10_000
    page.mouse.up()
    wait_for_seq(page, 1)
    assert str(state(page)["keys"]) == shown_while_held == field.input_value()


def test_a_number_out_of_bounds_is_answered_in_place_and_changes_nothing(live, page):
    open_ring(page, live)
    _, field = dial(page, "virtual_nodes")
    field.fill("5000")
    field.press("Tab")
    expect(refusal(page, "ring-dials")).to_have_text("Virtual nodes must be a number from 1 to 1,000.")
    expect(field).to_have_value("1")
    assert fingerprint(page)[1] == 0


def test_the_capacity_bound_goes_on_and_off(live, page):
    open_ring(page, live)
    slider, field = dial(page, "capacity_bound")
    field.fill("1.25")
    field.press("Enter")
    wait_for_seq(page, 1)
    assert state(page)["capacity_bound"] == 1.25
    assert (
        max(share for _, _, share in page.evaluate("document.querySelector('ring-room').room.derived.loads"))
        <= 0.25
    )
    slider.focus()
    slider.press("Home")
    wait_for_seq(page, 2)
    assert state(page)["capacity_bound"] is None
    expect(field).to_have_value("")
    expect(slider).to_have_attribute("aria-valuetext", "off")


def test_every_strategy_hash_and_scenario_of_the_tables_can_be_had(live, page):
    open_ring(page, live)
    menu = page.locator("strategy-menu")
    for seq, name in enumerate(("m % n", "Rendezvous", "Jump", "Maglev", "Ring"), start=1):
        menu.get_by_role("button", name=name, exact=True).click()
        wait_for_seq(page, seq)
        expect(menu.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Hash", exact=True).select_option("fnv1a")
    wait_for_seq(page, 6)
    assert state(page)["hash"] == "fnv1a"
    page.get_by_label("Start again from").select_option("many-flags")
    page.get_by_role("button", name="Start again").click()
    wait_for_seq(page, 7)
    expect(dial(page, "virtual_nodes")[1]).to_have_value("100")


# -- refusals, locks, undo ---------------------------------------------------------------------------------


def test_a_refusal_stands_beside_the_control_and_is_spoken(live, page):
    open_ring(page, live)
    edit(page, "oven-2")
    panel = page.locator("server-panel")
    panel.get_by_label("Name").fill("oven-1")
    panel.get_by_role("button", name="Rename").click()
    line = refusal(page, "server-panel")
    expect(line).not_to_have_text("")
    expect(page.locator("[data-live]")).to_have_text(line.inner_text())
    expect(panel.get_by_role("button", name="Rename")).to_be_focused()
    assert fingerprint(page)[1] == 0
    panel.get_by_label("Name").fill("Ada")
    panel.get_by_role("button", name="Rename").click()
    expect(line).to_have_text("")


def test_who_watches_is_told_why_the_controls_are_off(live, new_page):
    mine, yours = new_page(), new_page()
    visit(yours, open_ring(mine, live))
    expect(yours.get_by_role("switch")).to_have_count(0)
    mine.locator("people-bar summary").click()
    mine.get_by_role("switch").click()
    expect(mine.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    expect(refusal(yours, "ring-toolbar")).to_contain_text("locked")
    undo = yours.get_by_role("button", name="Undo the last change")
    expect(undo).to_have_attribute("aria-disabled", "true")
    yours.locator("server-list").get_by_role("button", name="Crash oven-1").click()
    expect(refusal(yours, "server-list")).to_contain_text("locked")
    assert fingerprint(yours)[1] == 1
    mine.get_by_role("switch").click()
    expect(refusal(yours, "ring-toolbar")).to_have_text("")
    expect(undo).not_to_have_attribute("aria-disabled", "true")


def test_control_z_takes_back_but_not_while_typing(live, page):
    open_ring(page, live)
    add_server(page)
    expect(handles(page)).to_have_count(6)
    edit(page, "oven-2")
    page.locator("server-panel").get_by_label("Name").press("Control+z")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(handles(page)).to_have_count(5)
    assert fingerprint(page)[1] == 2


@pytest.fixture
def back_again(live) -> Iterator[None]:
    """However the test ends, the next one finds a server."""
    yield
    if live.process is None:
        live.start()


def test_what_was_asked_while_the_line_was_down_survives_a_reload(live, page, expect_errors, back_again):
    url = open_ring(page, live)
    expect_errors(page, OFFLINE)
    live.stop()
    expect(page.locator("connection-banner")).to_contain_text("Your changes are kept and will be sent.")
    add_server(page)
    add_server(page)
    expect(page.locator("connection-banner")).to_contain_text("2 changes wait.")
    page.goto("about:blank")
    live.start()
    page.goto(url)
    expect(handles(page)).to_have_count(7)
    expect(page.locator("connection-banner")).to_be_hidden()
    page.reload()
    wait_for_line(page)
    assert fingerprint(page)[1] == 2


def test_a_room_that_is_gone_is_said_and_not_tried_again(live, page):
    url = open_ring(page, live)
    slug = url.rstrip("/").rsplit("/", 1)[1]
    page.evaluate(
        """() => {
          const room = document.querySelector('ring-room');
          room.setAttribute('socket', '/ws/rooms/basil-aaaaaaaaaaaaaaaa/');
          room.replaceWith(room);
        }"""
    )
    assert slug in page.url
    expect(page.locator("connection-banner")).to_contain_text("This room does not exist any more.")
    expect(refusal(page, "ring-toolbar")).to_contain_text("does not exist")


# -- the past ----------------------------------------------------------------------------------------------


def test_a_link_into_the_past_shows_it_and_changes_wait_until_now(live, page):
    url = open_ring(page, live)
    for count in (6, 7):
        add_server(page)
        expect(handles(page)).to_have_count(count)
    visit(page, f"{url}?at=1")
    expect(handles(page)).to_have_count(6)
    expect(loads(page)).to_have_count(6)
    expect(refusal(page, "ring-toolbar")).to_contain_text("looking at the past")
    page.locator("server-list").get_by_role("button", name="Crash oven-1").click()
    expect(refusal(page, "server-list")).to_contain_text("looking at the past")
    page.get_by_role("button", name="Back to now").click()
    expect(handles(page)).to_have_count(7)
    expect(refusal(page, "ring-toolbar")).to_have_text("")


HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", {get: () => hidden, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_at_which_nobody_looks_is_sent_no_frames(live, page):
    heard: list[str] = []

    def listen(line):
        line.on("framereceived", lambda text: heard.append(json.loads(text)["type"]))

    def wait_for_a_frame():
        for _ in range(200):
            if "frame" in heard:
                return
            page.wait_for_timeout(100)
        raise AssertionError("no frame came")

    page.on("websocket", listen)
    open_ring(page, live)
    wait_for_a_frame()
    page.evaluate(HIDE, True)
    add_server(page)  # acknowledged after the page said that it is hidden
    expect(story(page)).to_contain_text("Adding")
    heard.clear()
    page.wait_for_timeout(1_000)
    assert "frame" not in heard
    page.evaluate(HIDE, False)
    wait_for_a_frame()
