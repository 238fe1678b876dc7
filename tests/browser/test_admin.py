"""The admin in a real browser: the strict policy blocks nothing that its pages use, and the sheets come."""

from playwright.sync_api import Page, expect

PASSWORD = "a long word for rosa"
PAGES = ("", "course/try/", "course/try/statistics/", "course/sitting/", "auth/user/", "auth/user/add/")


def test_who_runs_the_course_looks_at_it(live, page: Page) -> None:  # type: ignore[no-untyped-def]
    live.environment |= {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    live.run("manage.py", "createsuperuser", "--noinput", "--username", "rosa", "--email", "rosa@example.org")
    page.goto(f"{live.url}/admin/")
    page.get_by_label("Name").fill("rosa")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Running the course")).to_be_visible()
    for where in PAGES:
        page.goto(f"{live.url}/admin/{where}", wait_until="networkidle")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.goto(f"{live.url}/admin/course/try/")
    page.get_by_role("link", name="Item statistics").click()
    expect(page.get_by_role("row", name="L21-Q2")).to_contain_text("too few answers")
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Items as CSV").click()
    assert sheet.value.suggested_filename == "items.csv"
    assert sheet.value.path().read_text(encoding="utf-8-sig").count("too few answers") == 171
