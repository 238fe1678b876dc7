"""Every address of the app, out of its URL conf: a view that is added is attacked without being named here.

Invariant: `addresses()` has one concrete address for each pattern, filled with what `samples` gives for its parameters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

SAMPLES: Mapping[str, str] = {
    "slug": "l01-draw-the-shop",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "str": "x",
    "path": "1",
    "hash_name": "xxh3",
    "digest": "0" * 32,
    "code": "aaaaaaaaaa",
    "app_label": "course",
    "url": "x",
}


@dataclass(frozen=True, slots=True)
class Address:
    """name: the view's, "" without one. parts: the literal text and the parameters, in order."""

    name: str
    route: str
    parameters: tuple[tuple[str, str], ...]  # (name, converter)

    def filled(self, **values: str) -> str:
        """The address with these values, and samples for what is not given. Nothing is escaped."""
        text = self.route
        for name, kind in self.parameters:
            value = values.get(name, SAMPLES.get(name, SAMPLES.get(kind, "x")))
            text = text.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
        return "/" + text


def addresses() -> list[Address]:
    """All of them, the admin's too."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: object, before: str, known: tuple[tuple[str, str], ...]) -> Iterator[Address]:
    for one in patterns:  # type: ignore[attr-defined]
        if not isinstance(one.pattern, RoutePattern):
            continue  # the admin's catch-all: every address that leads nowhere
        route = before + one.pattern._route
        found = tuple((name, _kind(converter)) for name, converter in one.pattern.converters.items())
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route, known + found)
        elif isinstance(one, URLPattern):
            yield Address(one.name or "", route, known + found)


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
