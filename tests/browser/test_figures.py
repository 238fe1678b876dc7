"""The figures: late, live, without a jump, in both themes, with their numbers in a table."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.history import ask, bring, chips, figure, make_history, moment, status
from tests.browser.steps import open_ring

pytestmark = pytest.mark.still


def test_nothing_is_fetched_for_figures_until_they_are_near(live, new_page):
    page = new_page(height=500)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    open_ring(page, live, "five-ovens")
    page.wait_for_timeout(800)
    assert not [url for url in fetched if "plotly" in url or "/figures/" in url]
    bring(page, "load")
    assert len([url for url in fetched if "plotly.min.js" in url]) == 1
    assert all(url.startswith((live.url, "blob:", "data:")) for url in fetched), "nothing from elsewhere"


def test_four_figures_each_with_words_and_a_table(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    for name in ("load", "moved", "hits", "balance"):
        one = bring(page, name)
        expect(one.locator(".figure-words > p").first).to_contain_text(re.compile(r"\d"))
        one.get_by_text("The numbers as a table").click()
        expect(one.get_by_role("table")).to_be_visible()
        assert one.locator("tbody tr").count() > 0


def test_the_load_figure_has_the_numbers_of_the_room(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    one = bring(page, "load")
    one.get_by_text("The numbers as a table").click()
    loads = moment(page, 3)["derived"]["loads"]
    cells = one.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert cells == [f"{keys:,}" for _, keys, _ in loads]
    drawn = one.locator(".plot").evaluate("(plot) => plot.data[0].y")
    assert drawn == pytest.approx([share for _, _, share in loads])


def test_a_change_redraws_without_a_jump_and_the_table_stays_open(live, page):
    open_ring(page, live, "five-ovens")
    one = bring(page, "load")
    one.get_by_text("The numbers as a table").click()
    boxes = """(figure) => [...figure.querySelectorAll("figcaption, .plot, p")].map(
        (part) => part.getBoundingClientRect().top - figure.getBoundingClientRect().top)"""
    before = one.evaluate(boxes)
    ask(page, do="add_server", position=0.9)
    expect(one.locator("tbody tr")).to_have_count(6)
    expect(one.locator("details")).to_have_attribute("open", "")
    page.wait_for_function("() => document.querySelector('plot-figure .plot').data[0].y.length === 6")
    assert one.evaluate(boxes) == before


def test_figures_show_the_moment_that_is_looked_at(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    one = bring(page, "moved")
    page.wait_for_function(
        """() => document.querySelector('plot-figure[hx-get$="/moved/"] .plot').data[0].x.length === 1"""
    )
    page.evaluate("document.querySelector('[data-act=now]').click()")
    one.scroll_into_view_if_needed()
    page.wait_for_function(
        """() => document.querySelector('plot-figure[hx-get$="/moved/"] .plot').data[0].x.length === 3"""
    )


def test_figures_follow_the_theme(live, page):
    open_ring(page, live, "five-ovens")
    one = bring(page, "load")
    colour = "(plot) => plot.layout.font.color"
    light = one.locator(".plot").evaluate(colour)
    page.get_by_role("button", name="Switch to dark").click()
    ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink-2').trim()")
    assert ink != light
    page.wait_for_function(
        "(ink) => document.querySelector('plot-figure .plot').layout.font.color === ink", arg=ink
    )


def test_the_mode_bar_offers_no_cloud(live, page):
    open_ring(page, live, "five-ovens")
    one = bring(page, "load")
    one.locator(".plot").hover()
    titles = one.locator(".modebar-btn").evaluate_all(
        "(all) => all.map((one) => one.dataset.title ?? one.dataset.attr)"
    )
    assert titles
    assert not [title for title in titles if re.search("share|cloud|studio", title or "", re.I)]
    assert one.locator(".plot").evaluate("(plot) => plot._context.plotlyServerURL") == ""


def test_a_figure_that_leaves_the_page_lets_go_of_its_plot(live, page):
    open_ring(page, live, "five-ovens")
    one = bring(page, "load")
    plot = one.locator(".plot").element_handle()
    page.evaluate("document.querySelector('plot-figure').remove()")
    assert plot.evaluate("(plot) => plot.data === undefined && plot._fullLayout === undefined")


def test_an_empty_figure_says_what_to_do(live, page):
    open_ring(page, live, "five-ovens")
    one = figure(page, "moved")
    one.scroll_into_view_if_needed()
    expect(one.locator(".figure-words")).to_contain_text("Add or remove a server")
    expect(one.locator(".main-svg")).to_have_count(0)
