"""The reference: a plan that was found by search, and a cool head who answers each alarm once.

Invariant: it knows nothing that a learner does not. It acts one minute after an alarm of its own, by the table
ANSWERS, and never looks ahead.
"""

from functools import lru_cache

from .actions import MOST, Action
from .evening import Evening, play
from .news import News
from .plan import Plan

# Found by search: of the plans that cost 186 with their actions and kept the promise on 16 evenings (seeds 13 and 1 to
# 15), the one whose worst evening was the best. With 30 chefs half of the evenings are lost.
PLAN = Plan(
    harbour=6, mill=7, station=7, market=7, hill=6, rule="least", c="1.1", flags="8", w="2", r="2",
    told_failed="1", told_line="1", told_hot="30",
)  # fmt: skip
ANSWERS = {"failed": "roll_back", "line": "open_line", "hot": "dough"}


@lru_cache(maxsize=64)
def reference(seed: int, plan: Plan = PLAN) -> Evening:
    """The evening of this seed as the reference plays it."""
    actions: tuple[Action, ...] = ()
    while True:
        evening = play(plan, actions, seed)
        action = _next(evening, actions)
        if action is None or len(actions) == MOST:
            return evening
        actions = (*actions, action)


def _next(evening: Evening, done: tuple[Action, ...]) -> Action | None:
    """The answer to the first alarm that was not answered yet."""
    for news in evening.news:
        if _to_answer(news, done):
            return Action(news.minute + 1, ANSWERS[news.about])
    return None


def _to_answer(news: News, done: tuple[Action, ...]) -> bool:
    """An alarm that rings again before its answer works is not answered twice."""
    return (
        news.kind == "alarm"
        and news.about in ANSWERS
        and ANSWERS[news.about] not in {action.do for action in done}
    )
