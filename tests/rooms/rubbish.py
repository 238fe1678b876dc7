"""Bad messages of every kind, from a seed. Not one of them may change a room.

Invariant: each kind yields only messages that `protocol.decode` or the engine must refuse.
"""

import json
import random
import string
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

Chance = random.Random
GOOD: list[dict[str, Any]] = [
    {"do": "add_server", "name": "Nonna", "position": 0.5, "weight": 2},
    {"do": "remove_server", "server": "oven-1"},
    {"do": "crash_server", "server": "oven-2"},
    {"do": "recover_server", "server": "oven-2"},
    {"do": "move_point", "server": "oven-1", "point": 0, "position": 0.25},
    {"do": "rename_server", "server": "oven-1", "name": "Nonna"},
    {"do": "weigh_server", "server": "oven-1", "weight": 2.5},
    {"do": "set", "virtual_nodes": 8, "capacity_bound": 1.25},
    {"do": "reset", "scenario": "copies"},
    {"do": "undo"},
    {"do": "lock", "locked": True},
    {"do": "drag", "server": "oven-1", "point": 0, "position": 0.25},
    {"do": "resync"},
    {"do": "watch", "watching": True},
]
BAD_NAMES = [
    "", " ", "\u3000\t", "a\x00b", "\u202eevil", "ovn\u2066", "\u200f", "a\nb", "\x7f", "\ufeff", "\uffff",
    "x" * 65, "e\u0301" * 65, "\u2028", "🍕" * 65, "x" * 4_000,
]  # fmt: skip
BAD_NUMBERS = [
    "NaN", "Infinity", "-Infinity", "1e999", "-1", "1.0", "18446744073709551616", str(2**63), str(10**400),
    "true", "null", '"0.5"', "[]", "{}", "0x10", "01", "1.", ".5", "+1", "-0.0001",
]  # fmt: skip


def with_id(chance: Chance, message: dict[str, Any]) -> dict[str, Any]:
    return {"id": str(UUID(int=chance.getrandbits(128), version=4)), **message}


def noise(chance: Chance) -> str:
    letters = string.printable + '🍕é\u202e\x00\u0001{}[]":,'
    return "".join(chance.choices(letters, k=chance.randrange(0, 200)))


def cut_short(chance: Chance) -> str:
    text = json.dumps(with_id(chance, chance.choice(GOOD)))
    return text[: chance.randrange(len(text))]


def deep(chance: Chance) -> str:
    depth = chance.choice([10, 1_000, 8_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    depth = min(depth, 16_000 // (len(opening) + len(closing)))
    nested = opening * depth + "1" + closing * depth
    whole = f'{{"do":"undo","id":{nested}}}'
    return chance.choice([nested, opening * depth, whole if len(whole) < 16_000 else nested])


def other_json(chance: Chance) -> str:
    return json.dumps(
        chance.choice([None, True, 0, 1.5, "undo", [], ["undo"], {}, {"do": None}, {"do": ["undo"]}])
    )


def unknown(chance: Chance) -> str:
    word = "".join(chance.choices(string.ascii_lowercase + "_", k=8))
    message = chance.choice([{"do": f"x{word}"}, {**chance.choice(GOOD), f"x{word}": chance.random()}])
    return json.dumps(with_id(chance, message))


def without_a_field(chance: Chance) -> str:
    message = with_id(chance, chance.choice([one for one in GOOD if one["do"] in NEEDS]))
    del message[chance.choice(["do", *NEEDS[message["do"]]])]
    return json.dumps(message)


NEEDS = {
    "remove_server": ["id", "server"],
    "move_point": ["id", "server", "point", "position"],
    "rename_server": ["id", "server", "name"],
    "weigh_server": ["id", "server", "weight"],
    "reset": ["id", "scenario"],
    "lock": ["id", "locked"],
    "drag": ["server", "point", "position"],
}


def wrong_type(chance: Chance) -> str:
    message = with_id(chance, chance.choice(GOOD))
    field = chance.choice(list(message))
    message[field] = chance.choice([[], {}, [1], {"a": 1}])
    return json.dumps(message)


def bad_id(chance: Chance) -> str:
    bad = chance.choice(["", "1", 7, True, "0" * 31, "g" * 32, "x" * 3_000, [], "\u0000"])
    return json.dumps({**chance.choice(GOOD), "id": bad})


def bad_name(chance: Chance) -> str:
    message = chance.choice([{"do": "add_server"}, {"do": "rename_server", "server": "oven-1"}])
    return json.dumps(
        with_id(chance, {**message, "name": chance.choice(BAD_NAMES)}), ensure_ascii=chance.random() < 0.5
    )


def half_a_letter(chance: Chance) -> str:
    half = chance.choice([r"\ud800", r"\udfff", r"\ud83c\ud83c", r"a\udc00b"])
    return json.dumps(with_id(chance, {"do": "add_server", "name": "@"})).replace("@", half)


def bad_position(chance: Chance) -> str:
    message = chance.choice([one for one in GOOD if "position" in one])
    # null means "where the hash says" when a server is added, and nothing anywhere else
    bad = [number for number in [*BAD_NUMBERS, "1"] if number != "null" or message["do"] != "add_server"]
    return json.dumps(with_id(chance, {**message, "position": "@"})).replace('"@"', chance.choice(bad))


def bad_dial(chance: Chance) -> str:
    dial = chance.choice(["virtual_nodes", "replicas", "capacity_bound", "keys", "skew", "rate"])
    bad = [
        "NaN",
        "Infinity",
        "1e999",
        "-1",
        "18446744073709551616",
        str(10**400),
        "true",
        '"8"',
        "[]",
        "1e6",
        "-1e-9",
    ]
    return json.dumps(with_id(chance, {"do": "set", dial: "@"})).replace('"@"', chance.choice(bad))


def bad_choice(chance: Chance) -> str:
    field = chance.choice(["strategy", "hash"])
    word = chance.choice(["", "Ring", "md4", "../../etc/passwd", "x" * 33, "ring\n", "ríng", "nope"])
    message = chance.choice([{"do": "set", field: word}, {"do": "reset", "scenario": word}])
    return json.dumps(with_id(chance, message))


def nobody(chance: Chance) -> str:
    server = chance.choice(
        ["oven-0", "oven-65", "oven-01", "OVEN-1", "oven-1 ", "oven-1\n", "", "x" * 40, "-"]
    )
    message = chance.choice([one for one in GOOD if "server" in one])
    return json.dumps(with_id(chance, {**message, "server": server}))


def twice(chance: Chance) -> str:
    text = json.dumps(with_id(chance, chance.choice(GOOD)))
    field = chance.choice(['"do": "undo"', '"do":"resync"', '"id": "00000000-0000-4000-8000-000000000000"'])
    return text[:-1] + ", " + field + ", " + field + "}"


def bytes_instead(chance: Chance) -> bytes:
    return chance.choice(
        [chance.randbytes(chance.randrange(0, 64)), json.dumps(with_id(chance, GOOD[0])).encode()]
    )


KINDS: list[Callable[[Chance], str | bytes]] = [
    noise,
    cut_short,
    deep,
    other_json,
    unknown,
    without_a_field,
    wrong_type,
    bad_id,
    bad_name,
    half_a_letter,
    bad_position,
    bad_dial,
    bad_choice,
    nobody,
    twice,
    bytes_instead,
]


def rubbish(seed: int, count: int) -> Iterator[str | bytes]:
    """So many bad messages, of all kinds in turn."""
    chance = random.Random(seed)
    for number in range(count):
        yield KINDS[number % len(KINDS)](chance)
