"""The lens in pages: both tellings stand in them, escaped; the choice is a cookie and never part of a link."""

import re
from pathlib import Path

import pytest
from django.template import engines

from simulator.engine.lens import Lens, Pin
from simulator.templatetags.lens import drawn_through, pinned, through

LENS = Lens((("gus", "server 7"),), (Pin("chef", "A chef gets tired."), Pin("order", "An order is paid.")))
LAB = "/lessons/l13-dealers-choice/lab/"
COOKIE = "lens"


def test_both_tellings_stand_in_the_page_and_all_is_escaped():
    assert through("a chef & <b>", LENS) == (
        'a <span class="as-shop">chef</span><span class="as-centre">server</span> &amp; &lt;b&gt;'
    )
    assert "<tspan" in drawn_through("a chef", LENS)
    assert through("a chef & <b>", None) == "a chef &amp; &lt;b&gt;"


def test_a_pin_stands_behind_its_word_and_cuts_no_words_apart():
    html = pinned("order number 5 of a chef", LENS)
    assert html.index("request ID") < html.index("#pin-2") < html.index(" 5 of") < html.index("#pin-1")
    assert pinned("nobody", LENS) == "nobody"


@pytest.mark.parametrize(("telling", "shown"), [("shop", "Chefs"), ("centre", "Servers")])
def test_options_and_labels_hold_one_telling_and_know_the_other(telling, shown):
    source = '{% load lens %}{% option "2" "Chefs" "2" lens %}<i {% labelled "Chefs" lens %}></i>'
    html = engines["django"].from_string(source).render({"lens": LENS, "telling": telling})
    assert (
        f'<option value="2" selected data-in-shop="Chefs" data-in-centre="Servers">{shown}</option>' in html
    )
    assert f'aria-label="{shown}" data-label-in-shop="Chefs" data-label-in-centre="Servers"' in html


@pytest.mark.django_db
def test_the_choice_is_kept_and_leads_back_to_this_site_alone(client):
    answer = client.post("/lens/", {"telling": "centre", "back": f"{LAB}?seed=7"})
    assert answer["Location"] == f"{LAB}?seed=7"
    assert answer.cookies[COOKIE].value == "centre"
    html = client.get(LAB).content.decode()
    assert 'data-lens="centre"' in html
    assert "lens=centre" not in html
    elsewhere = client.post("/lens/", {"telling": "pub", "back": "https://example.org/"})
    assert elsewhere["Location"] == "/lessons/"
    assert COOKIE not in elsewhere.cookies
    assert client.get("/lens/").status_code == 405


@pytest.mark.django_db
def test_a_lab_without_a_lens_has_no_switch(client):
    assert "<lens-switch" in client.get(LAB).content.decode()
    assert "<lens-switch" not in client.get("/lessons/l21-what-moved/lab/").content.decode()


@pytest.mark.parametrize("file", sorted(Path("templates").rglob("*.html")), ids=str)
def test_no_span_stands_in_a_drawing(file: Path) -> None:
    """It would end the drawing: a parser of HTML leaves an <svg> at the first <span> in it."""
    depth = 0
    for piece in re.findall(r"<svg\b|</svg>|\|through:", file.read_text()):
        depth += {"<svg": 1, "</svg>": -1}.get(piece, 0)
        assert depth == 0 or piece != "|through:", "inside an <svg> it must be drawn_through"
