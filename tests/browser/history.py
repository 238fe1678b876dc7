"""A ring with a past, and the parts of the page that look closer at it, as functions."""

import json
import urllib.request

from playwright.sync_api import Locator, Page, expect


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


def figure(page: Page, name: str) -> Locator:
    return page.locator(f'plot-figure[hx-get$="/figures/{name}/"]')


def bring(page: Page, name: str) -> Locator:
    """Scroll to a figure and wait until it is drawn."""
    one = figure(page, name)
    one.scroll_into_view_if_needed()
    expect(one.locator(".main-svg").first).to_be_visible()
    return one
