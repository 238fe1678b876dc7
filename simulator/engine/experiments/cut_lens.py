"""The cut line, told as two sites with a network between them."""

from ..lens import Lens, Pin

LENS = Lens(
    words=(
        ("line", "link"),
        ("tiramisu", "item in stock"),
        ("the last tiramisu", "the last item in stock"),
        ("the line is cut", "the network is cut"),
        ("list", "replica"),
        ("lists", "replicas"),
        ("the menu", "the page"),
        ("menu", "page"),
        ("an old menu", "an old page"),
        ("has the list", "the primary"),
        ("has a copy", "a replica"),
        ("Rosa’s", "Site Rosa"),
        ("Ada’s", "Site Ada"),
        ("whole, Ada’s", "whole, site Ada"),
        ("at Ada’s", "at site Ada"),
        ("refuse at Ada’s", "refuse at site Ada"),
        ("who stands there", "who is connected"),
        ("she asks", "it asks"),
        ("she asks Rosa", "it asks site Rosa"),
        ("in both shops", "at both sites"),
        ("before Ada answers", "before site Ada answers"),
        ("if Ada refuses", "if site Ada refuses"),
        ("if Ada answers", "if site Ada answers"),
        ("and Ada answers", "and site Ada answers"),
        ("Ada answers", "site Ada answers"),
        ("Ada refuses", "site Ada refuses"),
        ("if she refuses", "if it refuses"),
        ("if both sell", "if both accept"),
        ("ask Rosa", "ask site Rosa"),
        ("asks Rosa", "asks site Rosa"),
        ("tell Rosa", "tell site Rosa"),
    ),
    pins=(
        Pin(
            "cut",
            "A shop hears that the phone is dead. A server cannot tell a cut line from a slow answer: it must decide "
            "how long to wait before it calls it a cut.",
        ),
        Pin(
            "apologise",
            "A customer may take a cannoli instead. Some things cannot be taken back: money that was paid out, or a "
            "door that was opened.",
        ),
    ),
)
