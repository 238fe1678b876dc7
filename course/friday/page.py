"""What the pages of an evening show: the film as plain numbers, the moment in words, and how it went.

Invariant: everything is read off the evening as the engine played it.
"""

from dataclasses import dataclass
from typing import Any

from course.friday.plan_form import in_words
from course.friday.runs import actions_of, evening_of, money_left, plan_of
from course.models import FridayRun
from simulator.engine.friday import (
    CLOSING,
    DEEDS,
    END,
    MOST,
    SHOPS,
    Evening,
    News,
    Score,
    charts,
    clock,
    percent,
    reference,
    score_of,
    what_went_wrong,
)
from simulator.engine.friday import in_words as action_in_words
from simulator.engine.friday.town import ON_TIME, SERVED
from simulator.figures import Figure, chart_figure

PACE = 1.5  # minutes of the evening in a second: with planning, stops and the three sentences it fills 20 minutes
STEPS = (5, 15, 60)  # minutes, for those without JavaScript
DOT, SQUARE = 11, 15  # pixels along a queue and a row of chefs
MOST_DOTS = 60
NONE = "\N{EN DASH}"  # no order is due yet


def film(evening: Evening, minute: int) -> dict[str, Any]:
    """Every minute as numbers, for the browser."""
    rows = {name: getattr(evening, name).tolist() for name in ("waiting", "busy", "chefs", "drained")}
    sums = {name: getattr(evening, name).tolist() for name in ("came", "settled", "on_time", "failed")}
    return {"minute": minute, "end": END, "closing": CLOSING, "pace": PACE, **rows, **sums}


@dataclass(frozen=True, slots=True)
class ShopRow:
    """One shop at a minute; dots, idle and busy are lengths in pixels."""

    number: int
    name: str
    waiting: int
    busy: int
    chefs: int
    drained: bool

    @property
    def dots(self) -> int:
        return DOT * min(self.waiting, MOST_DOTS)

    @property
    def all_squares(self) -> int:
        return SQUARE * self.chefs

    @property
    def busy_squares(self) -> int:
        return SQUARE * min(self.busy, self.chefs)


@dataclass(frozen=True, slots=True)
class DeedForm:
    """An action as a form: its fields are shops or values."""

    do: str
    label: str
    note: str
    price: int
    wants: str
    options: tuple[tuple[str, str], ...]
    dear: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """An evening at the minute that is shown. news: newest first; those to come are in the page, hidden."""

    run: FridayRun
    minute: int
    clock: str
    shops: tuple[ShopRow, ...]
    came: int
    settled: int
    kept: str
    bar: float
    failed: int
    waiting: int
    news: tuple[tuple[str, News], ...]
    left: int
    money: int
    taken: tuple[tuple[str, str], ...]
    deeds: tuple[DeedForm, ...]
    film: dict[str, Any]

    @property
    def over(self) -> bool:
        return self.minute == END

    @property
    def closed(self) -> bool:
        return self.minute >= CLOSING


def moment(run: FridayRun) -> Moment:
    """The evening where it stands."""
    evening, minute, money = evening_of(run), run.minute, money_left(run)
    at = {name: getattr(evening, name)[minute].tolist() for name in ("waiting", "busy", "chefs", "drained")}
    shops = tuple(
        ShopRow(
            number + 1,
            name,
            at["waiting"][number],
            at["busy"][number],
            at["chefs"][number],
            bool(at["drained"][number]),
        )
        for number, name in enumerate(SHOPS)
    )
    return Moment(
        run,
        minute,
        clock(minute),
        shops,
        came=int(evening.came[minute]),
        settled=int(evening.settled[minute]),
        kept=percent(evening.kept(minute)) if evening.settled[minute] else NONE,
        bar=round(100 * evening.kept(minute), 2),
        failed=int(evening.failed[minute]),
        waiting=sum(at["waiting"]),
        news=tuple((clock(one.minute), one) for one in reversed(evening.news)),
        left=MOST - len(run.actions),
        money=money,
        taken=tuple((clock(one.minute), action_in_words(one)) for one in actions_of(run)),
        deeds=tuple(
            DeedForm(do, deed.label, deed.note, deed.price, deed.wants, deed.options, deed.price > money)
            for do, deed in DEEDS.items()
        ),
        film=film(evening, minute),
    )


@dataclass(frozen=True, slots=True)
class Over:
    """How it went. reference and the rest are None until the three sentences are written."""

    score: Score
    took: str
    plan: dict[str, str]
    actions: tuple[tuple[str, str], ...]
    reference: Score | None
    settings: tuple[tuple[str, str, str], ...]
    reference_actions: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    truth: tuple[tuple[str, str], ...]


def over(run: FridayRun) -> Over:
    """The end; with the reference beside it once the learner has written."""
    evening, plan = evening_of(run), plan_of(run)
    score, mine = score_of(evening), in_words(plan)
    actions = _timed(evening)
    if not run.words:
        return Over(score, _took(evening), mine, actions, None, (), (), (), ())
    other = reference(run.seed)
    theirs = in_words(other.plan)
    return Over(
        score,
        _took(evening),
        mine,
        actions,
        score_of(other),
        tuple((label, value, theirs[label]) for label, value in mine.items()),
        _timed(other),
        tuple(chart_figure(chart) for chart in charts(evening, other)),
        tuple((clock(minute), says) for minute, says in what_went_wrong(run.seed)),
    )


def _timed(evening: Evening) -> tuple[tuple[str, str], ...]:
    return tuple((clock(one.minute), action_in_words(one)) for one in evening.actions)


def _took(evening: Evening) -> str:
    """The time in which 99 of 100 orders were at the door; "" if too many never came."""
    ordered = sorted(evening.took.tolist())
    minutes = ordered[int(0.99 * len(ordered))]
    return f"{minutes:.0f} minutes" if minutes < END else ""


def terms() -> dict[str, str]:
    """The promise in words."""
    return {"on_time": f"{ON_TIME:.0%}", "served": f"{SERVED:.1%}"}
