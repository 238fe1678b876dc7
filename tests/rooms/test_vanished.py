"""Someone whose machine went without a word is gone from the list within 30 s."""

from tests.live import Live
from tests.rooms.test_slow_readers import stall
from tests.rooms.visitor import Visitor

GONE_WITHIN = 30.0  # seconds, as promised


async def test_a_peer_that_answers_nothing_any_more_is_gone_within_thirty_seconds(live: Live) -> None:
    ada, bob = Visitor(live), Visitor(live)
    slug = ada.create()
    bob.get(f"/rooms/{slug}/")
    async with ada.socket(slug) as a:
        me = (await a.until("snapshot"))["you"]["id"]
        dead = await stall(bob, live, slug, resyncs=0)
        try:
            await a.first(lambda message: message["type"] == "people" and len(message["people"]) == 2)
            await a.first(
                lambda message: [one["id"] for one in message.get("people", [])] == [me], GONE_WITHIN
            )
        finally:
            dead.close()
