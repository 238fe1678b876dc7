"""Gaps that the reader fills. Below the block stands what belongs into them, folded away: no script is needed."""

from collections.abc import Sequence
from html import escape

from course.lesson import ProseNumber


def gaps_html(blanks: Sequence[ProseNumber]) -> str:
    """The folded answers of one block's gaps; nothing if it has none."""
    if not blanks:
        return ""
    what = (
        "the number that belongs in the gap" if len(blanks) == 1 else f"the {len(blanks)} numbers of the gaps"
    )
    items = "".join(f"<li>{escape(number.printed)}</li>" for number in blanks)
    return f'<details class="blanks"><summary>Show {what}</summary><ol>{items}</ol></details>\n'
