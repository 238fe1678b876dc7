"""Find the fault: instruments are bought and the fault is named by mouse, by keyboard, on a phone, without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible

LAB = "/lessons/l18-find-the-fault/lab/"


def buy(page: Page, number: int):
    return page.locator(f"#fault-buy-{number}")


def ready(page: Page) -> None:
    """The scene is there and alive; before that its buttons send their form."""
    page.wait_for_function("() => document.querySelector('fault-scene:defined')")


def test_by_mouse_one_look_at_a_trace_is_enough(live, page):
    page.goto(live.url + LAB)
    ready(page)
    expect(page.locator(".fault-left")).to_have_text("13 of 13 suspects fit what is seen so far.")
    buy(page, 8).click()
    expect(page.locator(".fault-left").last).to_have_text("1 of 13 suspects fits what is seen so far.")
    expect(buy(page, 8)).to_be_focused()
    expect(page).to_have_url(re.compile(r"instruments=1%2C\+8"))
    told = page.locator(".fault-traces .red .fault-told")
    expect(told).to_contain_text(re.compile(r"oven \d"), use_inner_text=True)
    place = re.search(r"oven \d", told.inner_text()).group()
    page.locator("#fault-guess").focus()
    page.locator("#fault-guess").select_option(label=f"{place.capitalize()} is slow")
    expect(page.locator(".fault-verdict")).to_contain_text("That is it")
    expect(page.locator("#fault-guess")).to_be_focused()
    assert_accessible(page)


def test_by_keyboard_three_are_the_most(live, page):
    page.goto(live.url + LAB)
    ready(page)
    for number in (5, 9):
        buy(page, number).focus()
        page.keyboard.press("Enter")
        expect(buy(page, number)).to_have_attribute("aria-pressed", "true")
        expect(buy(page, number)).to_be_focused()
    expect(page.locator(".fault-panel")).to_have_count(3)
    expect(buy(page, 2)).to_be_disabled()
    page.keyboard.press("Space")
    expect(buy(page, 9)).to_have_attribute("aria-pressed", "false")
    expect(buy(page, 2)).to_be_enabled()


def test_on_a_phone_without_scripts(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(f"{live.url}{LAB}?instruments=2,7,8&seed=4")
    assert page.locator("html").evaluate("one => one.scrollWidth") == 390
    for button in page.locator(".fault .btn:visible").all():
        assert button.bounding_box()["height"] >= 43.5
    buy(page, 2).click()
    expect(page.locator(".fault-panel")).to_have_count(2)
    page.locator("#fault-guess").select_option("oven-1")
    page.get_by_role("button", name="Name it").click()
    expect(page.locator(".fault-verdict")).to_contain_text("it is not that")


def test_in_a_lesson_it_waits_for_the_lesson(live, page):
    page.goto(f"{live.url}/lessons/l18-find-the-fault/")
    page.locator("input[name=value]").fill("1050")
    page.get_by_label("fairly sure").check()
    page.get_by_role("button", name="Lock in my guess and run").click()
    ready(page)
    buy(page, 8).click()
    expect(page.locator(".fault [data-said]")).to_have_text("The lab opens after the question below.")
    expect(page.locator("#set-instruments")).to_have_value("1")
    page.locator("#seen button").first.click()
    expect(page.locator("#set-instruments")).to_be_enabled()
    buy(page, 8).click()
    expect(page.locator(".fault-panel")).to_have_count(2)
