"""An account, as people use it: with a mouse, with keys alone, without JavaScript, on a phone."""

import itertools
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible

PASSWORD = "oven at noon"
numbers = itertools.count(1)


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f'[name="{name}"]').fill(value)


def sign_up(page: Page, live) -> str:
    name = f"ada-{next(numbers)}"
    page.goto(live.url + "/account/sign-up/")
    fill(page, username=name, password1=PASSWORD, password2=PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return name


def sign_in(page: Page, live, name: str) -> None:
    page.goto(live.url + "/account/sign-in/")
    fill(page, username=name, password=PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def open_ring(page: Page, live) -> None:
    page.goto(live.url + "/ring/")
    page.locator(".ring-card button").first.click()
    expect(page).to_have_url(re.compile("/rooms/"))


@pytest.mark.parametrize("javascript", [True, False])
def test_from_nobody_to_an_account_and_away_again(live, new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto(live.url + "/account/")
    expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    open_ring(page, live)
    name = sign_up(page, live)
    expect(page.locator(".account-stored")).to_contain_text("ring that you opened")
    page.get_by_role("button", name="Sign out").click()
    page.goto(live.url + "/account/")
    expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()
    sign_in(page, live, name)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download everything").click()
    data = json.loads(download.value.path().read_text())
    assert data["you"]["account"]["name"] == name
    assert len(data["rings"]) == 1
    page.get_by_role("link", name="Delete everything").click()
    page.get_by_role("checkbox").check()
    fill(page, password=PASSWORD)
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("heading", name="It is gone")).to_be_visible()


def test_another_browser_brings_its_ring_along(live, new_page):
    first, second = new_page(), new_page()
    open_ring(first, live)
    name = sign_up(first, live)
    open_ring(second, live)
    sign_in(second, live, name)
    first.goto(live.url + "/ring/")
    expect(first.locator(".ring-row")).to_have_count(2)


def test_signing_up_with_keys_alone_and_being_told_what_is_wrong(live, page, expect_errors):
    expect_errors(page, "status of 422")
    page.goto(live.url + "/account/sign-up/")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("has a space")
    for word in (PASSWORD, "something else"):
        page.keyboard.press("Tab")
        page.keyboard.type(word)
    page.keyboard.press("Enter")
    name, again = page.get_by_label("Name"), page.get_by_label("Password again")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(again).to_have_accessible_description(re.compile("The two passwords differ"))
    assert_accessible(page)


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1360, "dark")])
def test_every_page_of_the_account_is_accessible_and_fits(live, new_page, width, theme):
    page = new_page(width=width, theme=theme)
    for path in ("", "sign-up/", "sign-in/"):
        page.goto(live.url + "/account/" + path)
        assert_accessible(page)
    open_ring(page, live)
    sign_up(page, live)
    for path in ("", "password/", "delete/"):
        page.goto(live.url + "/account/" + path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/account/", "/lessons/", "/ring/"])
def test_the_header_is_two_rows_at_320_pixels(live, new_page, path):
    page = new_page(width=320)
    page.goto(live.url + path)
    assert page.locator(".top").bounding_box()["height"] < 110
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    account = page.get_by_role("link", name="Account").bounding_box()
    assert account["width"] >= 44
    assert account["height"] >= 44
