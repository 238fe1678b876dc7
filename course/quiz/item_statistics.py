"""The statistics of the bank from what is stored, as a table for the page and as sheets to take away."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from course.bank import bank
from course.formulas import guarded
from course.models import Try
from course.questions.collection import Bank

from .picks import labels_of, picks_of
from .statistics import Answered, ItemStatistics, statistics

ITEM_HEAD = (
    "item", "kind", "question", "answers", "difficulty", "discrimination", "point-biserial", "advice",
)  # fmt: skip
PICK_HEAD = ("item", "choice", "right", "answers", "share", "share lower 27%", "share upper 27%")


def item_statistics() -> tuple[ItemStatistics, ...]:
    """One for each item of the bank, in the order of the course: one query."""
    here = bank()
    return statistics(_answered(here), {name: labels_of(item) for name, item in here.items.items()})


def _answered(here: Bank) -> Iterator[Answered]:
    """First tries, the oldest first: so of each learner and item the very first counts."""
    rows = Try.objects.filter(number=1, item__in=here.items).order_by("given_at", "pk")
    columns = rows.values_list("sitting__learner_id", "item", "seed", "answer", "right", "code")
    for learner, item, seed, answer, right, code in columns.iterator(chunk_size=2_000):
        yield Answered(learner, item, right, picks_of(here.items[item], seed, answer, right, code))


def items_sheet(found: Iterable[ItemStatistics]) -> str:
    """CSV, a row an item."""
    items = bank().items
    return _sheet(
        ITEM_HEAD,
        (
            (
                each.item,
                items[each.item].ask.kind,
                items[each.item].ask.stem or "(fresh numbers each time)",
                each.answers,
                _figure(each.difficulty),
                _figure(each.discrimination),
                _figure(each.point_biserial),
                "; ".join(each.advice),
            )
            for each in found
        ),
    )


def picks_sheet(found: Iterable[ItemStatistics]) -> str:
    """CSV, a row a choice of an item with enough answers."""
    return _sheet(
        PICK_HEAD,
        (
            (
                each.item,
                one.label.text,
                "yes" if one.label.right else "no",
                one.count,
                _figure(one.share),
                _figure(one.lower),
                _figure(one.upper),
            )
            for each in found
            for one in each.picked
        ),
    )


def _sheet(head: tuple[str, ...], rows: Iterable[tuple[str | int | float, ...]]) -> str:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def _figure(value: float | None) -> float | str:
    return "" if value is None else round(value, 3)
