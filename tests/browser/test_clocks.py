"""A browser whose clock is an hour wrong: the same room, the same beacons, the same evening as for everyone else."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import add_server, fingerprint, open_ring, story, visit


@pytest.fixture
def wrong(new_page: Callable[..., Page]) -> list[Page]:
    """One that is an hour slow, and one that is an hour fast."""
    pages = [new_page(), new_page()]
    for page, hours in zip(pages, (-1, 1), strict=True):
        page.clock.set_system_time(datetime.now() + timedelta(hours=hours))
    return pages


def assert_wrong(page: Page) -> None:
    """Else the test would show nothing."""
    away = abs(page.evaluate("Date.now()") / 1000 - datetime.now().timestamp())
    assert 3_000 < away < 4_200


def test_the_same_room(live, page: Page, wrong: list[Page]) -> None:
    address = open_ring(page, live)
    everyone = [page, *wrong]
    for each in wrong:
        visit(each, address)
        assert_wrong(each)
    for teller in everyone:
        add_server(teller)
        expect(story(teller)).to_contain_text("Adding")
        seq = teller.evaluate("document.querySelector('ring-room').room.seq")
        for each in everyone:
            each.wait_for_function("seq => document.querySelector('ring-room').room.seq >= seq", arg=seq)
    page.wait_for_timeout(6_000)  # longer than between two beacons
    for each in everyone:
        assert fingerprint(each) == fingerprint(page)
        assert each.evaluate("document.querySelector('ring-room').room.connection") == "live"


def test_the_same_evening(live, page: Page, wrong: list[Page]) -> None:
    """Its minutes are shown by a stopwatch, and what was shown is kept by the server."""
    for each in (page, *wrong):
        each.goto(f"{live.url}/friday/")
        each.get_by_role("button", name="Open the shops").click()
        each.wait_for_selector("friday-evening[data-ready]")
        assert each.locator(".friday-clock").inner_text() == "18:00"
    for each in wrong:
        assert_wrong(each)
        each.get_by_role("button", name="Play", exact=True).click()
        expect(each.locator(".friday-clock")).not_to_have_text("18:00")
        each.get_by_role("button", name="To the end").click()
        expect(each.get_by_role("heading", name="The promise was")).to_be_visible()
