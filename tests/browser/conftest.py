"""A real Chromium on a real uvicorn. Standing assertion: no console error, no CSP violation, on any page.

`page` is a desktop page in light mode; `new_page(width=..., theme=..., reduced_motion=...)` makes others, each in
a context of its own (another visitor). What is marked `still` asks for no motion, as it is not about any: to draw
frames at which nobody looks takes a seventh of the time. A test that breaks the connection on purpose says which
errors it expects: `expect_errors(page, "WebSocket connection")`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.browser.alive import wait_until_alive
from tests.live import Live

ARGS = [
    "--no-sandbox",
    "--renderer-process-limit=1",  # one for each page took a twentieth of the time
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]
ERROR = re.compile(r"\[(error|critical)|Traceback")
expect.set_options(timeout=20_000)  # a machine with other things to do fails no test
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
def live() -> Iterator[Live]:
    """One server for all the tests of a process: each visitor has a context, and so work and rooms of their own."""
    server = Live()
    yield server
    server.remove()


@pytest.fixture(autouse=True)
def server_is_well(live: Live) -> Iterator[None]:
    """It runs, though a test may have stopped it, and no test makes it log an error."""
    if live.process is None:
        live.start()
    before = len(live.read_log())
    yield
    errors = [line for line in live.read_log()[before:].splitlines() if ERROR.search(line)]
    assert not errors, "\n".join(errors)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=ARGS)
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


def patient(page: Page) -> None:
    """A page is there when its scripts are: what is pressed before them is what a person without scripts would press.
    Tests of that ask for an earlier moment by `wait_until`.
    """
    go, again = page.goto, page.reload

    def goto(url: str, **how: Any) -> Response | None:
        answer = go(url, **how)
        if "wait_until" not in how:
            wait_until_alive(page)
        return answer

    def reload(**how: Any) -> Response | None:
        answer = again(**how)
        if "wait_until" not in how:
            wait_until_alive(page)
        return answer

    page.goto, page.reload = goto, reload  # type: ignore[method-assign]


@contextmanager
def one_page(browser: Browser, **how: Any) -> Iterator[Page]:
    """A page for many tests of a file, each of which costs less than a page; `how` is as for a browser's context."""
    context = browser.new_context(**how)
    context.add_init_script(CSP_WATCH)
    page = context.new_page()
    watch(page)
    patient(page)
    yield page
    assert not complaints.pop(page)
    context.close()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []
    still = request.node.get_closest_marker("still") is not None

    def make(
        *,
        width: int = 1360,
        height: int = 960,
        theme: str = "light",
        reduced_motion: bool = still,
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
        if javascript:
            patient(page)
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
