"""Whoever of the three workers is asked, /metrics tells of all of them; a worker that died is no longer counted."""

import asyncio
import re

from tests.rooms.visitor import Visitor
from tests.scale.conftest import Cluster

SOCKETS = 12
PASSWORD = "oven at noon"


def told(visitor: Visitor, name: str) -> float:
    _, text = visitor.get("/metrics")
    return sum(
        float(line.rsplit(" ", 1)[1])
        for line in text.decode().splitlines()
        if line.startswith((f"{name} ", f"{name}{{"))
    )


async def until(visitor: Visitor, name: str, value: float) -> None:
    async with asyncio.timeout(30):
        while await asyncio.to_thread(told, visitor, name) != value:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_every_worker_tells_of_all_of_them(cluster: Cluster) -> None:
    ada = Visitor(cluster)
    slug = ada.create()
    before = told(ada, "slicewise_commands_total")
    sockets = [ada.socket(slug) for _ in range(SOCKETS)]
    for number, socket in enumerate(sockets, start=1):
        await socket.__aenter__()
        await socket.do("weigh_server", server="oven-1", weight=1 + number / 10)
    assert {told(ada, "slicewise_sockets_open") for _ in range(6)} == {SOCKETS}
    assert told(ada, "slicewise_commands_total") == before + SOCKETS
    for socket in sockets:
        await socket.__aexit__()
    await until(ada, "slicewise_sockets_open", 0)


async def test_the_page_of_the_one_who_runs_it_tells_of_all_of_them(cluster: Cluster) -> None:
    cluster.environment |= {"DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    cluster.run("manage.py", "createsuperuser", "--noinput", "--username", "host", "--email", "h@example.org")
    host = Visitor(cluster)
    slug = host.create()
    host.post("/account/sign-in/", {"username": "host", "password": PASSWORD})
    async with host.socket(slug) as one, host.socket(slug) as other:
        for socket in (one, other):
            await socket.until("snapshot")  # it is in the room now, and counted
        for _ in range(6):  # whoever is asked
            status, page = await asyncio.to_thread(host.get, "/ops/")
            rows = re.findall(r'<tr><th scope="row">(\d+)</th>', page.decode())
            assert status == 200
            assert sorted(map(int, rows)) == sorted(cluster.workers)
            assert re.search(r"sockets</span>\s*<b>2</b>", page.decode())
            assert b"Database (PostgreSQL)" in page
            assert b"Between workers (Redis)" in page


async def test_a_dead_worker_leaves_the_gauges_and_stays_in_the_counters(cluster: Cluster) -> None:
    ada = Visitor(cluster)
    slug = ada.create()
    sockets = [ada.socket(slug) for _ in range(SOCKETS)]
    for socket in sockets:
        await socket.__aenter__()
    commands = told(ada, "slicewise_commands_total")
    for pid in cluster.workers:
        cluster.kill_worker(pid)
    await until(Visitor(cluster), "slicewise_sockets_open", 0)
    assert told(ada, "slicewise_commands_total") == commands
    for socket in sockets:
        await socket.__aexit__()
