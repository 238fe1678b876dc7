"""Sends bad messages from a process of its own, so that what is timed elsewhere is the server: `Attackers`.

`python -m tests.attacks.attackers`: reads one line of JSON, and prints how many messages were answered.
"""

import asyncio
import json
import sys
from itertools import islice
from types import TracebackType
from typing import Self

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.live import ROOT
from tests.rooms.rubbish import rubbish
from tests.rooms.visitor import Visitor

A_SOCKET = 100  # messages before the next socket: patience lasts for more, so every one of them is answered
AT_ONCE = 5


async def attack_room(url: str, options: dict, seed: int, count: int) -> int:
    """Send so much rubbish, wait for the answer to each, and count them."""
    answered, messages = 0, iter(rubbish(seed, count))
    while batch := list(islice(messages, A_SOCKET)):
        async with connect(url, compression=None, **options) as socket:
            for message in batch:
                await socket.send(message)
            wanted = answered + len(batch)
            while answered < wanted:
                answered += b'"type":"error"' in await socket.recv(decode=False)
    return answered


async def attack_board(url: str, options: dict, seed: int, count: int) -> int:
    """A board answers nothing: after some sixty messages it closes with 1008. Count those sent until then."""
    sent, messages = 0, iter(rubbish(seed, count))
    while sent < count:
        async with connect(url, compression=None, **options) as socket:
            try:
                for message in messages:
                    await socket.send(message)
                    sent += 1
                    await asyncio.sleep(0)
                async with asyncio.timeout(0.2):  # the last socket may have had too few to be closed for
                    await socket.wait_closed()
            except (ConnectionClosed, TimeoutError):
                await asyncio.sleep(0)
            if sent < count:
                await socket.wait_closed()
                assert socket.close_code == 1008, socket.close_code
                sent += 1  # the one that was on its way
    return sent


async def main(order: dict) -> int:
    attack = attack_board if order["board"] else attack_room
    each = order["count"] // AT_ONCE
    seeds = range(order["seed"], order["seed"] + AT_ONCE)
    return sum(await asyncio.gather(*(attack(order["url"], order["options"], seed, each) for seed in seeds)))


class Attackers:
    """`async with Attackers(visitor, url, 20_000) as attackers: await attackers.ended()`"""

    def __init__(self, visitor: Visitor, url: str, count: int, *, board: bool = False, seed: int = 0) -> None:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in visitor.jar)
        options = {"origin": visitor.live.url, "additional_headers": {"Cookie": cookies}}
        self.order = {"url": url, "options": options, "count": count, "board": board, "seed": seed}

    async def __aenter__(self) -> Self:
        command = (sys.executable, "-m", "tests.attacks.attackers")
        pipe = asyncio.subprocess.PIPE
        self.process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=pipe, stdout=pipe)
        self.answer = asyncio.create_task(self.process.communicate(json.dumps(self.order).encode()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.answer

    async def ended(self) -> int:
        """How many of its messages were answered, or on a board sent."""
        out, _ = await asyncio.shield(self.answer)
        return int(out)

    @property
    def at_work(self) -> bool:
        return not self.answer.done()


if __name__ == "__main__":
    print(asyncio.run(main(json.loads(sys.stdin.readline()))))
