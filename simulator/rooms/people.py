"""People: a friendly name and a colour for a learner who never had to say who they are.

A visitor is a secret number in a signed cookie. Everyone else sees only what is made from it one way:
a short id, a name, a colour. The same learner always gets the same three.
"""

import hashlib
import uuid
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

SESSION_KEY, SEAT_KEY = "learner", "seat"
COLOURS = 8
MOODS = (
    "Quiet", "Brave", "Calm", "Clever", "Early", "Gentle", "Happy", "Keen",
    "Kind", "Lively", "Merry", "Nimble", "Patient", "Proud", "Quick", "Sunny",
    "Bright", "Curious", "Daring", "Eager", "Fair", "Golden", "Humble", "Jolly",
    "Lucky", "Noble", "Polite", "Ready", "Steady", "Tidy", "Warm", "Witty",
)  # fmt: skip
HERBS = (
    "Basil", "Oregano", "Thyme", "Rosemary", "Sage", "Chervil", "Mint", "Parsley",
    "Dill", "Fennel", "Lovage", "Marjoram", "Sorrel", "Tarragon", "Chive", "Savory",
    "Saffron", "Caper", "Olive", "Tomato", "Pepper", "Garlic", "Onion", "Rocket",
    "Anise", "Bay", "Borage", "Cumin", "Ginger", "Laurel", "Nutmeg", "Paprika",
)  # fmt: skip


Session = SessionBase | MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """`learner` is the secret that proves who it is; `id`, `name` and `colour` are for everyone."""

    learner: str
    id: str
    name: str
    colour: int

    def public(self) -> dict[str, str | int]:
        """What others may see."""
        return {"id": self.id, "name": self.name, "colour": self.colour}


def person_from(learner: str) -> Person:
    """The person behind a learner's secret number (32 hex digits)."""
    digest = hashlib.sha256(f"slicewise person {learner}".encode()).digest()
    mood, herb, colour = digest[16] % len(MOODS), digest[17] % len(HERBS), digest[18] % COLOURS
    return Person(learner, digest[:6].hex(), f"{MOODS[mood]} {HERBS[herb]}", colour)


def person_of(session: Session) -> Person:
    """Who this session belongs to; a newcomer becomes someone now.

    It writes to the session once in a learner's life, and then only reads: a session saved at every request
    would cost more than most pages.
    """
    known = known_person(session)
    if known is not None:
        return known
    session[SESSION_KEY] = learner = uuid.uuid4().hex
    return person_from(learner)


def seat_of(session: Session) -> str:
    """Which browser this is, whoever is signed in there: the first number that it had. "" for a newcomer.

    A new account takes over the number of the browser that it was made in, so the number alone would not do.
    """
    return str(session.get(SEAT_KEY) or session.get(SESSION_KEY) or "")


def known_person(session: Session) -> Person | None:
    """Who this session belongs to, or None if nobody yet."""
    learner = session.get(SESSION_KEY)
    return None if learner is None else person_from(learner)
