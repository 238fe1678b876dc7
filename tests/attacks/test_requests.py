"""Heads of requests as attackers write them: hosts, forwarded headers, paths, cookies, lengths, redirects."""

# ruff: noqa: E501  tables of what is sent are wide

import asyncio
import contextlib
import json
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import uvicorn

from config import http
from tests.attacks.corpus import EVERYTHING
from tests.attacks.raw import answers, parsed, request, send
from tests.attacks.routes import addresses
from tests.attacks.test_csrf import cookies
from tests.attacks.world import PASSWORD, Stranger, World
from tests.live import Live, free_port

FOREIGN = "evil.example"


# -- who we are, and who asks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [FOREIGN, "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:80", "127.0.0.1:80:80", "[::1", "",
     "localhost/evil", "127.0.0.1,evil.example", "\x01", "ｌocalhost", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_a_host_that_is_not_ours(live: Live, host: str) -> None:
    for target in ("/", "/lessons/", "/readyz", "/nowhere/"):
        head = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        answer = parsed(send(live, head))
        assert answer.status == 400, (target, host, answer.status)
        assert FOREIGN.encode() not in answer.body


@pytest.mark.parametrize("first, second", [("127.0.0.1", FOREIGN), (FOREIGN, "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1")])  # fmt: skip
def test_two_hosts_are_none(live: Live, first: str, second: str) -> None:
    """Not even two of ours: a proxy and we could each believe another one."""
    for target in ("/", "/lessons/", "/readyz", "/nowhere/"):
        head = f"GET {target} HTTP/1.1\r\nHost: {first}\r\nHost: {second}\r\nConnection: close\r\n\r\n"
        answer = parsed(send(live, head.encode()))
        assert answer.status == 400, (target, answer.status)
        assert FOREIGN.encode() not in answer.body + str(answer.headers).encode()
    head = f"GET /static/js/main.js HTTP/1.1\r\nHost: {first}\r\nHost: {second}\r\nConnection: close\r\n\r\n"
    answer = parsed(send(live, head.encode()))  # a file is the same for every host, and names none
    assert answer.status == 200 and FOREIGN.encode() not in answer.body + str(answer.headers).encode()


def test_forwarded_headers_do_not_make_links_or_doors(live: Live, world: World) -> None:
    """The share page and the export make whole links; /metrics is for this machine."""
    headers = {
        "X_Forwarded_Host": FOREIGN, "X_Forwarded_Server": FOREIGN, "Forwarded": f"for=127.0.0.1;host={FOREIGN};proto=https",
        "X_Original_URL": "/admin/", "X_Rewrite_URL": "/admin/", "X_Host": FOREIGN, "X_Forwarded_Port": "666",
        "X_Forwarded_Prefix": "/evil", "X_Script_Name": "/evil", "X_Forwarded_Proto": "javascript",
    }  # fmt: skip
    for target in (
        f"/rooms/{world.room}/share/",
        "/account/export.json",
        f"/friday/boards/{world.board}/",
        "/",
    ):
        answer = request(live, target, Cookie=cookies(world.owner), **headers)
        assert answer.status == 200
        assert FOREIGN not in str(answer.headers) + answer.body.decode() and b"/evil" not in answer.body
        assert b":666" not in answer.body
    assert request(live, "/metrics").status == 200
    for chain in (
        "203.0.113.5",
        "127.0.0.1, 203.0.113.5",
        "::1,203.0.113.5",
        "203.0.113.5, 127.0.0.1",
        "unknown",
        "'",
    ):
        assert request(live, "/metrics", X_Forwarded_For=chain).status == 404, chain


def test_a_forwarded_address_is_used_whatever_it_holds(live: Live) -> None:
    for value in ("a" * 5_000, "<b>", "1.2.3.4:99999999", "[::1", "'; --", ",,,", "\x7f"):
        assert request(live, "/account/sign-in/", X_Forwarded_For=value).status in (200, 400)


# -- where one is sent ---------------------------------------------------------------------------------------

ELSEWHERE = (
    "//evil.example", "https://evil.example", "http:evil.example", "/\\evil.example", "\\\\evil.example", "///evil.example",
    "https:///evil.example", " //evil.example", "\t//evil.example", "javascript:alert(1)", "data:text/html,x", "//127.0.0.1@evil.example",
    "http://127.0.0.1:80@evil.example/", "https://evil.example#@127.0.0.1", "/%09/evil.example", "//evil%E3%80%82example", "//[::1",
    "\r\nLocation: https://evil.example", "/x\r\nSet-Cookie: a=b", "//evil.example\x00", "ftp://evil.example", "HTTPS://EVIL.EXAMPLE",
    "room", "foo", "admin:index", "course.views.account.sign_out", "x" * 5_000, "x" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_no_open_redirect(live: Live, world: World, wanted: str) -> None:
    visitor = world.owner
    for target, fields in (
        ("/lens/", {"back": wanted, "telling": "shop"}),
        ("/account/sign-in/", {"next": wanted, "username": "nobody", "password": PASSWORD}),
    ):
        body = "&".join(f"{name}={quote(value)}" for name, value in fields.items()).encode()
        answer = request(
            live, target, "POST", body, Cookie=cookies(visitor), X_CSRFToken=visitor.cookie("csrftoken"),
            Content_Type="application/x-www-form-urlencoded", X_Forwarded_For="198.51.100.7",
        )  # fmt: skip
        assert answer.status in (302, 303, 400, 422, 429), (target, wanted, answer.status)
        assert_stays(live, answer.headers.get("location", ""))
        assert "a" not in answer.headers.get("set-cookie", "").partition("=")[0].split()


def test_signed_in_one_is_not_sent_elsewhere_either(live: Live) -> None:
    """There `next` is followed at once: also one that is the name of a view of ours, or of none."""
    visitor = Stranger(live, "192.0.2.20")
    visitor.get("/account/sign-up/")
    fields = {"username": "ada", "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post("/account/sign-up/", fields)[0] == 200
    for wanted in ELSEWHERE[:-1]:
        answer = request(live, f"/account/sign-in/?next={quote(wanted)}", Cookie=cookies(visitor))
        assert answer.status in (303, 400), (wanted, answer.status)
        assert_stays(live, answer.headers.get("location", ""))


def assert_stays(live: Live, location: str) -> None:
    """A browser takes \\ for / and leaves blanks out before it looks where to go."""
    whole = urlsplit("".join(location.replace("\\", "/").split()))
    assert whole.scheme in ("", "http") and whole.netloc in ("", urlsplit(live.url).netloc), location


def test_a_current_address_that_is_none(live: Live) -> None:
    """htmx sends the page's address in a header; anybody can send anything."""
    for value in ("http://[", "http://[::1", "//", "\\", "javascript:x", "é" * 50, "x" * 9_000):
        headers = {"HX_Request": "true", "HX_Current_URL": value, "HX_Target": value, "HX_Trigger": value}
        answer = request(live, "/lessons/l01-draw-the-shop/lab/", **headers)
        assert answer.status == 200, value
        assert request(live, "/search/?q=ring", **headers, HX_History_Restore_Request="true").status == 200


# -- paths and answers ---------------------------------------------------------------------------------------


def test_files_outside_are_not_served(live: Live) -> None:
    ends = ("config/settings.py", "data/secret-key", "etc/passwd", ".git/config")
    ups = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..;/", "%252e%252e/", "..%c0%af", "/")
    for end in ends:
        for up in ups:
            for start in ("/static/", "/", "/keys/xxh3/", "/rooms/"):
                answer = request(live, start + up * 6 + end)
                assert answer.status in (400, 404, 301), (start, up, end, answer.status)
                assert b"SECRET_KEY" not in answer.body and b"root:x:" not in answer.body


def test_nothing_of_a_request_becomes_a_header_of_its_answer(live: Live, world: World) -> None:
    for text in (
        "\r\nX-Evil: 1",
        "%0d%0aX-Evil: 1",
        "%E5%98%8D%E5%98%8AX-Evil: 1",
        "%0aX-Evil:%201",
        "\u010dX-Evil: 1",
    ):
        for target in (
            "/lessons",
            f"/rooms/{world.room}/share",
            "/friday/boards/x",
            "/lessons/l01-draw-the-shop/lab/?new_seed=1&before=",
        ):
            raw = request(
                live,
                f"{target}{quote(text, safe='%')}",
                X_Request_ID=text.replace("\r", "").replace("\n", ""),
            )
            assert "x-evil" not in raw.headers and raw.status < 500
            assert "evil" not in raw.headers.get("x-request-id", "").lower()


def test_every_page_carries_the_rules_for_browsers(live: Live, world: World) -> None:
    """No page may be framed, guessed to be of another kind, or run a script that is not a file of ours; errors too."""
    for target in (
        *(address.filled(slug=world.slug_for(address.route), **world.names) for address in addresses()),
        "/nowhere/",
    ):
        answer = request(live, target, Cookie=cookies(world.owner))
        if "text/html" in answer.headers.get("content-type", ""):
            assert "content-security-policy" in answer.headers, (target, answer.status)
            policy = answer.headers["content-security-policy"]
            script = next(part for part in policy.split("; ") if part.startswith("script-src "))
            assert "unsafe" not in script and "*" not in policy and "data:" not in script, target
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert answer.headers.get("x-content-type-options") == "nosniff", (target, answer)
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"
        assert "server" not in answer.headers and "x-powered-by" not in answer.headers


# -- cookies -------------------------------------------------------------------------------------------------


def test_a_tampered_session_is_nobody(live: Live, world: World) -> None:
    """Whoever changes a letter of it, makes one up, or takes it from elsewhere, is a newcomer."""
    import base64

    from django.core import signing

    real = world.owner.cookie("sessionid")
    payload, stamp, mark = real.rsplit(":", 2)
    forged = signing.dumps(
        {"learner": "0" * 32, "_auth_user_id": "1"},
        key="guessed",
        salt="django.contrib.sessions.backends.signed_cookies",
    )
    unsigned = base64.urlsafe_b64encode(json.dumps({"_auth_user_id": "1"}).encode()).decode()
    hostile = [
        f"{payload}x:{stamp}:{mark}", f"{payload}:{stamp}x:{mark}", f"{payload}:{stamp}:{mark[:-1]}", f"{payload}:{stamp}:", real[::-1],
        forged, unsigned, f"{unsigned}:{stamp}:{mark}", ":::", "x" * 8_000, "\x80\x04\x95", "é", '"' + real + '"x', "",
    ]  # fmt: skip
    for cookie in hostile:
        answer = request(live, f"/friday/evenings/{world.evening}/", Cookie=f"sessionid={cookie}")
        assert answer.status in (400, 404), cookie  # 400: no header can look like that
        assert request(live, "/admin/", Cookie=f"sessionid={cookie}").status in (302, 400)
        room = request(live, f"/rooms/{world.room}/", Cookie=f"sessionid={cookie}; csrftoken={cookie}")
        assert room.status in (200, 400)
        assert b'"owner": true' not in room.body
    assert request(live, f"/friday/evenings/{world.evening}/", Cookie=f"sessionid={real}").status == 200


def test_cookies_of_taste_hold_only_what_we_know(live: Live) -> None:
    for value in ('"><zz>', "dark evil", "../..", "x" * 4_000, "dark\\", "%22"):
        answer = request(live, "/lessons/", Cookie=f"theme={value}; lens={value}; unknown={value}")
        assert answer.status == 200 and b"<zz>" not in answer.body and b"evil" not in answer.body


# -- lengths -------------------------------------------------------------------------------------------------


def test_a_head_at_the_limit_is_read_and_one_past_it_is_not(live: Live) -> None:
    start = b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX: "
    fits = start + b"a" * (http.MOST_HEAD - len(start) - 4) + b"\r\n\r\n"
    assert parsed(send(live, fits)).status == 200
    assert parsed(send(live, start, *[b"a" * 8_192] * 64)).status in (
        400,
        0,
    )  # 0: it was cut while it still spoke
    assert parsed(send(live, b"GET /" + b"a" * 16_384, *[b"b" * 8_192] * 8)).status in (400, 0)
    assert parsed(send(live, start[:-3], *[b"X: a\r\n" * 1_000] * 12)).status in (400, 0)


async def test_a_head_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten that stop in the middle, and one that stops in its second request; the server lets go of them all."""
    monkeypatch.setattr(http, "HEAD_WITHIN", 0.3)

    async def application(scope: dict, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(application, port=port, http=http.BoundedHttp, lifespan="off", log_config=None)
    )
    running = asyncio.create_task(server.serve())
    try:
        while not server.started:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.01)
        slow = [await asyncio.open_connection("127.0.0.1", port) for _ in range(11)]
        whole = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
        for _, writer in slow[1:]:
            writer.write(whole[:20])
        slow[0][1].write(whole + whole[:20])
        assert (await slow[0][0].readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 204")
        for reader, writer in slow:
            with contextlib.suppress(ConnectionResetError):
                assert await asyncio.wait_for(reader.read(), 30) == b""
            writer.close()
    finally:
        server.should_exit = True
        await running


def test_a_body_too_large_is_not_kept(live: Live, world: World) -> None:
    declared = (
        f"POST /rooms/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {http.MOST_BODY + 1}\r\n\r\n".encode()
    )
    assert parsed(send(live, declared, wait=5)).status == 413
    chunked = b"POST /rooms/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    assert parsed(send(live, chunked, *[chunk] * 17, b"0\r\n\r\n", wait=5)).status == 413
    most = request(live, "/rooms/", "POST", b"a" * http.MOST_BODY, Cookie=cookies(world.owner))
    assert most.status == 403  # read, and without the token
    for part in ("a=1&" * 2_000, "[" * 5_000):  # more fields than a form may have
        body, token = part.encode(), world.owner.cookie("csrftoken")
        kind = "application/x-www-form-urlencoded"
        answer = request(
            live, "/lens/", "POST", body, Cookie=cookies(world.owner), X_CSRFToken=token, Content_Type=kind
        )
        assert answer.status in (302, 400)


def test_odd_forms(live: Live, world: World) -> None:
    """Multipart without an end, with files, names of files and headers that are none; kinds that are no forms."""
    token, bound = world.owner.cookie("csrftoken"), "multipart/form-data; boundary=b"
    bodies = [
        (bound, b"--b\r\nContent-Disposition: form-data; name=telling\r\n\r\nshop"),
        (bound, b'--b\r\nContent-Disposition: form-data; name=f; filename="../../x"\r\n\r\n' + b"a" * 9_000 + b"\r\n--b--"),
        (bound, b"--b\r\n\r\n\r\n--b--"), (bound, b"\xff" * 900), ("multipart/form-data", b"--\r\n"),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x"), ("application/json", b"[" * 50_000), ("text/xml", b"<a/>"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"telling=+ADw-"), ("application/x-www-form-urlencoded; charset=nope", b"a=1"),
    ]  # fmt: skip
    for kind, body in bodies:
        answer = request(
            live, "/lens/", "POST", body, Cookie=cookies(world.owner), X_CSRFToken=token, Content_Type=kind
        )
        assert answer.status in (302, 400, 415), (kind, answer.status)


# -- one request inside another ------------------------------------------------------------------------------

INNER = b"GET /admin/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
HEAD = b"POST /lens/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
SMUGGLED = {
    "both lengths": b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INNER,
    "two lengths": b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + INNER,
    "a length with a sign": b"Content-Length: +0\r\n\r\n" + INNER,
    "a length with a comma": b"Content-Length: 0, 44\r\n\r\n" + INNER,
    "a length in hex": b"Content-Length: 0x0\r\n\r\n" + INNER,
    "a blank before the colon": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + INNER,
    "chunked, but not quite": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + INNER,
    "chunked twice": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + INNER,
    "a folded line": b"X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n" + INNER,
    "a chunk of no number": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + INNER,
    "a chunk too large to count": b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + INNER,
    "lines that end in LF": b"Transfer-Encoding: chunked\n\n0\n\n" + INNER,
    "a NUL in a name": b"Content-Length\x00: 0\r\n\r\n" + INNER,
}


@pytest.mark.parametrize("what", SMUGGLED)
def test_a_request_whose_end_is_not_plain_is_the_last_of_its_connection(live: Live, what: str) -> None:
    """A proxy and we could disagree on where it ends. What follows is never answered as a request."""
    heard = send(live, HEAD + SMUGGLED[what], wait=2)
    assert answers(heard) <= 1
    assert b"/admin/login/" not in heard
    assert parsed(heard).status in (0, 400, 403), what


def test_targets_that_are_no_paths(live: Live) -> None:
    for target in (
        "http://evil.example/",
        "http://evil.example/admin/",
        "*",
        "//evil.example/x",
        "evil.example:443",
        "?",
        "#",
        "\\x",
    ):
        for method in ("GET", "OPTIONS", "CONNECT", "TRACE", "PROPFIND", "G\x00T"):
            answer = request(live, target, method)
            assert answer.status < 500
            assert "evil" not in answer.headers.get("location", "") or answer.headers["location"].startswith(
                "/"
            )
            assert answer.status != 200 or method != "TRACE"


def test_the_corpus_is_what_it_says() -> None:
    assert len(EVERYTHING) == len(set(EVERYTHING)) > 90
