"""The search: what is found, in which order, and how it is said."""

import html5lib
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.search_index import MOST, Document, Index, documents_of, snippet, stem

INDEX = Index(documents_of(library.course()))


def paths(question: str) -> list[str]:
    return [hit.document.path for hit in INDEX.ask(question).hits]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("hash", "/glossary/#hash"),
        ("virtual nodes", "/glossary/#virtual-node"),
        ("Little's law", "/glossary/#littles-law"),
        ("unfair slices", "/lessons/l24-roll-the-ring/"),
        ("celebrity", "/lessons/l27-walk-on/"),
    ],
)
def test_what_is_called_so_stands_first(question: str, first: str) -> None:
    assert paths(question)[0] == first


def test_lessons_are_found_by_their_text() -> None:
    assert any(path.startswith("/lessons/l21-what-moved/") for path in paths("remainder ovens"))


def test_a_beginning_is_enough_for_the_last_word_only() -> None:
    assert "/glossary/#rendezvous-hashing" in paths("rendez")
    assert paths("rendez hashing") == []


def test_singular_plural_and_genitive_are_one_word() -> None:
    assert {stem(word) for word in ("Oven", "ovens", "oven’s")} == {"oven"}
    assert stem("copies") == stem("copy")
    assert [stem(word) for word in ("consensus", "less", "bus")] == ["consensus", "less", "bus"]
    assert paths("virtual nodes") == paths("virtual node")


def test_every_word_must_be_there() -> None:
    assert paths("hash zebra") == []


def test_another_word_is_offered_for_one_that_is_not_there() -> None:
    assert "quorum" in INDEX.ask("quorun").instead


def test_no_more_than_two_results_from_one_lesson() -> None:
    lessons = [path.partition("#")[0] for path in paths("oven") if path.startswith("/lessons/l")]
    assert max(lessons.count(path) for path in set(lessons)) <= 2
    assert len(paths("oven")) <= MOST


def test_a_snippet_shows_what_was_asked_for() -> None:
    text = "Words before it. " * 20 + "Here is the oven that is hot. " + "Words after it. " * 20
    shown = snippet(text, frozenset({"oven"}), "")
    assert ("oven", True) in shown
    assert shown[0] == ("… ", False)
    assert shown[-1][0].endswith(" …")
    assert 60 < len("".join(words for words, _ in shown)) < 220


def test_a_document_without_the_word_shows_what_it_is_about() -> None:
    assert snippet("", frozenset({"oven"}), "About pizza.") == (("About pizza.", False),)


@given(st.text(max_size=120))
def test_any_question_has_an_answer(question: str) -> None:
    answer = INDEX.ask(question)
    assert len(answer.question) <= 100
    for hit in answer.hits:
        assert "".join(words for words, _ in hit.snippet)


def test_the_same_documents_give_the_same_order() -> None:
    documents = [Document("term", f"oven {n}", "Glossary", f"/{n}", "an oven") for n in range(5)]
    assert [hit.document.path for hit in Index(documents).ask("oven").hits] == [f"/{n}" for n in range(5)]


def get(path: str, **headers: str) -> tuple[str, str]:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200
    html = response.content.decode()
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return html, " ".join("".join(tree.itertext()).split())


def test_the_page_says_how_many() -> None:
    html, words = get("/search/?q=rendezvous+hashing")
    assert "for “rendezvous hashing”" in words
    assert 'href="/glossary/#rendezvous-hashing"' in html
    assert "<mark>hashing</mark>" in html or "<mark>rendezvous</mark>" in html or "every server bids" in words


def test_the_page_says_what_to_do_when_nothing_is_found() -> None:
    assert "Type a word" in get("/search/")[1]
    assert "Nothing is found for “zebra”. Try one word" in get("/search/?q=zebra")[1]
    html, words = get("/search/?q=quorun")
    assert "Did you mean quorum" in words
    assert '<a href="/search/?q=quorum">' in html


def test_what_was_asked_for_is_only_words() -> None:
    html, _ = get("/search/?q=%3Cscript%3Ealert()%3C/script%3E")
    assert "<script>alert" not in html


def test_who_types_gets_the_results_alone_and_a_box_the_first_few() -> None:
    html, _ = get("/search/?q=server", **{"HX-Request": "true"})
    assert "<html" not in html
    assert "search-hits" in html
    few, words = get("/search/?q=server&box=1", **{"HX-Request": "true"})
    assert few.count("<li>") == 6
    assert "All" in words
