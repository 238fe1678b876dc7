"""Three processes on PostgreSQL and Redis in the production profile, behind nginx and Caddy as deploy/ sets them up."""

import asyncio
import base64
import gzip
import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.backends import Postgres, Redis, free_port
from tests.live import Live
from tests.rooms.visitor import Visitor
from tests.scale.client import Client
from tests.scale.idlers import Listener
from tests.scale.proxies import DEPLOY, NAME, Caddy, CaddyOfMany, Nginx, Proxy, make_certificate

REPLICAS = 3
TWO_BIG = "x" * 20_000
PATIENCE = 60.0
BROWSERS, WINDOWS = (
    15,
    30,
)  # two connections a window are more than the 768 that Debian gives a worker of nginx


def production(folder: Path, database: Postgres, layer: Redis) -> dict[str, str]:
    """What deploy/one-box/slicewise.env says, with names and places of our own."""
    lines = (DEPLOY / "one-box/slicewise.env").read_text().replace(NAME, "localhost").splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    del said["SLICEWISE_DATA"]
    del said[
        "TRUSTED_ORIGINS"
    ]  # it would need the port of the proxy; without it the page's own origin counts
    return said | {
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECRET_KEY": "k3J9-fj2Lq8vXz71mNb5RtYwQe0oPaSd6GhUiCx4_ZlVnTgBhMyJ",
        "DATABASE_URL": database.url,
        "REDIS_URL": layer.url,
        "STATIC_ROOT": str(folder / "static"),
        "DRAIN_SECONDS": "2",
    }


class First(Live):
    """The one that migrates, and collects the browser's files for all."""

    def run(self, *arguments: str) -> None:
        super().run(*arguments)
        super().run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")

    def remove(self) -> None:
        self.kill()  # it would drain first
        super().remove()


class Further(First):
    def run(self, *_: str) -> None:
        """All is done."""


@pytest.fixture(scope="module")
def redis() -> Iterator[Redis]:
    with Redis() as started:
        yield started


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory, redis: Redis) -> Iterator[list[Live]]:
    folder = tmp_path_factory.mktemp("production")
    with ExitStack() as stack:
        said = production(folder, stack.enter_context(Postgres()), redis)
        started: list[Live] = [First(**said)]
        with ThreadPoolExecutor() as pool:
            started += pool.map(lambda _: Further(**said), range(REPLICAS - 1))
        for one in started:
            stack.callback(one.remove)
        yield started


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module", params=[Nginx, Caddy, CaddyOfMany])
def proxy(
    request: pytest.FixtureRequest, replicas: list[Live], certificate: tuple[Path, Path]
) -> Iterator[Proxy]:
    with request.param([live.port for live in replicas], *certificate) as started:
        yield started


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, certificate: tuple[Path, Path]) -> None:
    """Our programs believe the certificate, as browsers believe one of an authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


class Guest(Visitor):
    """A browser says where its forms come from; over HTTPS Django asks for it."""

    def __init__(self, proxy: Proxy) -> None:
        super().__init__(proxy)  # type: ignore[arg-type]  it asks for the addresses alone

    def post(self, path: str, fields: dict[str, Any] | None = None, **headers: str) -> tuple[int, bytes]:
        return super().post(path, fields, **{"Origin": self.live.url, **headers})


def fetch(proxy: Proxy, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by their small names, and the body as it came."""
    context = ssl.create_default_context()
    connection = http.client.HTTPSConnection("localhost", proxy.port, timeout=20, context=context)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_pages_and_files_come_through(proxy: Proxy) -> None:
    status, headers, page = fetch(proxy, "/")
    assert status == 200
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    script = re.search(rb'src="(/static/js/main\.[0-9a-f]{12}\.js)"', page)
    assert script, "no name with a hash in the page"
    status, headers, body = fetch(proxy, script[1].decode(), **{"Accept-Encoding": "gzip"})
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert "immutable" in headers["cache-control"]
    assert b"import" in gzip.decompress(body)


def test_plain_http_is_sent_to_https(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection("localhost", proxy.plain, timeout=20)
    connection.request("GET", "/lessons/?from=mail")
    answer = connection.getresponse()
    connection.close()
    assert answer.status in (301, 308)
    assert re.fullmatch(r"https://localhost(:\d+)?/lessons/\?from=mail", answer.headers["Location"])


def test_cookies_travel_encrypted_only(proxy: Proxy) -> None:
    ada = Guest(proxy)
    ada.create()
    assert {cookie.name: cookie.secure for cookie in ada.jar} == {"csrftoken": True, "sessionid": True}


async def test_people_on_different_processes_share_a_room(proxy: Proxy) -> None:
    people = [Guest(proxy) for _ in range(6)]
    slug = people[0].create()
    sockets = [person.socket(slug) for person in people]
    for socket in sockets:
        await socket.__aenter__()
    seq = await sockets[0].do("add_server", position=0.5)
    told = [await socket.until("event", seq=seq) for socket in sockets[1:]]
    assert len({event["hash"] for event in told}) == 1
    for socket in sockets:
        await socket.__aexit__()


async def test_the_origin_is_the_address_that_people_see(proxy: Proxy, replicas: list[Live]) -> None:
    ada = Guest(proxy)
    slug = ada.create()
    wrong = (
        f"http://localhost:{proxy.port}",
        "https://localhost",
        "https://evil.example",
        "null",
        replicas[0].url,
    )
    for origin in wrong:
        with pytest.raises(InvalidStatus) as refused:
            async with ada.socket(slug, origin=origin):
                pass
        assert refused.value.response.status_code == 403, origin
    for origin in wrong:
        assert ada.post("/rooms/", Origin=origin, Referer=f"{origin}/")[0] == 403, origin
    assert ada.post("/rooms/", Origin=proxy.url, Accept="application/json")[0] == 201


async def test_a_message_that_is_too_large_closes_with_its_own_code(proxy: Proxy) -> None:
    ada = Guest(proxy)
    async with ada.socket(ada.create()) as socket:
        await socket.until("snapshot")
        await socket.connection.send(TWO_BIG)
        with pytest.raises(ConnectionClosed):
            while True:
                await socket.hear()
        assert socket.connection.close_code == 1009


def test_a_request_has_one_name_in_both_logs(proxy: Proxy, replicas: list[Live]) -> None:
    made_up = "made-up-by-a-visitor"
    _, headers, _ = fetch(proxy, "/no-such-page/", **{"X-Request-ID": made_up})
    name = headers["x-request-id"]
    assert name != made_up
    entries = [json.loads(line) for live in replicas for line in live.read_log().splitlines() if name in line]
    assert {entry["request"] for entry in entries} == {name}, (
        "the app says nothing of a page that is not there"
    )
    assert "/no-such-page/" in str(entries)


def test_links_of_rooms_stay_out_of_the_log_of_the_proxy(proxy: Proxy) -> None:
    ada = Guest(proxy)
    slug = ada.create()
    link = f"/rooms/{slug}/"
    status, headers, _ = fetch(proxy, link, Referer=proxy.url + link)
    assert status == 200
    logged = logged_with(proxy, headers["x-request-id"])
    assert slug not in logged


def logged_with(proxy: Proxy, name: str) -> str:
    """All that the proxy has logged, once the request of this name is in it: it is written after the answer."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        files = [file for file in (proxy.folder / "access.log", proxy.folder / "log") if file.exists()]
        logged = "".join(file.read_text() for file in files)
        if name in logged:
            return logged
        time.sleep(0.05)
    raise AssertionError(f"no line about request {name}")


def test_what_a_visitor_forwards_is_not_believed(proxy: Proxy) -> None:
    """Each answer over plain HTTP would be a redirect to HTTPS, for ever."""
    status, _, _ = fetch(
        proxy, "/lessons/", **{"X-Forwarded-Proto": "http", "X-Forwarded-For": "203.0.113.9"}
    )
    assert status == 200


def test_the_health_check_of_the_container_tells_ready_from_gone(replicas: list[Live]) -> None:
    def checked(port: int, host: str) -> int:
        command = [sys.executable, DEPLOY / "many/healthcheck.py"]
        environment = {"PORT": str(port), "ALLOWED_HOSTS": host}
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode

    assert checked(replicas[0].port, "localhost,slicewise.example") == 0
    assert checked(replicas[0].port, "elsewhere.example") == 1
    assert checked(free_port(), "localhost") == 1


@pytest.mark.parametrize("proxy", [Nginx], indirect=True)
async def test_one_worker_of_nginx_holds_a_lecture_hall(proxy: Proxy) -> None:
    people = [Guest(proxy) for _ in range(BROWSERS)]
    slug = people[0].create()
    trust, gate = ssl.create_default_context(), asyncio.Semaphore(20)
    loop = asyncio.get_running_loop()

    async def window(person: Guest) -> Listener:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.jar)
        request = (
            f"GET /ws/rooms/{slug}/ HTTP/1.1\r\nHost: localhost:{proxy.port}\r\nOrigin: {proxy.url}\r\n"
            f"Cookie: {cookies}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}\r\n\r\n"
        )
        async with gate:
            _, listener = await loop.create_connection(
                lambda: Listener(request.encode(), watched=False), "localhost", proxy.port, ssl=trust
            )
            await listener.open
        return listener

    windows = await asyncio.gather(*(window(person) for person in people for _ in range(WINDOWS)))
    assert (await asyncio.to_thread(fetch, proxy, "/livez"))[0] == 200, "and there is room for one more"
    assert not any(one.transport.is_closing() for one in windows)
    for one in windows:
        one.transport.abort()


@pytest.mark.parametrize("proxy", [CaddyOfMany], indirect=True)
async def test_redis_goes_and_everyone_stays(proxy: Proxy, redis: Redis) -> None:
    """The proxy asks every second who is ready: were it a reason, it would soon have nobody left to pass a page to."""
    ada = Guest(proxy)
    slug = ada.create()

    async def layer_is_away() -> bool:
        status, _, body = await asyncio.to_thread(fetch, proxy, "/readyz")
        assert status == 200
        return bool(json.loads(body)["degraded"])

    async with ada.socket(slug) as socket:
        await socket.until("snapshot")
        await asyncio.to_thread(redis.kill)
        try:
            for turn in range(12):  # half a second each
                assert await layer_is_away()
                assert (await asyncio.to_thread(fetch, proxy, f"/rooms/{slug}/"))[0] == 200
                assert await socket.do("weigh_server", server="oven-1", weight=1.5 + turn / 10) == turn + 1
                await asyncio.sleep(0.5)
        finally:
            await asyncio.to_thread(redis.start)
        async with asyncio.timeout(PATIENCE):
            while await layer_is_away():  # noqa: ASYNC110  a process has no event to wait for
                await asyncio.sleep(0.1)


@pytest.mark.parametrize("proxy", [Nginx, CaddyOfMany], indirect=True)
async def test_a_process_stops_and_nobody_notices(proxy: Proxy, replicas: list[Live]) -> None:
    """As a new version is rolled out: pages go on without one error, and no command is lost."""
    people = [Guest(proxy) for _ in range(6)]
    slug = people[0].create()
    for person in people[1:]:
        person.get(f"/rooms/{slug}/")  # whose cookie tells who they are when they come back
    clients = [Client(person, slug, seed) for seed, person in enumerate(people)]
    for client in clients:
        await client.__aenter__()
    statuses: list[int] = []

    async def browse() -> None:
        while True:
            statuses.append((await asyncio.to_thread(fetch, proxy, "/livez"))[0])

    async def until_quiet() -> None:
        async with asyncio.timeout(PATIENCE):
            while any(client.waiting or not client.facts for client in clients):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    await until_quiet()
    browsing = [asyncio.create_task(browse()) for _ in range(2)]
    stopped = replicas[-1]
    assert stopped.process is not None
    stopped.process.send_signal(signal.SIGTERM)
    given = 0
    while stopped.process.poll() is None:
        weight = 0.5 + (given * 7 % 40) / 10
        await clients[given % len(clients)].do("weigh_server", server=f"oven-{1 + given % 5}", weight=weight)
        given += 1
        await asyncio.sleep(0.1)
    await until_quiet()
    for task in browsing:
        task.cancel()
    await asyncio.gather(*browsing, return_exceptions=True)
    stopped.process = None
    await asyncio.to_thread(stopped.start)
    assert set(statuses) == {200}
    acked = {name: seq for client in clients for name, seq in client.acked.items()}
    assert [code for client in clients for code in client.refused.values()] == []
    assert len(acked) == given
    assert sorted(acked.values()) == list(range(1, given + 1))
    assert sum(client.times_lost for client in clients) > 0, "nobody sat on the process that stopped"
    for client in clients:
        await client.__aexit__()
