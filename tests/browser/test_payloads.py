"""Names and texts as payloads, in a real Chromium, on every page that shows them: they are text, and nothing else.

No element and no handler comes of them, no script runs, no dialog opens; the standing assertion of every browser test is
that no CSP violation is logged.
"""

# ruff: noqa: E501  scripts and lists of targets are wide

import os
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from simulator.engine.experiments import to_query
from simulator.engine.friday import REFERENCE_PLAN
from tests.browser.payloads import ELEMENTS, FOUND, PAYLOADS, SCRIPTS, WAYS_OUT
from tests.browser.steps import visit
from tests.live import Live
from tests.rooms.visitor import Visitor

SHORT = [text for text in PAYLOADS if len(text) <= 24]
ASKED = (
    "q",
    "key",
    "about",
    "next",
    "seed",
    "name",
    "n",
    "last",
    "box",
    "nth",
    "at",
    "seq",
    "servers",
    "before",
)
EACH = len(PAYLOADS) if os.environ.get("SOAK") else 3
_CHOSEN = PAYLOADS[::4] if EACH < 9 else ELEMENTS[8:] + WAYS_OUT + SCRIPTS[:14]
NAMES = [text for text in dict.fromkeys(("<b>zz</b>", "&lt;zz&gt;", *_CHOSEN)) if len(text) <= 64]


@pytest.fixture
def watched(page: Page) -> Page:
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    return page


def assert_plain(page: Page) -> None:
    assert page.evaluate(FOUND) == [], page.url


@pytest.fixture(scope="module")
def named(live: Live) -> str:
    """A room whose servers are called like attacks."""
    owner = Visitor(live)
    slug = owner.create()
    for number, name in enumerate(NAMES):
        fields = (
            {"do": "rename_server", "server": f"oven-{number + 1}"} if number < 5 else {"do": "add_server"}
        )
        forwarded = {"X-Forwarded-For": f"10.0.0.{number}"}
        status, page = owner.post(f"/rooms/{slug}/do/", {**fields, "name": name}, **forwarded)
        assert status == 200, page[:500]
    return slug


def test_servers_called_like_attacks(live: Live, watched: Page, named: str) -> None:
    page = watched
    visit(page, f"{live.url}/rooms/{named}/")
    shown = page.evaluate("() => document.body.textContent")
    missing = [name for name in NAMES if name not in shown]
    assert not missing
    for figure in page.locator("plot-figure").all():
        figure.evaluate(
            "figure => { const box = figure.closest('details'); if (box) box.open = true; figure.scrollIntoView(); }"
        )
    expect(page.locator("plot-figure[data-drawn]").first).to_be_attached(timeout=30_000)
    page.locator('hash-ring [role="slider"]').nth(2).focus()
    assert_plain(page)


@pytest.mark.parametrize(
    "target",
    [
        "why/?key=order-1",
        "why/?nth=3",
        "share/",
        "figures/load/",
        "figures/moved/",
        "figures/hits/",
        "?at=9",
    ],
)
def test_pages_beside_the_ring(live: Live, watched: Page, named: str, target: str) -> None:
    page = watched
    page.goto(f"{live.url}/rooms/{named}/{target}")
    if target.startswith("figures/"):
        expect(page.locator("plot-figure[data-drawn]").first).to_be_attached(timeout=30_000)
    assert_plain(page)


def test_a_plot_shows_names_as_they_are(live: Live, watched: Page, named: str) -> None:
    """Plotly would make marks out of <b> and links out of <a>."""
    page = watched
    page.goto(f"{live.url}/rooms/{named}/figures/load/")
    expect(page.locator("plot-figure[data-drawn]")).to_be_attached(timeout=30_000)
    labels = page.locator("plot-figure .xtick text").all_text_contents()
    assert "<b>zz</b>" in labels and "&lt;zz&gt;" in labels, labels
    assert page.locator("plot-figure svg a").count() == 0


def test_names_on_a_board(live: Live, watched: Page, new_page: Callable[..., Page]) -> None:
    host = Visitor(live)
    _, page_text = host.post("/friday/boards/", {"seed": "13"})
    code = re.search(r'data-socket="/ws/friday/([a-z0-9]+)/"', page_text.decode())[1]
    page = watched
    page.goto(f"{live.url}/friday/boards/{code}/")  # before anybody: they come over the socket
    names = SHORT[: 12 if EACH < 9 else None]
    for number, name in enumerate(names):
        fields = {**to_query(REFERENCE_PLAN), "board": code, "name": name}
        status, _ = Visitor(live).post("/friday/", fields, **{"X-Forwarded-For": f"10.0.1.{number}"})
        assert status == 200
    for javascript in (True, False):
        for name in names:
            expect(page.get_by_text(name, exact=True).first).to_be_attached()
        if javascript:
            assert_plain(page)
            page = new_page(javascript=False)
            page.goto(f"{live.url}/friday/boards/{code}/")


def test_free_texts(live: Live, watched: Page) -> None:
    """Sentences of one's own: for Rosa, and for the notes; the account's page takes them along."""
    page = watched
    page.goto(f"{live.url}/friday/")
    page.get_by_role("button", name="Open the shops").click()
    page.wait_for_selector("friday-evening[data-ready]")
    address = page.url
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    report = page.request.post(f"{address}minute/", form={"minute": "270", "csrfmiddlewaretoken": token})
    assert report.status == 204
    for three in groups(PAYLOADS, 3):
        words = {f"words_{number}": text for number, text in enumerate(three, start=1)}
        answer = page.request.post(
            f"{address}words/", form={**words, "csrfmiddlewaretoken": token}, headers={"Referer": address}
        )
        assert answer.status == 200
        if EACH < 9 and three is not groups(PAYLOADS, 3)[-1] and PAYLOADS.index(three[0]) % 12:
            continue
        page.goto(address)
        assert [page.locator(f"#words-{number}").input_value() for number in (1, 2, 3)] == list(three)
        assert_plain(page)


def groups(texts: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [texts[start : start + size] for start in range(0, len(texts) - size + 1, size)]


def asking(live: Live, named: str) -> Iterator[str]:
    yield from (
        f"/rooms/{named}/why/",
        "/search/",
        "/practice/",
        "/friday/",
        "/account/sign-in/",
        "/account/sign-up/",
    )
    yield from (
        "/lessons/l01-draw-the-shop/lab/",
        "/sheets/l01-draw-the-shop/",
        "/lessons/",
        "/friday/boards/",
        "/nowhere/",
    )


def test_what_a_link_brings(
    live: Live, watched: Page, named: str, expect_errors: Callable[[Page, str], None]
) -> None:
    """Every name that pages read from a query, with the same text in all."""
    page = watched
    expect_errors(page, "Failed to load resource")  # a 404 and 422 are what some of them are for
    for place, target in enumerate(asking(live, named)):
        for text in (PAYLOADS[(place * 7 + step * 23) % len(PAYLOADS)] for step in range(EACH)):
            page.goto(f"{live.url}{target}?{urlencode(dict.fromkeys(ASKED, text))}")
            assert_plain(page)


def test_a_search_as_one_types(live: Live, watched: Page) -> None:
    page = watched
    page.goto(f"{live.url}/search/")
    box = page.locator("input[name=q]").last
    for text in PAYLOADS[:: max(1, len(PAYLOADS) // (2 * EACH))]:
        box.fill(text)
        with page.expect_response(lambda answer: "/search/" in answer.url):
            box.press("Enter")
        assert_plain(page)


def test_the_list_is_one_of_sixty_and_each_is_once() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 60
    assert all(
        "zz" in text or text in ("__proto__", "constructor", "$&$1$$") or "<" in text for text in PAYLOADS
    )
