"""The year of twelve choices, and the table in ten cards: by mouse, finger and key, and without JavaScript."""

import re

from playwright.sync_api import Page, expect

LAB = "/lessons/l06-grow-the-shop/lab/?orders=1000"
RIGHT = {
    "c1": "h",
    "c2": "v",
    "c3": "h",
    "c4": "v",
    "c5": "h",
    "c6": "v",
    "c7": "h",
    "c8": "v",
    "c9": "v",
    "c10": "h",
}
SMALL = """() => [...document.querySelectorAll('#grow :is(select, .btn), #scaling :is(select, .btn, [data-deck])')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => one.outerHTML.slice(0, 90))"""
# An answer brings cards of its own: none of them comes as if it were carried.
IN_HAND = """() => {
  window.cameInHand = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes)
      window.cameInHand.push(...[...(node.querySelectorAll?.(".held") ?? [])].map((card) => card.dataset.card));
  }).observe(document, { childList: true, subtree: true });
}"""


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, card: str, to: tuple[float, float]) -> None:
    page.locator(card).scroll_into_view_if_needed()
    page.mouse.move(*middle(page, card))
    page.mouse.down()
    page.mouse.move(*to, steps=5)
    page.mouse.up()


def test_a_card_is_dragged_under_a_heading_and_across_by_mouse(live, page):
    page.goto(live.url + LAB)
    page.locator("#scaling").scroll_into_view_if_needed()
    deck = page.locator("[data-deck]")
    expect(deck).to_have_attribute("tabindex", "0")
    x, y = middle(page, "[data-deck]")
    drag(page, "[data-deck]", (x - 200, y + 20))
    placed = page.locator("[data-placed][data-card=c1]")
    expect(placed).to_have_class(re.compile("bad"))
    expect(page.locator("[data-said]")).to_contain_text("Ask who takes over", use_inner_text=True)
    expect(page).to_have_url(re.compile("c1=v"))
    drag(page, "[data-placed][data-card=c1]", middle(page, ".scaling-cell[data-under=h]"))
    expect(placed).to_have_class(re.compile("good"))
    expect(page.locator("[data-said]")).to_contain_text("Another oven bakes on", use_inner_text=True)
    x, y = middle(page, "[data-deck]")
    drag(page, "[data-deck]", (x + 30, y + 5))  # not far enough to mean anything
    expect(deck).to_have_attribute("data-card", "c2")


def test_the_last_cards_by_key_and_the_menu_of_a_card(live, page):
    *laid, c8, c9, c10 = RIGHT.items()
    page.goto(live.url + LAB + "".join(f"&{card}={under}" for card, under in laid))
    deck = page.locator("#scaling-card")
    deck.focus()
    for card, under in (c8, c9, c10):
        expect(deck).to_have_attribute("data-card", card)
        expect(deck).to_be_focused()
        page.keyboard.press("ArrowLeft" if under == "v" else "ArrowRight")
        expect(page.locator(f"[data-placed][data-card={card}]")).to_be_visible()
    expect(page.locator(".scaling-done")).to_contain_text("In rows 2 to 5, left and right were exchanged")
    expect(page.locator(".scaling-verdict")).to_have_count(5)
    expect(page.locator(".scaling-notes del")).to_have_count(8)
    page.locator("#scaling-c4").focus()
    page.locator("#scaling-c4").select_option("h")
    expect(page.locator("[data-placed][data-card=c4]")).to_have_class(re.compile("bad"))
    expect(page.locator("#scaling-c4")).to_be_focused()
    page.locator("#scaling-again").click()
    expect(page.locator("[data-placed]")).to_have_count(0)


def test_a_plan_is_chosen_and_changed(live, page):
    page.goto(live.url + LAB)
    expect(page.locator(".lab-sentence")).to_contain_text(
        "the whole business was closed for 6,000 min", use_inner_text=True
    )
    page.get_by_role("link", name="Tune first").click()
    expect(page.locator(".lab-sentence")).to_contain_text("Tune first: 99.9%", use_inner_text=True)
    page.locator("#grow-m1").focus()
    page.locator("#grow-m1").select_option("save")
    expect(page.locator(".lab-sentence")).to_contain_text("Your plan", use_inner_text=True)
    expect(page.locator("#grow-m1")).to_be_focused()
    expect(page.locator(".lab-hint")).to_have_count(0)


def test_on_a_phone_a_card_is_flicked_by_finger(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    page.goto(live.url + LAB)
    expect(page.locator("[data-deck]")).to_have_attribute("tabindex", "0")
    page.locator("[data-deck]").scroll_into_view_if_needed()
    x, y = middle(page, "[data-deck]")
    page.evaluate(IN_HAND)
    touch = page.context.new_cdp_session(page)
    for kind, dx in (
        ("touchStart", 0),
        ("touchMove", 20),
        ("touchMove", 60),
        ("touchMove", 110),
        ("touchEnd", None),
    ):
        points = [] if dx is None else [{"x": x + dx, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect(page.locator("[data-placed][data-card=c1]")).to_have_class(re.compile("good"))
    assert page.evaluate("window.cameInHand") == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(SMALL) == []


def test_without_javascript(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url + LAB)
    page.get_by_role("button", name="Horizontal").click()
    expect(page.locator("[data-placed][data-card=c1].good")).to_be_visible()
    page.get_by_role("button", name="Vertical").click()
    page.locator("#scaling-c2").select_option("h")
    page.get_by_role("button", name="Move the cards").click()
    expect(page.locator("[data-placed][data-card=c2].bad")).to_be_visible()
    expect(page.locator("[data-placed][data-card=c1].good")).to_be_visible()
    page.locator("#grow-m1").select_option("tune")
    page.get_by_role("button", name="Live this year").click()
    expect(page.locator(".lab-sentence")).to_contain_text("Your plan", use_inner_text=True)
    expect(page.locator("[data-placed]")).to_have_count(2)
