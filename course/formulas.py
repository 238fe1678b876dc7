"""A table that someone opens in a spreadsheet must hold texts, not formulas.

Source: OWASP, "CSV Injection": a cell that begins with one of these signs is worked out by the program that opens it.
"""

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: str | int | float) -> str | int | float:
    """The cell; a text that a spreadsheet would work out gets an apostrophe before it. Numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(SIGNS) else cell
