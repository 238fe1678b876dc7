"""The glossary: every term once, with its anchor and its lessons."""

import html5lib
from django.test import Client

from course import library
from course.names import Glossary, fold, slugged


def test_every_term_has_its_anchor_meaning_and_lessons() -> None:
    page = Client().get("/glossary/").content.decode()
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    course = library.course()
    for term in course.terms.values():
        (entry,) = [element for element in tree.iter("div") if element.get("id") == term.slug]
        words = " ".join("".join(entry.itertext()).split())
        assert words.startswith(f"{term.word} {term.meaning}")
        for lesson in term.lessons:
            assert course.lessons[lesson].title in words


def test_terms_stand_in_the_order_of_the_alphabet() -> None:
    words = [fold(term.word) for term in library.course().terms.values()]
    assert words == sorted(words)


def test_a_word_is_found_by_its_other_names() -> None:
    glossary = library.course().details["glossary"]
    assert isinstance(glossary, Glossary)
    for asked, slug in {
        "Virtual Nodes": "virtual-node",
        "little's law": "littles-law",
        "Little’s  law": "littles-law",
        "modulo": "modulo",
        "trace": "log-metric-trace",
        "p99": "p99",
    }.items():
        term = glossary.find(asked)
        assert term is not None
        assert term.slug == slug
    assert glossary.find("hush") is None


def test_slugs() -> None:
    assert slugged("Little’s law") == "littles-law"
    assert slugged("SLI, SLO, SLA") == "sli-slo-sla"
