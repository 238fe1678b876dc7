"""A real Chromium on a real uvicorn. Standing assertion: no console error, no CSP violation, on any page.

`page` is a desktop page in light mode; `new_page(width=..., theme=..., reduced_motion=...)` makes others, each in
a context of its own (another visitor). A test that breaks the connection on purpose says which errors it expects:
`expect_errors(page, "WebSocket connection")`.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.live import live  # noqa: F401  the fixture, for every test here

ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]
CSP_WATCH = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI}`));
"""
complaints: dict[Page, list[str]] = {}
expected: dict[Page, list[str]] = {}


@pytest.fixture
def expect_errors() -> Callable[[Page, str], None]:
    """`expect_errors(page, pattern)`: this page may say what matches, because the test causes it."""

    def allow(page: Page, pattern: str) -> None:
        expected.setdefault(page, []).append(pattern)

    return allow


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield chromium
        chromium.close()


def watch(page: Page) -> None:
    """Collect what the page complains of."""
    heard = complaints.setdefault(page, [])

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: heard.append(f"uncaught: {error}"))


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []

    def make(
        *,
        width: int = 1360,
        height: int = 960,
        theme: str = "light",
        reduced_motion: bool = False,
        touch: bool = False,
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            reduced_motion="reduce" if reduced_motion else "no-preference",
            has_touch=touch,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(15_000)
        if javascript:
            context.add_init_script(CSP_WATCH)
        page = context.new_page()
        watch(page)
        pages.append(page)
        return page

    yield make
    said = {}
    for page in pages:
        allowed = expected.pop(page, [])
        heard = complaints.pop(page, [])
        said[page.url] = [line for line in heard if not any(re.search(pattern, line) for pattern in allowed)]
        page.context.close()
    assert not any(said.values()), said


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
