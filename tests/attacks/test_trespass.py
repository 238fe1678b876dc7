"""What belongs to others: refused, nothing changed, and what is forbidden looks like what is not there."""

# ruff: noqa: E501  tables of what is sent are wide

import json
import re
import uuid
from collections.abc import Iterator

import pytest

from tests.attacks.raw import request
from tests.attacks.test_csrf import cookies
from tests.attacks.world import LESSON, Stranger, World
from tests.live import Live
from tests.rooms.visitor import Socket, Visitor

OWNERS_WORDS = ({"do": "lock", "locked": True}, {"do": "lock", "locked": False})
EVERYONES_WORDS = (
    {"do": "weigh_server", "server": "oven-2", "weight": 4}, {"do": "add_server"}, {"do": "remove_server", "server": "oven-2"},
    {"do": "undo"}, {"do": "reset", "scenario": "copies"}, {"do": "rename_server", "server": "oven-2", "name": "Mine"},
    {"do": "move_point", "server": "oven-2", "point": 0, "position": 0.5}, {"do": "set", "replicas": 2},
    {"do": "drag", "server": "oven-2", "point": 0, "position": 0.5},
)  # fmt: skip
REFUSED = {"locked", "not_owner"}


@pytest.fixture
def viewer(live: Live) -> Stranger:
    return Stranger(live, "192.0.2.33")


def seq_of(visitor: Visitor, slug: str) -> tuple[int, str]:
    _, text = visitor.get(f"/rooms/{slug}/timeline.json")
    events = json.loads(text)["events"]
    return len(events), text.decode()


async def test_a_viewer_gives_the_owners_commands(live: Live, viewer: Stranger) -> None:
    owner = Stranger(live, "192.0.2.34")
    slug = owner.create()
    assert await heard(viewer, slug, OWNERS_WORDS) == ["not_owner"] * 2
    assert owner.post(f"/rooms/{slug}/do/", {"do": "lock", "locked": "true"})[0] == 200
    before = seq_of(owner, slug)
    assert set(await heard(viewer, slug, (*OWNERS_WORDS, *EVERYONES_WORDS))) == REFUSED
    for words in (*OWNERS_WORDS, *EVERYONES_WORDS[:-1]):
        status, _ = viewer.post(f"/rooms/{slug}/do/", {name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in words.items()})  # fmt: skip
        assert status == 403, words
    assert seq_of(owner, slug) == before


async def heard(visitor: Visitor, slug: str, commands: tuple[dict, ...]) -> list[str]:
    """The codes that a socket answers with."""
    async with visitor.socket(slug) as socket:
        await socket.until("snapshot")
        codes = []
        for command in commands:
            fields = {name: value for name, value in command.items() if name != "do"}
            codes.append((await socket.answer(await socket.say(command["do"], **fields))).get("code"))
        return codes


async def test_a_command_that_claims_to_come_from_the_owner(live: Live, viewer: Stranger) -> None:
    """Who one is comes from the cookie alone; names and numbers of others in a message are fields that nobody knows."""
    owner = Stranger(live, "192.0.2.35")
    slug = owner.create()
    async with owner.socket(slug) as socket, viewer.socket(slug) as other:
        you = (await socket.until("snapshot"))["you"]
        told = json.dumps(await other.until("snapshot"))
        assert owner.cookie("sessionid") not in told and "learner" not in told
        for field in (
            {"by": you},
            {"owner": you["id"]},
            {"person": you["id"]},
            {"learner": "0" * 32},
            {"room": slug},
            {"seq": 0},
        ):
            answer = await other.answer(await other.say("lock", locked=True, **field))
            assert answer["code"] == "bad_message", field
        known = await socket.say("weigh_server", server="oven-1", weight=3)
        assert (await socket.answer(known))["type"] == "ack"
        stolen = await other.answer(await other.say("weigh_server", id=known, server="oven-1", weight=3))
        assert stolen["code"] == "id_reused"
    assert seq_of(owner, slug)[0] == 1


async def test_a_member_of_one_room_speaks_to_another(live: Live, viewer: Stranger, world: World) -> None:
    """A socket is bound to its room: naming another room in any way changes neither."""
    before, own = seq_of(world.owner, world.room), viewer.create()
    async with world.owner.socket(world.room) as there, viewer.socket(own) as here:
        await there.until("snapshot")
        await here.until("snapshot")
        for name in ("room", "slug", "group", "channel", "to", "type", "epoch", "url", "process"):
            answer = await here.answer(await here.say("add_server", **{name: world.room}))
            assert answer["code"] == "bad_message"
        seq = await here.do("add_server")
        await there.say("resync")
        assert (await there.until("snapshot"))["seq"] == before[0]
        assert not there.events()
    assert seq_of(world.owner, world.room) == before and seq_of(viewer, own)[0] == seq == 1


# -- what is forbidden looks like what is not there ----------------------------------------------------------


def plain(body: bytes) -> str:
    """A page without what differs from request to request: tokens and the address itself."""
    text = re.sub(r'(value|content|data-csrf)="[A-Za-z0-9]{64}"', "", body.decode())
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", text)


def others(world: World) -> Iterator[tuple[str, str, str]]:
    """(method, an address of somebody else's, the same for what does not exist)."""
    nobody = str(uuid.uuid4())
    for ends in (("GET", ""), ("POST", "minute/"), ("POST", "act/"), ("POST", "words/")):
        yield ends[0], f"/friday/evenings/{world.evening}/{ends[1]}", f"/friday/evenings/{nobody}/{ends[1]}"
    for method, end in (("GET", ""), ("GET", "0/"), ("POST", "0/"), ("GET", "99/")):
        yield method, f"/sittings/{world.sitting}/{end}", f"/sittings/{nobody}/{end}"


def test_what_belongs_to_others_looks_like_nothing(live: Live, viewer: Stranger, world: World) -> None:
    viewer.create()  # someone, with a cookie of their own
    before = plain(world.owner.get(f"/friday/evenings/{world.evening}/")[1])
    fields = {"minute": "270", "do": "roll_back", "words_1": "x", "words_2": "x", "words_3": "x", "submission": str(uuid.uuid4()),
              "certainty": "1", "answer": "a", "on": "30"}  # fmt: skip
    for visitor in (viewer, Stranger(live, "192.0.2.36")):
        for method, theirs, nothing in others(world):
            seen, absent = (
                visitor.get(one) if method == "GET" else visitor.post(one, fields)
                for one in (theirs, nothing)
            )
            assert seen[0] == absent[0] == 404, (method, theirs, seen[0])
            assert plain(seen[1]) == plain(absent[1]), theirs
    assert plain(world.owner.get(f"/friday/evenings/{world.evening}/")[1]) == before


async def test_rooms_and_boards_are_not_guessed(live: Live, viewer: Stranger, world: World) -> None:
    """A near miss, a part of a link and nonsense are all the same, by page, by form and by socket."""
    name, code = world.room, world.board
    rooms = (
        name[:-1],
        name[:-1] + "ab"[name[-1] == "a"],
        name.upper(),
        "basil-aaaaaaaaaaaaaaaa",
        "1",
        "x" * 300,
    )
    pages = {plain(viewer.get(f"/rooms/{guess}/")[1]) for guess in rooms}
    assert len(pages) == 1 and {viewer.get(f"/rooms/{guess}/")[0] for guess in rooms} == {404}
    for end in (
        "at/0.json",
        "timeline.json",
        "owners/0.bin",
        "bins/0.bin",
        "why/",
        "figures/load/",
        "share/",
    ):
        assert {viewer.get(f"/rooms/{guess}/{end}")[0] for guess in rooms} == {404}, end
    for end in ("do/", "fork/"):
        assert {viewer.post(f"/rooms/{guess}/{end}", {"do": "undo", "seq": "0"})[0] for guess in rooms} == {
            404
        }
    boards = (code[:-1], code.upper(), "aaaaaaaaaa", "1", "x" * 300)
    assert {viewer.get(f"/friday/boards/{guess}/")[0] for guess in boards} == {404}
    assert {viewer.get(f"/friday/?board={guess}")[0] for guess in boards} == {404}
    for kind, guesses in (("rooms", rooms), ("friday", boards)):
        for guess in guesses:
            async with Socket(f"{live.ws_url}/ws/{kind}/{guess}/", {"origin": live.url}) as socket:
                assert await socket.closed() == 4404
                assert not socket.heard


def test_a_link_of_a_room_cannot_be_guessed() -> None:
    """At a thousand tries a second, a hundred years meet one of a million rooms with a chance of one in a million."""
    from course.friday.board import CODE_LENGTH, LETTERS
    from simulator.rooms.models import Room

    slugs = {Room(base={}, state={}).slug for _ in range(500)}
    assert len(slugs) == 500
    assert min(len(slug.rpartition("-")[2]) for slug in slugs) == 16  # base 32: 80 bits
    assert len(set("".join(slug.rpartition("-")[2] for slug in slugs))) == 32
    assert 3.2e9 * 1_000_000 / 32**16 < 1e-8
    assert len(LETTERS) ** CODE_LENGTH > 2**48


def test_keys_of_sheets_and_the_admin_are_for_staff(live: Live, viewer: Stranger) -> None:
    viewer.get("/account/sign-up/")
    viewer.post(
        "/account/sign-up/",
        {"username": "bo", "password1": "a bowl of good dough", "password2": "a bowl of good dough"},
    )
    asked = request(live, f"/sheets/{LESSON}/?key=1&staff=1&is_staff=1", Cookie=cookies(viewer))
    assert asked.status == 200 and b'id="key"' not in asked.body and b"sheet-key" not in asked.body
    for target in (
        "/admin/",
        "/admin/course/try/statistics/",
        "/admin/course/try/statistics/items.csv",
        "/admin/nowhere/",
    ):
        answers = [request(live, target), request(live, target, Cookie=cookies(viewer))]
        assert [(one.status, one.headers["location"].partition("?")[0]) for one in answers] == [
            (302, "/admin/login/")
        ] * 2
