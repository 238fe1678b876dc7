"""The charts and the table of the cut line."""

from collections.abc import Mapping

from ..outcome import Axis, Chart, Line, Table
from .cut_evening import EVENING, Customers, Rule, Told, Whole, sell_last
from .cut_evening import Line as Wire

_LENGTHS = (1.0, 30.0, 60.0, 120.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0)
RULES: dict[Rule, str] = {"refuse": "Refuse at Ada’s", "answer": "Sell, and apologise"}
WHOLE: dict[Whole, str] = {"agree": "ask Rosa first", "later": "tell Rosa later"}
LETTERS = {
    ("refuse", "agree"): "PC/EC",
    ("refuse", "later"): "PC/EL",
    ("answer", "agree"): "PA/EC",
    ("answer", "later"): "PA/EL",
}


def last_one_chart(line: Wire, customers: Customers, rate: float, whole: Whole) -> Chart:
    """What the last tiramisu costs under either rule, by the length of the cut."""
    lengths = tuple(one for one in _LENGTHS if line.cut + one <= EVENING)
    wires = [Wire(line.cut, line.cut + one, line.away) for one in lengths]
    refused = tuple(float(sell_last(wire, customers, "refuse", whole).refused) for wire in wires)
    twice = tuple(float(sell_last(wire, customers, "answer", whole).wrong) for wire in wires)
    expected = tuple(1 + rate / 60 * one for one in lengths)
    return Chart(
        "last",
        "The last tiramisu, by the length of the cut",
        f"In a cut of {lengths[-1]:.0f} s, one rule refuses {refused[-1]:.0f} customers, the other "
        f"sells it {'twice' if twice[-1] else 'once'}.",
        Axis("the line is cut for", "s", low=0.0),
        Axis("customers", low=0.0),
        (
            Line("refused, if Ada refuses", lengths, refused, "measured", "points"),
            Line("expected", lengths, expected, "theory"),
            Line("sold twice, if both sell", lengths, twice, "other"),
        ),
        "Expected: the one who stands there, and rate × length of the cut.",
    )


def apart_chart(every: Mapping[str, tuple[Told, Told, Told]], ever: bool) -> Chart:
    """For how long the shops disagree, by thing and rule. ever: whether the line is cut at all."""
    names = ("tiramisu", "likes", "menu")
    rows = {rule: tuple(told.seconds for told in three) for rule, three in every.items()}
    return Chart(
        "apart",
        "How long the two shops disagree",
        f"If Ada answers in a cut, the shops disagree about likes for {rows['answer'][1]:.1f} s; if she "
        f"refuses, for {rows['refuse'][1]:.1f} s."
        if ever
        else f"The line is never cut: the shops disagree about likes for {rows['answer'][1]:.1f} s.",
        Axis("thing"),
        Axis("the shops disagree for", "s", low=0.0),
        (
            Line("Ada answers", names, rows["answer"], "measured", "bars"),
            Line("Ada refuses", names, rows["refuse"], "other", "bars"),
        ),
    )


def choices(line: Wire, customers: Customers) -> Table:
    """All four choices for the last tiramisu."""
    rows = []
    for rule, rule_words in RULES.items():
        for whole, whole_words in WHOLE.items():
            told = sell_last(line, customers, rule, whole)
            rows.append(
                (
                    f"{rule_words}; {whole_words}",
                    LETTERS[rule, whole],
                    str(told.refused),
                    str(told.wrong),
                    f"{told.extra:.0f} ms",
                )
            )
    return Table(
        "choices",
        "Four choices for the last tiramisu",
        ("In a cut; line whole", "PACELC", "Refused", "Sold twice", "Line whole: longer by"),
        tuple(rows),
    )
