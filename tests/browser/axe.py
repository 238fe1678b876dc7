"""axe-core on a page: no violation, in the words that axe gives them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.alive import wait_until_alive

# What passes is not looked up again to be described, which took more time than the rules; and no sheet of style is
# fetched once more for rules that are off (css-orientation-lock) or have nothing to look at here (no-autoplay-audio).
ONLY_WHAT_FAILS = {"resultTypes": ["violations"], "preload": False}


def assert_accessible(page: Page) -> None:
    """WCAG 2.2 A and AA and axe's best practices; an assertion names each rule that fails, and where."""
    wait_until_alive(page)  # what is made visible while the rules run has no name for some of them
    found = Axe().run(page, options=ONLY_WHAT_FAILS).response["violations"]
    assert not found, "\n".join(
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes'][:4]]}" for rule in found
    )
