"""How it is running, as the one who runs it sees it: fresh by itself, held, without JavaScript, when nobody answers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.live import Live

pytestmark = pytest.mark.still

PASSWORD = "oven at noon"


def sign_in(page: Page, live) -> None:
    page.goto(live.url + "/account/sign-in/")
    page.locator('[name="username"]').fill("host")
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="How it is running").click()


def test_the_page_of_the_one_who_runs_it(live, new_page, expect_errors):
    live.environment |= {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    live.run("manage.py", "createsuperuser", "--noinput", "--username", "host", "--email", "host@example.org")
    page = new_page(width=390, theme="dark")
    sign_in(page, live)
    seen, lost = page.locator("time"), page.locator("[data-lost]")
    expect(seen).not_to_have_text(seen.text_content())
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    hold = page.get_by_role("button", name="Hold the figures")
    hold.press("Enter")
    expect(hold).to_have_attribute("aria-pressed", "true")
    expect_errors(page, "ERR_FAILED|ERR_CONNECTION|503")
    page.route("**/ops/", lambda route: route.abort())
    hold.press("Enter")
    expect(lost).to_contain_text("No answer: these figures are of")
    page.unroute("**/ops/")
    expect(lost).to_be_hidden()
    away = "The database does not answer (OperationalError): nothing can be saved."
    page.route("**/ops/", lambda route: route.fulfill(status=503, content_type="text/plain", body=away))
    expect(lost).to_contain_text(f"{away} These figures are of")
    page.unroute("**/ops/")
    page.route("**/ops/", lambda route: route.fulfill(status=503, content_type="text/html", body="<h1>Busy"))
    expect(lost).to_contain_text("No answer: these figures are of")
    page.unroute("**/ops/")
    expect(lost).to_be_hidden()

    plain = new_page(javascript=False)
    plain.context.add_cookies(page.context.cookies())
    plain.goto(live.url + "/ops/")
    expect(plain.get_by_role("link", name="Look again")).to_be_visible()
    expect(plain.get_by_role("button", name="Hold the figures")).to_be_hidden()
    expect(plain.locator("h1")).to_have_text(re.compile("Everything is well|Something needs you"))


def test_without_its_database_the_page_says_so_and_is_found_again(new_page, expect_errors):
    live = Live()
    try:
        (file,) = (live.folder / "data").glob("*.sqlite3")
        file.rename(file.with_suffix(".kept"))
        file.mkdir()  # what cannot be opened as a database
        page = new_page(width=390, theme="dark")
        expect_errors(page, "503|404")
        page.goto(live.url + "/ops/")
        expect(page.locator("h1")).to_contain_text("The database does not answer")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        file.rmdir()
        file.with_suffix(".kept").rename(file)
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("h1")).to_have_text("This slice is not on the pizza")  # as ever for a stranger
    finally:
        live.remove()
