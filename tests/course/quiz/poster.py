"""A browser of a live server that only posts: no redirect is followed, and a lost connection is an answer of None."""

import http.client
import json
import sqlite3
import urllib.parse
import uuid
from collections.abc import Mapping
from typing import Any

from course.models import Sitting
from course.quiz.reading import fields_of
from course.quiz.sittings import drawn
from tests.live import Live
from tests.rooms.visitor import Visitor

PATIENCE = 30.0
Row = tuple[Any, ...]


class Poster:
    """One learner."""

    def __init__(self, live: Live) -> None:
        self.live = live
        visitor = Visitor(live)
        visitor.get("/lessons/l21-what-moved/")
        self.headers = {
            "Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar),
            "X-CSRFToken": visitor.cookie("csrftoken"),
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str] | None:
        """Status, body and where to go next; None if no answer came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.live.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body or None, self.headers | headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> tuple[int, str, str] | None:
        return self.ask("POST", path, urllib.parse.urlencode(fields, doseq=True), **headers)

    def start(self, slug: str) -> str:
        """Begin the check of a lesson; return the sitting's number."""
        answer = self.post(f"/lessons/{slug}/check/", {})
        assert answer is not None
        assert answer[0] == 303, answer
        return answer[2].strip("/").rpartition("/")[2]


def fields_for(item: str, seed: int, answer: Any, submission: str, certainty: int = 2) -> dict[str, Any]:
    """What the form of a question sends."""
    question = drawn(item, seed)
    assert question is not None
    return {"submission": submission, "certainty": str(certainty), **fields_of(question, answer)}


def rows(live: Live, query: str) -> list[Row]:
    """What the server's database holds."""
    connection = sqlite3.connect(live.folder / "data" / "slicewise.sqlite3", timeout=PATIENCE)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def slots_on(live: Live, sitting: str) -> list[tuple[str, int]]:
    table = Sitting._meta.db_table
    ((slots,),) = rows(live, f"SELECT slots FROM {table} WHERE id = '{uuid.UUID(sitting).hex}'")
    return [(item, seed) for item, seed in json.loads(slots)]
