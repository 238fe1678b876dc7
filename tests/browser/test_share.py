"""Sharing: the dialog, its copies and its picture."""

import re
import shlex

import pytest
from playwright.sync_api import expect

from tests.browser.history import chips, make_history, status
from tests.browser.steps import open_ring

pytestmark = pytest.mark.still


def test_share_copies_links_and_the_command(live, page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.url)
    url = open_ring(page, live, "five-ovens")
    make_history(page)
    chips(page).nth(1).click()
    expect(status(page)).to_have_text("Change 1 of 3")
    page.wait_for_function("() => document.querySelector('ring-room').room.viewing?.seq === 1")
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog", name="Share this ring")
    expect(dialog.get_by_label("Link to change 1")).to_have_value(f"{url}?at=1")
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
