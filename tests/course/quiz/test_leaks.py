"""Nothing of a key is in a page, a fragment, a script, a message or a log line before it is due, in a whole run."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from course.library import course
from course.questions import Verdict
from tests.course.quiz.canaries import MARKS, canaries, marked
from tests.course.quiz.deeds import wrong_answer
from tests.course.quiz.poster import Poster, fields_for, slots_on
from tests.live import ROOT, Live
from tests.rooms.visitor import Visitor

PAGES = (
    "/", "/lessons/", "/notes/", "/glossary/", "/search/?q=canary", "/practice/", "/practice/?about=MC-36", "/review/",
    "/progress/", "/tests/", "/account/", "/account/export.json", "/ring/", "/lessons/l21-what-moved/lab/", "/admin/",
)  # fmt: skip
HTMX = {"HX-Request": "true"}
LESSONS = list(course().lessons.values())


class CanaryServer(Live):
    application = "tests.course.quiz.canary_server:application"


@pytest.fixture(scope="module")
def server() -> Iterator[CanaryServer]:
    one = CanaryServer(LOG_LEVEL="DEBUG")
    yield one
    one.remove()


@pytest.fixture(scope="module")
def reader(server: CanaryServer) -> Poster:
    return Poster(server)


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test knows the same canaries."""
    monkeypatch.setitem(course().details, "bank", marked(course().details["bank"]))  # type: ignore[arg-type]


def read(poster: Poster, path: str, **headers: str) -> str:
    answer = poster.ask("GET", path, **headers)
    assert answer is not None, path
    assert answer[0] < 500, path
    return answer[1]


def test_the_canaries_are_there_to_be_found(keys: None) -> None:
    for item in course().details["bank"].items.values():
        question = item.draw(1)
        assert canaries(question.grade(question.solution()).worked)
        assert canaries(repr(question.key))
        assert not canaries(repr(question)), "a question in a log line gives nothing away"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_a_key(reader: Poster, path: str) -> None:
    assert not canaries(read(reader, path))
    assert not canaries(read(reader, path, **HTMX))


def test_no_lesson_and_no_sheet_holds_a_key(reader: Poster) -> None:
    for lesson in LESSONS:
        assert not canaries(read(reader, f"/lessons/{lesson.slug}/")), lesson.id
        assert not canaries(read(reader, f"/sheets/{lesson.slug}/")), lesson.id


def test_no_script_and_no_sheet_of_style_holds_a_key(reader: Poster) -> None:
    files = [file for kind in ("js", "css") for file in (ROOT / "static").rglob(f"*.{kind}")]
    assert len(files) > 20
    for file in files:
        assert not canaries(read(reader, f"/static/{file.relative_to(ROOT / 'static')}")), file


def test_a_question_shows_only_what_was_said_to_the_answer(reader: Poster, keys: None) -> None:
    """Every check of the course: each question as page and as fragment, refused, and missed once and twice."""
    kinds = set()
    for nth, lesson in enumerate(LESSONS):
        sitting = reader.start(lesson.slug)
        for place, (item, seed) in enumerate(slots_on(reader.live, sitting)):
            path = f"/sittings/{sitting}/{place}/"
            assert not canaries(read(reader, path)), item
            asked = course().details["bank"].items[item]
            if asked.ask.lesson == lesson.id and ((nth + place) % 3 == 0 or asked.kind not in kinds):
                kinds |= {asked.kind, miss(reader, path, item, seed)}
        assert canaries(read(reader, f"/sittings/{sitting}/")) == set()
    assert {name for name in kinds if name.endswith("Question")} == {kind.__name__ for kind in MARKS}


def miss(reader: Poster, path: str, item: str, seed: int) -> str:
    question = course().details["bank"].items[item].draw(seed)
    fragment, whole = (read(reader, path, **headers) for headers in (HTMX, {}))
    assert not canaries(fragment)
    nothing = reader.post(path, {"submission": str(uuid.uuid4()), "certainty": "1", "answer": "?"}, **HTMX)
    assert nothing is not None
    assert nothing[0] == 422
    assert not canaries(nothing[1])
    answer = wrong_answer(question)
    due = said(question.grade(answer))
    for _ in range(2):
        told = reader.post(path, fields_for(item, seed, answer, str(uuid.uuid4())), **HTMX)
        assert told is not None
        assert canaries(told[1]) <= due, item
        assert canaries(read(reader, path)) <= due, item
    assert canaries(whole) == set()
    return type(question).__name__


def said(verdict: Verdict) -> set[str]:
    return canaries(json.dumps([verdict.feedback, *(part.feedback for part in verdict.parts)]))


def test_the_worked_answer_comes_with_the_third_miss_and_not_before(server: CanaryServer, keys: None) -> None:
    poster = Poster(server)
    sitting = poster.start("l21-what-moved")
    item, seed = slots_on(server, sitting)[0]
    question = course().details["bank"].items[item].draw(seed)
    answer = wrong_answer(question)
    worked = canaries(question.grade(answer).worked)
    pages = [
        poster.post(f"/sittings/{sitting}/0/", fields_for(item, seed, answer, str(uuid.uuid4())), **HTMX)
        for _ in range(3)
    ]
    assert [worked <= canaries(page[1]) for page in pages if page] == [False, False, True]


def test_a_test_says_nothing_at_all(server: CanaryServer, keys: None) -> None:
    poster = Poster(server)
    began = poster.post("/tests/", {"kind": "pretest"})
    assert began is not None
    sitting = began[2].strip("/").rpartition("/")[2]
    for place, (item, seed) in enumerate(slots_on(server, sitting)):
        path = f"/sittings/{sitting}/{place}/"
        question: Any = course().details["bank"].items[item].draw(seed)
        answer = wrong_answer(question) if place % 2 else question.solution()
        told = poster.post(path, fields_for(item, seed, answer, str(uuid.uuid4())), **HTMX)
        assert told is not None
        typed = canaries(json.dumps(fields_for(item, seed, answer, "")))
        assert canaries(told[1]) <= typed, "what was typed stands in its field"
        assert canaries(read(poster, path)) <= typed
    for path in (f"/sittings/{sitting}/", "/tests/", "/progress/", "/account/export.json"):
        assert not {one for one in canaries(read(poster, path)) if one.startswith("canary")}, path


async def test_no_message_of_a_socket_holds_a_key(server: CanaryServer) -> None:
    ada = Visitor(server)
    slug = ada.create()
    async with ada.socket(slug) as socket:
        await socket.until("snapshot")
        await socket.do("add_server")  # its event comes before it is acknowledged, or after
        await socket.say("resync")
        await socket.until("snapshot")
    assert not canaries(json.dumps(socket.heard))


def test_at_the_end_no_line_of_the_log_holds_a_key(server: CanaryServer) -> None:
    """The last test of this module: the log has the whole run, in all detail."""
    assert "started" in server.read_log()
    leaks = [line for line in server.read_log().splitlines() if canaries(line)]
    assert leaks == []
