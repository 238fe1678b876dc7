"""The rail, told as a queue in a data centre."""

from ..lens import Lens, Pin

LENS = Lens(
    words=(
        ("on the rail", "in the queue"),
        ("ordered", "asked for"),
        ("made", "processed"),
        ("makes", "processes"),
        ("being made", "at work"),
        ("making", "processing"),
        ("pairs of hands", "workers"),
        ("pair of hands", "worker"),
        ("hands", "workers"),
        ("hangs", "is kept"),
        ("hang", "are kept"),
        ("door", "front end"),
        ("a door", "a client"),
        ("same door", "same client"),
        ("the door knew", "the client knew"),
        ("customer’s door", "client"),
        ("customers’ doors", "clients"),
        ("tick off", "acknowledge"),
        ("ticks off", "acknowledges"),
        ("ticked off", "acknowledged"),
        ("ticked it off", "acknowledged it"),
        ("ticked them off", "acknowledged them"),
        ("rush", "burst"),
        ("pizza", "result"),
        ("pizzas", "results"),
        ("come to a door", "reach a client"),
        ("came to a door", "reached a client"),
        ("delivers", "finishes"),
        ("deliver", "finish"),
    ),
    pins=(
        Pin(
            "rail",
            "A rail is as long as the wall, and everybody sees it fill. A queue can hold millions before its disk is "
            "full, so nobody notices unless its length is measured.",
        ),
        Pin(
            "order number",
            "Rosa can look at a parcel and remember it. A program remembers a request ID only if it stores it, in the "
            "same step as the work itself.",
        ),
        Pin(
            "door",
            "A customer at a slow door sees the line and may go home. A client that is slowed down often tries again, "
            "and makes the load greater.",
        ),
    ),
)
