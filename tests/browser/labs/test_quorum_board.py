"""L11 in a browser: the board is set by mouse, by keyboard, and on a phone without JavaScript."""

from playwright.sync_api import expect

LAB = "/lessons/l11-quorums/lab/"


def test_a_round_is_chosen_by_mouse_and_by_keyboard(live, page):
    page.goto(live.url + LAB)
    says = page.locator(".quorum-says")
    expect(says).to_contain_text("nobody who is asked has order 8", use_inner_text=True)
    page.get_by_role("button", name="Ask Ada").click()
    expect(says).to_contain_text("Ada has it and is asked")
    expect(page.get_by_role("button", name="Ask Ada")).to_be_focused()
    page.get_by_role("button", name="Ada is down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Ask Ada")).to_be_disabled()
    page.get_by_role("link", name="Let chance choose again").click()
    expect(page.locator(".quorum-title")).to_have_text("One round, by chance")


def test_on_a_phone_without_javascript(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(live.url + LAB)
    page.get_by_role("button", name="Ask Ada").click()
    expect(page.locator(".quorum-says")).to_contain_text("Ada has it and is asked")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
