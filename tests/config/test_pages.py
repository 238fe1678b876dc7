"""Every page carries the policy, is valid HTML, and errors look like the rest."""

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

PAGES = ["/", "/lessons/", "/ring/"]
pytestmark = pytest.mark.django_db


def parse(content: bytes) -> None:
    """Raise on the first fault of the HTML."""
    html5lib.HTMLParser(strict=True).parse(content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_valid_and_has_a_strict_policy(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    parse(answer.content)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe-eval" not in policy
    assert b"<script>" not in answer.content
    assert b" onclick=" not in answer.content


@pytest.mark.parametrize(
    "path", ["/no-such-page/", "/rooms/basil-nothing/", "/rooms/basil-nothing/at/3.json"]
)
def test_what_does_not_exist_is_a_404_in_our_look(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    if not path.endswith(".json"):
        assert b"message-page" in answer.content
        parse(answer.content)


def test_a_stale_form_is_explained():
    answer = Client(enforce_csrf_checks=True).post(reverse("room_create"), {"scenario": "five-ovens"})
    assert answer.status_code == 403
    assert b"This form went stale" in answer.content
    parse(answer.content)


def test_an_error_of_ours_is_explained(settings, client):
    from unittest.mock import patch

    client.raise_request_exception = False
    with patch("course.views.landing.first_picture", side_effect=RuntimeError("on purpose")):
        answer = client.get("/")
    assert answer.status_code == 500
    assert b"An oven went out" in answer.content
    assert b"on purpose" not in answer.content
    parse(answer.content)


@pytest.mark.parametrize(
    ("cookie", "expected"), [("dark", b'data-theme="dark"'), ('"><script>', b'<html lang="en">')]
)
def test_the_theme_comes_from_its_cookie_and_nothing_else_does(client, cookie, expected):
    client.cookies["theme"] = cookie
    assert expected in client.get("/lessons/").content


def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
