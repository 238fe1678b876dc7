"""`manage.py preview_question L21-Q2 --seed 7`: a question as this seed draws it, with its key. For teachers."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from course.bank import bank
from course.exchange.portable import Number, Options, Pairs, Portable, portable_drawing


class Command(BaseCommand):
    help = "Prints a question with the numbers of a seed, its answers, what is said to each, and the worked answer."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", help="such as L21-Q2")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        item = bank().items.get(options["id"])
        if item is None:
            raise CommandError(f"There is no question {options['id']!r}.")
        question = item.draw(options["seed"])
        ask = question.ask
        self.stdout.write(f"{ask.id}  {ask.kind}  seed {options['seed']}  {ask.link}")
        for shape in portable_drawing(item, options["seed"]):
            self.stdout.write(f"\n{shape.head.text}\n")
            for line in lines_of(shape):
                self.stdout.write(f"  {line}")
        self.stdout.write(f"\nHint: {ask.hint}")
        self.stdout.write(f"As sent: {json.dumps(question.solution(), ensure_ascii=False)}")
        self.stdout.write(f"Worked: {question.grade(question.solution()).worked}")


def lines_of(shape: Portable) -> list[str]:
    """Each answer with its mark and what is said to it."""
    match shape:
        case Options(options=options):
            return [f"{'+' if each.right else '-'} {each.text}  => {each.says}" for each in options]
        case Number(values=values, other=other):
            lines = [
                f"{'+' if each.right else '-'} {each.value:.12g} ± {each.tolerance:g}  => {each.says}"
                for each in values
            ]
            return [*lines, f"- any other  => {other}"]
        case Pairs(pairs=pairs):
            return [f"+ {asked} -> {answer}" for asked, answer in pairs]
