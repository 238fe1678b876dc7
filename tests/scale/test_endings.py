"""Sockets that have to end: their browser signed out, or the owner asked their person to leave. Three workers, so that
nearly always another process serves the socket than the one that heard the word.
"""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import psycopg
import pytest

from tests.live import ROOT
from tests.rooms.visitor import Socket, Visitor
from tests.scale.conftest import Cluster, Measure

PASSWORD = "oven at noon"
WINDOWS = 6  # of each browser: with three workers, one of them serves more than one
WITHIN = 5.0  # seconds


def account(cluster: Cluster, name: str, known: bool = False) -> Visitor:
    """A browser with this account signed in."""
    visitor = Visitor(cluster)
    fields = {"username": name, "password": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    visitor.get("/account/sign-up/")
    status, page = visitor.post(f"/account/sign-{'in' if known else 'up'}/", fields)
    assert status == 200 and b"Sign out" in page
    return visitor


def board_of(visitor: Visitor) -> str:
    """The code of a new board."""
    _, page = visitor.post("/friday/boards/", {"seed": "13"})
    found = re.search(rb'data-socket="/ws/friday/([a-z0-9]+)/"', page)
    assert found is not None
    return found[1].decode()


def watching(visitor: Visitor, code: str) -> Socket:
    """A socket at a board."""
    options = visitor.socket("").options
    return Socket(f"{visitor.live.ws_url}/ws/friday/{code}/", options)


@asynccontextmanager
async def opened(*sockets: Socket) -> AsyncIterator[tuple[Socket, ...]]:
    """All of them, each with its first message heard."""
    async with AsyncExitStack() as stack:
        for socket in sockets:
            await stack.enter_async_context(socket)
            await socket.hear()
        yield sockets


async def all_closed(sockets: tuple[Socket, ...], code: int) -> float:
    """Wait until each has been closed with this code; the seconds until the last one."""
    begun = time.monotonic()
    assert {*await asyncio.gather(*(socket.closed() for socket in sockets))} == {code}
    return time.monotonic() - begun


async def alive(socket: Socket) -> None:
    """It hears the next beacon."""
    await socket.until("beacon")


@pytest.mark.parametrize("hint", [True, False], ids=["by a hint", "without Redis"])
async def test_signed_out_with_sockets_open(cluster: Cluster, measure: Measure, hint: bool) -> None:
    here, phone = account(cluster, f"ada-{hint}"), account(cluster, f"ada-{hint}", known=True)
    slug, code = here.create(), board_of(here)
    mine = [here.socket(slug) for _ in range(WINDOWS)] + [watching(here, code) for _ in range(2)]
    async with opened(*mine) as windows, opened(phone.socket(slug), Visitor(cluster).socket(slug)) as others:
        if not hint:
            cluster.layer.kill()
        try:
            ending = asyncio.create_task(all_closed(windows, 4401))
            status, _ = await asyncio.to_thread(here.post, "/account/sign-out/")
            assert status == 200
            seconds = await ending
        finally:
            if not hint:
                cluster.layer.start()
        for other in others:
            await alive(other)
    measure(
        f"the last of {WINDOWS + 2} sockets closed {'' if hint else 'without Redis '}after",
        seconds,
        "s",
        most=WITHIN,
    )
    async with here.socket(slug) as guest:  # the browser itself comes back as somebody else
        snapshot = await guest.until("snapshot")
        assert not snapshot["you"]["owner"]


async def test_an_old_cookie_opens_no_socket(cluster: Cluster) -> None:
    here = account(cluster, "bob")
    slug, code = here.create(), board_of(here)
    before = (here.socket(slug), watching(here, code))  # with the cookie that they have now
    here.post("/account/sign-out/")
    for socket in before:
        async with socket:
            assert await socket.closed() == 4401
            assert not socket.heard


async def test_a_new_password_ends_the_sockets_of_every_other_browser(cluster: Cluster) -> None:
    here, phone = account(cluster, "eve"), account(cluster, "eve", known=True)
    slug = here.create()
    stolen = phone.socket(slug)
    async with opened(here.socket(slug)) as (mine,), opened(phone.socket(slug)) as theirs:
        fields = {"old_password": PASSWORD, "new_password1": "another noon", "new_password2": "another noon"}
        here.get("/account/password/")
        assert (await asyncio.to_thread(here.post, "/account/password/", fields))[0] == 200
        await all_closed(theirs, 4401)
        await alive(mine)
    async with stolen:
        assert await stolen.closed() == 4401
    async with opened(here.socket(slug)):
        pass


@pytest.mark.parametrize("hint", [True, False], ids=["by a hint", "without Redis"])
async def test_asked_to_leave_with_sockets_open(cluster: Cluster, measure: Measure, hint: bool) -> None:
    ada, bob = Visitor(cluster), Visitor(cluster)
    slug = ada.create()
    bob.get(f"/rooms/{slug}/")
    async with (
        opened(*(bob.socket(slug) for _ in range(WINDOWS))) as windows,
        opened(ada.socket(slug)) as (owner,),
    ):
        person = windows[0].heard[0]["you"]["id"]
        await owner.first(lambda message: any(one["id"] == person for one in message.get("people", ())))
        if not hint:
            cluster.layer.kill()
        try:
            ending = asyncio.create_task(all_closed(windows, 4403))
            acked = await owner.answer(await owner.say("remove_person", person=person))
            assert (acked["type"], acked["seq"]) == ("ack", 0), "it is no event"
            seconds = await ending
        finally:
            if not hint:
                cluster.layer.start()
        words = f"the last of {WINDOWS} sockets closed {'' if hint else 'without Redis '}after"
        measure(words, seconds, "s", most=WITHIN)
        assert "asked you to leave" in (windows[0].connection.close_reason or "")
        await stays_out(bob, slug)
        await owner.do("let_in", person=person)
        async with opened(bob.socket(slug)) as (back,):
            assert back.heard[0]["you"]["removed"] == []
        assert bob.get(f"/rooms/{slug}/")[0] == 200


async def stays_out(bob: Visitor, slug: str) -> None:
    """By page, by form, by data and by socket, in every process."""
    for _ in range(3):
        status, page = bob.get(f"/rooms/{slug}/")
        assert status == 403 and b"You were asked to leave this room" in page
    assert {bob.get(f"/rooms/{slug}/{end}")[0] for end in ("timeline.json", "why/", "share/")} == {403}
    assert {
        bob.post(f"/rooms/{slug}/{end}/", {"do": "add_server", "seq": "0"})[0] for end in ("do", "fork")
    } == {403}
    for _ in range(3):
        async with bob.socket(slug) as again:
            assert await again.closed() == 4403


async def test_only_the_owner_asks_people_to_leave(cluster: Cluster) -> None:
    ada, bob = Visitor(cluster), Visitor(cluster)
    slug = ada.create()
    async with opened(ada.socket(slug), bob.socket(slug)) as (owner, guest):
        owners_id = owner.heard[0]["you"]["id"]
        refusal = await guest.answer(await guest.say("remove_person", person=owners_id))
        assert refusal["code"] == "not_owner"
        refusal = await owner.answer(await owner.say("remove_person", person=owners_id))
        assert refusal["code"] == "not_yourself"
        refusal = await owner.answer(await owner.say("remove_person", person="no-such-id"))
        assert refusal["code"] == "bad_message"
        await alive(guest)


def old(cluster: Cluster, *slugs: str) -> None:
    """As if nobody had used these rooms for 31 days."""
    query = "update rooms_room set touched_at = now() - interval '31 days', visited_at = null where slug = any(%s)"
    with psycopg.connect(cluster.database.url) as connection:
        connection.execute(query, [list(slugs)])


def archive(cluster: Cluster) -> str:
    """What `manage.py archive_rooms` says, beside the running servers."""
    command = [sys.executable, "manage.py", "archive_rooms"]
    done = subprocess.run(
        command, cwd=ROOT, env=cluster.environment, capture_output=True, text=True, check=True
    )
    return done.stdout


async def test_rooms_are_archived_beside_the_servers(cluster: Cluster) -> None:
    ada = Visitor(cluster)
    watched, left = ada.create(), ada.create()
    for slug in (watched, left):
        ada.post(f"/rooms/{slug}/do/", {"do": "crash_server", "server": "oven-2"})
    async with opened(ada.socket(watched)) as (socket,):
        await socket.until("beacon")  # by now its presence is written down
        old(cluster, watched, left)
        first, second = [await asyncio.to_thread(archive, cluster) for _ in range(2)]
        assert (
            "Archived 1 room that" in first and "1 event of history" in first and "Archived 0 rooms" in second
        )
        await socket.do("recover_server", server="oven-2")
    async with ada.socket(left) as closed:
        assert await closed.closed() == 4410
    status, page = ada.get(f"/rooms/{left}/")
    assert status == 409 and b"Open it again" in page
    assert ada.post(f"/rooms/{left}/reopen/")[0] == 200
    async with opened(ada.socket(left)) as (back,):
        assert [one["up"] for one in back.heard[0]["state"]["servers"]] == [True, False, True, True, True]
        assert await back.do("recover_server", server="oven-2") == 1


async def test_a_room_that_is_archived_under_its_people_closes(cluster: Cluster) -> None:
    """The command never does so; a database edited by hand might. Nobody keeps changing what is put away."""
    ada = Visitor(cluster)
    slug = ada.create()
    async with opened(ada.socket(slug)) as (socket,):
        with psycopg.connect(cluster.database.url) as connection:
            connection.execute("update rooms_room set archived_at = now() where slug = %s", [slug])
        assert await socket.closed() == 4410
