"""Lessons from Markdown to HTML, once, when they are loaded. Pure: no Django, no request, no learner.

Invariant: the HTML is ours. Raw HTML in a lesson is shown as text, and every word that goes into a tag is escaped,
so the filter `lesson_html` may mark it safe, and nothing else has to.

What a lesson may write stands in course/content/README.md; what becomes of it, for who styles it:

    .num                    a number that is worked out (span); .num-source: it comes from a source
    .blank                  a gap (in <fill-blank data-answer data-step>); .blanks is the <details> below the
                            block, which shows what belongs into its gaps; it works without JavaScript
    .term                   a link to the glossary, in <glossary-term>; .term-tip: its meaning, on hover and focus
    .server > .disc         a server's name and its numbered disc, data-hue from 0 to 7 (as on the ring's pages)
    .math.inline .math.block  MathML
    .beside                 a paragraph with its asides, which come first in it: let them float into the margin on
                            wide screens, and put them last (order) on a phone
    .note                   an aside (role=note); .note-notes (tomato rule) .note-number .note-history .note-more;
                            .note-title is its run-in title, .note-source the line with the source
    .table-scroll           round a table, scrolls sideways; it can be reached by keyboard
    .lesson-link            to a lesson or a part of one; .lesson-later: to one that is not written yet (no link)
    .note-del               (del) what the notes got wrong, inside .note-notes
"""

from .lesson_text import Rendered, plain_sentence, render
from .resolve import Context, Resolver

__all__ = ["Context", "Rendered", "Resolver", "plain_sentence", "render"]
