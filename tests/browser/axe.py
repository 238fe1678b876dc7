"""axe-core on a page: no violation, in the words that axe gives them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_accessible(page: Page) -> None:
    """WCAG 2.2 A and AA and axe's best practices; an assertion names each rule that fails, and where."""
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(
        f"{rule['id']}: {rule['help']}: {[node['target'] for node in rule['nodes'][:4]]}" for rule in found
    )
