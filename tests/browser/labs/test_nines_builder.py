"""L08 in a browser: the drawing is built by mouse and by keyboard, on a phone, and without JavaScript."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_accessible

LAB = "/lessons/l08-nines/lab/"


def sentence(page: Page):
    return page.locator(".lab-sentence")


def test_by_mouse(live, page):
    page.goto(live.url + LAB)
    expect(sentence(page)).to_contain_text("99.89%")
    page.locator("#nines-more-switchboards").click()
    expect(sentence(page)).to_contain_text("99.9899%")
    page.locator("#nines-needed-switchboards").select_option("2")
    expect(page.locator(".nines-rule").first).to_contain_text("all 2 needed")
    page.get_by_role("button", name="Till", exact=True).click()
    expect(page.locator(".nines-part")).to_have_count(3)
    page.locator("#nines-works-tills").fill("95")
    page.locator("#nines-works-tills").press("Tab")
    expect(sentence(page)).to_contain_text("on the tills")
    assert_accessible(page)


def middle(place: Locator) -> tuple[float, float]:
    bounds = place.bounding_box()
    assert bounds is not None
    return bounds["x"] + bounds["width"] / 2, bounds["y"] + bounds["height"] / 2


def pick_up(page: Page, box: Locator, over: Locator) -> None:
    """By mouse, from the middle of a box to the middle of something else, and not yet let go."""
    box.scroll_into_view_if_needed()
    page.mouse.move(*middle(box))
    page.mouse.down()
    page.mouse.move(*middle(over), steps=4)


def test_boxes_are_wired_by_hand(live, page):
    page.goto(live.url + LAB)
    tray = page.locator(".nines-tray")
    ovens, switchboards = page.locator("[data-part=ovens]"), page.locator("[data-part=switchboards]")
    tray.get_by_role("button", name="Oven").drag_to(ovens.locator("svg"))
    expect(ovens.locator(".nines-rule")).to_contain_text("any one is enough")
    expect(ovens.locator(".nines-count")).to_have_text("3")
    tray.get_by_role("button", name="Switchboard").drag_to(page.locator(".nines-end.out"))
    expect(switchboards.locator(".nines-rule")).to_contain_text("all 2 needed")
    tray.get_by_role("button", name="Till").drag_to(ovens.locator("svg"))
    expect(page.locator("[data-part=tills] .nines-count")).to_have_text("1")
    ovens.locator("[data-box]").first.drag_to(page.locator(".nines-total"))
    expect(ovens.locator(".nines-count")).to_have_text("2")


def test_a_box_that_is_not_dropped_in_the_drawing_changes_nothing(live, page):
    page.goto(live.url + LAB)
    oven = page.locator(".nines-tray").get_by_role("button", name="Oven")
    query = page.locator("#lab-result").get_attribute("data-query")
    oven.drag_to(page.locator(".nines-total"))
    page.locator("g[data-box=ovens]").first.drag_to(page.locator(".nines-end").first)
    pick_up(page, oven, page.locator("[data-part=ovens] svg"))
    expect(page.locator(".nines-part.aimed")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".nines-held, .aimed")).to_have_count(0)
    page.wait_for_timeout(300)  # longer than a lab waits before it runs
    assert page.locator("#lab-result").get_attribute("data-query") == query


def test_by_keyboard_the_focus_stays(live, page):
    page.goto(live.url + LAB)
    page.locator("#nines-more-ovens").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#nines-ovens ~ scene-controls .nines-count")).to_have_text("3")
    expect(page.locator("#nines-more-ovens")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#nines-ovens ~ scene-controls .nines-count")).to_have_text("4")


def test_on_a_phone_without_javascript(live, new_page):
    page = new_page(width=390, height=844, javascript=False)
    page.goto(live.url + LAB)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#nines-more-ovens").click()
    expect(page.locator("#set-ovens")).to_have_value("3")
    page.get_by_role("button", name="Till", exact=True).click()
    expect(page.locator(".nines-part")).to_have_count(3)
