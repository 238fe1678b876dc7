"""The two books, told as a leader and its followers."""

from ..lens import Lens, Pin

LENS = Lens(
    words=(
        ("an order", "a write"),
        ("order", "write"),
        ("orders", "writes"),
        ("book", "database"),
        ("books", "databases"),
        ("main book", "leader"),
        ("copy", "follower"),
        ("a copy of an order", "a copy of a write"),
        ("copies", "followers"),
        ("if her book burns", "if the leader dies"),
        ("if her book burnt", "if the leader died"),
        ("her book burns", "the leader dies"),
        ("main book burns", "leader dies"),
        ("burn the main book now", "stop the leader now"),
        ("take back the fire", "bring the leader back"),
        ("in a fire", "when the leader dies"),
        ("burnt", "dead"),
        ("Rosa waits", "the leader waits"),
        ("she waits", "the leader waits"),
        ("she does not wait", "the leader does not wait"),
        ("if Rosa does not wait", "if the leader does not wait"),
        ("Rosa", "leader"),
        ("Rosa’s", "the leader"),
        ("Rosa’s book", "the leader"),
        ("Rosa’s book burns", "the leader dies"),
        ("at Rosa’s", "at the leader"),
        ("Ada’s", "follower Ada"),
        ("Bo’s", "follower Bo"),
        ("at Ada’s", "at follower Ada"),
        ("at Bo’s", "at follower Bo"),
        ("to Ada’s book", "to follower Ada"),
        ("to Bo’s book", "to follower Bo"),
        ("a copy leaves after", "a copy leaves after"),
        ("ask", "read"),
        ("asks", "reads"),
        ("each asks for", "each reads"),
        ("old answers", "stale reads"),
        ("question", "read"),
    ),
    pins=(
        Pin(
            "burns",
            "In the lab the fire takes the line with it, so an order on its way is lost. On a real wire a message "
            "that has left goes on. What dies with the leader is what was still in its memory.",
        ),
        Pin(
            "broken",
            "A burnt book is surely gone. A leader that does not answer may be alive behind a bad line, and then there "
            "are two who think they lead.",
        ),
    ),
)
