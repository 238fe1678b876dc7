"""What the words of a lesson mean: numbers, terms, servers, links and settings, each looked up and checked.

Invariant: whatever is asked for comes back as safe HTML and plain words; a problem is told, not raised.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from course.lesson import SECTIONS, ProseNumber, Term
from course.names import Names
from course.prose import bare_numbers, printed_value, wrong_with
from course.report import Report
from simulator.engine.experiments import EXPERIMENTS, SEED, BadSettings, read, to_query
from simulator.engine.outcome import Outcome

from .attributes import attributes

CAST = {name: number for number, name in enumerate(["Ada", "Bo", "Cy", "Di", "Eli", "Flo", "Gus", "Hana"], 1)}
HUES = 8
KINDS = ("calc", "from", "source")
_LESSON = re.compile(r"(?P<id>L\d\d)?(?:#(?P<section>[\w-]*))?")
_ERRATUM = re.compile(r"E\d{1,2}")


@dataclass(frozen=True, slots=True)
class Context:
    """The lesson whose words are read. written: which lessons have a text (a link to another leads nowhere).

    given: the numbers that the story or the lab sets.
    """

    names: Names
    lesson: str
    experiment: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    seed: int = 7
    given: frozenset[Decimal] = frozenset()
    written: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What becomes of a token: HTML, and the words that are read."""

    html: str
    words: str


class Resolver:
    """Reads the tokens of one lesson. `numbers` are those that say where they come from, in order."""

    def __init__(self, context: Context, report: Report) -> None:
        self.context, self.report = context, report
        self.numbers: list[ProseNumber] = []
        self._tips = 0

    # -- numbers --

    def number(self, printed: str, written: str, line: int) -> tuple[Said, ProseNumber | None]:
        number = self._number(printed, written, line)
        if number:
            self.numbers.append(number)
        shown = escape(printed).replace(" ", "\u00a0")
        kind = "num num-source" if number and number.kind == "source" else "num"
        return Said(f'<span class="{kind}">{shown}</span>', printed), number

    def _number(self, printed: str, written: str, line: int) -> ProseNumber | None:
        try:
            said = attributes(written)
        except ValueError as problem:
            self.report.say(line, f"[{printed}]: {problem}")
            return None
        blank = "blank" in said and said.pop("blank") is None
        kinds = [kind for kind in KINDS if said.get(kind)]
        if len(kinds) != 1:
            self.report.say(line, f"[{printed}] needs one of calc, from or source.", '[80%]{calc="100*4/5"}')
            return None
        kind = kinds[0]
        value = said.pop(kind) or ""
        number = getattr(self, f"_{kind}")(ProseNumber(line, printed, kind, blank=blank), value, said)
        assert number is None or isinstance(number, ProseNumber)
        return number

    def _calc(self, number: ProseNumber, value: str, more: Mapping[str, str | None]) -> ProseNumber | None:
        if more:
            self.report.say(number.line, f"[{number.printed}]: {', '.join(more)} belongs to no calculation.")
        whole = ProseNumber(number.line, number.printed, "calc", expression=value, blank=number.blank)
        try:
            wrong = wrong_with(whole, _no_run)
        except ValueError as problem:
            wrong = str(problem)
        if wrong:
            self.report.say(number.line, wrong, "Print the value that the expression has.")
        return whole

    def _from(self, number: ProseNumber, value: str, more: Mapping[str, str | None]) -> ProseNumber | None:
        experiment, _, finding = value.rpartition(":")
        experiment = experiment or self.context.experiment
        settings = self.settings(experiment, more, number.line)
        if settings is None:
            return None
        seed = int(settings.pop("seed"))
        return ProseNumber(
            number.line,
            number.printed,
            "from",
            finding=finding,
            experiment=experiment,
            settings=settings,
            seed=seed,
            blank=number.blank,
        )

    def _source(self, number: ProseNumber, value: str, more: Mapping[str, str | None]) -> ProseNumber | None:
        if value not in self.context.names.sources:
            self.report.say(number.line, f"[{number.printed}]: there is no source {value!r}.")
            return None
        return ProseNumber(number.line, number.printed, "source", source=value, blank=number.blank)

    def bare(self, text: str, line: int) -> None:
        """Say which numbers of a text come from nowhere."""
        for printed in bare_numbers(text):
            if printed_value(printed)[0] not in self.context.given:
                self.report.say(
                    line,
                    f"The number {printed} does not say where it comes from.",
                    f'Write [{printed}]{{calc="..."}}, {{from=finding}} or {{source=Key}}; or list it in `given` '
                    "if the story sets it.",
                )

    # -- settings of an experiment --

    def settings(self, experiment: str, more: Mapping[str, str | None], line: int) -> dict[str, str] | None:
        """The settings of an experiment as its link has them, with "seed". The lesson's own start from its settings."""
        found = EXPERIMENTS.get(experiment)
        if not found:
            known = ", ".join(EXPERIMENTS)
            self.report.say(line, f"There is no experiment {experiment!r}.", f"Known: {known}.")
            return None
        own = experiment == self.context.experiment
        query = {**(self.context.settings if own else {})}
        query |= {name: "1" if value is None else value for name, value in more.items()}
        seed = query.pop("seed", str(self.context.seed))
        ready = to_query(found.settings())
        for name in more.keys() - ready.keys() - {"seed"}:
            self.report.say(line, f"{experiment} has no setting {name!r}.", f"It has: {', '.join(ready)}.")
        try:
            ready = to_query(read(found.settings, query))
            seed = str(SEED.read(seed))
        except BadSettings as problem:
            for name, said in problem.problems.items():
                self.report.say(line, f"{experiment} refuses {name}={query.get(name)}: {said}")
            return None
        except ValueError as problem:
            self.report.say(line, f"{experiment}: {problem}")
            return None
        return {**ready, "seed": seed}

    # -- names --

    def term(self, word: str, shown: str | None, line: int) -> Said:
        term = self.context.names.glossary.find(word)
        words = shown or word
        if not term:
            self.report.say(line, f"There is no term {word!r} in the glossary.")
            return Said(escape(words), words)
        self._tips += 1
        return Said(_term_html(term, words, f"tip-{self.context.lesson.lower()}-{self._tips}"), words)

    def server(self, name: str, what: str | None, number: str | None, line: int) -> Said:
        place = int(number) if number else CAST.get(name, 0)
        words = f"{what} {number}" if number else name
        if not place:
            self.report.say(line, f"@{name} is nobody: {', '.join(CAST)}, or @oven-9.")
            return Said(escape(words), words)
        disc = f'<span class="disc" data-hue="{(place - 1) % HUES}" aria-hidden="true">{place}</span>'
        return Said(f'<span class="server">{disc}{escape(words)}</span>', words)

    def link(self, href: str, line: int) -> tuple[str, str]:
        """Where a link leads ("" for nowhere yet), and its class."""
        if href.startswith(("https://", "http://")):
            return href, "out"
        if href.startswith(("/notes/", "/glossary/", "/lessons/", "/ring/")):
            return href, ""
        if _ERRATUM.fullmatch(href) and href in self.context.names.errata:
            return f"/notes/#{href.lower()}", ""
        return self._lesson_link(href, line)

    def _lesson_link(self, href: str, line: int) -> tuple[str, str]:
        found = _LESSON.fullmatch(href)
        lesson = self.context.names.lessons.get(
            (found["id"] or self.context.lesson) if found and href else ""
        )
        section = found["section"] if found else None
        if not found or not lesson:
            self.report.say(line, f"The link to {href!r} leads nowhere.", "Write L22, L22#lab, #lab or E21.")
        elif section is not None and section not in SECTIONS:
            self.report.say(
                line, f"No lesson has a section {section!r}.", f"They have: {', '.join(SECTIONS)}."
            )
        elif lesson.id in self.context.written:
            page = f"/lessons/{lesson.slug}/" if found["id"] else ""
            return f"{page}#{section}" if section else page, "lesson-link"
        return "", "lesson-later"


def _no_run(experiment: str, settings: Mapping[str, str], seed: int) -> Outcome | None:
    return None


def _term_html(term: Term, words: str, tip: str) -> str:
    return (
        f'<glossary-term><a class="term" href="/glossary/#{term.slug}" aria-describedby="{tip}">{escape(words)}</a>'
        f'<span class="term-tip" role="tooltip" id="{tip}"><b>{escape(term.word)}</b>: {escape(term.meaning)}.'
        "</span></glossary-term>"
    )
