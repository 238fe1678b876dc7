"""L01 as a data centre: a request goes from front end to database to server, and back to its client."""

from ..lens import Lens, Pin

LENS = Lens(
    (
        ("shop", "system"),
        ("shops", "systems"),
        ("shop opens", "system starts"),
        ("counter", "front end"),
        ("phone", "connection"),
        ("phones", "connections"),
        ("order book", "database"),
        ("book", "database"),
        ("kitchen", "server"),
        ("kitchens", "servers"),
        ("oven", "core"),
        ("ovens", "cores"),
        ("an oven", "a core"),
        ("an oven breaks", "a core breaks"),
        ("rider", "delivery service"),
        ("riders", "delivery services"),
        ("to ride", "to deliver"),
        ("to take down", "to accept"),
        ("home", "back"),
        ("hungry", "waiting"),
        ("customers can order by phone", "clients can send requests by phone"),
        ("the phone is picked up within 5 rings", "a connection is accepted within 5 attempts"),
        ("rings", "attempts"),
        ("order line", "public address"),
        ("ordered", "asked for"),
        ("an empty box", "an empty envelope"),
        ("the cheese has run out", "the disk is full"),
    ),
    (
        Pin(
            "customer",
            "A hungry customer stands at the counter and sees the queue. A client sees nothing, so it may give up, "
            "or ask a second time and make the queue longer.",
        ),
        Pin(
            "order book",
            "A cook reads the book at a glance. A database is asked over a network: that takes time of its own, and "
            "the answer may never come.",
        ),
        Pin(
            "rider",
            "A pizza is eaten once and gone. A response can be kept and sent again, to the next who asks for the "
            "same.",
        ),
    ),
)
