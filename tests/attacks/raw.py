"""HTTP without a library that would tidy it up: what is sent is exactly what an attacker wrote."""

import socket
from dataclasses import dataclass

from tests.live import Live

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `headers`: names in small letters; of two equal ones the last."""

    status: int
    headers: dict[str, str]
    body: bytes


def send(live: Live, *parts: bytes, wait: float = PATIENCE, head_only: bool = False) -> bytes:
    """Send the parts, and read all that comes back until the server closes, or for `wait` seconds of silence."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=wait) as connection:
        try:
            for part in parts:
                connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough; what it said can still be read
        return received(connection, b"\r\n\r\n" if head_only else None)


def received(connection: socket.socket, until: bytes | None = None) -> bytes:
    """All that comes until the end of it, or until it holds `until`."""
    heard = b""
    try:
        while more := connection.recv(65_536):
            heard += more
            if until is not None and until in heard:
                break
    except (TimeoutError, ConnectionResetError):
        pass
    return heard


def request(
    live: Live, target: str, method: str = "GET", body: bytes = b"", host: str | None = None, **headers: str
) -> Answer:
    """One request on a connection of its own. Header names are written with _ for -."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{live.port}'}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"
    return parsed(send(live, head + body))


def parsed(heard: bytes) -> Answer:
    """The first answer in what was heard."""
    head, _, body = heard.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(first.split()[1]) if first.startswith("HTTP/1.1 ") else 0, headers, body)


def answers(heard: bytes) -> int:
    """How many answers came."""
    return heard.count(b"HTTP/1.1 ")
