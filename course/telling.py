"""Pizza shop or data centre, as the visitor chose. The page is born in that telling, so nothing flashes."""

from typing import Any

from django.http import HttpRequest

COOKIE = "lens"
TELLINGS = ("shop", "centre")
YEAR = 31_536_000


def telling(request: HttpRequest) -> dict[str, Any]:
    """Context: `telling`, "shop" or "centre"; and `lens`, None until a lab brings one."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"telling": chosen if chosen in TELLINGS else TELLINGS[0], "lens": None}
