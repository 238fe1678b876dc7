"""A lesson in a browser: by mouse, by keyboard, on a phone, without JavaScript, through reloads and a lost network."""

import re

from playwright.sync_api import Page, expect

from tests.browser.alive import wait_until_alive
from tests.browser.axe import assert_accessible

LESSON = "/lessons/l21-what-moved/"
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (entry.hadRecentInput) return;
  window.shifts.push({ value: entry.value, where: entry.sources.map((one) => one.node?.className) });
})).observe({ type: "layout-shift", buffered: true });
"""


def lock_in(page: Page, guess: str = "25") -> None:
    page.locator("input[name=value]").fill(guess)
    page.get_by_label("fairly sure").check()
    page.get_by_role("button", name="Lock in my guess and run").click()
    expect(page.locator(".compared")).to_contain_text("You said 25%")


def see(page: Page) -> None:
    page.locator("#seen button").first.click()
    expect(page.locator("#explain h2").first).to_be_visible()
    wait_until_alive(page)  # what came with it may be the first of its kind


def test_a_whole_lesson_by_mouse(live, page, expect_errors):
    expect_errors(page, "422")  # a setting out of bounds is refused, in words
    page.goto(live.url + LESSON)
    expect(page.locator("#explain")).not_to_contain_text("Count twenty")
    assert_accessible(page)
    lock_in(page)
    expect(page.locator(".compared")).to_be_focused()
    expect(page.locator("#set-before")).to_be_disabled()
    see(page)
    expect(page.locator("#set-before")).to_be_enabled()
    expect(page.locator(".option.good, .option.bad").first).to_be_visible()
    page.locator("#set-before").fill("9")
    expect(page.locator(".lab-sentence")).to_contain_text("From 9 to 5 ovens")
    expect(page).to_have_url(re.compile(r"l21-what-moved/\?seed=7&before=9.*#lab"))
    page.locator("#set-before").fill("0")
    expect(page.locator("#wrong-before")).to_contain_text("from 1 to 100")
    page.get_by_role("link", name="Back to the lesson").click()
    expect(page.locator("#wrong-before")).to_be_empty()
    expect(page.locator(".lab-sentence")).to_contain_text("From 4 to 5 ovens")
    assert_accessible(page)
    page.locator("#check h2").scroll_into_view_if_needed()
    expect(page.locator("[data-part=check].seen")).to_have_count(1)
    page.locator(".lesson-after").click()
    expect(page).to_have_url(re.compile("l22-"))
    expect(page.locator(".pie.done")).to_have_count(1)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, as a person would."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def test_a_whole_lesson_by_keyboard(live, page):
    page.goto(live.url + LESSON)
    tab_to(page, "[data-slide]")
    page.keyboard.press("Home")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=value]")).to_have_value("25")
    tab_to(page, "[name=certainty]")
    page.keyboard.press("ArrowRight")
    tab_to(page, ".predict-form .primary")
    page.keyboard.press("Enter")
    expect(page.locator(".compared")).to_be_focused()
    tab_to(page, "#seen button")
    page.keyboard.press("Enter")
    expect(page.locator("#seen .option[tabindex]")).to_be_focused()
    expect(page.locator("#explain h2").first).to_be_visible()


def test_on_a_phone_nothing_sticks_out_and_the_contents_are_a_sheet(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    page.goto(live.url + LESSON)
    lock_in(page)
    see(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    small = page.evaluate(
        """() => [...document.querySelectorAll('#lab-controls :is(.btn, summary, [data-slide], [data-value])')]
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
            .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert small == []
    page.get_by_role("button", name="Contents").click()
    page.locator("#contents-parts").get_by_role("link").last.click()
    expect(page.locator("#contents")).to_be_hidden()
    expect(page.locator("#check h2")).to_be_in_viewport()
    assert_accessible(page)


def test_without_javascript(live, new_page):
    page = new_page(javascript=False)
    page.goto(live.url + LESSON)
    lock_in(page)
    page.locator("#seen button").first.click()
    expect(page.locator("#explain h2").first).to_be_visible()
    page.locator("#set-before").fill("9")
    page.get_by_role("button", name="Run it", exact=True).click()
    expect(page).to_have_url(re.compile("/lab/"))
    expect(page.locator(".lab-sentence")).to_contain_text("From 9 to 5 ovens")
    expect(page.locator(".findings")).to_be_visible()


def test_the_guess_survives_a_reload_and_history_keeps_the_widgets_alive(live, page):
    page.goto(live.url + LESSON)
    lock_in(page)
    page.reload()
    expect(page.locator(".compared")).to_contain_text("You said 25%")
    see(page)
    page.locator(".lesson-after").click()
    expect(page).to_have_url(re.compile("l22-"))
    page.go_back()
    page.locator("#set-after").fill("6")
    expect(page.locator(".lab-sentence")).to_contain_text("From 4 to 6 ovens")
    page.go_forward()
    expect(page).to_have_url(re.compile("l22-"))


def test_an_answer_typed_without_a_network_is_kept_and_sent_later(live, page, expect_errors):
    expect_errors(page, "ERR_INTERNET_DISCONNECTED")
    expect_errors(page, "htmx:sendError|htmx:afterRequest")
    page.goto(live.url + LESSON)
    page.locator("input[name=value]").fill("25")
    page.get_by_label("fairly sure").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Lock in my guess and run").click()
    expect(page.locator("[data-kept]")).to_contain_text("kept on this device")
    page.context.set_offline(False)
    expect(page.locator(".compared")).to_contain_text("You said 25%")
    assert page.evaluate("localStorage.getItem('slicewise-answers')") in (None, "{}")


def test_nothing_jumps_while_a_plot_loads(live, new_page):
    page = new_page(theme="dark")
    page.add_init_script(SHIFTS)
    page.goto(live.url + LESSON)
    lock_in(page)
    see(page)
    page.reload()
    page.locator("plot-figure").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('plot-figure[data-drawn]')")
    shifts = page.evaluate("window.shifts")
    assert sum(shift["value"] for shift in shifts) < 0.01, shifts


def test_a_first_view_is_light(live, page):
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    page.goto(live.url + LESSON)
    page.wait_for_load_state("networkidle")
    assert not [url for url in sizes if "plotly" in url]
    assert sum(sizes.values()) < 150_000, sizes


def test_many_seeds_show_how_far_they_are_and_what_came(live, page):
    page.goto(f"{live.url}/lessons/l24-roll-the-ring/lab/")
    page.get_by_role("button", name="One run lies").click()
    expect(page.locator("section.many .lab-sentence")).to_contain_text("nine runs in ten", timeout=60_000)
