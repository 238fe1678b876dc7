"""Light or dark, as the visitor chose. The page is born in that theme, so nothing flashes."""

from django.http import HttpRequest

THEMES = ("light", "dark")


def theme(request: HttpRequest) -> dict[str, str]:
    """Context: `theme`, "light", "dark" or "" (the system decides)."""
    chosen = request.COOKIES.get("theme", "")
    return {"theme": chosen if chosen in THEMES else ""}
