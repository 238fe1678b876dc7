"""The browser's files before Django: whole, in parts, not again; and everything else is left to the application."""

from pathlib import Path

import pytest
from asgiref.testing import ApplicationCommunicator

from config.files import CHUNK, files

CSS = "/static/css/tokens.css"
TEXT = Path("static/css/tokens.css").read_bytes()


async def pages(scope, receive, send):
    """Stands for Django: it answers 418."""
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"not a file"})


@pytest.fixture(scope="module")
def application():
    return files(pages)


async def ask(application, path, method="GET", **headers):
    """Status, headers, and the body in the pieces in which it was sent."""
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": named}
    asked = ApplicationCommunicator(application, scope)
    await asked.send_input({"type": "http.request", "body": b""})
    start, pieces, more = await asked.receive_output(), [], True
    while more:
        piece = await asked.receive_output()
        pieces.append(piece.get("body", b""))
        more = piece.get("more_body", False)
    await asked.wait()
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, pieces


async def test_a_file_comes_whole(application):
    status, headers, pieces = await ask(application, CSS)
    assert (status, b"".join(pieces)) == (200, TEXT)
    assert headers["content-type"] == 'text/css; charset="utf-8"'
    assert headers["content-length"] == str(len(TEXT))
    assert headers["x-content-type-options"] == "nosniff"


async def test_a_large_one_comes_in_pieces(application):
    _, headers, pieces = await ask(application, "/static/plotly/plotly.min.js")
    assert max(map(len, pieces)) == CHUNK
    assert sum(map(len, pieces)) == int(headers["content-length"]) > 1_000_000


async def test_a_part_of_it(application):
    status, headers, pieces = await ask(application, CSS, range="bytes=4-9")
    assert (status, b"".join(pieces)) == (206, TEXT[4:10])
    assert headers["content-length"] == "6"


async def test_not_again_what_a_browser_has(application):
    _, first, _ = await ask(application, CSS)
    for has in ({"if_none_match": first["etag"]}, {"if_modified_since": first["last-modified"]}):
        status, headers, pieces = await ask(application, CSS, **has)
        assert (status, pieces) == (304, [b""])
        assert "content-type" not in headers


async def test_its_head_alone(application):
    status, headers, pieces = await ask(application, CSS, method="HEAD")
    assert (status, headers["content-length"], pieces) == (200, str(len(TEXT)), [b""])


async def test_nothing_is_written_to_it(application):
    status, headers, _ = await ask(application, CSS, method="POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path", ["/", "/static/", "/static/nothing.css", "/static/../manage.py", "/static/%2e%2e/manage.py"]
)
async def test_what_is_no_file_is_left_to_the_application(application, path):
    status, _, pieces = await ask(application, path)
    assert (status, pieces) == (418, [b"not a file"])


async def test_one_that_was_edited_while_the_server_ran(tmp_path, settings):
    settings.STATICFILES_DIRS, settings.WHITENOISE_AUTOREFRESH = [tmp_path], False
    (tmp_path / "note.txt").write_text("short")
    running = files(pages)
    (tmp_path / "note.txt").write_text("longer than before")
    _, headers, pieces = await ask(running, "/static/note.txt")
    assert b"".join(pieces) == b"longer than before"
    assert headers["content-length"] == "18"
