"""What a browser does with accounts, as functions; and the fixture that lets it do so at once."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from course import tries
from course.models import Learner
from simulator.rooms.pace import Visitors

PASSWORD = "oven at noon"


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # the real one is slow on purpose
    monkeypatch.setattr(tries, "_signing_in", tries.limits())
    monkeypatch.setattr(tries, "_signing_up", Visitors(rate=1, burst=60))


def sign_up(browser: Client, name: str = "ada", **more: str) -> Any:
    fields = {"username": name, "password1": PASSWORD, "password2": PASSWORD, **more}
    return browser.post("/account/sign-up/", fields)


def sign_in(browser: Client, name: str = "ada", password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/account/sign-in/", {"username": name, "password": password, **more})


def sign_out(browser: Client) -> Any:
    return browser.post("/account/sign-out/")


def number(browser: Client) -> str:
    """The number in a browser's cookie; they get one by opening a ring."""
    if "learner" not in browser.session:
        browser.post("/rooms/")
    return str(browser.session["learner"])


def learner(browser: Client) -> Learner:
    return Learner.objects.get_or_create(pk=UUID(number(browser)))[0]


def words(answer: Any) -> str:
    return str(answer.content.decode())
