"""The lens: one switch tells a lab as a pizza shop or as a data centre, over the same run."""

import re

from playwright.sync_api import Page, expect

from simulator.engine.lens import COMMON
from tests.browser.axe import assert_accessible

LAB = "/lessons/l13-dealers-choice/lab/"
DRAWING = "/lessons/l01-draw-the-shop/lab/"
LESSON = "/lessons/l03-busy-chef/"
SAME = {shop for shop, centre in COMMON if shop == centre}
# Words that both tellings share do not count: "in order" is no order.
SHOP = re.compile(rf"\b(?:{'|'.join(shop for shop, _ in COMMON if shop not in SAME)})\b", re.IGNORECASE)


def words_of_the_shop(page: Page, part: str) -> list[str]:
    """What a person would read there that belongs to the shop, each with what stands around it."""
    text = page.locator(part).first.inner_text()
    for same in SAME:
        text = re.sub(rf"\b{same}\b", "", text, flags=re.IGNORECASE)
    return [text[max(0, found.start() - 30) : found.end() + 20] for found in SHOP.finditer(text)]


def open_lab(page: Page, live, where: str = LAB) -> None:
    page.goto(live.url + where)
    expect(page.locator("trace-player[data-ready]")).to_be_visible()


def turn(page: Page, name: str = "Data centre") -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")


def test_it_turns_at_once_keeps_the_time_and_is_remembered(live, page):
    open_lab(page, live)
    page.evaluate("() => document.querySelector('trace-player').jump(30)")
    page.get_by_text("This moment as a table").click()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    turn(page)
    assert page.evaluate("() => document.querySelector('trace-player').film.time") == 30
    expect(page.locator("[data-live]")).to_contain_text("every server")
    assert not [url for url in asked if "lab" in url or "lens/" in url]
    for part in (
        ".lab-sentence",
        ".player-machine",
        ".player-results",
        ".player-table",
        ".outcome, .numbers",
        ".lab-controls",
    ):
        assert words_of_the_shop(page, part) == [], part
    assert re.search("server", page.locator("[data-say]").inner_text())
    page.locator(".player-stage").focus()
    page.keyboard.press(".")
    expect(page.locator("[data-live]")).to_contain_text("processing")

    chart = page.locator(".lab-charts plot-figure").first
    chart.scroll_into_view_if_needed()
    expect(chart).to_have_attribute("data-drawn", "")
    assert not SHOP.search(chart.locator(".plot").inner_text())
    assert_accessible(page)
    page.reload()
    expect(page.get_by_role("button", name="Data centre")).to_have_attribute("aria-pressed", "true")
    assert page.locator("html").get_attribute("data-lens") == "centre"
    assert words_of_the_shop(page, ".lab-sentence") == []
    assert "lens" not in page.get_by_role("link", name="A link to this run").get_attribute("href")


def test_by_keyboard_and_a_new_run_comes_in_the_same_words(live, page):
    open_lab(page, live)
    page.get_by_role("button", name="Data centre").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-lens", "centre")
    options = page.locator(".lab-controls select option")
    assert not any(SHOP.search(text) for text in options.all_text_contents())
    first = page.locator("trace-player").element_handle()
    page.locator(".lab-controls select").first.select_option(index=3)
    page.wait_for_function(
        "(first) => !first.isConnected && document.querySelector('trace-player[data-ready]')", arg=first
    )
    assert words_of_the_shop(page, ".player-machine") == []
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="Pizza shop").focus()
    page.keyboard.press("Space")
    expect(page.locator("html")).not_to_have_attribute("data-lens", "centre")
    assert words_of_the_shop(page, ".player-machine") != []


def test_pins_say_where_the_picture_breaks(live, page):
    open_lab(page, live)
    pins = page.locator(".lens-pins")
    expect(pins.locator("li").first).to_be_hidden()
    page.locator(".lab-sentence a.pin").first.focus()
    page.keyboard.press("Enter")
    expect(pins.locator("li").first).to_be_visible()
    page.locator(".lens-pins summary").click()
    expect(pins.locator("li").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("lens-switch")).to_be_hidden()
    assert pins.locator("p").first.evaluate("(one) => one.getBoundingClientRect().height") > 10


def test_the_drawing_of_the_shop_turns_in_a_picture_and_for_the_ear(live, page):
    open_lab(page, live, DRAWING)
    expect(page.get_by_role("button", name="Kitchen, goes on to rider")).to_be_visible()
    turn(page)
    expect(page.get_by_role("button", name="Server, goes on to delivery service")).to_be_visible()
    assert words_of_the_shop(page, ".lab-result") == []
    turn(page, "Pizza shop")
    expect(page.get_by_role("button", name="Kitchen, goes on to rider")).to_be_visible()


def test_without_javascript_the_choice_is_kept_by_a_request(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url + LAB)
    with page.expect_navigation():
        page.get_by_role("button", name="Data centre").click()
    expect(page).to_have_url(live.url + LAB)
    assert words_of_the_shop(page, ".lab-sentence") == []
    assert words_of_the_shop(page, ".player-stops") == []
    assert not any(SHOP.search(text) for text in page.locator("select option").all_text_contents())


def test_in_a_lesson_on_a_phone_from_the_guess_to_the_lab(live, new_page):
    page = new_page(width=390, height=844, touch=True, theme="dark")
    page.goto(live.url + LESSON)
    turn(page)
    assert words_of_the_shop(page, "#predict .question") == []
    page.reload()  # from the second opening on the guess may be skipped
    page.get_by_role("button", name="Skip the guess").click()
    page.locator("#lab .lab-sentence").wait_for()
    for part in (".compared", ".compare-picture", "#lab-controls", ".lab-sentence", ".seen-card"):
        assert words_of_the_shop(page, part) == [], part
    expect(page.locator("lens-switch")).to_have_count(1)
    box = page.get_by_role("button", name="Data centre").bounding_box()
    assert box["height"] >= 43.5
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert_accessible(page)
