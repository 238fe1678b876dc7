"""L12, "Cut the line": while two shops cannot talk, refuse or answer? And what does agreement cost when they can?

Invariant: see cut_evening.py. While the line is cut no rule has both, no customer refused and nothing sold twice.
"""

from dataclasses import dataclass, replace
from typing import Annotated

from ..outcome import Finding, Outcome
from ..words import count_of
from .cut_charts import apart_chart, choices, last_one_chart
from .cut_evening import (
    CHANGES,
    EVENING,
    Customers,
    Line,
    Merge,
    Rule,
    Told,
    Whole,
    count_likes,
    draw_customers,
    sell_last,
    show_menu,
)
from .cut_lens import LENS
from .cut_scene import CutScene, cut_of, thing_of
from .experiment import Experiment, Tick
from .parameters import Choice, Real
from .parameters import Whole as WholeNumber

_CAKE = (("answer", "Sell, and apologise"), ("refuse", "Refuse at Ada’s"))
_LIKES = (("answer", "Count in both shops"), ("refuse", "Refuse at Ada’s"))
_MENU = (("answer", "Show what is there"), ("refuse", "Refuse at Ada’s"))


@dataclass(frozen=True, slots=True)
class Settings:
    cake: Annotated[Rule, Choice("In a cut: the last tiramisu", _CAKE)] = "answer"
    likes: Annotated[Rule, Choice("In a cut: likes", _LIKES)] = "answer"
    menu: Annotated[Rule, Choice("In a cut: the menu", _MENU)] = "answer"
    whole: Annotated[
        Whole,
        Choice(
            "Line whole: before Ada answers",
            (("agree", "Ask Rosa"), ("later", "Tell Rosa later")),
            more=True,
        ),
    ] = "agree"
    cut_at: Annotated[int, WholeNumber("The line is cut after", 0, 500, unit="s", more=True)] = 120
    cut_for: Annotated[
        int, WholeNumber("It is mended after", 0, 600, unit="s", note="0: it is never cut.", more=True)
    ] = 300
    away: Annotated[float, Real("Between the shops, one way", 1, 150, 1, unit="ms", more=True)] = 28.0
    rate: Annotated[
        float, Real("Customers a minute", 0, 12, 0.5, note="For each thing, at each shop.", more=True)
    ] = 4.0
    merge: Annotated[
        Merge,
        Choice("After a cut, likes are", (("add", "Added up"), ("last", "Those written last")), more=True),
    ] = "add"

    @property
    def line(self) -> Line:
        mend = min(EVENING, self.cut_at + self.cut_for)
        return Line(float(self.cut_at), float(mend), self.away / 1000)


@dataclass(frozen=True, slots=True)
class Evening:
    """The customers of the three things, whatever the rules."""

    cake: Customers
    likes: Customers
    menu: Customers


def run(settings: Settings, seed: int, tick: Tick) -> Outcome:
    evening = draw(settings, seed)
    cake, likes, menu = play(settings, evening)
    both = _both(settings, evening)
    return Outcome(
        _sentence(settings, cake, likes, menu),
        (
            Finding(
                "both",
                "A rule by which both shops sell, and nothing is sold twice",
                "there is one" if both else "there is none",
            ),
            *_last_one(settings, cake),
            *_others(settings, likes, menu),
            *_all(settings, (cake, likes, menu)),
        ),
        (
            last_one_chart(settings.line, evening.cake, settings.rate, settings.whole),
            apart_chart(_every_rule(settings, evening), settings.line.ever),
        ),
        (choices(settings.line, evening.cake),),
        scene_of(settings, (cake, likes, menu)),
    )


def draw(settings: Settings, seed: int) -> Evening:
    return Evening(
        draw_customers(seed, 0, settings.rate, float(settings.cut_at)),
        draw_customers(seed, 1, settings.rate),
        draw_customers(seed, 2, settings.rate),
    )


def play(settings: Settings, evening: Evening) -> tuple[Told, Told, Told]:
    """Tiramisu, likes, menu."""
    line, whole = settings.line, settings.whole
    return (
        sell_last(line, evening.cake, settings.cake, whole),
        count_likes(line, evening.likes, settings.likes, whole, settings.merge),
        show_menu(line, evening.menu, settings.menu, whole),
    )


def _both(settings: Settings, evening: Evening) -> bool:
    """Whether some rule refuses nobody and sells nothing twice, on this line."""
    every = (
        sell_last(settings.line, evening.cake, rule, whole)
        for rule in ("refuse", "answer")
        for whole in ("agree", "later")
    )
    return any(told.refused == 0 and told.wrong == 0 for told in every)


def _every_rule(settings: Settings, evening: Evening) -> dict[str, tuple[Told, Told, Told]]:
    rules: tuple[Rule, ...] = ("answer", "refuse")
    return {rule: play(replace(settings, cake=rule, likes=rule, menu=rule), evening) for rule in rules}


def _sentence(settings: Settings, cake: Told, likes: Told, menu: Told) -> str:
    line = settings.line
    every = (cake, likes, menu)
    refused = sum(told.refused for told in every)
    if line.ever:
        head = f"The line is cut for {line.mend - line.cut:.0f} s: "
        twice = "the last tiramisu is sold twice" if cake.wrong else "the last tiramisu is sold once"
        old = f", {count_of(menu.wrong, 'customer')} {'sees' if menu.wrong == 1 else 'see'} an old menu"
        lost = (
            f", {count_of(likes.wrong, 'like')} {'is' if likes.wrong == 1 else 'are'} lost"
            if likes.wrong
            else ""
        )
        return f"{head}{twice}, {count_of(refused, 'customer')} {'is' if refused == 1 else 'are'} refused{old}{lost}."
    if settings.whole == "agree":
        return (
            f"The line is whole: nobody is refused and nothing is wrong. Each answer at Ada’s takes "
            f"{cake.extra:.0f} ms longer, for she asks Rosa first."
        )
    return (
        f"The line is whole, and Ada answers at once. For {settings.away:g} ms after each change the shops disagree: "
        f"the last tiramisu is sold {'twice' if cake.wrong else 'once'}."
    )


def _last_one(settings: Settings, cake: Told) -> tuple[Finding, ...]:
    line = settings.line
    expected = 1 + settings.rate / 60 * (line.mend - line.cut) if line.ever else 0.0
    theory = expected if settings.cake == "refuse" else 0.0
    says = "the one who stands there, and rate × length of the cut"
    return (
        Finding(
            "refused_cake", "Tiramisu: customers refused", float(cake.refused), "customers", 0, theory, says
        ),
        Finding("twice", "Tiramisu: sold twice", float(cake.wrong), "", 0),
    )


def _others(settings: Settings, likes: Told, menu: Told) -> tuple[Finding, ...]:
    line, per_second = settings.line, settings.rate / 60
    length = line.mend - line.cut
    later = [change for change in CHANGES if line.cut <= change < line.mend]
    old = per_second * (line.mend - later[0]) if later and settings.menu == "answer" else 0.0
    return (
        Finding(
            "refused_likes",
            "Likes: customers refused",
            float(likes.refused),
            "customers",
            0,
            per_second * length if settings.likes == "refuse" else 0.0,
            "rate × length of the cut",
        ),
        Finding("lost_likes", "Likes: lost", float(likes.wrong), "likes", 0),
        Finding(
            "refused_menu",
            "Menu: customers refused",
            float(menu.refused),
            "customers",
            0,
            per_second * length if settings.menu == "refuse" else 0.0,
            "rate × length of the cut",
        ),
        Finding(
            "old",
            "Menu: customers who saw an old one",
            float(menu.wrong),
            "customers",
            0,
            old,
            "rate × time from the first change until the line is mended",
        ),
    )


def _all(settings: Settings, every: tuple[Told, Told, Told]) -> tuple[Finding, ...]:
    cake, likes, menu = every
    return (
        Finding(
            "bothered",
            "Customers refused or told something wrong, in all",
            float(sum(told.refused + told.wrong for told in every)),
            "customers",
            0,
        ),
        _apart("apart_cake", "Tiramisu: the shops disagree for", cake),
        _apart("apart_likes", "Likes: the shops disagree for", likes),
        _apart("apart_menu", "Menu: the shops disagree for", menu),
        Finding(
            "extra",
            "Line whole: an answer at Ada’s takes longer by",
            cake.extra,
            "ms",
            0,
            2 * settings.away if settings.whole == "agree" else 0.0,
            "there and back, if she asks Rosa first",
        ),
    )


def _apart(name: str, label: str, told: Told) -> Finding:
    return Finding(name, label, told.seconds, "s", 1 if told.seconds == 0 or told.seconds >= 1 else 3)


def scene_of(settings: Settings, every: tuple[Told, Told, Told]) -> CutScene:
    cake, likes, menu = every
    line = settings.line
    return CutScene(
        (
            thing_of(
                cake,
                thing="cake",
                name="The last tiramisu",
                rule=settings.cake,
                options=_CAKE,
                wrong_words="sold twice",
            ),
            thing_of(
                likes,
                thing="likes",
                name="Likes",
                rule=settings.likes,
                options=_LIKES,
                wrong_words="likes lost",
            ),
            thing_of(
                menu,
                thing="menu",
                name="The menu",
                rule=settings.menu,
                options=_MENU,
                wrong_words="saw an old one",
            ),
        ),
        cut_of(line),
        settings.cut_at,
        settings.cut_for,
        int(EVENING),
        settings.away,
        settings.whole,
    )


EXPERIMENT = Experiment(
    "cut-the-line",
    "Cut the line",
    Settings,
    run,
    headline=("bothered",),
    lens=LENS,
)
