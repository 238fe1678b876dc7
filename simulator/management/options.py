"""The options of `manage.py simulate`: how each is read, and which cannot be meant together."""

import argparse
from typing import Any

from simulator.engine import HASHES, STRATEGIES, Cluster
from simulator.management.simulation import Plan, Point

DEFAULTS = Cluster(servers=())


class ContradictionError(ValueError):
    """Options that cannot all be meant; the message says which and why."""


def names(text: str) -> list[str]:
    """'a,b,c'"""
    found = [name.strip() for name in text.split(",")]
    if not all(found):
        raise argparse.ArgumentTypeError(
            f"expected names with commas between them, as in a,b,c, not {text!r}"
        )
    return found


def weights(text: str) -> dict[str, float]:
    """'a=2,b=0.5'"""
    found: dict[str, float] = {}
    for part in names(text):
        name, equals, number = part.rpartition("=")
        if not equals:
            raise argparse.ArgumentTypeError(f"expected weights such as a=2,b=0.5, not {text!r}")
        found[name] = _number(number, f"the weight of {name!r}")
    return found


def point(text: str) -> Point:
    """'oven-2:0=0.2167': server, index of its point, position as a fraction of the circle"""
    target, equals, position = text.rpartition("=")
    server, colon, index = target.rpartition(":")
    if not (equals and colon and index.isdecimal()):
        raise argparse.ArgumentTypeError(f"expected SERVER:POINT=POSITION such as b:0=0.25, not {text!r}")
    return Point(server, int(index), _number(position, f"the position of point {index} of {server!r}"))


def seconds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3_600:
        raise argparse.ArgumentTypeError(f"expected whole seconds from 1 to 3,600, not {text!r}")
    return int(text)


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{what} must be a number, not {text!r}") from error


ARGUMENTS: dict[str, dict[str, dict[str, Any]]] = {
    "the servers": {
        "--servers": {
            "type": names,
            "required": True,
            "metavar": "A,B,C",
            "help": "their names; a name is what is hashed",
        },
        "--weights": {
            "type": weights,
            "default": {},
            "metavar": "A=2,B=0.5",
            "help": "capacity beside the others (1 if not given)",
        },
        "--down": {"type": names, "default": [], "metavar": "B", "help": "servers that are down already"},
    },
    "placing keys": {
        "--strategy": {
            "choices": list(STRATEGIES),
            "default": DEFAULTS.strategy,
            "help": "how keys find a server (%(default)s if not given)",
        },
        "--hash": {
            "choices": list(HASHES),
            "default": DEFAULTS.hash,
            "help": "the hash function (%(default)s if not given)",
        },
        "--virtual-nodes": {
            "type": int,
            "default": DEFAULTS.virtual_nodes,
            "metavar": "V",
            "help": "points of each server on the ring (%(default)s if not given)",
        },
        "--move": {
            "type": point,
            "action": "append",
            "default": [],
            "metavar": "B:0=0.25",
            "help": "place a point by hand: server, point, fraction of the circle; may be repeated",
        },
        "--replicas": {
            "type": int,
            "default": DEFAULTS.replicas,
            "metavar": "R",
            "help": "servers that hold each key (%(default)s if not given)",
        },
        "--capacity-bound": {
            "type": float,
            "metavar": "C",
            "help": "no server owns more than C times its fair share (ring only)",
        },
    },
    "the keys": {
        "--keys": {
            "metavar": "FILE",
            "help": "one key a line, in the order of arrival; - reads standard input",
        },
        "--count": {
            "type": int,
            "metavar": "N",
            "help": f"or N made-up keys, order-0 to order-N-1 ({DEFAULTS.keys:,} if not given)",
        },
        "--skew": {
            "type": float,
            "default": DEFAULTS.skew,
            "metavar": "S",
            "help": "popularity by Zipf's law, the first key the most popular; 0 is even (%(default)s if not given)",
        },
    },
    "one change": {
        "--add": {"metavar": "D", "help": "a server joins"},
        "--remove": {"metavar": "B", "help": "a server leaves, and its keys move"},
        "--crash": {"metavar": "B", "help": "a server goes down; its keys stay its own"},
    },
    "traffic": {
        "--traffic": {
            "type": seconds,
            "metavar": "SECONDS",
            "help": "play requests from the moment of the change, caches warm until then",
        },
        "--rate": {
            "type": int,
            "default": DEFAULTS.rate,
            "metavar": "N",
            "help": "requests a second (%(default)s if not given)",
        },
        "--seed": {
            "type": int,
            "default": DEFAULTS.seed,
            "metavar": "N",
            "help": "the same seed draws the same requests (%(default)s if not given)",
        },
    },
    "the answer": {
        "--json": {"action": "store_true", "help": "JSON, with the owner of every key if they are your own"},
        "--owners": {"action": "store_true", "help": "the owner of every key, for made-up keys too"},
    },
}

_DIALS = ("strategy", "hash", "virtual_nodes", "skew", "replicas", "capacity_bound", "rate", "seed")


def plan_of(options: dict[str, Any]) -> Plan:
    """What was asked for; raises `ContradictionError`."""
    _refuse_contradictions(options)
    _refuse_strangers(options)
    dials = {name: options[name] for name in _DIALS}
    if options["count"] is not None:
        dials["keys"] = options["count"]
    return Plan(
        servers=options["servers"],
        weights=options["weights"],
        moves=options["move"],
        down=options["down"],
        dials=dials,
        add=options["add"],
        remove=options["remove"],
        crash=options["crash"],
    )


def _refuse_contradictions(options: dict[str, Any]) -> None:
    chosen = [f"--{name}" for name in ("add", "remove", "crash") if options[name] is not None]
    if len(chosen) > 1:
        raise ContradictionError(f"one change at a time: choose one of {' and '.join(chosen)}")
    if options["keys"] is not None and options["count"] is not None:
        raise ContradictionError("--count makes keys up and --keys reads them: choose one")
    if options["keys"] is not None and options["traffic"]:
        raise ContradictionError("--traffic plays made-up keys, so it cannot go with --keys")
    if options["capacity_bound"] is not None and not STRATEGIES[options["strategy"]].ring:
        raise ContradictionError("--capacity-bound needs the ring, where a full server passes keys on")
    if options["seed"] < 0:
        raise ContradictionError(f"--seed must be 0 or more, not {options['seed']}")


def _refuse_strangers(options: dict[str, Any]) -> None:
    known = {*options["servers"], options["add"]}
    named = {"--weights": list(options["weights"]), "--move": [place.server for place in options["move"]]}
    for option, mentioned in named.items():
        for name in mentioned:
            if name not in known:
                raise ContradictionError(f"{option} names {name!r}, which is not one of the servers")
