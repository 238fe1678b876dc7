"""Questions in a browser: every kind by keyboard, without JavaScript, by touch; the ladder; a lost network."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.quiz import KINDS, begin, send, tab_to


def choose_first(page: Page) -> None:
    tab_to(page, "[name=answer]")
    page.keyboard.press("Space")


def type_number(page: Page) -> None:
    tab_to(page, "#answer")
    page.keyboard.type("20")


def move_down(page: Page) -> None:
    tab_to(page, ".order-buttons button:last-child")
    page.keyboard.press("Enter")
    expect(page.locator("[data-moved]")).to_contain_text("now 2 of 5")
    expect(page.locator(".order-row").nth(1).locator("button").nth(1)).to_be_focused()


def sort_by_radio(page: Page) -> None:
    for _ in range(page.locator(".sort-item").count()):
        tab_to(page, ".sort-item input:not(:checked)")
        page.keyboard.press("Space")


def sort_by_select(page: Page) -> None:
    for _ in range(page.locator(".sort-item").count()):
        tab_to(page, ".sort-item select")
        page.keyboard.press("ArrowDown")


def mark_and_repair(page: Page) -> None:
    tab_to(page, "[name=span]")
    page.keyboard.press("Space")
    tab_to(page, "[name=fix]")
    page.keyboard.press("Space")


def name_in_order(page: Page) -> None:
    for _ in range(2):
        tab_to(page, "[data-pick]")
        page.keyboard.press("ArrowDown")
    expect(page.locator(".quiz-spot.picked")).to_have_count(2)


BY_KEYBOARD = {
    "single": choose_first,
    "multiple": choose_first,
    "numeric": type_number,
    "order": move_down,
    "categorise": sort_by_radio,
    "by select": sort_by_select,
    "find-error": mark_and_repair,
    "ring": choose_first,
    "sequence": name_in_order,
}


def test_every_kind_by_keyboard_and_the_verdict_is_focused_and_announced(live, page):
    address = begin(page, live, list(KINDS.values()))
    for position, kind in enumerate(KINDS):
        page.goto(f"{address}{position}/")
        expect(page.locator("quiz-order:not([data-ready])")).to_have_count(0)
        BY_KEYBOARD[kind](page)
        send(page)
        expect(page.locator("#said")).to_contain_text(re.compile(r"Right|Not yet"))
        assert_accessible(page)
    page.goto(address)
    expect(page.locator(".quiz-results li")).to_have_count(len(KINDS))
    assert_accessible(page)


def test_every_kind_without_javascript(live, new_page):
    page = new_page(javascript=False)
    address = begin(page, live, list(KINDS.values()))
    for position, kind in enumerate(KINDS):
        page.goto(f"{address}{position}/")
        for number, select in enumerate(page.locator("#answer select").all(), 1):
            select.select_option(index=min(number, 2) if kind == "sequence" else number % 5 or 5)
        for item in page.locator(".sort-item:has(input)").all():
            item.get_by_role("radio").first.check()
        for name in ("span", "fix", "answer"):
            field = page.locator(f":is([type=radio], [type=checkbox])[name={name}]")
            if field.count():
                field.first.check()
        if kind == "numeric":
            page.locator("#answer").fill("20")
        page.get_by_label("certain", exact=True).check()
        page.get_by_role("button", name="Check my answer").click()
        expect(page).to_have_url(re.compile(rf"/{position}/#verdict$"))
        expect(page.locator("#verdict")).to_contain_text(re.compile(r"Right|Not yet"))


def test_the_ladder_from_why_it_tempts_to_the_worked_answer(live, page, expect_errors):
    expect_errors(page, "422")  # an answer without how sure is refused, in words
    address = begin(page, live, [KINDS["single"], KINDS["numeric"]])
    page.goto(f"{address}0/")
    assert_accessible(page)
    wrong = ["Which oven is the most", "How are the classes", "How many copies"]
    page.get_by_label(wrong[0]).check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("#problem")).to_be_focused()
    expect(page.get_by_label(wrong[0])).to_be_checked()
    page.get_by_label("certain", exact=True).check()
    page.get_by_role("button", name="Check my answer").click()
    box = page.locator(".option-box", has_text=wrong[0])
    expect(box.locator("#verdict")).to_contain_text("picks a tool before the goal is known")
    expect(page.locator(".quiz-help, .worked-answer")).to_have_count(0)
    page.get_by_label(wrong[1]).check()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".quiz-help")).to_contain_text("Hint.")
    expect(page.locator(".quiz-help a")).to_have_attribute("href", re.compile(r"/lab/"))
    expect(page.locator(".worked-answer")).to_have_count(0)
    page.get_by_label(wrong[2]).check()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".worked-answer")).to_contain_text("What must the shop achieve")
    expect(page.locator(".tries .wrong")).to_have_count(3)
    expect(page.locator(".stop.wrong")).to_have_count(1)
    expect(page.get_by_role("link", name="A fresh one of the same kind")).to_be_visible()
    page.get_by_role("link", name="Next question").click()
    expect(page.locator("#question")).to_contain_text("Question 2 of 3")


def test_by_touch_the_ring_and_the_rows(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    address = begin(page, live, [KINDS["ring"], KINDS["sequence"], KINDS["order"]])
    page.goto(f"{address}0/")
    page.locator(".quiz-spot .spot-label").nth(2).tap()
    expect(page.get_by_label("Cy at 45")).to_be_checked()
    page.goto(f"{address}1/")
    spots = page.locator(".quiz-spot")
    for nth in (1, 2, 2, 3):  # a second tap on the same point takes it back
        spots.nth(nth).locator(".spot-label").tap()
    assert [pick.input_value() for pick in page.locator("[data-pick]").all()] == ["Bo", "Cy"]
    page.goto(f"{address}2/")
    first = page.locator(".order-row").first.get_attribute("data-name")
    low, high = (page.locator(".order-text").nth(row).bounding_box() for row in (3, 0))
    page.mouse.move(low["x"] + 9, low["y"] + 9)
    page.mouse.down()
    page.mouse.move(low["x"] + 9, high["y"] - 4, steps=8)
    page.mouse.up()
    expect(page.locator("[data-moved]")).to_contain_text("now 1 of 5")
    expect(page.locator(".order-row").nth(1)).to_have_attribute("data-name", first)
    assert [place.input_value() for place in page.locator(".order-row select").all()] == list("12345")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('.quiz :is(.btn, .pill, .order-buttons button)')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
            .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_an_answer_waits_for_the_network_and_then_goes_out_once(live, page, expect_errors):
    expect_errors(page, "ERR_INTERNET_DISCONNECTED|htmx:(sendError|afterRequest)")
    address = begin(page, live, [KINDS["numeric"], KINDS["sequence"]])
    page.goto(f"{address}0/")
    page.locator("#answer").fill("20")
    page.get_by_label("certain", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("[data-kept]")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(page.locator("#verdict")).to_be_focused(timeout=20_000)
    expect(page.locator(".tries .wrong")).to_have_count(1)

    # The page is left before the network is back: another page of the quiz sends it.
    page.goto(f"{address}1/")
    page.locator("[data-pick]").nth(0).select_option("Bo")
    page.locator("[data-pick]").nth(1).select_option("Cy")
    page.get_by_label("certain", exact=True).check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator("[data-kept]")).to_contain_text("kept on this device")
    page.goto("about:blank")  # or it could send the answer in the moment in which the other page is asked for
    page.context.set_offline(False)
    page.goto(address)
    result = page.locator(".quiz-results li").nth(1)
    expect(result).to_contain_text("right at the first try", timeout=20_000)  # it may take a second go
    page.wait_for_function("() => localStorage.getItem('slicewise-answers') === '{}'")


def test_a_check_from_the_lesson_to_its_end_and_back(live, page):
    page.goto(f"{live.url}/lessons/l21-what-moved/")
    page.locator("input[name=value]").fill("25")
    page.get_by_label("fairly sure").check()
    page.get_by_role("button", name="Lock in my guess and run").click()
    page.locator("#seen button").first.click()
    card = page.locator(".check-card")
    card.get_by_role("button", name="Start the check").click()
    expect(page.locator("h1")).to_contain_text("Check: Add one oven")
    page.get_by_role("link", name="Back to the lesson").click()
    expect(card).to_contain_text("0 of 6 questions answered")
    assert_accessible(page)
