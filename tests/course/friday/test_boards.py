"""A class on one evening: who is on the board, in what order, under what name; and whose rows these are."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from course.friday import board as boards
from course.learners import claim
from course.models import FridayBoard, FridayRun
from simulator.engine.experiments import to_query
from simulator.engine.friday import END, Plan
from simulator.rooms.people import person_from
from tests.course.friday.test_pages import address, begun, shown, words

pytestmark = pytest.mark.django_db


def opened(client: Client, seed: str = "13") -> FridayBoard:
    answer = client.post("/friday/boards/", {"seed": seed})
    assert answer.status_code == 303
    return FridayBoard.objects.get(code=answer["Location"].split("/")[-2])


def joined(board: FridayBoard, name: str = "", **plan: str) -> tuple[Client, FridayRun]:
    client = Client()
    return client, begun(client, board=board.code, name=name, **plan)


def test_a_board_has_a_code_that_nobody_guesses(client: Client) -> None:
    one, other = opened(client), opened(client)
    assert re.fullmatch(r"[a-z2-9]{10}", one.code)
    assert one.code != other.code
    assert client.get("/friday/boards/aaaaaaaaaa/").status_code == 404
    assert client.get("/friday/", {"board": "aaaaaaaaaa"}).status_code == 404
    assert client.post("/friday/boards/", {"seed": "x"}).status_code == 422
    assert "Nobody has opened their shops yet" in words(client.get(f"/friday/boards/{one.code}/"))


def test_a_new_board_is_of_an_evening_that_nobody_has_played(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("course.views.friday_boards.secrets.randbelow", lambda below: below - 1)
    assert 'value="9999"' in words(client.get("/friday/boards/"))


def test_all_on_a_board_play_its_evening(client: Client) -> None:
    board = opened(client, "7")
    _, run = joined(board, seed="99")
    assert (run.board, run.seed) == (board, 7)


def test_once_on_a_board_and_the_first_plan_stands(client: Client) -> None:
    board = opened(client)
    one, run = joined(board)
    again = one.post("/friday/", {**to_query(Plan()), "board": board.code})
    assert again["Location"] == address(run)
    assert one.get("/friday/", {"board": board.code})["Location"] == address(run)
    assert board.runs.count() == 1
    assert "Back to your evening" in words(one.get(f"/friday/boards/{board.code}/"))


@pytest.mark.parametrize(
    ("name", "shown_as"),
    [("  Ada ", "Ada"), ("<i>Bo</i>", "&lt;i&gt;Bo&lt;/i&gt;"), ("A\u0308da", "\u00c4da")],
)
def test_names_are_text(client: Client, name: str, shown_as: str) -> None:
    board = opened(client)
    joined(board, name)
    assert f'data-cell="name">{shown_as}<' in words(client.get(f"/friday/boards/{board.code}/"))


@pytest.mark.parametrize("name", ["x" * 25, "a\u202eb", "a\x00b", "a\u200bb"])
def test_names_that_cannot_be_shown(client: Client, name: str) -> None:
    board = opened(client)
    answer = Client().post("/friday/", {**to_query(Plan()), "board": board.code, "name": name})
    assert answer.status_code == 422
    assert "A name" in words(answer)
    assert not FridayRun.objects.exists()


def test_without_a_name_one_is_made_up_and_nobody_is_told_apart_by_number(client: Client) -> None:
    board = opened(client)
    _, run = joined(board)
    (row,) = boards.rows_of(board)
    assert row.name == person_from(run.learner_id.hex).name
    told = words(client.get(f"/friday/boards/{board.code}/")) + boards.told(board)
    assert run.learner_id.hex not in told
    assert str(run.learner_id) not in told
    assert str(run.pk) not in told


def naming(client: Client, board: FridayBoard, **which: str) -> int:
    status: int = client.post(f"/friday/boards/{board.code}/names/", which).status_code
    return status


def test_the_host_hides_a_name_and_shows_it_again(client: Client) -> None:
    board = opened(client)
    joined(board, "Rude")
    _, unnamed = joined(board)
    row, made_up = boards.rows_of(board)
    assert (row.name, row.given, made_up.given) == ("Rude", "shown", "")
    assert naming(client, board, hide=row.id) == 303
    hidden, beside = boards.rows_of(board)
    assert (hidden.id, hidden.given, beside) == (row.id, "hidden", made_up)
    for reader in (client, Client()):
        assert "Rude" not in words(reader.get(f"/friday/boards/{board.code}/"))
    assert "Rude" not in boards.told(board)
    assert naming(client, board, show=row.id) == 303
    assert boards.rows_of(board) == (row, made_up)
    assert naming(client, board, hide="000000000000") == 303  # who has gone has no name
    assert boards.rows_of(board) == (row, made_up)
    unnamed.refresh_from_db()
    assert not unnamed.name_hidden


def test_only_the_host_hides_names(client: Client) -> None:
    board = opened(client)
    player, run = joined(board, "Ada")
    other = Client()
    opened(other)
    (row,) = boards.rows_of(board)
    for stranger in (player, other, Client()):
        assert naming(stranger, board, hide=row.id) == 404
        assert "Hide name" not in words(stranger.get(f"/friday/boards/{board.code}/"))
    assert "Hide name" in words(client.get(f"/friday/boards/{board.code}/"))
    run.refresh_from_db()
    assert not run.name_hidden
    assert client.get(f"/friday/boards/{board.code}/names/").status_code == 405


def test_rows_are_computed_at_the_minute_shown_and_ranked(client: Client) -> None:
    board = opened(client)
    poor, poor_run = joined(board, "Poor", mill="2", hill="2")
    good, good_run = joined(board, "Good", mill="7")
    joined(board, "Cheap", mill="6")
    shown(poor, poor_run, 230)
    shown(good, good_run, 230)
    rows = boards.rows_of(board)
    assert [row.name for row in rows] == ["Good", "Poor", "Cheap"]
    assert [row.time for row in rows] == ["21:50", "21:50", "18:00"]
    assert float(rows[0].kept[:-1]) > float(rows[1].kept[:-1]) + 5
    assert (rows[2].kept, rows[2].promised) == ("\N{EN DASH}", False)  # no order is due yet
    assert [row.points for row in rows] == [None] * 3
    shown(good, good_run, END)
    (row,) = (row for row in boards.rows_of(board) if row.name == "Good")
    assert row.points is not None
    assert (row.time, row.left) == ("22:30", 3)


def test_a_board_hears_of_every_change(
    client: Client, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    board = opened(client)
    told: list[tuple[str, str]] = []

    async def hint(slug: str, kind: str, **_: Any) -> None:
        told.append((slug, kind))

    monkeypatch.setattr("course.friday.news.layer.hint", hint)
    with django_capture_on_commit_callbacks(execute=True):
        one, run = joined(board)
    with django_capture_on_commit_callbacks(execute=True):
        shown(one, run, 5)
    with django_capture_on_commit_callbacks(execute=True):
        one.post(address(run, "act/"), {"minute": "5", "do": "shed"})
    assert told == [(f"friday.{board.code}", "changed")] * 3


# -- whose they are ----------------------------------------------------------------------------------------


def test_the_export_holds_every_column(client: Client) -> None:
    board = opened(client)
    run = begun(client, board=board.code, name="Ada")
    data = client.get("/account/export.json").json()
    (evening,), (hosted,) = data["fridays"], data["boards"]
    assert set(evening) == {field.name for field in FridayRun._meta.fields} - {"learner"}
    assert set(hosted) == {field.name for field in FridayBoard._meta.fields} - {"id", "host"}
    assert (evening["id"], evening["board"], evening["name"]) == (str(run.pk), board.code, "Ada")
    page = words(client.get("/account/"))
    assert "<b>1</b> <span>evening of" in page
    assert "<b>1</b> <span>board of" in page


def test_deleting_takes_the_evenings_and_leaves_the_board(client: Client) -> None:
    board = opened(client)
    begun(client, board=board.code)
    _, other = joined(board)
    client.post("/account/delete/", {"sure": "on"})
    board.refresh_from_db()
    assert board.host is None
    assert [run.pk for run in FridayRun.objects.all()] == [other.pk]


@pytest.mark.parametrize("turned", [False, True])
def test_signing_in_keeps_both_evenings_and_the_further_one_on_the_board(
    client: Client, turned: bool
) -> None:
    board = opened(client)
    one, near = joined(board)
    other, far = joined(board)
    shown(one, near, 10)
    shown(other, far, 20)
    own, anonymous = (near.learner, far.learner) if not turned else (far.learner, near.learner)
    own.user = User.objects.create_user("ada", password="oven at noon")
    own.save()
    FridayBoard.objects.update(host=anonymous)
    claim(own.user, anonymous.pk)
    assert {run.pk for run in own.friday_runs.all()} == {near.pk, far.pk}
    assert [run.pk for run in board.runs.all()] == [far.pk]
    board.refresh_from_db()
    assert board.host == own
    claim(own.user, anonymous.pk)
    assert [run.pk for run in board.runs.all()] == [far.pk]
