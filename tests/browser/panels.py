"""The panels of the ring's page, as locators."""

from playwright.sync_api import Locator, Page


def loads(page: Page) -> Locator:
    return page.locator("load-bars li")


def dial(page: Page, name: str) -> tuple[Locator, Locator]:
    """The slider and the field of a dial."""
    row = page.locator(f'[data-dial="{name}"]')
    return row.locator("input[type=range]"), row.locator("input[type=number]")


def state(page: Page) -> dict:
    return page.evaluate("() => document.querySelector('ring-room').room.state")


def wait_for_seq(page: Page, seq: int) -> None:
    page.wait_for_function("(seq) => document.querySelector('ring-room').room.seq === seq", arg=seq)


def pick(page: Page, name: str) -> None:
    page.locator("load-bars").get_by_role("button", name=name, exact=True).click()


def edit(page: Page, name: str) -> None:
    """Pick a server and open its fields."""
    pick(page, name)
    page.locator("server-panel").get_by_role("button", name="Edit").click()


def refusal(page: Page, part: str) -> Locator:
    return page.locator(f"{part} .refusal")


def degrees_of(page: Page, name: str) -> int:
    """Where the first point of a server stands."""
    points = page.evaluate("() => document.querySelector('ring-room').room.derived.points")
    return round(next(position for position, server, _ in points if server == name) * 360)
