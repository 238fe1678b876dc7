"""The forms and the query names of the app, read off its pages and its source: a new field is attacked by itself."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from tests.live import ROOT

ASKED = re.compile(
    r"""(?:GET|POST|query|fields|form|request\.\w+)(?:\.get(?:list)?\(|\[)\s*f?["']([\w-]+)["']"""
)


def query_names() -> list[str]:
    """Every name that a view reads from a query or a form."""
    files = [*ROOT.glob("course/**/*.py"), *ROOT.glob("simulator/**/*.py"), *ROOT.glob("config/*.py")]
    return sorted({name for file in files for name in ASKED.findall(file.read_text())})


@dataclass(frozen=True, slots=True)
class Form:
    """method: "get" or "post". fields: (name, value), as the page sends them when nothing is touched."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]


def forms_of(page: bytes, address: str) -> list[Form]:
    reader = _Forms(address)
    reader.feed(page.decode("utf-8", "replace"))
    return reader.found


class _Forms(HTMLParser):
    """Of a list of choices it takes the first."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[Form] = []
        self.fields: dict[str, str] = {}
        self.inside: tuple[str, str] | None = None
        self.choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urldefrag(urljoin(self.address, given.get("action", ""))).url
            self.inside, self.fields = (action, given.get("method", "get").lower()), {}
        elif self.inside and tag in ("input", "textarea", "button", "select") and given.get("name"):
            self.fields.setdefault(given["name"], given.get("value", ""))
            self.choosing = given["name"] if tag == "select" else ""
        elif self.choosing and tag == "option":
            self.fields[self.choosing] = self.fields[self.choosing] or given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.inside:
            self.found.append(Form(*self.inside, tuple(self.fields.items())))
            self.inside = None
