"""The lens in a template: `{{ text|through:lens }}` has both tellings in the page, and CSS shows one of them.

Invariant: without a lens the text stands as it is, escaped; with one, whoever reads the page meets one word only.
"""

import re
from itertools import pairwise

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join, json_script
from django.utils.safestring import SafeString

from simulator.engine.lens import Lens

register = template.Library()
HTML, SVG = "span", "tspan"


@register.filter
def through(text: str, lens: Lens | None) -> SafeString:
    """Both tellings of a text: `<span class="as-shop">chef</span><span class="as-centre">server</span>`."""
    return _both(text, lens, HTML)


@register.filter
def drawn_through(text: str, lens: Lens | None) -> SafeString:
    """The same inside the `<text>` of an SVG, where a span may not stand."""
    return _both(text, lens, SVG)


@register.filter
def pinned(text: str, lens: Lens | None) -> SafeString:
    """`through`, and where a word comes up at which the analogy breaks, the number of its pin."""
    if not lens:
        return conditional_escape(text)
    marks = sorted(_marks(text, lens))
    pieces = [
        through(text[start:end], lens) for start, end in pairwise([0, *(end for end, _ in marks), len(text)])
    ]
    pins = [
        format_html('<a class="pin" href="#pin-{0}" data-pin="{0}" aria-label="pin {0}"></a>', n)
        for _, n in marks
    ]
    return format_html_join("", "{}{}", zip(pieces, [*pins, ""], strict=True))


@register.simple_tag
def lens_table(lens: Lens | None) -> SafeString:
    """The words for the browser (js/lib/lens.js), which finds them by the lens's key."""
    if not lens:
        return SafeString("")
    return format_html('<span hidden data-lens-table="{}">{}</span>', lens.key, json_script(lens.table))


@register.simple_tag(takes_context=True)
def labelled(context: template.Context, text: str, lens: Lens | None) -> SafeString:
    """The attribute `aria-label`, with what it is in the other telling: `<svg {% labelled text lens %}>`."""
    if not lens or lens.turn(text) == text:
        return format_html('aria-label="{}"', text)
    return format_html(
        'aria-label="{}" data-label-in-shop="{}" data-label-in-centre="{}"',
        _now(context, text, lens),
        text,
        lens.turn(text),
    )


@register.simple_tag(takes_context=True)
def option(context: template.Context, value: str, text: str, chosen: object, lens: Lens | None) -> SafeString:
    """An `<option>`, chosen if `value` equals `chosen`. No element may stand inside it, so a script turns it."""
    selected = SafeString(" selected") if str(value) == str(chosen) else ""
    if not lens or lens.turn(text) == text:
        return format_html('<option value="{}"{}>{}</option>', value, selected, text)
    return format_html(
        '<option value="{}"{} data-in-shop="{}" data-in-centre="{}">{}</option>',
        value,
        selected,
        text,
        lens.turn(text),
        _now(context, text, lens),
    )


def _now(context: template.Context, text: str, lens: Lens) -> str:
    return lens.turn(text) if context.get("telling") == "centre" else text


def _both(text: str, lens: Lens | None, tag: str) -> SafeString:
    if not lens:
        return conditional_escape(text)
    return format_html_join("", "{}", ((_piece(*piece, tag),) for piece in lens.parts(str(text))))


def _piece(shop: str, centre: str, tag: str) -> SafeString:
    if shop == centre:
        return conditional_escape(shop)
    return format_html(
        '<{0} class="as-shop">{1}</{0}><{0} class="as-centre">{2}</{0}>', SafeString(tag), shop, centre
    )


def _marks(text: str, lens: Lens) -> list[tuple[int, int]]:
    """(where to stand, number) of each pin whose word is in the text, in the singular or with an s."""
    found = (
        (re.search(rf"\b{re.escape(pin.on)}s?\b", text, re.I), n) for n, pin in enumerate(lens.pins, start=1)
    )
    return [(_after(text, match.end(), lens), n) for match, n in found if match]


def _after(text: str, place: int, lens: Lens) -> int:
    """This place, or the end of the words that are turned together and would be cut there."""
    end = 0
    for shop, centre in lens.parts(text):
        begin, end = end, end + len(shop)
        if begin < place < end and shop != centre:
            return end
    return place
