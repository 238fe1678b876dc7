"""SQL, paths, strange letters and numbers in every address, every query name and every field of every form.

The answer is a page or a 4xx, never a 5xx; it shows nothing of the inside, and nothing unescaped. On both databases:
SQLite takes texts and numbers that PostgreSQL does not.
"""

# ruff: noqa: E501  tables of what is sent are wide

import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest

from tests.attacks.conftest import assert_log_is_clean
from tests.attacks.corpus import EVERYTHING, LEAKS, MARK
from tests.attacks.fields import Form, forms_of, query_names
from tests.attacks.routes import addresses
from tests.attacks.world import LESSON, Stranger, World, staff
from tests.backends import Postgres
from tests.live import Live
from tests.scale.conftest import SOAK

EACH = 12 if SOAK else 1  # hostile values a field; all of them were not through after ten minutes
FIELDS, LABS = (99, 99) if SOAK else (2, 3)  # fields of a form, labs
LEAVE = ("account/sign-out/", "account/delete/", "admin/logout/")  # last: they end what others need


@pytest.fixture(scope="module", params=["sqlite", "postgresql"] if SOAK else ["postgresql"])
def server(request: pytest.FixtureRequest) -> Iterator[Live]:
    if request.param == "sqlite":
        yield request.getfixturevalue("live")
        return
    with Postgres() as database:
        running = Live(DATABASE_URL=database.url)
        yield running
        running.remove()


@pytest.fixture(scope="module")
def there(server: Live) -> World:
    return World.of(Stranger(server, "192.0.2.7"))


class Attacker:
    """Sends hostile values, and looks at what comes back. Each request comes from an address of its own."""

    def __init__(self, visitor: Stranger, seed: int) -> None:
        self.visitor, self.chance = visitor, random.Random(seed)
        self.sent = 0

    def values(self, count: int = EACH) -> list[str]:
        return self.chance.sample(EVERYTHING, count) if count < len(EVERYTHING) else list(EVERYTHING)

    def get(self, target: str, **headers: str) -> bytes:
        return self._looked_at(target, *self.visitor.get(target, **self._address(), **headers))

    def post(self, target: str, fields: dict[str, str], **headers: str) -> bytes:
        return self._looked_at(
            f"{target} {fields}", *self.visitor.post(target, fields, **self._address(), **headers)
        )

    def _address(self) -> dict[str, str]:
        self.sent += 1
        return {"X-Forwarded-For": f"10.{self.sent >> 16 & 255}.{self.sent >> 8 & 255}.{self.sent & 255}"}

    def _looked_at(self, what: str, status: int, body: bytes) -> bytes:
        assert status < 500, (what[:400], status)
        assert MARK.encode() not in body, what[:400]
        if status >= 400:
            assert not [leak for leak in LEAKS if leak in body], (what[:400], body[:2_000])
        return body


def test_every_parameter_of_every_address(server: Live, there: World) -> None:
    attacker = Attacker(there.owner, 1)
    for address in addresses():
        for name, _ in address.parameters:
            for value in [*attacker.values(3 * EACH), MARK]:
                slug = there.slug_for(address.route)
                target = address.filled(**{"slug": slug, **there.names, name: quote(value, safe="/")})
                attacker.get(target)
    assert_log_is_clean(server)


def test_every_name_that_a_view_reads_from_a_query(server: Live, there: World) -> None:
    attacker = Attacker(there.owner, 2)
    names = query_names()
    assert {"q", "key", "nth", "seq", "at", "seed", "next", "board", "about", "last"} <= set(names)
    for address in addresses():
        target = address.filled(slug=there.slug_for(address.route), **there.names)
        attacker.get(f"{target}?{urlencode(dict.fromkeys(names, MARK))}")
        for value in attacker.values():
            attacker.get(f"{target}?{urlencode(dict.fromkeys(names, value))}")
            attacker.get(
                f"{target}?{urlencode({attacker.chance.choice(names): value})}", **{"HX-Request": "true"}
            )
    assert_log_is_clean(server)


def every_form(there: World, visitor: Stranger) -> dict[tuple[str, str, tuple[str, ...]], Form]:
    """Each form of each page once, by where it goes and what it asks."""
    found = {}
    for target in pages(there):
        _, page = visitor.get(target)
        for form in forms_of(page, target):
            if not form.action.startswith("http"):
                found[form.action.partition("?")[0], form.method, tuple(name for name, _ in form.fields)] = (
                    form
                )
    return dict(
        sorted(found.items(), key=lambda one: one[0][0].startswith(tuple("/" + end for end in LEAVE)))
    )


def pages(there: World) -> Iterator[str]:
    from course.library import course

    yield f"/friday/?board={there.board}"
    yield f"/practice/?about={'L01'}"
    lessons = list(course().lessons.values())
    yield from (f"/lessons/{lesson.slug}/" for lesson in lessons[:: 1 if SOAK else 4])
    for lesson in lessons[:LABS]:
        yield f"/lessons/{lesson.slug}/lab/"
    for address in addresses():
        if not address.route.startswith("admin/"):
            yield address.filled(slug=there.slug_for(address.route), **there.names)


def test_every_field_of_every_form(server: Live, there: World) -> None:
    visitor = there.owner
    attacker = Attacker(visitor, 3)
    forms = every_form(there, visitor)
    assert len(forms) > 20, sorted(forms)
    for form in forms.values():
        names = [name for name, _ in form.fields]
        for name in attacker.chance.sample(names, min(FIELDS, len(names))):
            for value in [*attacker.values(), MARK]:
                submit(attacker, form, {**dict(form.fields), name: value})
        submit(attacker, form, {name: attacker.values(1)[0] for name, _ in form.fields})
    assert_log_is_clean(server)


def submit(attacker: Attacker, form: Form, fields: dict[str, str]) -> None:
    fields.pop("csrfmiddlewaretoken", None)
    if form.method == "post":
        attacker.post(form.action, fields)
    else:
        attacker.get(f"{form.action.partition('?')[0]}?{urlencode(fields)}")


def test_the_admin_too(server: Live) -> None:
    """Filters, orders, searches and dates of its lists, by one who may see them."""
    attacker = Attacker(staff(server), 4)
    names = ("q", "o", "p", "all", "e", "_popup", "_to_field", "kind", "kind__exact", "right__exact", "made_at__day",
             "made_at__year", "learner__user__password__startswith", "number", "certainty", "term", "app_label")  # fmt: skip
    for address in addresses():
        if address.route.startswith("admin/") and "logout" not in address.route:
            for name in attacker.chance.sample(names, 5 if not SOAK else len(names)):
                attacker.get(f"{address.filled()}?{urlencode({name: attacker.values(1)[0]})}")
    assert_log_is_clean(server)


def test_a_nul_in_what_is_stored_or_looked_up(server: Live, there: World) -> None:
    """PostgreSQL takes no text that holds one; SQLite does, and would hand it on."""
    attacker = Attacker(there.owner, 5)
    asked = urlencode(dict.fromkeys(("board", "q", "about", "next", "name", "seed"), "a\x00b"))
    for target in ("/friday/", "/search/", "/practice/", "/account/sign-in/"):
        attacker.get(f"{target}?{asked}")
    for target, fields in (
        ("/friday/", {"board": "a\x00b", "name": "\x00"}),
        (f"/lessons/{LESSON}/rewrite/", {"erratum": "E1", "text": "a\x00b"}),
        (f"/lessons/{LESSON}/sections/", {"section": "a\x00b"}),
        (f"/sittings/{there.sitting}/0/", {"submission": "\x00", "answer": "a\x00b", "certainty": "1"}),
        (f"/friday/evenings/{there.evening}/act/", {"do": "\x00", "value": "\x00", "minute": "\x00"}),
        (f"/friday/evenings/{there.evening}/words/", {"words_1": "\x00", "words_2": "a", "words_3": "b"}),
        (f"/rooms/{there.room}/do/", {"do": "rename_server", "server": "oven-1", "name": "a\x00b"}),
        ("/account/sign-up/", {"username": "a\x00b", "password1": "\x00" * 9, "password2": "\x00" * 9}),
        ("/account/sign-in/", {"username": "a\x00b", "password": "\x00" * 9}),
        ("/tests/", {"kind": "\x00"}),
    ):
        attacker.post(target, fields)
    assert_log_is_clean(server)
