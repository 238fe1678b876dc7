"""Every limit of rooms, boards and signing in, and why it is what it is. Pure values; others import them.

The bounds of a ring itself (servers, points, dials, names) are the engine's: `simulator.engine.bounds.ROOM`.
`python -m simulator.rooms.limits` prints the table of docs/wire.md; a test compares the two.
"""

from typing import Final, NamedTuple

from simulator.engine import ROOM


class Rate(NamedTuple):
    """`rate` a second, and `burst` at once after a rest."""

    rate: float
    burst: float


# One socket.
MESSAGE: Final = 16_384  # bytes; uvicorn closes with 1009 (config/uvicorn.args)
COMMANDS: Final = Rate(10, 30)
DRAGS: Final = Rate(40, 80)
PATIENCE: Final = Rate(5, 100)  # refusals that are said before the socket is closed with 1008
BREATH: Final = 0.003  # seconds from a refusal until the next message is read: others come first
BEHIND: Final = 5.0  # seconds that a write may wait
EVENTS_WAITING: Final = 32
WAITING: Final = 512  # acks and errors too: far more than the pace allows a client in 5 s
TOLD: Final = 65_536  # bytes of a message to a browser

BOARD_WORDS: Final = Rate(1, 60)  # what a board's socket may be told, though nothing of it is read

# One browser, one learner, one address.
SOCKETS: Final = 32  # of one browser in one process; the setting SOCKETS_A_BROWSER
SOCKETS_HERE: Final = 4_000  # of one address in one process; the setting SOCKETS_AN_ADDRESS
ROOMS: Final = 100
FORMS: Final = Rate(5, 120)
MISSES: Final = Rate(1, 120)
ADDRESSES: Final = 10_000  # heard of last, whose buckets are kept
SIGN_IN_ADDRESS: Final = Rate(1 / 2, 60)
SIGN_IN_BOTH: Final = Rate(1 / 20, 8)
SIGN_IN_NAME: Final = Rate(1 / 5, 100)
SIGN_UP: Final = Rate(1 / 5, 60)

# One room.
PEOPLE: Final = 1_000
NAMED: Final = 50
REMOVED: Final = 100
PLACED: Final = 256
FLOWS: Final = 256

# One board.
EVENINGS: Final = 200
WATCHERS: Final = 400  # in one process


class Limit(NamedTuple):
    """A line of the table. `then` is what happens to one more."""

    what: str
    most: str
    then: str
    why: str


def _pace(pace: Rate) -> str:
    every = f"{pace.rate:g} a second" if pace.rate >= 1 else f"one every {1 / pace.rate:g} s"
    return f"{every}, {pace.burst:g} at once"


# ruff: noqa: E501  a line of the table is a line here
LIMITS: Final = (
    Limit("a message to the server", f"{MESSAGE:,} bytes", "closed, 1009", "the longest command has under 1,000"),
    Limit("a message to a browser", f"{TOLD:,} bytes", "points give way to bands", "half of a socket's send buffer"),
    Limit("commands of a socket", _pace(COMMANDS), "`too_fast`", "a hand gives three a second; undo held down, ten"),
    Limit("drags of a socket", _pace(DRAGS), "dropped", "a browser sends 20; the next one replaces it anyway"),
    Limit("refusals told to a socket", _pace(PATIENCE), "closed, 1008", "a script with a mistake can read why"),
    Limit("messages to a board's socket", _pace(BOARD_WORDS), "closed, 1008", "none means anything; its own page sends none"),
    Limit("a write that waits", f"{BEHIND:g} s", "closed, 1013", "whoever comes back gets one snapshot, which is shorter"),
    Limit("events that wait for a socket", f"{EVENTS_WAITING}", "a snapshot instead", "32 events are longer than a snapshot"),
    Limit("sockets of a browser, in a process", f"{SOCKETS}", "closed, 4429", "more windows than anyone looks at"),
    Limit("sockets of an address, in a process", f"{SOCKETS_HERE:,}", "closed, 4429", "four lecture halls behind one address; who sends no cookie is counted here alone"),
    Limit("people in a room", f"{PEOPLE:,}", "closed, 4413", "a lecture hall; a process serves such a room"),
    Limit("people named in a message", f"{NAMED}", "counted as here, not named", "4 KB of a snapshot"),
    Limit("people kept out of a room", f"{REMOVED}", "`too_many_removed`", "all are in its row, and in what its owner is told"),
    Limit("rooms of a learner", f"{ROOMS}", "`too_many_rooms`; the old ones stay", "one for each day of a course; archived ones are not counted"),
    Limit("servers in a room", f"{ROOM.servers}", "`too_many_servers`", "an owner is one byte, and more cannot be told apart on a screen"),
    Limit("points in a room", f"{ROOM.points:,}", "`too_many_points`", "64 servers with 1,000 virtual nodes"),
    Limit("points placed by hand", f"{PLACED}", "`too_many_points`", "every event keeps them all"),
    Limit("flows told of an event", f"{FLOWS}", "the largest are told", "64 servers could have 4,032"),
    Limit("a server's name", f"{ROOM.name_length} characters", "`out_of_range`", "the longest that fits beside a bar"),
    Limit("evenings on a board", f"{EVENINGS}", "422; it can be played off the board", "53 KB with the longest names; to play them all again takes 9 s"),
    Limit("watchers of a board, in a process", f"{WATCHERS}", "closed, 4413", "everyone who plays, and as many who look on; each is told the whole board"),
    Limit("forms from an address", _pace(FORMS), "429", "a whole class may sit behind one address"),
    Limit("links that lead nowhere, from an address", _pace(MISSES), "429; sockets closed, 1008", "a class that copies its link wrongly"),
    Limit("passwords tried from an address", _pace(SIGN_IN_ADDRESS), "429", "a class signs in at once"),
    Limit("passwords tried for one name from an address", _pace(SIGN_IN_BOTH), "429", "a stranger elsewhere cannot lock its owner out"),
    Limit("passwords tried for one name from everywhere", _pace(SIGN_IN_NAME), "429", "those who come from many addresses"),
    Limit("accounts opened from an address", _pace(SIGN_UP), "429", "a class signs up at once"),
)  # fmt: skip


def table() -> str:
    """The limits as a table in Markdown."""
    lines = [f"| {limit.what} | {limit.most} | {limit.then} | {limit.why} |" for limit in LIMITS]
    return "\n".join(["| what | at most | one more | why |", "|---|---|---|---|", *lines])


if __name__ == "__main__":
    print(table())
