"""A form of a foreign page: no address changes anything for a request that does not carry the token of our pages."""

import pytest

from tests.attacks.raw import request
from tests.attacks.routes import addresses
from tests.attacks.world import World, staff
from tests.live import Live

FORBIDDEN, NOT_FOUND, NOT_ALLOWED = 403, 404, 405
EXEMPT = ("ops", "ops/")  # so that a stranger cannot tell that they are there; they only show


def cookies(visitor) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_address_refuses_what_comes_without_the_token(live: Live, world: World, method: str) -> None:
    """All of them, those that take no POST too: one that is exempt would answer 404, 405 or 200."""
    for address in addresses():
        target = address.filled(slug=world.slug_for(address.route), **world.names)
        answer = request(live, target, method, b"seed=13&do=undo", Cookie=cookies(world.owner))
        wanted = NOT_FOUND if address.route in EXEMPT else FORBIDDEN
        assert answer.status == wanted, (method, target, answer.status)
    status, page = world.owner.get(f"/rooms/{world.room}/timeline.json")
    assert status == 200 and page.count(b'"seq"') == 2


def test_also_where_one_is_signed_in(live: Live) -> None:
    chef = staff(live)
    for address in addresses():
        if address.route.startswith(("admin/", "account/")):
            answer = request(live, address.filled(), "POST", b"post=yes", Cookie=cookies(chef))
            assert answer.status == FORBIDDEN, (address, answer.status)
    for route in EXEMPT:
        assert request(live, f"/{route}", "POST", Cookie=cookies(chef)).status in (NOT_FOUND, NOT_ALLOWED)


def test_a_token_of_ours_from_a_foreign_page_is_refused(live: Live, world: World) -> None:
    """Even with the right token, for a page that could read it: the origin is another one."""
    token = world.owner.cookie("csrftoken")
    foreign = (
        "http://evil.example",
        "null",
        f"https://127.0.0.1:{live.port}",
        f"http://127.0.0.1:{live.port + 1}",
    )
    for origin in foreign:
        answer = request(
            live,
            "/rooms/",
            "POST",
            b"scenario=copies",
            Cookie=cookies(world.owner),
            X_CSRFToken=token,
            Origin=origin,
        )
        assert answer.status == FORBIDDEN, origin
    own = request(
        live, "/rooms/", "POST", b"scenario=copies", Cookie=cookies(world.owner), X_CSRFToken=token, Origin=live.url,
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip
    assert own.status == 303


def test_a_reading_request_cannot_be_made_a_writing_one(live: Live, world: World) -> None:
    """Neither a header nor a field turns a GET into a POST, so a link or a picture changes nothing."""
    target = f"/rooms/{world.room}/do/?_method=POST&do=undo"
    for header in ("X_HTTP_Method_Override", "X_HTTP_Method", "X_Method_Override"):
        answer = request(live, target, "GET", Cookie=cookies(world.owner), **{header: "POST"})
        assert answer.status == 405
    assert request(live, f"/rooms/{world.room}/do/", "TRACE").status in (403, 405)
