"""The cache of runs, by people who choose the settings: nobody's run stands under the address of another's."""

from urllib.parse import quote

from course.lab import lab_of, order_of
from course.library import course
from course.runs import Order
from simulator.engine.experiments import EXPERIMENTS, parameters_of
from tests.attacks.corpus import EVERYTHING
from tests.attacks.raw import request
from tests.live import Live
from tests.scale.conftest import SOAK


def orders_from(query: dict[str, str]) -> list[Order]:
    """What each lab makes of a query; nothing where the query cannot be read."""
    found = []
    for lesson in course().lessons.values():
        if lesson.experiment:
            the_lab = lab_of(lesson, query, run=False)
            if the_lab.form.ready:
                found.append(order_of(lesson, the_lab.form))
    return found


def test_no_two_runs_share_an_address() -> None:
    """Only settings that were read make an address, in their own order and spelling; what else is sent does not."""
    plain = {order.digest: order for order in orders_from({})}
    assert len(plain) > 10
    for text in EVERYTHING[:: 1 if SOAK else 8]:
        noise = {"zz": text, text: "1", "experiment": text, "many": text, "digest": text, "version": text}
        again = {order.digest: order for order in orders_from(noise)}
        for digest, order in again.items():
            assert plain.get(digest, order) == order
            assert {name for name, _ in order.query} == set(
                parameters_of(EXPERIMENTS[order.experiment].settings)
            )
    seeds = {order.digest for seed in range(20) for order in orders_from({"seed": str(seed)})}
    assert len(seeds) == 20 * len(plain)


def test_an_address_that_was_made_up_leads_nowhere(live: Live) -> None:
    for digest in ("0" * 32, "run-order:x", "..", "run-outcome", "a" * 300, "*"):
        for kind in ("order", "outcome", "lease", "failed"):
            answer = request(live, f"/runs/{quote(f'{kind}{digest}', safe='')}/")
            assert answer.status == 404
    for name in (quote(text) for text in EVERYTHING[:40]):
        assert request(live, f"/runs/{name}/").status in (400, 404)
