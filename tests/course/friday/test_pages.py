"""The evening on the web: planned, shown, acted in, put in words; and whatever is refused changes nothing."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from course.friday import runs
from course.models import FridayRun
from simulator.engine.experiments import to_query
from simulator.engine.friday import END, REFERENCE_PLAN, Plan, faults_of, score_of

pytestmark = pytest.mark.django_db
PLAN = to_query(REFERENCE_PLAN)


def begun(client: Client, **fields: str) -> FridayRun:
    answer = client.post("/friday/", {**PLAN, "seed": "13", **fields})
    assert answer.status_code == 303, words(answer)
    return FridayRun.objects.get(pk=answer["Location"].split("/")[-2])


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def address(run: FridayRun, more: str = "") -> str:
    return f"/friday/evenings/{run.pk}/{more}"


def shown(client: Client, run: FridayRun, minute: int) -> None:
    assert client.post(address(run, "minute/"), {"minute": minute}).status_code == 204


def act(client: Client, run: FridayRun, minute: int, do: str = "shed", **more: str) -> Any:
    answer = client.post(address(run, "act/"), {"minute": minute, "do": do, **more})
    run.refresh_from_db()
    return answer


# -- the plan ----------------------------------------------------------------------------------------------


def test_a_stranger_sees_the_plan_and_nothing_is_stored(client: Client) -> None:
    page = words(client.get("/friday/"))
    assert "Friday the 13th" in page
    assert "<b>151</b> of 200 coins" in page
    assert not FridayRun.objects.exists()
    assert "learner" not in client.session


def test_a_link_fills_the_plan(client: Client) -> None:
    page = words(client.get("/friday/", {**PLAN, "seed": "7"}))
    assert re.search(r'name="mill" value="7"', page)
    assert '<option value="least" data-price="0" selected>' in page
    assert 'name="seed" value="7"' in page


def test_a_plan_begins_an_evening(client: Client) -> None:
    run = begun(client)
    assert run.plan == PLAN
    assert (run.seed, run.minute, run.actions, run.board) == (13, 0, [], None)
    page = words(client.get(address(run)))
    assert "18:00" in page
    assert "<b>3</b> of 3 left, and <b>28</b> coins" in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"mill": "14", "hill": "14"}, "too many"),
        ({"mill": "many"}, "type a whole number from 2 to 14"),
        ({"mill": "99"}, "from 2 to 14, not 99"),
        ({"rule": "shared"}, "Rule: one of"),
        ({"seed": "-1"}, "Seed: from 0"),
        ({"told_hot": "<b>"}, "one of off"),
    ],
)
def test_a_plan_that_cannot_be(client: Client, fields: dict[str, str], says: str) -> None:
    answer = client.post("/friday/", {**PLAN, "seed": "13", **fields})
    assert answer.status_code == 422
    assert says in words(answer)
    assert not FridayRun.objects.exists()


# -- the evening -------------------------------------------------------------------------------------------


def test_nobody_elses_evening(client: Client) -> None:
    run, other = begun(client), Client()
    begun(other)
    for one in (other, Client()):
        assert one.get(address(run)).status_code == 404
        assert one.post(address(run, "act/"), {"do": "shed"}).status_code == 404
        assert one.post(address(run, "minute/"), {"minute": "9"}).status_code == 404
        assert one.post(address(run, "words/"), {}).status_code == 404


def test_minutes_only_grow(client: Client) -> None:
    run = begun(client)
    for minute, stands in (("40", 40), ("12", 40), ("x", 40), ("-3", 40), ("999999", 40), ("41", 41)):
        client.post(address(run, "minute/"), {"minute": minute})
        run.refresh_from_db()
        assert run.minute == stands
    assert "18:41" in words(client.get(address(run)))
    assert run.done_at is None


def test_without_javascript_one_goes_on_by_buttons(client: Client) -> None:
    run = begun(client)
    assert client.post(address(run, "minute/"), {"on": "15"})["Location"] == address(run)
    page = words(client.get(address(run)))
    assert "18:15" in page
    assert re.search(r"<b data-came>\d\d+</b>", page)
    act(client, run, 15, "drain", shop="1")
    assert run.actions == [{"minute": 15, "do": "drain", "shop": 1, "to": -1, "value": ""}]
    client.post(address(run, "minute/"), {"on": "270"})
    assert "Three sentences for Rosa" in words(client.get(address(run)))


def test_an_action_changes_the_rest_and_costs(client: Client) -> None:
    run, at = begun(client), faults_of(13).release_at
    shown(client, run, at + 2)
    before = runs.evening_of(run)
    answer = client.post(
        address(run, "act/"), {"minute": at + 2, "do": "roll_back"}, headers={"HX-Request": "true"}
    )
    assert 'id="friday-live"' in words(answer)
    assert "<html" not in words(answer)
    assert "<b>2</b> of 3 left, and <b>26</b> coins" in words(answer)
    run.refresh_from_db()
    after = runs.evening_of(run)
    assert after.made > before.made
    assert after.lost[at + 2] == before.lost[at + 2]
    assert run.minute == at + 2


def test_what_was_seen_cannot_be_acted_in(client: Client) -> None:
    run = begun(client)
    shown(client, run, 60)
    for minute, says in ((59, "You have already seen 19:00"), (71, "It is only 19:00")):
        answer = act(client, run, minute)
        assert answer.status_code == 422
        assert says in words(answer)
        assert run.actions == []
        assert run.minute == 60
    assert act(client, run, 65).status_code == 303
    assert (run.minute, len(run.actions)) == (65, 1)


def test_three_times_and_no_more(client: Client) -> None:
    run = begun(client)
    for minute in (1, 2, 3):
        assert act(client, run, minute).status_code == 303
    answer = act(client, run, 4)
    assert answer.status_code == 422
    assert "acted 3 times" in words(answer)
    assert len(run.actions) == 3


@pytest.mark.parametrize(
    ("do", "more", "says"),
    [
        ("dance", {}, "no such action"),
        ("drain", {"shop": "9"}, "Choose a shop"),
        ("move", {"shop": "1", "to": "1"}, "two different shops"),
        ("rule", {"value": "shared"}, "one of the values"),
    ],
)
def test_an_action_that_cannot_be(client: Client, do: str, more: dict[str, str], says: str) -> None:
    run = begun(client)
    answer = act(client, run, 5, do, **more)
    assert answer.status_code == 422
    assert says in words(answer)
    assert run.actions == []


def test_money_runs_out(client: Client) -> None:
    run = begun(client, mill="12")
    answer = act(client, run, 5, "open_line")
    assert "This costs 8, and 3 is left" in words(answer)


# -- the end -----------------------------------------------------------------------------------------------


def over(client: Client) -> FridayRun:
    run = begun(client)
    shown(client, run, END)
    run.refresh_from_db()
    return run


def test_the_reference_is_shown_after_three_sentences(client: Client) -> None:
    run = over(client)
    page = words(client.get(address(run)))
    assert "The promise was broken" in page
    assert f"<b>{score_of(runs.evening_of(run)).points}</b> of 100 points" in page
    assert "Beside the reference" not in page
    answer = client.post(
        address(run, "words/"), {"words_1": "It broke.", "words_2": " ", "words_3": "x" * 301}
    )
    assert answer.status_code == 422
    assert "Write a sentence." in words(answer)
    assert "At most 300 characters; this has 301." in words(answer)
    assert "It broke." in words(answer)
    run.refresh_from_db()
    assert run.words == []
    given = {f"words_{number}": f"Sentence <{number}>." for number in (1, 2, 3)}
    assert client.post(address(run, "words/"), given)["Location"] == f"{address(run)}#reference"
    page = words(client.get(address(run)))
    assert "Beside the reference" in page
    assert "Sentence &lt;2&gt;." in page
    assert "A new release went live" in page


def test_no_sentences_before_the_end(client: Client) -> None:
    run = begun(client)
    client.post(address(run, "words/"), {f"words_{number}": "early" for number in (1, 2, 3)})
    run.refresh_from_db()
    assert run.words == []


def test_nothing_is_done_after_the_end(client: Client) -> None:
    run = over(client)
    assert act(client, run, END).status_code == 422
    assert run.actions == []


def test_the_link_to_share_opens_the_same_plan_and_evening(client: Client) -> None:
    page = words(client.get(address(over(client))))
    link = re.search(r'readonly value="(http[^"]+)"', page)
    assert link is not None
    query = {
        name: values[0] for name, values in parse_qs(urlsplit(link[1].replace("&amp;", "&")).query).items()
    }
    assert query == {"seed": "13", **PLAN}


def test_the_map_and_the_progress_page_lead_there(client: Client) -> None:
    for page in ("/lessons/", "/progress/"):
        assert 'href="/friday/"' in words(client.get(page))


def test_the_evening_is_worked_out_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun(client)
    client.get(address(run))

    def never(*_: object) -> None:
        raise AssertionError("played again")

    monkeypatch.setattr(runs, "play", never)
    for _ in range(3):
        assert client.get(address(run)).status_code == 200


def test_all_plans_of_the_form_can_be_read_back() -> None:
    assert runs.plan_of(FridayRun(plan=to_query(Plan()))) == Plan()
