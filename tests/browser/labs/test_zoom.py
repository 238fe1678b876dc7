"""L19 in a browser: cards are placed by drag, by key and by menu, and the drawing is zoomed."""

from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible

LAB = "/lessons/l19-two-drawings/lab/"


def in_depth(page: Page, depth: str):
    return page.locator(f"[data-drop={depth}] [data-card]")


def test_by_drag_and_by_menu(live, page):
    page.goto(live.url + LAB)
    page.locator("#zoom-grip-4").scroll_into_view_if_needed()
    start = page.locator("#zoom-grip-4").bounding_box()
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.locator("[data-drop=recipe]").scroll_into_view_if_needed()
    goal = page.locator("[data-drop=recipe]").bounding_box()
    page.mouse.move(goal["x"] + 60, goal["y"] + 60, steps=4)
    page.mouse.up()
    expect(in_depth(page, "recipe")).to_have_count(1)
    page.locator("#zoom-place-1").select_option("district")
    expect(page.locator(".lab-sentence")).to_contain_text(
        "You placed 2 cards, 1 at the right depth.", use_inner_text=True
    )
    page.locator("#set-borders").select_option("bad")
    expect(page.locator(".zoom-part.touched")).to_have_count(5)
    assert_accessible(page)


def test_by_keyboard(live, page):
    page.goto(live.url + LAB)
    page.locator("#zoom-grip-5").focus()
    page.keyboard.press("2")
    expect(in_depth(page, "shop")).to_have_count(1)
    expect(page.locator("#zoom-grip-5")).to_be_focused()
    page.keyboard.press("0")
    expect(in_depth(page, "shop")).to_have_count(0)
    page.locator("#zoom-slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("zoom-scene")).to_have_attribute("data-zoom", "3")
    expect(page.locator("#set-zoom")).to_have_value("3")
    expect(page.locator("#zoom-slider")).to_be_focused()


def test_on_a_phone_without_javascript(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(live.url + LAB)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#zoom-place-3").select_option("district")
    page.get_by_role("button", name="Place the cards").click()
    expect(in_depth(page, "district")).to_have_count(1)
