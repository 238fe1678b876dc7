"""Time travel, "Why this server?", the figures and sharing, as a person meets them."""

import json
import re
import shlex
import urllib.request

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_accessible
from tests.browser.steps import add_server, handle, handles, open_ring, story, visit


def ask(page: Page, **command: object) -> None:
    """Ask for a command as any part of the page does."""
    page.evaluate(
        """(detail) => document.querySelector("time-line")
            .dispatchEvent(new CustomEvent("room:do", { bubbles: true, detail }))""",
        command,
    )


def make_history(page: Page) -> None:
    """Three changes: a server added, a point moved by 14 degrees, a server removed."""
    ask(page, do="add_server", position=0.9)
    expect(chips(page)).to_have_count(2)
    ask(page, do="move_point", server="oven-2", point=0, position=160 / 360)
    expect(chips(page)).to_have_count(3)
    ask(page, do="remove_server", server="oven-1")
    expect(chips(page)).to_have_count(4)


def chips(page: Page) -> Locator:
    return page.locator("time-line .chips button")


def status(page: Page) -> Locator:
    return page.locator(".timeline-status")


def act(page: Page, name: str) -> Locator:
    return page.locator(f'time-line [data-act="{name}"]')


def seen(page: Page) -> object:
    """The number of the change on the stage."""
    return page.evaluate(
        "() => { const { room } = document.querySelector('ring-room'); return (room.viewing ?? room).seq; }"
    )


def moment(page: Page, seq: int) -> dict:
    """The server's own word on a moment of the room."""
    with urllib.request.urlopen(f"{page.url.split('?')[0]}at/{seq}.json") as answer:
        return json.load(answer)


# -- time travel -------------------------------------------------------------------------------------------


def test_chips_name_what_happened_and_survive_a_reload(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    labels = ["5 servers", "+ oven-6", "oven-2 moved 14°", "✕ oven-1"]
    expect(chips(page)).to_have_text(labels)
    expect(status(page)).to_have_text("Now, after 3 changes")
    page.reload()
    expect(chips(page)).to_have_text(labels)
    expect(chips(page).nth(3)).to_have_attribute("aria-current", "step")


def test_steps_show_the_past_and_come_back_to_now(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "back").click()
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(handles(page)).to_have_count(6)
    expect(story(page)).to_contain_text("14 degrees")
    expect(act(page, "undo")).to_have_attribute("aria-disabled", "true")
    chips(page).first.click()
    expect(status(page)).to_have_text("As it began")
    expect(handles(page)).to_have_count(5)
    assert page.url.endswith("?at=0")
    act(page, "forth").click()
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "now").click()
    expect(status(page)).to_have_text("Now, after 3 changes")
    expect(act(page, "now")).to_be_hidden()
    expect(page.locator("time-line [data-act=play]")).to_be_focused()
    assert "?" not in page.url


def test_a_link_to_a_moment_opens_there(live, page, new_page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "back").click()
    link = page.get_by_role("link", name="Link to this point")
    expect(link).to_have_attribute("href", re.compile(r"\?at=2$"))
    other = new_page()
    visit(other, live.url + link.get_attribute("href"))
    expect(status(other)).to_have_text("Change 2 of 3")
    expect(chips(other)).to_have_count(4)
    assert seen(other) == 2
    act(other, "forth").click()
    expect(handles(other)).to_have_count(5)


def test_changes_that_arrive_meanwhile_are_counted_and_disturb_nothing(live, new_page):
    mine, yours = new_page(), new_page()
    url = open_ring(mine, live, "five-ovens")
    make_history(mine)
    visit(yours, url)
    expect(chips(yours)).to_have_count(4)
    chips(yours).nth(1).click()
    expect(status(yours)).to_have_text("Change 1 of 3")
    add_server(mine)
    expect(status(yours)).to_have_text("Change 1 of 4 · 1 new change")
    ask(mine, do="crash_server", server="oven-3")
    expect(status(yours)).to_have_text("Change 1 of 5 · 2 new changes")
    assert seen(yours) == 1
    act(yours, "now").click()
    expect(status(yours)).to_have_text("Now, after 5 changes")
    expect(chips(yours).last).to_have_text("oven-3 crashed")


def test_a_replay_shows_every_change_in_order_and_ends_at_now(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    page.evaluate("""() => {
        window.shown = [];
        document.addEventListener("room:view", ({ detail }) => window.shown.push(detail.seq));
    }""")
    page.get_by_label("Speed of the replay").select_option("4")
    act(page, "play").click()
    expect(act(page, "play")).to_have_text("Pause")
    expect(status(page)).to_have_text("Now, after 3 changes", timeout=10_000)
    assert page.evaluate("window.shown") == [0, 1, 2, None]
    expect(act(page, "play")).to_have_text("Replay")


def test_a_replay_can_pause_and_go_on(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "play").click()
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "play").click()
    expect(act(page, "play")).to_have_text("Replay")
    page.wait_for_timeout(2_000)  # longer than a beat
    expect(status(page)).to_have_text("Change 1 of 3")
    act(page, "play").click()
    expect(status(page)).to_have_text("Change 2 of 3")


def test_undo_takes_back_the_last_change(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    act(page, "undo").click()
    expect(chips(page).last).to_have_text("↶ change 3")
    expect(handles(page)).to_have_count(6)


def test_a_fork_begins_where_one_looks(live, page):
    first = open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    page.get_by_role("button", name="Fork from here").click()
    page.wait_for_url(lambda url: url != first and "/rooms/" in url and "?" not in url)
    expect(chips(page)).to_have_text(["6 servers"])
    expect(handle(page, "oven-6")).to_be_visible()


def test_the_timeline_by_keyboard_alone(live, page):
    open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).last.focus()
    page.keyboard.press("ArrowLeft")
    expect(chips(page).nth(2)).to_be_focused()
    page.keyboard.press("Home")
    expect(chips(page).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("As it began")
    expect(chips(page).first).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Now, after 3 changes")
    page.keyboard.press("Tab")
    expect(act(page, "play")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(act(page, "back")).to_be_focused()


def test_a_long_history_scrolls_in_its_row(live, page):
    open_ring(page, live, "five-ovens")
    for turn in range(24):
        ask(page, do="set", virtual_nodes=2 + turn)
        expect(chips(page)).to_have_count(turn + 2)
    row, last = page.locator("time-line .chips").bounding_box(), chips(page).last.bounding_box()
    assert last["x"] + last["width"] <= row["x"] + row["width"]
    page.evaluate("scrollTo(0, 0)")
    chips(page).last.focus()
    page.keyboard.press("Home")
    first = chips(page).first.bounding_box()
    assert first["x"] >= row["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_moment_that_cannot_be_had_says_so_and_can_be_asked_for_again(live, page, expect_errors):
    open_ring(page, live, "five-ovens")
    make_history(page)
    expect_errors(page, "Failed to load resource")
    page.route("**/at/2.json", lambda route: route.abort())
    act(page, "back").click()
    expect(status(page)).to_contain_text("Change 2 could not be loaded")
    page.unroute("**/at/2.json")
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    chips(page).nth(2).click()
    expect(status(page)).to_have_text("Change 2 of 3")
    expect(story(page)).to_contain_text("14 degrees")


# -- why this server? --------------------------------------------------------------------------------------


def test_a_click_on_a_key_tells_why_and_draws_the_walk(live, page):
    open_ring(page, live, "five-ovens")
    page.wait_for_function("() => document.querySelector('ring-room').room.keys")
    stage = page.locator("hash-ring").bounding_box()
    found = False
    for step in range(12):  # somewhere on the plate there is a key under the pointer
        page.mouse.click(
            stage["x"] + stage["width"] / 2 + 100 + 6 * step, stage["y"] + stage["height"] / 2 + 60
        )
        page.wait_for_timeout(150)
        if page.locator("why-key[data-key]").count():
            found = True
            break
    assert found
    key = page.locator("why-key").get_attribute("data-key")
    assert re.fullmatch(r"order-\d+", key)
    expect(page.locator(".why-verdict")).to_contain_text(f"{key} belongs to")
    assert page.locator("hash-ring .walk > *").count() > 0
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("why-key > *")).to_have_count(0)
    expect(page.locator("hash-ring .walk > *")).to_have_count(0)


def test_any_key_can_be_asked_about_and_the_answer_follows_the_ring(live, page):
    open_ring(page, live, "five-ovens")
    page.get_by_label("Key", exact=True).fill("café & co")
    page.keyboard.press("Enter")
    verdict = page.locator(".why-verdict")
    expect(verdict).to_contain_text("café & co belongs to")
    owner = re.search(r"oven-\d", verdict.inner_text())[0]
    expect(page.locator("#why-status")).to_contain_text(f"café & co belongs to {owner}.")
    expect(page.get_by_label("Key", exact=True)).to_be_focused()
    ask(page, do="remove_server", server=owner)
    expect(verdict).to_contain_text("Before the last change it belonged to")
    expect(verdict).to_contain_text("which is gone")
    act(page, "back").click()
    expect(verdict).not_to_contain_text("which is gone")
    expect(verdict).to_contain_text(owner)


def test_the_answer_asks_once_and_no_more(live, page):
    """An answer that asked again for each frame would never come to rest."""
    open_ring(page, live, "five-ovens")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/why/" in request.url else None)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".why-verdict")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert len(asked) == 1


def test_a_key_that_cannot_be_asked_about(live, page, expect_errors):
    open_ring(page, live, "five-ovens")
    page.evaluate("""() => document.querySelector(".why-form input").removeAttribute("required")""")
    page.get_by_label("Key", exact=True).fill(" ")
    expect_errors(page, "422")  # the browser's own note on the status
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("#why-answer [role=alert]")).to_contain_text("Type the name of a key")


def test_the_answer_is_a_page_of_its_own(live, page, new_page):
    open_ring(page, live, "five-ovens")
    page.get_by_role("button", name="Ask").click()
    link = page.get_by_role("link", name="Link to this answer").get_attribute("href")
    plain = new_page(javascript=False)
    plain.goto(live.url + link)
    expect(plain.locator(".why-verdict")).to_contain_text("order-12 belongs to")
    plain.get_by_label("Key").fill("order-13")
    plain.get_by_role("button", name="Ask").click()
    expect(plain.locator(".why-verdict")).to_contain_text("order-13 belongs to")


# -- figures -----------------------------------------------------------------------------------------------


def figure(page: Page, name: str) -> Locator:
    return page.locator(f'plot-figure[hx-get$="/figures/{name}/"]')


def bring(page: Page, name: str) -> Locator:
    """Scroll to a figure and wait until it is drawn."""
    one = figure(page, name)
    one.scroll_into_view_if_needed()
    expect(one.locator(".main-svg").first).to_be_visible()
    return one


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


# -- sharing -----------------------------------------------------------------------------------------------


def test_share_copies_links_and_the_command(live, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.url)
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog", name="Share this ring")
    expect(dialog).to_be_visible()
    clipboard = "navigator.clipboard.readText()"
    dialog.get_by_role("button", name="Copy the link").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate(clipboard) == url
    dialog.get_by_role("button", name="Copy this link").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")
    page.wait_for_function(f"async () => (await {clipboard}).endsWith('?at=1')")
    dialog.get_by_role("button", name="Copy the command").click()
    page.wait_for_function(f"async () => (await {clipboard}).startsWith('python manage.py simulate')")
    words = shlex.split(page.evaluate(clipboard))
    assert words[words.index("--servers") + 1].count("oven-") == 6


def test_share_saves_a_picture(live, page):
    open_ring(page, live, "five-ovens")
    page.get_by_role("button", name="Share", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a PNG").click()
    assert re.fullmatch(r"[a-z]+-\d+-0\.png", saved.value.suggested_filename)
    content = saved.value.path().read_bytes()
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(content) > 10_000


def test_the_share_dialog_by_keyboard_alone(live, page):
    open_ring(page, live, "five-ovens")
    opener = page.get_by_role("button", name="Share", exact=True)
    opener.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


# -- everyone ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_and_parts_are_accessible(live, new_page, theme):
    page = new_page(theme=theme)
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".why-verdict")).to_be_visible()
    for name in ("load", "moved", "hits", "balance"):
        bring(page, name)
    assert_accessible(page)
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)
    for address in ("why/?key=order-12", "figures/balance/", "share/"):
        page.goto(url + address)
        assert_accessible(page)


@pytest.mark.parametrize("address", ["", "why/?key=order-12", "figures/hits/", "share/"])
def test_no_page_is_wider_than_a_phone(live, new_page, address):
    page = new_page(width=320, height=640, touch=True)
    url = open_ring(page, live, "five-ovens")
    ask(page, do="add_server")
    page.wait_for_function("() => document.querySelector('ring-room').room.seq === 1")
    page.goto(url + address)
    expect(page.locator("main")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_on_a_phone_are_large_enough(live, new_page):
    page = new_page(width=390, height=844, touch=True)
    url = open_ring(page, live, "five-ovens")
    ask(page, do="add_server")
    expect(chips(page)).to_have_count(2)
    page.locator("[data-show=history]").click()
    act(page, "back").click()
    parts = page.locator("time-line button:visible, time-line a:visible, time-line select:visible").all()
    assert len(parts) >= 7
    for part in parts:
        assert part.bounding_box()["height"] >= 44, part.get_attribute("data-act") or part.inner_text()
    page.goto(url + "why/?key=order-12")
    for part in page.locator(".insight-page button:visible, .why-tools a").all():
        assert part.bounding_box()["height"] >= 44, part.inner_text()


def test_without_javascript_the_history_is_a_list_of_links(live, page, new_page):
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    plain = new_page(javascript=False)
    plain.goto(url)
    items = plain.locator(".history li")
    expect(items).to_have_count(4)
    expect(items.nth(1)).to_contain_text("Adding oven-6")
    items.nth(1).get_by_role("link").click()
    assert plain.url == url + "?at=1"
    expect(plain.get_by_role("link", name="Back to now")).to_be_visible()
    plain.get_by_role("link", name="Share").click()
    expect(plain.locator("#share-link")).to_have_value(url)
    plain.goto(url)
    plain.get_by_role("link", name="Cache hits through the last changes").click()
    plain.get_by_text("The numbers as a table").click()
    expect(plain.get_by_role("table")).to_be_visible()
