"""Time travel: the chips, steps, replay, links to a moment, forks."""

import re

from playwright.sync_api import expect

from tests.browser.history import act, ask, chips, make_history, seen, status
from tests.browser.steps import add_server, handle, handles, open_ring, story, visit


def test_chips_name_what_happened_and_survive_a_reload(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    labels = ["5 servers", "+ oven-6", "oven-2 moved 14°", "✕ oven-1"]
    expect(chips(page)).to_have_text(labels)
    expect(status(page)).to_have_text("Now, after 3 changes")
    page.reload()
    expect(chips(page)).to_have_text(labels)
    expect(chips(page).nth(3)).to_have_attribute("aria-current", "step")


def test_on_a_phone_the_history_opens_at_the_newest_change(live, new_page):
    page = new_page(width=390, height=844)
    open_ring(page, live, "five-ovens")
    make_history(page)
    page.get_by_role("button", name="History").click()
    expect(chips(page).last).to_be_in_viewport(ratio=1)


def test_steps_show_the_past_and_come_back_to_now(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "back").click()
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(handles(page)).to_have_count(6)
    expect(story(page)).to_contain_text("14 degrees")
    expect(act(page, "undo")).to_have_attribute("aria-disabled", "true")
    chips(page).first.click()
    expect(status(page)).to_have_text("As it began")
    expect(handles(page)).to_have_count(5)
    assert page.url.endswith("?at=0")
    act(page, "forth").click()
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "now").click()
    expect(status(page)).to_have_text("Now, after 3 changes")
    expect(act(page, "now")).to_be_hidden()
    expect(page.locator("time-line [data-act=play]")).to_be_focused()
    assert "?" not in page.url


def test_a_link_to_a_moment_opens_there(live, page, new_page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "back").click()
    link = page.get_by_role("link", name="Link to this point")
    expect(link).to_have_attribute("href", re.compile(r"\?at=2$"))
    other = new_page()
    visit(other, live.url + link.get_attribute("href"))
    expect(status(other)).to_have_text("Change 2 of 3")
    expect(chips(other)).to_have_count(4)
    assert seen(other) == 2
    act(other, "forth").click()
    expect(handles(other)).to_have_count(5)


def test_changes_that_arrive_meanwhile_are_counted_and_disturb_nothing(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live, "five-ovens")
    make_history(mine)
    visit(yours, url)
    expect(chips(yours)).to_have_count(4)
    chips(yours).nth(1).click()
    expect(status(yours)).to_have_text("Change 1 of 3")
    add_server(mine)
    expect(status(yours)).to_have_text("Change 1 of 4 · 1 new change")
    ask(mine, do="crash_server", server="oven-3")
    expect(status(yours)).to_have_text("Change 1 of 5 · 2 new changes")
    assert seen(yours) == 1
    act(yours, "now").click()
    expect(status(yours)).to_have_text("Now, after 5 changes")
    expect(chips(yours).last).to_have_text("oven-3 crashed")


def test_a_replay_shows_every_change_in_order_and_ends_at_now(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    page.evaluate("""() => {
        window.shown = [];
        document.addEventListener("room:view", ({ detail }) => window.shown.push(detail.seq));
    }""")
    page.get_by_label("Speed of the replay").select_option("4")
    act(page, "play").click()
    expect(act(page, "play")).to_have_text("Pause")
    expect(status(page)).to_have_text("Now, after 3 changes", timeout=10_000)
    assert page.evaluate("window.shown") == [0, 1, 2, None]
    expect(act(page, "play")).to_have_text("Replay")


def test_a_replay_can_pause_and_go_on(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "play").click()
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "play").click()
    expect(act(page, "play")).to_have_text("Replay")
    page.wait_for_timeout(2_000)  # longer than a beat
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "play").click()
    expect(status(page)).to_have_text("Change 2 of 3")


def test_undo_takes_back_the_last_change(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "undo").click()
    expect(chips(page).last).to_have_text("↶ change 3")
    expect(handles(page)).to_have_count(6)


def test_a_fork_begins_where_one_looks(live, page):
    first = open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    page.get_by_role("button", name="Fork from here").click()
    page.wait_for_url(lambda url: url != first and "/rooms/" in url and "?" not in url)
    expect(chips(page)).to_have_text(["6 servers"])
    expect(handle(page, "oven-6")).to_be_visible()


def test_the_timeline_by_keyboard_alone(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).last.focus()
    page.keyboard.press("ArrowLeft")
    expect(chips(page).nth(2)).to_be_focused()
    page.keyboard.press("Home")
    expect(chips(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("As it began")
    expect(chips(page).first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Now, after 3 changes")
    page.keyboard.press("Tab")
    expect(act(page, "play")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(act(page, "back")).to_be_focused()


def test_a_long_history_scrolls_in_its_row(live, page):
    open_ring(page, live, "five-ovens")
    for turn in range(24):
        ask(page, do="set", virtual_nodes=2 + turn)
        expect(chips(page)).to_have_count(turn + 2)
    row, last = page.locator("time-line .chips").bounding_box(), chips(page).last.bounding_box()
    assert last["x"] + last["width"] <= row["x"] + row["width"]
    page.evaluate("scrollTo(0, 0)")
    chips(page).last.focus()
    page.keyboard.press("Home")
    first = chips(page).first.bounding_box()
    assert first["x"] >= row["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_moment_that_cannot_be_had_says_so_and_can_be_asked_for_again(live, page, expect_errors):
    open_ring(page, live, "five-ovens")
    make_history(page)
    expect_errors(page, "Failed to load resource")
    page.route("**/at/2.json", lambda route: route.abort())
    act(page, "back").click()
    expect(status(page)).to_contain_text("Change 2 could not be loaded")
    page.unroute("**/at/2.json")
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    chips(page).nth(2).click()
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(story(page)).to_contain_text("14 degrees")


def test_a_history_that_was_on_its_way_while_the_ring_changed_is_not_the_last_word(live, page):
    held = []

    def hold(route):
        held.append((route, route.fetch()))

    page.route("**/timeline.json", hold, times=1)
    open_ring(page, live, "five-ovens")
    while not held:
        page.wait_for_timeout(50)
    ask(page, do="add_server", position=0.9)
    expect(story(page)).to_contain_text("Adding")
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(chips(page)).to_have_count(2)
