"""When an objective comes back. Pure: the state of a card and an answer go in, the next state and day come out.

Invariant: time counts in whole days, so that neither the hour of a review nor a day that was missed costs anything:
a late answer that is right shows more strength, not less. What was missed comes back on the next day.

Free spaced repetition scheduler, version 6 (FSRS-6): the chance to know it still, t days after a review that left the
strength S, is R(t) = (1 + f t / S)^(-d), with d = 0.1542 and f = 0.9^(-1/d) - 1. It is asked again when R falls to
0.85: 1.9 times as far apart as with the usual 0.9, which suits a short course.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import fsrs

Plain = dict[str, Any]
RETENTION = 0.85
LONGEST = 365  # days until an objective comes back at the latest
# Steps of a day, not of minutes: nobody waits ten minutes before a page.
SCHEDULER = fsrs.Scheduler(
    desired_retention=RETENTION,
    learning_steps=(timedelta(days=1),),
    relearning_steps=(timedelta(days=1),),
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)
WRONG, HARD, GOOD, EASY = fsrs.Rating.Again, fsrs.Rating.Hard, fsrs.Rating.Good, fsrs.Rating.Easy
RATINGS: Mapping[int, fsrs.Rating] = {1: HARD, 2: GOOD, 3: EASY}


def rating_of(right: bool, certainty: int, *, hinted: bool = False) -> fsrs.Rating:
    """The grade of a first try: wrong is "again", however sure; right counts as much as one was sure of it.

    certainty: 1 (guessing) to 3 (certain). A right answer after a hint was hard.
    """
    if not right:
        return WRONG
    return HARD if hinted else RATINGS[certainty]


def graded(state: Plain | None, rating: fsrs.Rating, day: date) -> tuple[Plain, date]:
    """The next state of a card, ready for JSON, and the day on which it is due: one day later at least.

    state: as this returned it last, None for a new card.
    """
    at = datetime.combine(day, time(), UTC)
    # Of a learner's cards none is told from another by the library's own number, so it need not wait for the clock.
    card = fsrs.Card(card_id=0, due=at) if state is None else fsrs.Card.from_dict(cast(Any, state))
    after, _ = SCHEDULER.review_card(card, rating, at)
    return {**after.to_dict()}, after.due.date()


def recall_on(state: Plain, day: date) -> float:
    """How likely the objective is still known on a day, 0 to 1."""
    at = datetime.combine(day, time(), UTC)
    return float(SCHEDULER.get_card_retrievability(fsrs.Card.from_dict(cast(Any, state)), at))
