"""`manage.py simulate`: the engine without a browser, for engineers and for tests."""

import argparse
import json
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from simulator.engine import Cluster, Keyspace, Refusal, generated, named
from simulator.management.key_file import KeyFileError, read_keys
from simulator.management.options import ARGUMENTS, ContradictionError, plan_of
from simulator.management.simulation import act, build, generated_names, owner_of_each, play, result_of
from simulator.management.table import table

EXAMPLES = """\
examples:

  Where do keys go, and how even is it?
    python manage.py simulate --servers a,b,c --virtual-nodes 100

  What does a fourth server cost, under m % n and on a ring?
    python manage.py simulate --servers a,b,c --strategy modulo --add d
    python manage.py simulate --servers a,b,c --virtual-nodes 100 --add d

  Your own keys, from a file or a pipe, as JSON with the owner of each:
    python manage.py simulate --servers a,b,c --keys keys.txt --json
    seq 1000000 | python manage.py simulate --servers a,b,c --keys - --remove b --json > owners.json

  A large server, a point placed by hand (a quarter of the way round), and a bound on loads:
    python manage.py simulate --servers a,b,c --weights a=2 --move b:0=0.25 --capacity-bound 1.25

  A crash with three copies, and ten seconds of traffic after it:
    python manage.py simulate --servers a,b,c,d --virtual-nodes 50 --replicas 3 --crash b --traffic 10

A room's page gives the line that rebuilds its ring. Bad arguments: one line on standard error, exit 2.
"""


class Command(BaseCommand):
    help = "Place keys on servers, change one thing, and see what moved."
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }
    requires_system_checks: list[str] = []  # nothing here needs a database, a setting or a template

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(
            prog_name,
            subcommand,
            epilog=EXAMPLES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            **kwargs,
        )
        parser.called_from_command_line = False  # its errors come to us: one line, without the usage
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            options = self.create_parser(argv[0], argv[1]).parse_args(argv[2:])
            self.handle(**vars(options))
            sys.stdout.flush()
        except CommandError as error:
            print(f"simulate: {str(error).removeprefix('Error: ')}", file=sys.stderr)
            sys.exit(2)
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would complain once more when it flushes at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def add_arguments(self, parser: CommandParser) -> None:
        for group, arguments in ARGUMENTS.items():
            section = parser.add_argument_group(group)
            for name, settings in arguments.items():
                section.add_argument(name, **settings)

    def handle(self, **options: Any) -> None:
        try:
            self.stdout.write(answer(options))
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=2) from refusal
        except (KeyFileError, ContradictionError) as error:
            raise CommandError(str(error), returncode=2) from error


def answer(options: dict[str, Any]) -> str:
    """All that is printed on standard output."""
    plan = plan_of(options)
    before = build(plan)
    action = act(plan, before)
    keys, names = keys_of(options["keys"], before)
    result = result_of(before, action, keys)
    after = action[0] if action else before
    if options["owners"] or (names and options["json"]):
        result["owners"] = owner_of_each(after, keys, names or generated_names(len(keys)))
    if options["traffic"]:
        result["traffic"] = play(before, after, options["traffic"])
    return json.dumps(result, ensure_ascii=False) if options["json"] else table(result)


def keys_of(source: str | None, state: Cluster) -> tuple[Keyspace, list[str] | None]:
    """The keys, and their names if they are the caller's own."""
    if source is None:
        return generated(state.hash, state.keys), None
    names = read_keys(source, sys.stderr)
    return named(state.hash, names), names
