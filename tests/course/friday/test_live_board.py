"""A board with real sockets on a real server: all see the same, at once, and again after a break."""

import re
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from simulator.engine.experiments import to_query
from simulator.engine.friday import REFERENCE_PLAN
from tests.live import Live
from tests.rooms.visitor import Socket, Visitor

PLAN = to_query(REFERENCE_PLAN)
Rows = list[dict[str, Any]]


def opened(host: Visitor, seed: int = 13) -> str:
    status, body = host.post("/friday/boards/", {"seed": str(seed)})
    assert status == 200
    found = re.search(r'data-socket="/ws/friday/([a-z0-9]+)/"', body.decode())
    assert found is not None
    return found[1]


def joined(visitor: Visitor, code: str, name: str) -> str:
    """The address of their evening."""
    visitor.get(f"/friday/?board={code}")
    status, body = visitor.post("/friday/", {**PLAN, "board": code, "name": name})
    assert status == 200, body
    found = re.search(r'data-report="(/friday/evenings/[^"]+/)minute/"', body.decode())
    assert found is not None
    return found[1]


def board(live: Live, code: str, **options: Any) -> Socket:
    return Socket(f"{live.ws_url}/ws/friday/{code}/", {"origin": live.url, **options})


async def until(socket: Socket, **facts: Any) -> Rows:
    """The next board on which these facts hold of its rows: name -> {cell: value}."""

    def wanted(message: dict[str, Any]) -> bool:
        rows = {row["name"]: row for row in message["rows"]}
        return all(
            name in rows and all(rows[name][cell] == value for cell, value in cells.items())
            for name, cells in facts.items()
        )

    rows: Rows = (await socket.first(wanted))["rows"]
    return rows


async def test_what_each_does_is_on_the_board_of_all(live: Live) -> None:
    host, ada, bo = Visitor(live), Visitor(live), Visitor(live)
    code = opened(host)
    async with board(live, code) as first, board(live, code) as second:
        assert (await first.hear())["rows"] == (await second.hear())["rows"] == []
        evening = joined(ada, code, "Ada")
        assert [row["name"] for row in await until(first, Ada={"time": "18:00"})] == ["Ada"]
        joined(bo, code, "")
        assert ada.post(f"{evening}minute/", {"minute": "120"})[0] == 204
        rows = await until(second, Ada={"time": "20:00", "left": 3})
        assert len(rows) == 2
        ada.post(f"{evening}act/", {"minute": "120", "do": "roll_back"})
        await until(first, Ada={"left": 2, "cost": 174})
        ada.post(f"{evening}minute/", {"minute": "270"})
        last = await until(second, Ada={"time": "22:30"})
        async with board(live, code) as late:
            assert (await late.hear())["rows"] == last
    told = str(last)
    assert ada.cookie("sessionid") not in told
    assert {row["id"] for row in last} != {"Ada"}
    assert all(set(row) == {"id", "rank", "name", "given", "time", "part", "kept", "served", "promised", "left", "cost", "points"} for row in last)  # fmt: skip  # noqa: E501


async def test_what_a_socket_says_means_nothing(live: Live) -> None:
    code = opened(Visitor(live))
    async with board(live, code) as socket:
        assert (await socket.hear())["rows"] == []
        for text in ('{"minute": 270}', "\x00", "x" * 3000):
            await socket.connection.send(text)
        ada = Visitor(live)
        joined(ada, code, "Ada")
        await until(socket, Ada={"time": "18:00", "points": None})


async def test_after_a_restart_everything_is_as_it_was(live: Live) -> None:
    ada = Visitor(live)
    code = opened(ada)
    evening = joined(ada, code, "Ada")
    ada.post(f"{evening}minute/", {"minute": "77"})
    async with board(live, code) as socket:
        before = await until(socket, Ada={"time": "19:17"})
        live.restart()
        await socket.closed()
    async with board(live, code) as socket:
        assert (await socket.hear())["rows"] == before


async def test_who_may_not_watch(live: Live) -> None:
    async with board(live, "aaaaaaaaaa") as socket:
        assert await socket.closed() == 4404
    code = opened(Visitor(live))
    with pytest.raises(InvalidStatus):
        async with board(live, code, origin="https://elsewhere.example"):
            pass
