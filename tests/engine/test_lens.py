"""The lens turns words, keeps numbers, and can be told to leave a word alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.lens import COMMON, Lens

# The browser's half (static/js/model/lens.js) is tested with the same examples.
EXAMPLES = json.loads((Path(__file__).parent / "lens_examples.json").read_text())
LENS = Lens(tuple((shop, centre) for shop, centre in EXAMPLES["words"]))


@pytest.mark.parametrize(("shop", "centre"), EXAMPLES["turned"])
def test_words_are_turned(shop, centre):
    assert LENS.turn(shop) == centre


def test_lenses_of_the_same_words_have_the_same_key():
    assert Lens((("gus", "server 7"),)).key == Lens((("Gus", "server 7"),)).key
    assert Lens().key != LENS.key


@given(st.text(alphabet="aors deh12.,", max_size=40))
def test_the_shop_is_told_as_it_was_written(text):
    assert "".join(shop for shop, _ in LENS.parts(text)) == text


@given(st.lists(st.sampled_from([word for word, _ in COMMON] + ["7", "42.5", "and"]), max_size=12))
def test_no_number_changes(words):
    def numbers(text):
        return [word for word in text.split() if word[0].isdigit()]

    assert numbers(Lens().turn(" ".join(words))) == numbers(" ".join(words))
