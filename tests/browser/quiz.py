"""Sittings for the browser's tests: begun as a person begins one, with the questions that the test is about."""

import json
import sqlite3
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.live import Live

# One question of each kind, with a seed.
KINDS = {
    "single": ("L01-Q1", 4),
    "multiple": ("L01-Q4", 3),
    "numeric": ("L21-Q1", 1),
    "order": ("L04-Q1", 4),
    "categorise": ("L10-Q5", 3),
    "by select": ("L13-Q2", 3),
    "find-error": ("L21-Q6", 2),
    "ring": ("L22-Q1", 5),
    "sequence": ("L26-Q2", 6),
}


def begin(page: Page, live: Live, slots: Sequence[tuple[str, int]]) -> str:
    """Start a practice and put these questions into it. Returns its address."""
    page.goto(f"{live.url}/practice/?about=L21")
    page.get_by_role("button", name="Start practising").click()
    page.wait_for_url("**/sittings/**")
    sitting = page.url.split("/sittings/")[1].split("/")[0]
    with sqlite3.connect(next((live.folder / "data").glob("*.sqlite3"))) as database:
        database.execute(
            "UPDATE course_sitting SET slots = ?, planned = ? WHERE id = ?",
            (json.dumps(slots), len(slots), sitting.replace("-", "")),
        )
    database.close()
    return f"{live.url}/sittings/{sitting}/"


def tab_to(page: Page, selector: str) -> Locator:
    """Press Tab until the focus is there, as a person would."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return page.locator(":focus")
    raise AssertionError(f"Tab never came to {selector}")


def send(page: Page) -> None:
    """By keyboard: fairly sure, and off it goes."""
    tab_to(page, "[name=certainty]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to(page, ".quiz-form .primary")
    page.keyboard.press("Enter")
    expect(page.locator("#verdict")).to_be_focused()
