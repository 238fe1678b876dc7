"""The production profile starts only on settings that are safe, and says everything that is wrong at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import production

SAFE = {
    "debug": False,
    "secret_key": "k3J9-fj2Lq8vXz71mNb5RtYwQe0oPaSd6GhUiCx4_ZlVnTgBhMyJ",
    "hosts": ["slicewise.example"],
    "secure_cookies": True,
    "workers": 1,
    "shared_layer": False,
}
BROKEN = {
    "DEBUG": {"debug": True},
    "SECRET_KEY": {"secret_key": "short"},
    "SECRET_KEY is weak": {"secret_key": "a" * 60},
    "use at least": {"secret_key": "django-insecure-" + SAFE["secret_key"]},
    "has *": {"hosts": ["slicewise.example", "*"]},
    "is empty": {"hosts": []},
    "SECURE_COOKIES": {"secure_cookies": False},
    "3 workers": {"workers": 3},
}


def test_safe_settings_have_no_problem():
    assert production.problems(**SAFE) == []


def test_several_workers_are_fine_on_a_shared_layer():
    assert production.problems(**SAFE | {"workers": 3, "shared_layer": True}) == []


@pytest.mark.parametrize("words", BROKEN)
def test_each_broken_rule_is_named(words):
    (problem,) = production.problems(**SAFE | BROKEN[words])
    assert words in problem


@pytest.mark.parametrize(
    ("argv", "asked"),
    [
        (["uvicorn", "config.asgi:application"], 1),
        (["uvicorn", "--workers", "3", "config.asgi:application"], 3),
        (["uvicorn", "--workers=4"], 4),
        (["uvicorn", "--workers"], 1),
    ],
)
def test_workers_are_read_off_the_command_line(argv, asked):
    assert production.workers_asked_for(1, argv) == asked


def start(tmp_path: Path, *argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a fresh process, as a server or a command would."""
    return subprocess.run(
        [sys.executable, *(argv or ("manage.py", "check"))],
        env={"PATH": os.environ["PATH"], "SLICEWISE_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_start_refuses_and_lists_every_problem(tmp_path):
    refused = start(
        tmp_path, PROFILE="production", DEBUG="1", ALLOWED_HOSTS="*", SECURE_COOKIES="0", WEB_CONCURRENCY="2"
    )
    assert refused.returncode != 0
    for word in ("DEBUG", "ALLOWED_HOSTS", "SECURE_COOKIES", "2 workers"):
        assert word in refused.stderr


def test_a_real_start_in_production_with_the_kept_key_is_fine(tmp_path):
    started = start(tmp_path, PROFILE="production", ALLOWED_HOSTS="slicewise.example")
    assert started.returncode == 0, started.stderr


def test_an_unknown_profile_is_refused(tmp_path):
    refused = start(tmp_path, PROFILE="prod")
    assert refused.returncode != 0
    assert "must be development or production" in refused.stderr
