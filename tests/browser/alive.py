"""A page whose scripts have come: before that its buttons send their forms, which the tests without scripts try."""

from playwright.sync_api import Page

ALIVE = "() => document.readyState === 'complete' && !document.querySelector(':not(:defined)')"


def wait_until_alive(page: Page) -> None:
    """Every custom element on the page is there."""
    page.wait_for_function(ALIVE)
