"""The owner asks a guest to leave and lets them in again, by keys alone; each is told why. A tab that signed out."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_accessible
from tests.browser.steps import open_ring, visit, wait_for_line
from tests.browser.test_account import sign_up

pytestmark = pytest.mark.still


def test_a_guest_is_asked_to_leave_and_let_in_again(live, new_page, expect_errors, tmp_path):
    mine, yours = new_page(width=390, height=844), new_page(width=390, height=844, theme="dark")
    url = open_ring(mine, live)
    visit(yours, url)
    expect_errors(yours, "status of 403")
    name = yours.evaluate("document.querySelector('ring-room').room.you.name")
    summary = mine.locator("people-bar summary")
    expect(mine.locator("people-bar [data-count]")).to_have_text("2")
    expect(yours.get_by_role("button", name="Ask to leave", exact=False)).to_have_count(0)
    summary.press("Enter")
    ask = mine.get_by_role("button", name=f"Ask to leave {name}")
    expect(mine.get_by_role("button", name="Ask to leave", exact=False)).to_have_count(1)  # not oneself
    assert_accessible(mine)
    ask.focus()
    mine.keyboard.press("Enter")
    expect(yours.locator("connection-banner")).to_contain_text("has asked you to leave")
    back = mine.get_by_role("button", name=f"Let in again {name}")
    expect(back).to_be_visible()
    expect(mine.locator("people-bar [data-count]")).to_have_text("1")
    expect(summary).to_be_focused()  # the button is gone; the focus stays in the menu
    assert mine.evaluate("document.documentElement.scrollWidth") <= 390
    assert mine.locator("people-bar .menu-body").bounding_box()["x"] >= 0, "all of the menu is on the screen"
    assert_accessible(mine)
    mine.screenshot(path=str(tmp_path / "people.png"))
    yours.wait_for_timeout(1000)
    assert yours.evaluate("document.querySelector('ring-room').room.why") == "removed", (
        "it does not come back"
    )
    yours.reload()
    expect(yours.get_by_role("heading", name="You were asked to leave this room")).to_be_visible()
    assert_accessible(yours)
    back.focus()
    mine.keyboard.press("Enter")
    expect(back).to_have_count(0)
    yours.reload()
    wait_for_line(yours)
    expect(mine.locator("people-bar [data-count]")).to_have_text("2")


def test_a_tab_that_was_signed_out_elsewhere_says_so_and_rests(live, new_page):
    page = new_page()
    open_ring(page, live)
    url = page.url
    sign_up(page, live)
    visit(page, url)
    other = page.context.new_page()
    other.goto(live.url + "/account/")
    other.get_by_role("button", name="Sign out").first.click()
    expect(page.locator("connection-banner")).to_contain_text("You signed out")
    page.reload()
    wait_for_line(page)
    assert page.evaluate("document.querySelector('ring-room').room.you.owner") is False
