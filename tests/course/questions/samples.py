"""One question of each kind, small enough to judge by eye."""

from course.questions import Item, read_question

COMMON = {"hint": "Think.", "link": "L21#explain"}
PLAIN = {
    "single": {
        "id": "T-single",
        "kind": "single",
        "stem": "Which share moves?",
        "options": [
            {"text": "n/(n+1)", "says": "Yes.", "right": True},
            {"text": "one share", "says": "That is the least.", "code": "MC-36"},
            {"text": "none at all", "says": "No: the remainders change.", "code": "MC-35"},
        ],
    },
    "multiple": {
        "id": "T-multiple",
        "kind": "multiple",
        "stem": "Which belong to a high-level design?",
        "options": [
            {"text": "parts", "says": "Yes.", "right": True},
            {"text": "duties", "says": "Yes.", "right": True},
            {"text": "loops", "says": "Low level.", "code": "MC-34"},
        ],
    },
    "numeric": {
        "id": "T-numeric",
        "kind": "numeric",
        "stem": "30 an hour, 20 minutes each. How many inside?",
        "answer": 10,
        "tolerance": 0.05,
        "unit": "customers",
        "right": "30/h × 1/3 h = 10.",
        "other": "Write down the units.",
        "slips": [{"value": 600, "says": "You mixed hours and minutes.", "code": "MC-07"}],
    },
    "order": {
        "id": "T-order",
        "kind": "order",
        "stem": "From short to long.",
        "sequence": ["memory", "disk", "network"],
        "right": "Yes.",
        "wrong": "Memory is the shortest.",
        "code": "MC-14",
    },
    "categorise": {
        "id": "T-categorise",
        "kind": "categorise",
        "stem": "What, or how well?",
        "categories": ["what", "how well"],
        "items": [
            {"text": "take an order", "category": "what", "says": "A function."},
            {"text": "in 20 minutes", "category": "how well", "says": "A quality.", "code": "MC-08"},
        ],
    },
    "find-error": {
        "id": "T-find-error",
        "kind": "find-error",
        "stem": "Find the error.",
        "words": [
            {"text": "Requests", "says": "Fine."},
            {"text": "never fail", "says": "Here: choose a target.", "wrong": True},
        ],
        "fixes": [
            {"text": "meet a target", "says": "Yes.", "right": True},
            {"text": "always succeed", "says": "The same again.", "code": "MC-01"},
        ],
    },
    "ring": {
        "id": "T-ring",
        "kind": "ring",
        "stem": "Whose is key 33?",
        "size": 100,
        "points": {8: "Ada", 27: "Bo", 45: "Cy"},
        "key": 33,
        "answer": ["Cy"],
        "right": "Clockwise from 33: Cy at 45.",
        "wrong": [{"answer": ["Bo"], "says": "That is the nearest.", "code": "MC-37"}],
    },
    "sequence": {
        "id": "T-sequence",
        "kind": "ring",
        "stem": "The three copies of key 62?",
        "size": 100,
        "points": {8: "Ada", 27: "Bo", 70: "Di", 90: "Eli"},
        "key": 62,
        "answer": ["Di", "Eli", "Ada"],
        "right": "Di, Eli, then past the top to Ada.",
    },
    "generated": {"id": "T-generated", "kind": "generated", "generator": "mod_fraction"},
}
ITEMS: dict[str, Item] = {name: read_question("L21", plain | COMMON) for name, plain in PLAIN.items()}
