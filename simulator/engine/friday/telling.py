"""How the evening is told as a data centre."""

from ..lens import Lens, Pin

LENS = Lens(
    words=(
        ("a pizza takes", "a request takes"),
        ("makes 50 pizzas", "answers 50 requests"),
        ("hot pizza", "hot key"),
        ("hot pizza’s", "hot key’s"),
        ("pizza", "key"),
        ("pizza’s", "key’s"),
        ("pizzas", "keys"),
        ("dough", "cached copy"),
        ("bring the hot pizza’s dough", "copy the hot key"),
        ("order book", "database"),
        ("book", "database"),
        ("books", "copies of the database"),
        ("before anyone rides", "before an answer is sent"),
        ("flags", "virtual nodes"),
        ("in one shop", "at one site"),
        ("in all shops", "at all sites"),
        ("in the other shop", "at the other site"),
        ("they cook", "they work"),
        ("at the door", "answered"),
        ("one line runs", "one network link runs"),
        ("one line cut", "one network link cut"),
        ("the line is cut", "the network link is cut"),
        ("the line from", "the network link from"),
        ("open the line by another way", "route around the cut"),
        ("calls", "requests"),
        ("the calls of customers", "what clients write"),
        ("customers call Rosa", "clients write to Rosa"),
        ("a customer calls Rosa", "a client writes to Rosa"),
        ("a chef calls Rosa", "someone on call writes to Rosa"),
        ("send 2 chefs", "move 2 servers"),
    ),
    pins=(
        Pin("chef", "Chefs need five minutes on a bicycle. A server elsewhere is started in a minute or two, "
            "if someone pays for it."),
        Pin("dough", "Dough is used up. A cached copy can be read as often as you like, until it is out of date."),
        Pin("order", "A pizza that is made twice costs a pizza. A payment that is made twice costs a customer."),
    ),
)  # fmt: skip
