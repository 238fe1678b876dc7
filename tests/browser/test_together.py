"""Two browsers in one room: what one does the other sees, through drags, locks, breaks and restarts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.history import chips
from tests.browser.steps import add_server, drag, fingerprint, handle, handles, open_ring, story, visit

pytestmark = pytest.mark.still


def test_a_drop_reaches_the_other_browser(live, new_page):
    mine, yours = new_page(), new_page(width=390, height=844, theme="dark")
    url = open_ring(mine, live)
    visit(yours, url)
    drag(mine, "oven-3", -90, 10)
    expect(story(mine)).to_contain_text("changed hands")
    expect(story(yours)).to_contain_text("changed hands")
    assert fingerprint(mine) == fingerprint(yours)
    assert fingerprint(mine)[1] == 1


def test_a_drag_is_seen_while_it_lasts(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live)
    visit(yours, url)
    drag(mine, "oven-2", 40, 90, drop=False)
    yours.wait_for_function("() => document.querySelector('ring-room').room.preview?.server === 'oven-2'")
    assert fingerprint(yours)[1] == 0
    mine.mouse.up()
    yours.wait_for_function("() => document.querySelector('ring-room').room.seq === 1")
    expect(story(yours)).to_contain_text("oven-2")
    yours.wait_for_timeout(400)  # long enough for a preview that came too late
    assert yours.evaluate("document.querySelector('ring-room').room.preview") is None


def test_people_come_and_go(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live)
    visit(yours, url)
    here = mine.locator("people-bar [data-count]")
    expect(here).to_have_text("2")
    yours.context.close()
    expect(here).to_have_text("1", timeout=30_000)


def test_a_lock_stops_the_guest_and_not_the_owner(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live)
    visit(yours, url)
    mine.locator("people-bar summary").click()
    mine.get_by_role("switch", name="Only I can change the ring").click()
    yours.wait_for_function("() => document.querySelector('ring-room').room.you.may_change === false")
    drag(yours, "oven-1", 60, 60)
    yours.wait_for_timeout(300)
    assert fingerprint(yours)[1] == 1
    mine.keyboard.press("Escape")
    add_server(mine)
    expect(handles(yours)).to_have_count(6)


def test_a_restart_of_the_server_loses_nothing(live, new_page, expect_errors):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live)
    visit(yours, url)
    add_server(mine)
    expect(handles(yours)).to_have_count(6)
    before = fingerprint(mine)
    for page in (mine, yours):
        expect_errors(page, "WebSocket connection|ERR_CONNECTION_REFUSED|Failed to load resource")
    live.stop()
    banner = mine.locator("connection-banner")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text(re.compile("line is down", re.IGNORECASE))

    # A change made while the line is down is kept, and carried out once when it is back.
    handle(mine, "oven-1").focus()
    mine.keyboard.press("PageUp")
    mine.keyboard.press("Enter")
    live.start()
    expect(story(yours)).to_contain_text("oven-1", timeout=20_000)
    expect(story(mine)).to_contain_text("oven-1")
    assert fingerprint(mine) == fingerprint(yours)
    assert fingerprint(mine)[:2] == [before[0], before[1] + 1]
    expect(banner).to_be_hidden()


def test_both_undo_and_fork(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live)
    visit(yours, url)
    beginning = fingerprint(mine)[2]
    add_server(mine)
    expect(handles(yours)).to_have_count(6)
    yours.get_by_role("button", name="Undo the last change").click()
    expect(handles(mine)).to_have_count(5)
    assert fingerprint(mine)[2] == beginning
    yours.get_by_role("button", name="Fork from here").click()
    expect(yours).not_to_have_url(url)
    expect(handles(yours)).to_have_count(5)


def test_the_whole_room_is_accessible(live, new_page):
    for theme in ("light", "dark"):
        page = new_page(theme=theme)
        open_ring(page, live)
        add_server(page)
        expect(handles(page)).to_have_count(6)
        page.wait_for_timeout(1200)
        assert_accessible(page)
        page.goto(page.url + "?at=0")  # where the controls are off
        expect(page.get_by_role("button", name="Back to now")).to_be_visible()
        expect(chips(page)).to_have_count(2)
        expect(page.locator("time-line [data-act=play]")).to_be_enabled()  # the history has come
        assert_accessible(page)


def test_no_room_is_wider_than_the_screen(live, new_page):
    for width in (320, 390, 768, 1360):
        page = new_page(width=width, height=800)
        open_ring(page, live)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
