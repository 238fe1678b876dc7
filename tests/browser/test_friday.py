"""Friday the 13th in a real Chromium: by keyboard, on a phone, without JavaScript, and two browsers on one board."""

import re

from playwright.sync_api import Page, expect

from simulator.engine.friday import faults_of
from tests.browser.alive import wait_until_alive
from tests.browser.axe import assert_accessible

RELEASE = faults_of(13).release_at
JUMP = """async (minute) => {
  const evening = document.querySelector("friday-evening");
  const csrfmiddlewaretoken = evening.querySelector("[name=csrfmiddlewaretoken]").value;
  await fetch(evening.dataset.report, {method: "POST", body: new URLSearchParams({minute, csrfmiddlewaretoken})});
}"""


def plan(page: Page, live, query: str = "") -> None:
    page.goto(f"{live.url}/friday/{query}")
    page.wait_for_selector("friday-plan:defined")


def begin(page: Page) -> None:
    page.get_by_role("button", name="Open the shops").click()
    page.wait_for_selector("friday-evening[data-ready]")


def jump(page: Page, minute: int) -> None:
    """As if all up to this minute had been watched, and the page opened again."""
    page.evaluate(JUMP, minute)
    page.reload()
    page.wait_for_selector("friday-evening[data-ready]")


def sideways(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_an_evening_by_keyboard(live, page: Page) -> None:
    plan(page, live)
    coins = page.locator("[data-cost]")
    expect(coins).to_have_text("151 of 200 coins")
    page.get_by_label("Harbour").focus()
    page.keyboard.press("ArrowUp")
    expect(coins).to_have_text("156 of 200 coins")
    page.get_by_label("Orders that fail within 10 minutes").focus()
    page.keyboard.type("1 order")
    expect(coins).to_have_text("158 of 200 coins")
    expect(page.locator("[data-words]")).to_have_text("42 left for the evening")
    assert_accessible(page)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open the shops").press("Enter")
    page.wait_for_selector("friday-evening[data-ready]")
    jump(page, RELEASE)
    clock = page.locator(".friday-clock")
    expect(clock).to_have_text("18:46")
    stage = page.get_by_role("group", name="The five shops")
    stage.focus()
    page.keyboard.press("Space")  # it plays until the alarm rings
    expect(page.locator("[data-told]")).to_contain_text("Alarm. 1 order has failed")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert_accessible(page)
    rung = clock.inner_text()
    page.keyboard.press("ArrowLeft")
    expect(clock).not_to_have_text(rung)
    page.get_by_role("button", name="Do it Roll back the release").press("Enter")
    expect(page.locator(".friday-left")).to_contain_text("2 of 3 left, and 40 coins")
    expect(page.locator(".friday-taken")).to_have_text(f"{rung} Roll back the release")
    expect(clock).to_have_text(rung)
    expect(stage).to_be_focused()
    page.reload()  # nothing is lost
    expect(page.locator(".friday-clock")).to_have_text(rung)
    expect(page.locator(".friday-taken li")).to_have_count(1)
    expect(page.locator("[data-news] li:visible").first).to_contain_text("You: Roll back the release")
    page.get_by_role("button", name="To the end").press("Enter")
    expect(page.get_by_role("heading", name="The promise was broken")).to_be_visible()
    wait_until_alive(page)
    for number in (1, 2, 3):
        page.locator(f"#words-{number}").fill(f"Sentence {number}.")
    page.get_by_role("button", name="Give them to Rosa").press("Enter")
    expect(page.get_by_role("heading", name="What went wrong")).to_be_focused()
    expect(page.locator("#words-2")).to_have_value("Sentence 2.")
    assert_accessible(page)
    page.get_by_role("link", name="Play this evening again").click()
    expect(page.get_by_label("Harbour")).to_have_value("7")


def test_what_is_refused_is_said_and_changes_nothing(live, page: Page, expect_errors) -> None:
    expect_errors(page, "422")
    plan(page, live)
    begin(page)
    jump(page, 30)
    move = page.locator("form", has=page.locator("[value=move]"))
    move.get_by_label("To").select_option("Harbour")
    move.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("Choose two different shops.")
    expect(page.locator(".friday-left")).to_contain_text("3 of 3 left")


def test_on_a_phone_and_in_the_dark(live, new_page) -> None:
    phone = new_page(width=390, height=844, theme="dark", touch=True, reduced_motion=True)
    plan(phone, live)
    assert sideways(phone) <= 0
    begin(phone)
    phone.get_by_role("button", name="Four times the speed").tap()
    phone.get_by_role("button", name="Play", exact=True).tap()
    expect(phone.locator("[data-came]")).not_to_have_text("0")
    phone.get_by_role("button", name="Pause").tap()
    assert sideways(phone) <= 0
    small = phone.evaluate(
        """() => [...document.querySelectorAll("main button, main select")]
          .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert small == []
    assert_accessible(phone)
    phone.get_by_role("button", name="To the end").tap()
    phone.wait_for_selector(".friday-over")
    assert sideways(phone) <= 0


def test_without_javascript(live, new_page) -> None:
    page = new_page(javascript=False)
    page.goto(f"{live.url}/friday/")
    page.get_by_role("button", name="Open the shops").click()
    page.get_by_role("button", name="60 minutes on").click()
    expect(page.locator(".friday-clock")).to_have_text("19:00")
    page.get_by_role("button", name="Do it Roll back the release").click()
    expect(page.locator(".friday-taken")).to_have_text("19:00 Roll back the release")
    page.get_by_role("button", name="To the end").click()
    expect(page.get_by_role("heading", name="Three sentences for Rosa")).to_be_visible()


def test_two_browsers_on_one_board(live, new_page) -> None:
    hall, mine, yours = new_page(width=1360, theme="dark"), new_page(), new_page(width=390, height=844)
    hall.goto(f"{live.url}/friday/boards/")
    hall.get_by_role("button", name="Open the board").click()
    expect(hall.get_by_text("Nobody has opened their shops yet")).to_be_visible()
    link = hall.get_by_label("Link to join").input_value()
    for page, name in ((mine, "Ada & <Bo>"), (yours, "")):
        page.goto(link)
        page.get_by_label("Your name on the board, if you like").fill(name)
        begin(page)
    rows = hall.locator("[data-rows] tr")
    expect(rows).to_have_count(2)
    ada = rows.filter(has_text="Ada & <Bo>")
    given = hall.get_by_role("button", name="Hide name of Ada & <Bo>")
    expect(hall.get_by_role("button", name=re.compile("name of"))).to_have_count(1)  # the other gave none
    given.focus()
    hall.keyboard.press("Enter")
    expect(rows.filter(has_text="Ada & <Bo>")).to_have_count(0)
    expect(hall.get_by_role("button", name=re.compile("Show name of"))).to_be_focused()
    assert_accessible(hall)
    hall.set_viewport_size({"width": 390, "height": 844})
    assert sideways(hall) <= 0
    hall.set_viewport_size({"width": 1360, "height": 960})
    hall.keyboard.press("Enter")
    expect(given).to_be_focused()
    mine.get_by_role("button", name="Four times the speed").click()
    mine.get_by_role("button", name="Play", exact=True).click()
    expect(ada.locator("[data-cell=time]")).not_to_have_text("18:00")
    jump(yours, 200)
    expect(rows.last.locator("[data-cell=time]")).to_have_text("21:20")
    expect(rows.last.locator("[data-cell=rank]")).to_have_text("2")
    hall.evaluate("document.querySelector('friday-board').socket.close()")  # the line breaks, and comes back
    yours.get_by_role("button", name="To the end").click()
    expect(rows.last.locator("[data-cell=points]")).not_to_have_text("–")
    expect(rows).to_have_count(2)
    assert_accessible(hall)
    yours.goto(f"{live.url}/friday/boards/{link.rpartition('=')[2]}/")
    assert sideways(yours) <= 0
    expect(yours.get_by_role("link", name="How your evening went")).to_be_visible()
