"""One socket's way out: at once when idle, conflated when busy, nothing acknowledged lost."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from simulator.rooms.outbox import MOST_EVENTS, MOST_WAITING, Outbox, frame


class Peer:
    """A server's `send` whose socket can be stopped up, as uvicorn's is: it waits, then writes."""

    def __init__(self) -> None:
        self.writable = asyncio.Event()
        self.writable.set()
        self.got: list[str] = []
        self.code: int | None = None
        self.aborted = False
        self.gone: Exception | None = None

    async def send(self, message: dict[str, Any]) -> None:
        await self.writable.wait()
        if self.gone is not None:
            raise self.gone
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.got.append(message["text"])

    def abort(self) -> None:
        self.aborted = True
        self.gone = OSError("cut")
        self.writable.set()


@pytest.fixture
async def peer() -> Peer:
    return Peer()


@pytest.fixture
async def box(peer: Peer) -> Outbox:
    return Outbox(peer.send, peer.abort, lambda: "snapshot")


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_an_idle_socket_is_written_to_at_once(box: Outbox, peer: Peer) -> None:
    before = len(asyncio.all_tasks())
    box.push(frame("a"))
    box.push(frame("b"), replaces=("frame", ""))
    assert peer.got == ["a", "b"], "without giving the loop a turn"
    assert len(asyncio.all_tasks()) == before, "and without a task"


async def test_frames_replace_each_other_while_it_is_busy(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    for number in range(5):
        box.push(frame(f"frame {number}"), replaces=("frame", ""))
    box.push(frame("ack 1"))
    for who in "ab":
        for number in range(3):
            box.push(frame(f"drag {who}{number}"), replaces=("drag", who))
    peer.writable.set()
    await settle()
    assert peer.got == ["frame 0", "frame 4", "ack 1", "drag a2", "drag b2"]


async def test_events_and_answers_wait_in_order(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    sent = [f"message {number}" for number in range(2 * MOST_EVENTS - 2)]
    for number, text in enumerate(sent):
        box.push(frame(text), is_event=number % 2 == 0)
    peer.writable.set()
    await settle()
    assert peer.got == sent


async def test_too_many_events_become_one_snapshot_made_late(peer: Peer) -> None:
    state = ["old"]
    box = Outbox(peer.send, peer.abort, lambda: f"snapshot {state[0]}")
    peer.writable.clear()
    box.push(frame("first"))
    for number in range(MOST_EVENTS + 9):
        box.push(frame(f"event {number}"), is_event=True)
        box.push(frame(f"ack {number}"))
    state[0] = "new"
    peer.writable.set()
    await settle()
    acks = [f"ack {number}" for number in range(MOST_EVENTS + 9)]
    assert peer.got == ["first", "snapshot new", *acks]
    box.push(frame("event next"), is_event=True)
    assert peer.got[-1] == "event next"


async def test_after_the_jam_it_writes_at_once_again(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    box.push(frame("a"))
    assert box.behind(asyncio.get_running_loop().time() + 3) >= 3
    peer.writable.set()
    await settle()
    assert box.behind(asyncio.get_running_loop().time() + 3) == 0
    box.push(frame("b"))
    assert peer.got == ["a", "b"]


async def test_far_too_many_answers_close_it(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    for number in range(MOST_WAITING + 2):
        box.push(frame(str(number)))
    assert box.closed
    peer.writable.set()
    await settle()
    assert peer.code == 1013


async def test_close_is_the_last_word(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    box.push(frame("a"))
    box.push(frame("b"))
    box.close(1013)
    box.close(1008)
    box.push(frame("c"))
    peer.writable.set()
    await settle()
    assert (peer.got, peer.code) == (["a"], 1013)


async def test_a_peer_that_cannot_even_be_closed_is_cut(
    box: Outbox, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.rooms.outbox.CLOSE_WITHIN", 0.01)
    peer.writable.clear()
    box.push(frame("a"))
    box.close(1013)
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})
    assert peer.aborted
    assert (peer.got, peer.code) == ([], None)


@pytest.mark.parametrize("gone", [OSError("reset"), RuntimeError("after close")])
@pytest.mark.parametrize("busy", [False, True])
async def test_a_peer_that_went_is_no_error(box: Outbox, peer: Peer, gone: Exception, busy: bool) -> None:
    if busy:
        peer.writable.clear()
        box.push(frame("a"))
        box.push(frame("b"))
    peer.gone = gone
    peer.writable.set()
    box.push(frame("c"))
    await settle()
    assert box.closed
    assert peer.got == []


async def test_the_end_cuts_what_still_writes(box: Outbox, peer: Peer) -> None:
    peer.writable.clear()
    box.push(frame("a"))
    await box.ended()
    assert peer.aborted
    assert len(asyncio.all_tasks()) == 1


async def test_the_end_of_an_idle_socket_cuts_nothing(box: Outbox, peer: Peer) -> None:
    box.push(frame("a"))
    box.close(1000)
    await settle()
    await box.ended()
    assert not peer.aborted, "the closing handshake may still be under way"


async def test_one_snapshot_waits_however_often_it_is_asked_for(peer: Peer) -> None:
    made: list[str] = []

    def snapshot() -> str:
        made.append("snapshot")
        return "snapshot"

    box = Outbox(peer.send, peer.abort, snapshot)
    box.refresh()
    assert peer.got == ["snapshot"]
    peer.writable.clear()
    box.push(frame("frame"), replaces=("frame", ""))
    box.push(frame("event 1"), is_event=True)
    box.push(frame("ack"))
    for _ in range(100):
        box.refresh()
    box.push(frame("event 2"), is_event=True)
    assert len(made) == 1, "none is made before it can be written"
    peer.writable.set()
    await settle()
    assert peer.got == ["snapshot", "frame", "snapshot", "ack"], (
        "it is made after both events, so it holds them"
    )
