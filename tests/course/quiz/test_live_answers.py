"""Answers to a real server: a hundred copies of one are one, and none that was acknowledged is lost or doubled."""

import queue
import random
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

from course.library import course
from course.quiz.sittings import drawn
from tests.course.quiz.poster import Poster, fields_for, rows, slots_on
from tests.live import Live

COPIES = 100
ANSWERS, LEARNERS, AT_ONCE, KILLS = 1_000, 5, 8, 3
PATIENCE = 120.0


def test_a_hundred_copies_of_one_submission_are_one_answer(live: Live) -> None:
    poster = Poster(live)
    sitting = poster.start("l21-what-moved")
    slots = slots_on(live, sitting)
    place = next(place for place, (item, _) in enumerate(slots) if item == "L21-Q1")
    fields = fields_for(*slots[place], "4", str(uuid.uuid4()), certainty=3)
    gate = threading.Barrier(COPIES)

    def send(_: int) -> tuple[int, str, str] | None:
        gate.wait()
        return poster.post(f"/sittings/{sitting}/{place}/", fields, **{"HX-Request": "true"})

    with ThreadPoolExecutor(COPIES) as pool:
        answers = list(pool.map(send, range(COPIES)))
    assert {answer and answer[0] for answer in answers} == {200}
    assert len({said(answer[1]) for answer in answers if answer}) == 1
    assert "STAYS" in said(answers[0][1])  # type: ignore[index]
    stored = rows(live, "SELECT number, certainty, code FROM course_try")
    assert stored == [(1, 3, "MC-36")]


def said(page: str) -> str:
    """The page without what is new in each: the number of the next submission, the token."""
    changing = ("csrfmiddlewaretoken", "submission")
    return "\n".join(line for line in page.splitlines() if not any(word in line for word in changing))


def test_no_acknowledged_answer_is_lost_or_doubled_when_the_server_is_killed(live: Live) -> None:
    """Each answer is sent again under its number until the server says that it has it, as the page does."""
    work = open_questions(live)[:ANSWERS]
    assert len(work) == ANSWERS
    chance = random.Random(4)
    chance.shuffle(work)
    stood = len(rows(live, "SELECT id FROM course_try"))
    lost: queue.SimpleQueue[str] = queue.SimpleQueue()
    taken: queue.SimpleQueue[int] = queue.SimpleQueue()
    deadline = time.monotonic() + PATIENCE

    def send(one: tuple[Poster, str, dict[str, Any]]) -> int:
        poster, path, fields = one
        while time.monotonic() < deadline:
            answer = poster.post(path, fields)
            if answer is not None and answer[0] < 500:
                taken.put(answer[0])
                return answer[0]
            lost.put(path)
            time.sleep(0.1)
        return 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        acknowledged = pool.map(send, work)
        moments = sorted(chance.sample(range(ANSWERS * 9 // 10), KILLS))
        for answers in (after - before for before, after in pairwise([0, *moments])):
            for _ in range(answers):
                taken.get(timeout=PATIENCE)
            live.kill()
            live.start()
        codes = list(acknowledged)
    assert set(codes) == {303}
    assert not lost.empty(), "some were to be cut off"
    stored = [row[0] for row in rows(live, "SELECT submission FROM course_try")]
    sent = {uuid.UUID(fields["submission"]).hex for _, _, fields in work}
    assert len(stored) == stood + ANSWERS
    assert sent <= set(stored)
    assert len(set(stored)) == len(stored)
    ((least, most),) = rows(live, "SELECT min(number), max(number) FROM course_try WHERE certainty = 1")
    assert (least, most) == (1, 1)


def open_questions(live: Live) -> list[tuple[Poster, str, dict[str, Any]]]:
    """Every question of every check, for several learners, with its right answer."""
    work = []
    for poster in [Poster(live) for _ in range(LEARNERS)]:
        for lesson in course().lessons.values():
            sitting = poster.start(lesson.slug)
            for place, (item, seed) in enumerate(slots_on(live, sitting)):
                question: Any = drawn(item, seed)
                fields = fields_for(item, seed, question.solution(), str(uuid.uuid4()), certainty=1)
                work.append((poster, f"/sittings/{sitting}/{place}/", fields))
    return work
