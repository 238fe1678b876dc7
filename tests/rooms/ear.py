"""What tests of a hub listen with: a socket that keeps what it hears, and a wait for what nobody tells."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

PATIENCE = 20.0


class Ear:
    """A socket that keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.code: int | None = None
        self._news = asyncio.Condition()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.heard.append(json.loads(message["text"]))
        asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def until(self, kind: str, **facts: Any) -> dict[str, Any]:
        """The first message of this kind with these facts, heard already or to come."""

        def found() -> dict[str, Any] | None:
            return next(
                (one for one in self.heard if one["type"] == kind and facts.items() <= one.items()), None
            )

        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(found)
        message = found()
        assert message is not None
        return message

    async def closed(self) -> int:
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: self.code is not None)
        assert self.code is not None
        return self.code

    def numbers(self) -> list[int]:
        return [one["seq"] for one in self.heard if one["type"] == "event"]


async def eventually(check: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not check():  # noqa: ASYNC110  nothing tells of it
            await asyncio.sleep(0.01)
