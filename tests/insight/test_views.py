"""The pages: whole for a browser without JavaScript, a fragment for htmx, and clear words for what is not there."""

import json
import re
import shlex
from html import unescape

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from simulator import engine
from simulator.rooms import store
from tests.insight.rooms import add, crash, remove, rename, room_with, spread, turn

pytestmark = pytest.mark.django_db
FIGURES = ("load", "moved", "hits", "balance")
HTMX = {"HTTP_HX_REQUEST": "true"}


def page(client: Client, address: str, status: int = 200, **headers: str) -> str:
    response = client.get(address, **headers)
    assert response.status_code == status, address
    text = response.content.decode()
    parser = html5lib.HTMLParser(strict=True)
    if headers:
        parser.parseFragment(text)
    else:
        parser.parse(text)
    return text


def words(text: str) -> str:
    """The text as it is read, without marks, and with the discs of servers left out."""
    text = re.sub(r'<span class="disc".*?</span>|<script.*?</script>', "", text, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", text)).split())


def data(text: str) -> object:
    return json.loads(re.search(r'<script type="application/json">(.*?)</script>', text, re.S)[1])


def why(room, **query: object) -> str:
    return (
        reverse("why", args=[room.slug]) + "?" + "&".join(f"{name}={value}" for name, value in query.items())
    )


def figure(room, name: str, seq: int | None = None) -> str:
    return reverse("figure", args=[room.slug, name]) + ("" if seq is None else f"?seq={seq}")


# -- why this server? --------------------------------------------------------------------------------------


def test_why_tells_owner_hash_walk_and_remainder(client: Client) -> None:
    room = room_with(add(position=0.95))
    found = engine.explain(store.state_at(room, 1), "order-12", store.state_at(room, 0))
    said = words(page(client, why(room, key="order-12")))
    assert f"order-12 belongs to {found.owner}." in said
    assert f'xxh3("order-12") = {found.hash:016x}' in said
    assert f"{found.hash} % 6 = {found.modulo.remainder}" in said
    assert f"{found.hash} % 5 = {found.hash % 5}" in said
    assert f"{found.position * 360:.2f}°" in said


def test_why_is_a_fragment_for_htmx_with_the_walk_as_data(client: Client) -> None:
    room = room_with()
    fragment = page(client, why(room, key="order-12"), **HTMX)
    assert "<html" not in fragment
    assert fragment.strip().startswith("<why-key")
    found = engine.explain(store.state_at(room, 0), "order-12")
    assert data(fragment)["owner"] == found.owner
    assert data(fragment)["position"] == found.position


def test_a_page_and_its_fragment_are_kept_apart_by_caches(client: Client) -> None:
    response = client.get(why(room_with(), key="order-12"))
    assert "HX-Request" in response["Vary"]
    assert "no-store" in response["Cache-Control"]


def test_why_by_place_in_hash_order(client: Client) -> None:
    room = room_with()
    state = store.state_at(room, 0)
    said = words(page(client, why(room, nth=777)))
    assert f"order-{engine.key_ids(state.hash, state.keys)[777]} belongs to" in said


def test_why_at_an_earlier_moment(client: Client) -> None:
    room = room_with(add(position=0.95), turn(strategy="modulo"))
    assert "The walk, clockwise" in page(client, why(room, key="order-12", seq=1))
    assert "The walk, clockwise" not in page(client, why(room, key="order-12", seq=2))


def test_the_permalink_leads_to_the_same_answer(client: Client) -> None:
    room = room_with(add(position=0.95))
    text = page(client, why(room, key="caf%C3%A9%20%26%20co"))
    link = unescape(re.search(r'<a href="([^"]*)">Link to this answer', text)[1])
    assert link.endswith("seq=1")
    page_again = page(client, link)
    verdict = re.compile(r'<p class="why-verdict">.*?</p>', re.S)
    assert "café & co" in words(text)
    assert verdict.search(page_again)[0] == verdict.search(text)[0]


@pytest.mark.parametrize(
    ("strategy", "heading"),
    [
        ("rendezvous", "The bids, highest first"),
        ("jump", "The jumps"),
        ("maglev", "The cell"),
        ("modulo", "m % n"),
    ],
)
def test_why_shows_the_steps_of_the_strategy(client: Client, strategy: str, heading: str) -> None:
    said = words(page(client, why(room_with(turn(strategy=strategy)), key="order-12")))
    assert heading in said


def test_why_after_a_crash(client: Client) -> None:
    state = engine.SCENARIOS["copies"].state
    owner, second, _ = engine.preference_list(state, "order-12")
    room = room_with(crash(owner), scenario="copies")
    assert f"That server is down, so {second} answers." in words(page(client, why(room, key="order-12")))
    alone = room_with(crash(engine.explain(engine.SCENARIOS["five-ovens"].state, "order-12").owner))
    assert "no copy is left" in words(page(client, why(alone, key="order-12")))


def test_why_without_a_question_is_the_form(client: Client) -> None:
    text = page(client, reverse("why", args=[room_with().slug]))
    assert 'name="key"' in text
    assert "belongs to" not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"key": ""}, "Type the name of a key"),
        ({"key": "%20"}, "Type the name of a key"),
        ({"key": "x" * 201}, "at most 200"),
        ({"key": "a%00b"}, "cannot be shown"),
        ({"key": "%E2%80%AEabc"}, "cannot be shown"),
        ({"nth": 10_000}, "from 0 to 9,999"),
        ({"nth": -1}, "from 0 to 9,999"),
        ({"nth": "seven"}, "from 0 to 9,999"),
        ({"nth": "0" * 5_000}, "from 0 to 9,999"),
        ({"nth": "9" * 5_000}, "from 0 to 9,999"),
        ({"nth": "%C2%B2"}, "from 0 to 9,999"),
    ],
)
def test_a_bad_question_gets_a_clear_answer(client: Client, query: dict[str, object], said: str) -> None:
    room = room_with()
    assert said in words(page(client, why(room, **query), status=422))
    assert said in words(page(client, why(room, **query), status=422, **HTMX))


def test_a_key_is_text_and_never_markup(client: Client) -> None:
    room = room_with(rename("oven-1", "<b>&"))
    text = page(client, why(room, key="%3Cscript%3Ealert(1)%3C/script%3E"))
    assert "<script>alert" not in text
    assert "<b>&" not in text


# -- figures -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_a_page_and_a_fragment(client: Client, name: str) -> None:
    room = room_with(add(position=0.95), crash("oven-2"))
    whole, part = page(client, figure(room, name)), page(client, figure(room, name), **HTMX)
    assert "<html" in whole
    assert "<html" not in part
    assert "<table>" in part
    assert data(whole) == data(part)
    assert {"data", "layout"} == set(data(part))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_a_fresh_room(client: Client, name: str) -> None:
    text = page(client, figure(room_with(), name), **HTMX)
    assert (data(text) is None) == (name in ("moved", "hits"))


def test_the_caption_on_the_rings_page_is_that_of_the_figure(client: Client) -> None:
    room = room_with(add())
    ring = client.get(reverse("room", args=[room.slug])).content.decode()
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", ring)
    assert len(captions) == len(FIGURES)
    for name, caption in zip(FIGURES, captions, strict=True):
        assert f"<figcaption>{caption}</figcaption>" in page(client, figure(room, name))


def test_figures_at_an_earlier_moment(client: Client) -> None:
    room = room_with(add(position=0.95), add(position=0.5), remove("oven-1"))
    assert data(page(client, figure(room, "moved", 2), **HTMX))["data"][0]["x"] == [1, 2]
    assert len(data(page(client, figure(room, "load", 1), **HTMX))["data"][0]["x"]) == 6
    assert data(page(client, figure(room, "hits", 0), **HTMX)) is None


def test_moved_is_what_the_events_say(client: Client) -> None:
    room = room_with(add(position=0.95), crash("oven-2"), turn(strategy="maglev"), remove("oven-1"))
    here, rival, least = data(page(client, figure(room, "moved"), **HTMX))["data"]
    changes = [event.change for event in store.events(room)]
    assert here["y"] == [change["moved_share"] for change in changes]
    assert least["y"] == [change["least_possible"] for change in changes]
    assert rival["y"] == [change["instead"].get("modulo") for change in changes]
    assert rival["y"][2] is None, "the third changed the strategy"


def test_a_room_on_modulo_is_compared_with_the_ring(client: Client) -> None:
    room = room_with(add(), scenario="no-ring")
    text = page(client, figure(room, "moved"), **HTMX)
    rival = data(text)["data"][1]
    assert rival["name"] == "with Ring"
    assert rival["y"] == [store.events(room)[0].change["instead"]["ring"]]
    assert rival["y"][0] < data(text)["data"][0]["y"][0]


def test_hits_begin_with_the_last_burst(client: Client) -> None:
    room = room_with(add(position=0.95), add(position=0.5), remove("oven-1"))
    spread(room, 500.0, 10.0, 0.0)  # 10,000 keys at 1,240 a second are warm again after 37 s
    marks = data(page(client, figure(room, "hits"), **HTMX))["data"][2]
    assert marks["customdata"] == [2, 3]
    assert marks["x"] == [-10.0, 0.0]


def test_hits_before_the_burst_are_all_hits_and_fall_at_each_change(client: Client) -> None:
    room = room_with(add(position=0.95), add(position=0.5))
    spread(room, 20.0, 0.0)
    _, here, _ = data(page(client, figure(room, "hits"), **HTMX))["data"]
    rate = dict(zip(here["x"], here["y"], strict=True))
    around = [[x for x in rate if abs(x - at) < 0.01] for at in (-20.0, 0.0)]
    assert here["y"][0] == 1.0
    for (before, after), event in zip(around, store.events(room), strict=True):
        fall = rate[before] - rate[after]
        assert 0 < fall <= event.change["moved_share"] + 1e-3


def test_a_lock_is_no_change_for_the_caches(client: Client) -> None:
    from uuid import uuid4

    from simulator.rooms.protocol import Lock

    room = room_with(Lock(id=uuid4(), locked=True))
    assert data(page(client, figure(room, "hits"), **HTMX)) is None


def test_there_are_four_figures(client: Client) -> None:
    assert client.get(figure(room_with(), "pie")).status_code == 404


# -- sharing -----------------------------------------------------------------------------------------------


def test_share_has_both_links_and_the_command(client: Client) -> None:
    room = room_with(add(position=0.95), rename("oven-1", "Vesuvio"))
    text = page(client, reverse("share", args=[room.slug]))
    link = f"http://testserver/rooms/{room.slug}/"
    assert f'value="{link}"' in text
    assert f'value="{link}?at=2"' in text
    command = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)[1])
    assert command == engine.command_line(store.state_at(room, 2))
    assert shlex.split(command)[:3] == ["python", "manage.py", "simulate"]


def test_share_an_earlier_moment(client: Client) -> None:
    room = room_with(add(position=0.95), add())
    text = page(client, reverse("share", args=[room.slug]) + "?at=1", **HTMX)
    assert "<html" not in text
    assert "?at=1" in text
    assert unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)[1]) == engine.command_line(
        store.state_at(room, 1)
    )


# -- what is not there -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["why", "share"])
def test_a_room_that_does_not_exist(client: Client, name: str) -> None:
    assert "This room does not exist" in words(
        page(client, reverse(name, args=["basil-nowhere"]), status=404)
    )


@pytest.mark.parametrize("seq", ["3", "-1", "x", "1.5", "%C2%B2", "9" * 5_000, "0" * 5_000])
def test_a_moment_that_does_not_exist(client: Client, seq: str) -> None:
    room = room_with(add())
    for address in (why(room, key="a", seq=seq), figure(room, "load") + f"?seq={seq}"):
        assert "This room has had 1 change" in words(page(client, address, status=404))
        part = page(client, address, status=404, **HTMX)
        assert "This room has had 1 change" in words(part)
        assert "<html" not in part


@pytest.mark.parametrize("name", ["why", "share"])
def test_only_reading(client: Client, name: str) -> None:
    assert client.post(reverse(name, args=[room_with().slug])).status_code == 405


def test_no_page_writes_a_session(client: Client) -> None:
    room = room_with(add())
    for address in (why(room, key="a"), figure(room, "load"), reverse("share", args=[room.slug])):
        assert "sessionid" not in client.get(address).cookies
