"""The map: what it counts, what it draws, where it sends you on, and what it costs."""

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from course.course_map import course_map, duration, listed
from course.lesson import Course, Lesson, Module
from course.library import course
from course.models import Learner
from course.pizza import slices
from course.progress import LessonProgress, Progress
from course.routes import LANE, RADIUS, before, depths, needed, routes
from tests.course.people import done, visit
from tests.course.small import lesson, small_course


def progress(current: str | None = None, latest: str | None = None, **states: Any) -> Progress:
    shares = {"done": 1.0, "started": 3 / 7}
    lessons = {name: LessonProgress(state, frozenset(), shares[state], 1) for name, state in states.items()}
    return Progress(lessons, current, latest)


# -- the drawing ------------------------------------------------------------------------------------------


def drawn(shown: Course) -> set[tuple[str, str]]:
    return {(leg.start, leg.end) for leg in routes(shown).legs}


def test_a_line_for_each_lesson_that_is_taken_up_and_none_that_is_told_already() -> None:
    assert drawn(small_course()) == {
        ("L01", "L02"), ("L01", "L03"), ("L02", "L04"), ("L03", "L04"), ("L04", "L05"),
        ("L02", "L06"), ("L05", "L07"), ("L06", "L07"), ("L07", "L08"),
    }  # fmt: skip


def test_the_real_course_leads_into_module_six_over_thirteen() -> None:
    legs = drawn(course())
    assert {("L13", "L20"), ("L20", "L21"), ("L11", "L26")} <= legs
    assert ("L06", "L20") not in legs, "L13 comes after L06"


@pytest.mark.parametrize("shown", [small_course(), course()], ids=["small", "real"])
def test_everything_lies_inside_apart_and_to_the_right_of_what_it_builds_on(shown: Course) -> None:
    drawing = routes(shown)
    places = {stop.lesson.id: stop for stop in drawing.stops}
    assert list(places) == list(shown.lessons)
    assert len({(stop.x, stop.y) for stop in drawing.stops}) == len(drawing.stops)
    for one in drawing.stops:
        assert RADIUS <= one.x <= drawing.width - RADIUS
        assert RADIUS <= one.y <= drawing.height - RADIUS
        assert all(places[other].x < one.x for other in one.lesson.prerequisites)
    for _, x, y in drawing.names:
        assert (x, y) > (0, 12)


@pytest.mark.parametrize("shown", [small_course(), course()], ids=["small", "real"])
def test_no_line_runs_through_the_circle_of_another_lesson(shown: Course) -> None:
    drawing = routes(shown)
    for leg in drawing.legs:
        others = [stop for stop in drawing.stops if stop.lesson.id not in (leg.start, leg.end)]
        for x, y in points(leg.path):
            near = [s.lesson.id for s in others if (s.x - x) ** 2 + (s.y - y) ** 2 < (RADIUS + 1) ** 2]
            assert not near, f"{leg.start} to {leg.end} runs through {near}"


def points(path: str) -> list[tuple[float, float]]:
    """Along a path of M, H and C, in small steps."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, rest in re.findall(r"([MHC])([^MHC]*)", path):
        numbers = [float(number) for number in rest.split()]
        if letter == "M":
            x, y = numbers
        elif letter == "H":
            found += [(x + (numbers[0] - x) * step / 40, y) for step in range(41)]
            x = numbers[0]
        else:
            found += [cubic((x, y, *numbers), step / 80) for step in range(81)]
            x, y = numbers[4:]
    return found


def cubic(p: tuple[float, ...], t: float) -> tuple[float, float]:
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3
    return a * p[0] + b * p[2] + c * p[4] + d * p[6], a * p[1] + b * p[3] + c * p[5] + d * p[7]


@st.composite
def courses(draw: st.DrawFn) -> Course:
    lessons: dict[str, Lesson] = {}
    for number in range(draw(st.integers(0, 12))):
        earlier = draw(st.sets(st.sampled_from(sorted(lessons)), max_size=3)) if lessons else set()
        lessons[f"L{number:02}"] = lesson(f"L{number:02}", 1, *sorted(earlier))
    return Course("", (Module(1, "One", "", tuple(lessons)),), lessons, {}, {}, {}, {}, "")


@given(courses())
def test_whatever_the_course_the_lines_tell_all_that_lessons_build_on(shown: Course) -> None:
    told: dict[str, set[str]] = {name: set() for name in shown.lessons}
    for start, end in needed(shown.lessons):
        told[end] |= {start} | told[start]
    assert told == before(shown.lessons)
    assert all(depths(shown.lessons)[one] < depth for name, depth in depths(shown.lessons).items()
               for one in shown.lessons[name].prerequisites)  # fmt: skip
    drawing = routes(shown)
    assert len({(stop.x, stop.y) for stop in drawing.stops}) == len(shown.lessons)
    assert {stop.y % LANE for stop in drawing.stops} <= {drawing.stops[0].y % LANE} if shown.lessons else True


@pytest.mark.parametrize("count", [1, 2, 5, 10])
def test_slices_meet_and_make_a_whole_pizza(count: int) -> None:
    ends = []
    for path in slices(count):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", path)]
        ends.append((numbers[:2], numbers[7:9]))
    for index, (_, end) in enumerate(ends):
        assert end == pytest.approx(ends[(index + 1) % count][0], abs=1e-3)


# -- what it counts ---------------------------------------------------------------------------------------


def test_minutes_and_lessons_are_counted() -> None:
    shown = course_map(small_course(), progress("L04", "L04", L01="done", L03="done", L04="started"))
    assert [(card.done, len(card.rows), card.minutes) for card in shown.cards] == [
        (2, 4, 40), (0, 1, 10), (0, 1, 10), (0, 2, 26),
    ]  # fmt: skip
    assert (shown.done, shown.begun, shown.written, shown.duration) == (2, 1, 7, "1½ hours")
    assert [row.state for row in shown.cards[0].rows] == ["done", "unwritten", "done", "started"]
    assert [row.after for row in shown.cards[0].rows] == ["", "L01", "L01", "L02 and L03"]
    assert {stop.lesson.id: state for stop, state in shown.stops}["L02"] == "unwritten"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (88, "1½ hours"),
        (312, "5 hours"),
        (331, "5½ hours"),
    ],
)
def test_estimates_are_rounded(minutes: int, words: str) -> None:
    assert duration(minutes) == words


def test_lists_in_words() -> None:
    assert [listed(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip


# -- where to go on ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("so_far", "why", "to", "minutes"),
    [
        (progress(), "first", "L01", 10),
        (progress("L07", "L07", L01="done", L07="started"), "begun", "L07", 8),
        (progress(None, "L01", L01="done"), "next", "L03", 10),
        (progress(None, "L08", L08="done"), "next", "L01", 10),
        (progress("L02", "L02", L02="started"), "next", "L03", 10),
    ],
    ids=["nothing yet", "in the middle", "the next one that is written", "round to the start", "not written"],
)
def test_where_to_go_on(so_far: Progress, why: str, to: str, minutes: int) -> None:
    going = course_map(small_course(), so_far).going
    assert going is not None
    assert (going.why, going.lesson.id, going.minutes) == (why, to, minutes)


def test_whoever_has_done_all_is_sent_to_the_ring() -> None:
    everything = progress(None, "L01", **dict.fromkeys(small_course().lessons, "done"))
    assert course_map(small_course(), everything).going is None


def test_the_short_cut_is_there_until_it_was_taken() -> None:
    cut = course_map(small_course(), progress()).short_cut
    assert cut is not None
    assert (cut.lesson.id, [one.id for one in cut.needs]) == ("L07", ["L05", "L06"])
    assert course_map(small_course("L01"), progress()).short_cut is None
    assert course_map(small_course(), progress("L07", "L07", L07="started")).short_cut is None


# -- the page ---------------------------------------------------------------------------------------------


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.views.map.course", small_course)


def known(client: Client) -> Learner:
    """This visitor, as a learner with a row."""
    learner = Learner.objects.create()
    session = client.session
    session["learner"] = learner.pk.hex
    session.save()
    client.cookies["sessionid"] = session.session_key
    return learner


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_the_page_of_a_newcomer_asks_the_database_nothing(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = client.get("/lessons/").content.decode()
    assert "Start here, 10 minutes" in page
    assert 'href="/lessons/l01-words/"' in page
    assert "Straight to consistent hashing" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_the_page_of_a_learner_takes_one_query_and_one_for_its_reviews(
    client: Client, django_assert_num_queries: Any
) -> None:
    learner = known(client)
    done(learner, "L01", minute=1)
    visit(learner, "L03", "story", "predict", "lab", minute=2)
    with django_assert_num_queries(2):
        page = client.get("/lessons/").content.decode()
    assert "Where you left off, 6 minutes to go" in page
    assert "L03. About L03" in page
    assert "1 of 8 done, 1 begun." in page


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_what_is_not_written_is_marked_and_is_no_link(client: Client) -> None:
    page = client.get("/lessons/").content.decode()
    assert page.count("not written yet</small>") + page.count("not written yet<span") == 1
    assert "/lessons/l02-words/" not in page
    assert "7 of them are written so far" in page


@pytest.mark.django_db
def test_the_real_map_names_every_lesson(client: Client) -> None:
    page = client.get("/lessons/").content.decode()
    for one in course().lessons.values():
        assert f"<b>{one.id}</b>" in page
        assert (f'href="/lessons/{one.slug}/"' in page) == one.written
