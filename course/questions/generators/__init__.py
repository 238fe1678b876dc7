"""The generators, by the names that the bank uses: a fresh question for every seed."""

from dataclasses import dataclass
from typing import ClassVar

from ..question import Ask, Question
from . import methods, modulo, queues, rings, survival
from .draw import Draw, Generator

GENERATORS: dict[str, Generator] = {
    "mod_owner": modulo.owner,
    "mod_moves": modulo.moves,
    "mod_fraction": modulo.fraction,
    "ring_grow_q": modulo.least,
    "ring_owner_q": rings.owner,
    "ring_add_q": rings.newcomer,
    "ring_heir_q": rings.heir,
    "arc_share_q": rings.arc_share,
    "preference_q": rings.preference,
    "bounded_q": rings.cap,
    "bounded_place_q": rings.walk_on,
    "weights_q": rings.weights,
    "rendezvous_q": methods.rendezvous,
    "maglev_q": methods.maglev,
    "little_q": queues.little,
    "mm1_q": queues.mm1,
    "fanout_q": queues.fan_out,
    "percentile_q": queues.percentile,
    "wrr_q": queues.weighted_turns,
    "backlog_q": queues.backlog,
    "availability_q": survival.availability,
    "amdahl_q": survival.amdahl,
    "quorum_q": survival.quorum,
    "budget_q": survival.error_budget,
}


@dataclass(frozen=True, slots=True)
class Generated:
    """A question that is made anew for every seed."""

    kind: ClassVar[str] = "generated"
    ask: Ask
    generator: str

    def draw(self, seed: int) -> Question:
        return GENERATORS[self.generator](self.ask, Draw(seed))
