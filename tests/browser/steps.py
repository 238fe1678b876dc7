"""What a person does on the ring's page, as functions."""

from playwright.sync_api import Locator, Page, expect


def open_ring(page: Page, live, scenario: str | None = None) -> str:
    """Open a new ring, as the buttons do that tests/browser/test_landing.py presses. Returns its address."""
    page.request.get(f"{live.url}/ring/")
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    form = {"csrfmiddlewaretoken": token} | ({"scenario": scenario} if scenario else {})
    headers = {"Origin": live.url, "Accept": "application/json"}
    made = page.request.post(f"{live.url}/rooms/", form=form, headers=headers)
    assert made.ok, made.text()
    visit(page, live.url + made.json()["url"])
    return page.url


def visit(page: Page, url: str) -> None:
    page.goto(url)
    wait_for_line(page)


def wait_for_line(page: Page) -> None:
    """Until the ring is drawn and a frame of its traffic has come."""
    expect(handles(page).first).to_be_visible()
    page.wait_for_function("() => document.querySelector('ring-room').room?.connection === 'live'")


def handles(page: Page) -> Locator:
    """The servers on the crust."""
    return page.locator('hash-ring [role="slider"]')


def handle(page: Page, name: str) -> Locator:
    return page.locator(f'hash-ring [role="slider"][aria-valuetext^="{name},"]')


def add_server(page: Page) -> None:
    page.get_by_text("Add a server").click()
    page.get_by_role("button", name="Where the hash says").click()


def story(page: Page) -> Locator:
    """The sentence that says what just happened."""
    return page.locator("story-card")


def fingerprint(page: Page) -> list[object]:
    """(epoch, seq, hash) as this page knows them."""
    return page.evaluate(
        "() => (({epoch, seq, hash}) => [epoch, seq, hash])(document.querySelector('ring-room').room)"
    )


def drag(page: Page, name: str, dx: float, dy: float, *, drop: bool = True) -> None:
    """Drag a server by so many pixels, as a hand does: in steps."""
    box = handle(page, name).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + dx * step / 10, y + dy * step / 10)
    if drop:
        page.mouse.up()
