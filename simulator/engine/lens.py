"""The lens: one run, told as a pizza shop or as a data centre.

Invariant: a text is written once, in the words of the shop. The lens changes words of its table and nothing else: no
number, no order of words, no meaning that a pin does not name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import xxhash

# What every picture shares; a lab puts its own words on top. Longer words win; plurals stand for themselves.
COMMON: tuple[tuple[str, str], ...] = (
    ("order", "request"),
    ("orders", "requests"),
    ("an order", "a request"),
    ("an oven", "a server"),
    ("order number", "request ID"),
    ("order numbers", "request IDs"),
    ("in order", "in order"),
    ("in the order", "in the order"),
    ("customer", "client"),
    ("customers", "clients"),
    ("chef", "server"),
    ("chefs", "servers"),
    ("oven", "server"),
    ("ovens", "servers"),
    ("kitchen", "service"),
    ("kitchens", "services"),
    ("shop", "site"),
    ("shops", "sites"),
    ("pizza", "response"),
    ("pizzas", "responses"),
    ("rail", "queue"),
    ("rider", "consumer"),
    ("riders", "consumers"),
    ("cook", "process"),
    ("cooks", "processes"),
    ("cooked", "processed"),
    ("cooking", "processing"),
    ("bake", "process"),
    ("bakes", "processes"),
    ("baked", "processed"),
    ("baking", "processing"),
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place where the analogy breaks. on: the word of the shop it is stuck to; says: one or two sentences."""

    on: str
    says: str


@dataclass(frozen=True)
class Lens:
    """words: (shop, centre) pairs of one lab, over those of `COMMON`; a pair of the same word keeps it as it is.

    Whole words are turned, whatever the case of their first letter, and it is kept.
    """

    words: tuple[tuple[str, str], ...] = ()
    pins: tuple[Pin, ...] = ()

    @cached_property
    def table(self) -> dict[str, str]:
        """Shop word, in small letters -> data-centre word."""
        return {shop.lower(): centre for shop, centre in (*COMMON, *self.words)}

    @cached_property
    def key(self) -> str:
        """Names the table: lenses of the same words have the same key."""
        return xxhash.xxh3_64_hexdigest(repr(sorted(self.table.items())).encode())

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.table, key=lambda word: (-len(word), word))
        return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def parts(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces (shop, centre); a piece that both share stands twice."""
        end = 0
        for found in self._pattern.finditer(text):
            if found.start() > end:
                yield (text[end : found.start()],) * 2
            word = found.group()
            yield word, _like(word, self.table[word.lower()])
            end = found.end()
        if end < len(text):
            yield (text[end:],) * 2

    def turn(self, text: str) -> str:
        """The text in the words of the data centre."""
        return "".join(centre for _, centre in self.parts(text))


def _like(shop: str, centre: str) -> str:
    """The word of the data centre, with a capital where the shop's has one."""
    return centre[:1].upper() + centre[1:] if shop[:1].isupper() else centre
