"""The page of the notes: the notes as they came, word for word, with every erratum marked and put right."""

import html5lib
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course import library
from course.catalog import Mark
from course.marked import cut, pieces

COURSE = library.course()


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_the_pieces_are_the_text_and_each_mark_covers_its_stretch(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    marks = [
        Mark(f"E{nth}", min(a, b), max(a, b))
        for nth, (a, b) in enumerate(ranges)
        if min(a, b) < max(a, b) <= len(text)
    ]
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == text
    for mark in marks:
        covered = "".join(piece.text for piece in found if mark.erratum in piece.errata)
        assert covered == text[mark.start : mark.end]
        assert sum(mark.erratum in piece.ends for piece in found) == 1
        assert sum(mark.erratum in piece.begins for piece in found) == 1


def test_the_wrong_words_are_cut_out_of_what_the_notes_say() -> None:
    assert cut(COURSE.errata["E1"]) == (("Request on the server should ", False), ("never fail", True))


@pytest.fixture
def page() -> str:
    response = Client().get("/notes/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_notes_stand_there_word_for_word(page: str) -> None:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    sheet = tree.find(".//pre")
    assert sheet is not None
    for reference in sheet.findall("a"):
        reference.text = ""
    assert "".join(sheet.itertext()) == COURSE.seed_notes


def test_all_errata_have_their_mark_and_their_entry(page: str) -> None:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    for code, erratum in COURSE.errata.items():
        assert {code.lower(), f"in-notes-{code.lower()}"} <= ids
        entry = tree.find(f".//li[@id='{code.lower()}']")
        words = " ".join("".join(entry.itertext()).split())
        assert erratum.says in words
        assert erratum.better in words
        assert erratum.kind in words
    links = {link.get("href") for link in tree.iter("a") if str(link.get("href")).startswith("#")}
    assert {link[1:] for link in links} <= ids | {"main"}


def test_the_table_is_repaired(page: str) -> None:
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    rows = [["".join(cell.itertext()) for cell in row] for row in tree.findall(".//tbody/tr")]
    assert [row[3] for row in rows] == ["right", *["exchanged"] * 4]
    assert rows[1][1:3] == ["a single point of failure", "resilient: others can take over"]


def test_lessons_that_are_written_are_linked_others_are_named(page: str) -> None:
    for lesson in COURSE.lessons.values():
        assert (f'href="/lessons/{lesson.slug}/"' in page) <= lesson.written
