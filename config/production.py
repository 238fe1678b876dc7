"""What the production profile refuses to start with.

Each rule is one line of the table; all broken rules are told at once, so that one start is enough to see them.
"""

import sys

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY_LENGTH = 50
LEAST_KEY_VARIETY = 5


def workers_asked_for(from_environment: int, argv: list[str] | None = None) -> int:
    """How many worker processes were asked for: `--workers N` on the command line, else WEB_CONCURRENCY."""
    words = sys.argv if argv is None else argv
    for word, following in zip(words, [*words[1:], ""], strict=True):
        value = following if word == "--workers" else word.removeprefix("--workers=")
        if word.startswith("--workers") and value.isdigit():
            return int(value)
    return from_environment


def problems(
    *,
    debug: bool,
    secret_key: str,
    hosts: list[str],
    secure_cookies: bool,
    workers: int,
    shared_layer: bool,
) -> list[str]:
    """The broken rules, each as a sentence that says what to do. Empty when it is safe to start."""
    weak = len(secret_key) < LEAST_KEY_LENGTH or len(set(secret_key)) < LEAST_KEY_VARIETY
    rules = [
        (debug, "DEBUG is on: it shows the inside of the app to everyone. Take DEBUG away."),
        (
            weak or secret_key.startswith("django-insecure-"),
            f"SECRET_KEY is weak: use at least {LEAST_KEY_LENGTH} random characters, or leave it unset.",
        ),
        ("*" in hosts, "ALLOWED_HOSTS has *: anyone could pretend to be this site. Name the hosts."),
        (not hosts, "ALLOWED_HOSTS is empty: name the hosts that people use."),
        (not secure_cookies, "SECURE_COOKIES is off: cookies would travel unencrypted. Turn it on."),
        (
            workers > 1 and not shared_layer,
            f"{workers} workers cannot share the in-memory channel layer: set REDIS_URL, or use one worker.",
        ),
    ]
    return [sentence for broken, sentence in rules if broken]


def refuse(**settings: object) -> None:
    """Raise ImproperlyConfigured with every problem, or return."""
    found = problems(**settings)  # type: ignore[arg-type]
    if found:
        raise ImproperlyConfigured("PROFILE=production refuses to start:\n- " + "\n- ".join(found))
