"""Reading messages: what is good comes through whole, what is not is refused in words."""

import json
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import engine
from simulator.engine import ROOM
from simulator.rooms import forms, protocol
from simulator.rooms.errors import BadMessage

ID = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


def text(**fields: object) -> str:
    return json.dumps({"id": ID, **fields})


@pytest.mark.parametrize(
    ("message", "command"),
    [
        (text(do="add_server"), engine.AddServer()),
        (text(do="add_server", name="Nonna", position=0, weight=2), engine.AddServer("Nonna", 0, 2)),
        (text(do="add_server", position=None), engine.AddServer()),
        (text(do="remove_server", server="oven-1"), engine.RemoveServer("oven-1")),
        (text(do="crash_server", server="oven-1"), engine.CrashServer("oven-1")),
        (text(do="recover_server", server="oven-1"), engine.RecoverServer("oven-1")),
        (text(do="move_point", server="oven-1", point=3, position=0.5), engine.MovePoint("oven-1", 3, 0.5)),
        (text(do="rename_server", server="oven-1", name="N"), engine.RenameServer("oven-1", "N")),
        (text(do="weigh_server", server="oven-1", weight=0.1), engine.WeighServer("oven-1", 0.1)),
        (text(do="set", keys=100), engine.Set(keys=100)),
        (text(do="set", capacity_bound=None), engine.Set(capacity_bound=None)),
        (text(do="set", strategy="jump", hash="md5"), engine.Set(strategy="jump", hash="md5")),
        (text(do="reset", scenario="copies"), engine.Reset("copies")),
        (text(do="undo"), None),
        (text(do="lock", locked=True), None),
    ],
)
def test_each_command_becomes_the_engines(message: str, command: engine.Command | None) -> None:
    read = protocol.decode(message)
    assert isinstance(read, protocol.Command)
    assert read.id == UUID(ID)
    assert protocol.to_engine(read) == command
    assert protocol.name(read) == json.loads(message)["do"]


def test_every_command_of_the_engine_has_a_message() -> None:
    ours = {one.to_engine for one in protocol.Command.__subclasses__()} - {None}
    assert ours == set(engine.Command.__args__)


@pytest.mark.parametrize(
    "message",
    [
        '{"do":"drag","server":"oven-1","point":0,"position":0.5}',
        text(do="drag", server="oven-1", point=0, position=0.5),
        '{"do":"resync"}',
        text(do="resync"),
        '{"do":"watch","watching":false}',
        text(do="watch", watching=True),
    ],
)
def test_what_is_not_stored_needs_no_id(message: str) -> None:
    assert isinstance(protocol.decode(message), protocol.Drag | protocol.Resync | protocol.Watch)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (None, "text, not bytes"),
        ("", "truncated"),
        ("[1]", "expected object"),
        ('{"do":"undo"}', "missing required field id"),
        (text(do="explode"), "'explode'"),
        (text(do="undo", now=True), "unknown field now"),
        (text(do="move_point", server="oven-1", point=0, position=1), "in position"),
        (text(do="weigh_server", server="oven-1", weight=11), "<= 10.0 in weight"),
        (f'{{"do":"undo","id":"{ID}","id":"{ID}"}}', "given twice"),
        ('{"do":"undo","do":"undo","id":"' + ID + '"}', "given twice"),
        ("[" * 16_000, "expected object"),
        (f'{{"do":"add_server","id":"{ID}","name":"\\ud800"}}', "cannot be read"),
    ],
)
def test_a_bad_message_is_refused_in_words(message: str | None, words: str) -> None:
    with pytest.raises(BadMessage) as refused:
        protocol.decode(message)
    assert words in refused.value.message
    assert refused.value.message.endswith(".")
    assert "`" not in refused.value.message


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(message: str) -> None:
    with pytest.raises(BadMessage):
        protocol.decode(message)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(st.sampled_from(["id", "do", "server", "name", "point", "position", "keys"]), json_values)
)
def test_no_json_breaks_the_reader(message: dict[str, object]) -> None:
    with pytest.raises(BadMessage):
        protocol.decode(json.dumps(message))


@given(st.floats() | st.integers())
def test_every_number_that_passes_is_inside_its_bound(number: float) -> None:
    dials = ("virtual_nodes", "replicas", "capacity_bound", "keys", "skew", "rate")
    for dial in dials:
        try:
            read = protocol.decode(text(do="set", **{dial: number}))
        except BadMessage:
            continue
        low, high = getattr(ROOM, dial)
        assert low <= getattr(read, dial) <= high


def test_the_id_of_a_bad_message_is_found_for_the_answer() -> None:
    assert protocol.id_in(text(do="explode")) == ID
    assert protocol.id_in(text(do="undo").upper()) is None
    for nothing in (None, "", "[]", "{", '{"id":7}', '{"id":"\\ud800"}', "[" * 9_999):
        assert protocol.id_in(nothing) is None


def test_a_form_is_the_same_command() -> None:
    fields = {
        "do": "move_point",
        "server": "oven-1",
        "point": "3",
        "position": "0.25",
        "csrfmiddlewaretoken": "x",
    }
    command = forms.command_in(fields)
    assert protocol.to_engine(command) == engine.MovePoint("oven-1", 3, 0.25)
    assert forms.command_in({**fields, "id": ID}).id == UUID(ID)
    assert forms.command_in(fields).id != command.id


def test_an_empty_field_was_not_given_but_for_the_bound_that_it_lifts() -> None:
    command = forms.command_in({"do": "set", "keys": "500", "skew": "", "capacity_bound": ""})
    assert protocol.to_engine(command) == engine.Set(keys=500, capacity_bound=None)
    assert protocol.to_engine(forms.command_in({"do": "add_server", "name": ""})) == engine.AddServer()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "resync"},
        {"do": "drag"},
        {"do": "set", "keys": "many"},
        {"do": "undo", "more": "1"},
        {"do": "lock", "locked": "perhaps"},
    ],
)
def test_a_bad_form_is_refused_in_words(fields: dict[str, str]) -> None:
    with pytest.raises(BadMessage) as refused:
        forms.command_in(fields)
    assert re.match(r"This message cannot be read: .*\.$", refused.value.message)
