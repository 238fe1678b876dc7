"""Every lab on a phone, in one visit: nothing sticks out, a key changes the result, the lens turns, paper has tables.

One page serves all of them, so that each costs about a second. What is special to a lab is tested in its own file.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from course.library import course
from simulator.engine.experiments import EXPERIMENTS
from tests.browser.axe import assert_accessible
from tests.browser.conftest import complaints, one_page

LABS = {lesson.experiment: lesson.slug for lesson in course().lessons.values() if lesson.experiment}
TABLES_ON_PAPER = """() => [...document.querySelectorAll('#lab-result table')]
  .filter((table) => !table.closest('.player'))
  .every((table) => table.checkVisibility({ contentVisibilityAuto: true }))"""
OTHER_RUN = "(shown) => ![shown, ''].includes(document.querySelector('#lab-result').dataset.query)"
NONE_OF_THE_SHOP = "() => [...document.querySelectorAll('.as-shop')].every((one) => !one.checkVisibility())"
SHOWN_RUN = "() => document.querySelector('#lab-result').dataset.query"


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    with one_page(browser, viewport=size, reduced_motion="reduce", has_touch=True) as page:
        yield page


@pytest.fixture
def lab(phone: Page, live, request) -> Page:
    complaints[phone].clear()
    answer = phone.goto(live.url + reverse("lab", args=[LABS[request.param]]))
    assert answer is not None
    assert answer.ok
    phone.locator(".lab-sentence").wait_for()
    return phone


def change_by_key(page: Page) -> None:
    """The first menu, checkbox or slider, wherever it is; a slider may need some steps until its number changes."""
    more = page.locator("#lab-controls .controls-more > summary")
    if more.count():
        more.focus()
        page.keyboard.press("Enter")
    control = page.locator("#lab-controls .control :is(select, input[type=checkbox], [data-slide])").first
    control.focus()
    if control.get_attribute("type") == "checkbox":
        page.keyboard.press("Space")
        return
    read = "(one) => (one.closest('.control').querySelector('[data-value]') ?? one).value"
    before = control.evaluate(read)
    for key in ["ArrowDown"] * 5 + ["ArrowUp"] * 20:
        page.keyboard.press(key)
        if control.evaluate(read) != before:
            return
    raise AssertionError("no key changes it")


def play_by_mouse(page: Page) -> None:
    """On to another rule, if there are some, and a piece of the evening."""
    player = page.locator("trace-player").first
    rules = player.locator("[data-take]")
    if rules.count():
        rules.last.click()
        expect(rules.last).to_have_attribute("aria-pressed", "true")
    begun = player.locator("[data-clock]").inner_text()
    player.locator("[data-act=step]").click()
    player.locator("[data-act=step]").click()
    player.get_by_role("button", name="Play", exact=True).click()
    expect(player.locator("[data-clock]")).not_to_have_text(begun)
    player.locator("[data-act=toggle]").click()


# A tag of HTML in a drawing ends it there: what follows are words on the page.
DRAWN_WHOLE = """() => [...document.querySelectorAll('#lab-result :is(g, path, rect, circle, text, tspan)')]
  .every((one) => one instanceof SVGElement)"""
FITS = "() => document.documentElement.scrollWidth <= 390"


@pytest.mark.parametrize("lab", LABS, indirect=True)
def test_a_lab(lab, request):
    page = lab
    experiment = EXPERIMENTS[request.node.callspec.params["lab"]]
    page.wait_for_function(FITS)
    assert page.evaluate(DRAWN_WHOLE)

    shown = page.evaluate(SHOWN_RUN)
    change_by_key(page)
    page.wait_for_function(OTHER_RUN, arg=shown, timeout=10_000)
    page.locator(".lab-sentence").wait_for()
    page.wait_for_function(FITS)

    expect(page.locator("lens-switch")).to_have_count(1 if experiment.lens else 0)
    if experiment.lens:
        page.get_by_role("button", name="Data centre").click()
        assert page.evaluate(NONE_OF_THE_SHOP)
        page.wait_for_function(FITS)
        page.get_by_role("button", name="Pizza shop").click()

    assert_accessible(page)
    if page.locator("trace-player").count():
        play_by_mouse(page)

    page.emulate_media(media="print")
    expect(page.locator("#lab-controls")).to_be_hidden()
    assert page.evaluate(TABLES_ON_PAPER)
    page.emulate_media(media="screen")
    assert not complaints[page], complaints[page]
