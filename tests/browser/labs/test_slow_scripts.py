"""Scripts that come late, or only when asked for again: what was chosen before is run as soon as they are there."""

from playwright.sync_api import Page, Route, expect

FACE_OFF = "/lessons/l28-face-off/lab/"
KITCHENS = "/lessons/l29-match-the-kitchen/lab/"


def open_without(page: Page, url: str, script: str) -> list[Route]:
    """The page while one of its scripts is still on its way; the route lets it through."""
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright writes on what it calls, so it cannot be `held.append`
        held.append(route)

    page.route(f"**/{script}*.js", hold)
    with page.expect_request(f"**/{script}*.js"):
        page.goto(url, wait_until="domcontentloaded")
    return held


def test_a_control(page: Page, live) -> None:
    held = open_without(page, live.url + FACE_OFF, "lab-form")
    page.get_by_label("What changes").select_option("last")
    held[0].continue_()
    expect(page.locator(".lab-sentence")).to_contain_text("The last server, number 10, leaves.")


def test_a_menu_in_a_scene(page: Page, live) -> None:
    held = open_without(page, live.url + KITCHENS, "scene-controls")
    page.get_by_role("combobox", name="Scheme").nth(2).select_option("two")
    held[0].continue_()
    expect(page.locator(".lab-sentence")).to_contain_text("2 of the 6 kitchens")
    expect(page.locator("#choose-web")).to_have_value("two")


def test_a_file_that_did_not_come_is_asked_for_again(page: Page, live, expect_errors) -> None:
    expect_errors(page, "ERR_FAILED")
    page.route("**/lab-form*.js", lambda route: route.abort(), times=1)
    page.goto(live.url + FACE_OFF, wait_until="load")
    page.get_by_label("What changes").select_option("last")
    expect(page.locator(".lab-sentence")).to_contain_text("The last server, number 10, leaves.")
