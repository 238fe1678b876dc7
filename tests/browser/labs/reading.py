"""What an eye reads in a lab: its sentence holds both tellings, and one of them is hidden."""

from playwright.sync_api import Page, expect


def reads(page: Page, text: str) -> None:
    """Wait until the sentence says this."""
    expect(page.locator(".lab-sentence")).to_contain_text(text, use_inner_text=True)
