"""The command line, run as a command line. No test here may touch a database, and pytest-django sees to it."""

import io
import json
import shlex
import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings

from simulator.engine import (
    LIBRARY,
    SCENARIOS,
    AddServer,
    Cluster,
    History,
    Server,
    command_line,
    compare,
    derive,
    frame,
    named,
    place,
)
from simulator.engine.evolve import join
from simulator.management import key_file
from simulator.management.commands.simulate import Command
from tests.engine.clusters import clusters


def run(*words):
    """Run `manage.py simulate` with these words; returns its exit code, 0 if it came to its end."""
    try:
        Command().run_from_argv(["manage.py", "simulate", *words])
    except SystemExit as end:
        return end.code
    return 0


def answer(capsys, *words):
    assert run(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)


def abc(**kwargs):
    return Cluster(tuple(Server(name, name) for name in "abc"), **kwargs)


def test_loads_are_those_of_the_engine(capsys):
    found = answer(capsys, "--servers", "a,b,c", "--virtual-nodes", "100")
    expected = derive(abc(virtual_nodes=100))
    assert found["loads"] == {server: keys for server, keys, _ in expected.loads}
    assert found["peak_to_mean"] == expected.peak_to_mean
    assert found["strategy"] == "ring"
    assert "moved" not in found
    assert "owners" not in found


def test_a_change_is_that_of_the_engine(capsys):
    found = answer(capsys, "--servers", "a,b,c", "--virtual-nodes", "100", "--add", "d")
    before = abc(virtual_nodes=100)
    change = compare(before, join(before, Server("d", "d"), LIBRARY), AddServer(name="d"))
    for field in ("moved", "moved_share", "least_possible", "instead", "instead_sample", "sentence"):
        assert found[field] == getattr(change, field)
    assert [tuple(flow) for flow in found["flows"]] == list(change.flows)


@pytest.mark.parametrize(("option", "words"), [("--remove", "Removing b"), ("--crash", "b crashed.")])
def test_other_changes(capsys, option, words):
    assert answer(capsys, "--servers", "a,b,c", option, "b")["sentence"].startswith(words)


def test_keys_from_a_file_with_their_owners(capsys, tmp_path):
    names = [f"kunde-{number}-ü" for number in range(500)]
    file = tmp_path / "keys.txt"
    file.write_text("\n".join(names) + "\n\n", encoding="utf-8")
    found = answer(capsys, "--servers", "a,b,c", "--keys", str(file), "--capacity-bound", "1.1")
    cluster = abc(capacity_bound=1.1)
    keys = named("xxh3", names)
    expected = dict.fromkeys(names, "")
    for key, rank in zip(keys.ids.tolist(), place(cluster, keys).tolist(), strict=True):
        expected[names[key]] = "abc"[rank]
    assert found["owners"] == expected
    assert list(found["owners"]) == names
    assert max(found["loads"].values()) <= 184  # ceil(1.1 * 500 / 3)
    assert found["keys"] == 500


def test_keys_from_a_pipe_with_signs_of_life(capsys, monkeypatch):
    monkeypatch.setattr(key_file, "EVERY", 400)
    lines = b"".join(b"key %d\r\n" % number for number in range(1_000))
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    assert run("--servers", "a,b", "--keys", "-", "--json") == 0
    output = capsys.readouterr()
    owners = json.loads(output.out)["owners"]
    assert list(owners)[:2] == ["key 0", "key 1"]
    assert output.err.splitlines() == [
        "read 400 keys",
        "read 800 keys",
        "read all 1,000 keys, placing them",
    ]


def test_made_up_keys_with_their_owners(capsys):
    found = answer(capsys, "--servers", "a,b,c", "--count", "100", "--owners", "--strategy", "rendezvous")
    assert list(found["owners"]) == [f"order-{number}" for number in range(100)]
    for server, count in found["loads"].items():
        assert list(found["owners"].values()).count(server) == count


def test_points_and_weights_of_the_newcomer(capsys):
    found = answer(capsys, "--servers", "a", "--move", "a:0=0", "--add", "d", "--move", "d:0=0.25")
    assert found["loads"]["d"] == pytest.approx(2_500, abs=150)
    heavy = answer(capsys, "--servers", "a", "--strategy", "maglev", "--weights", "d=3", "--add", "d")
    assert heavy["shares"]["d"] == pytest.approx(0.75, abs=0.02)


def test_traffic_is_that_of_the_engine(capsys):
    found = answer(
        capsys, "--servers", "a,b,c", "--crash", "b", "--traffic", "2", "--rate", "100", "--seed", "9"
    )
    before = abc(rate=100, seed=9)
    after = Cluster((before.servers[0], Server("b", "b", up=False), before.servers[2]), rate=100, seed=9)
    history = History.start(before, 0.0).then(0.0, after)
    frames = [frame(after, history, slot) for slot in range(8)]
    assert found["traffic"]["failed"] == sum(dict(shown.counts)[None] for shown in frames) > 0
    for server in "abc":
        assert found["traffic"]["requests"][server] == sum(dict(shown.counts)[server] for shown in frames)
    assert found["traffic"]["hit_rate"] == [frame(after, history, slot).hit_rate for slot in (4, 8)]


def test_the_table(capsys):
    assert run("--servers", "a,b,c", "--strategy", "modulo", "--add", "d", "--traffic", "1") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "m % n: 10,000 keys on 4 servers"
    assert lines[2].split() == ["server", "keys", "requests"]
    assert [line.split()[0] for line in lines[3:7]] == list("abcd")
    assert any(line.startswith("Adding d changed the owner of") for line in lines)
    assert any(line.startswith("with Ring ") for line in lines)
    assert any(line.startswith("after 1 s") for line in lines)


def test_the_table_with_owners_and_a_sample(capsys):
    assert run("--servers", "a,b", "--count", "30000", "--owners", "--add", "c") == 0
    output = capsys.readouterr().out
    assert "(the others were tried on the first 20,000 keys)" in output
    assert "\norder-29999\t" in output


def test_help_teaches(capsys):
    assert run("--help") == 0
    text = capsys.readouterr().out
    assert "examples:" in text
    assert "--strategy modulo --add d" in text
    for option in (
        "--servers",
        "--weights",
        "--move",
        "--down",
        "--virtual-nodes",
        "--capacity-bound",
        "--traffic",
    ):
        assert option in text


BAD = {
    "": "required: --servers",
    "--servers a,,b": "with commas between them",
    "--servers a,a": "called 'a' already",
    "--servers a --keys /no/such/file": "No such file",
    "--servers a,b --add c --remove a": "one change at a time: choose one of --add and --remove",
    "--servers a --remove a": "a is the last server",
    "--servers a --remove z": "no server 'z'",
    "--servers a,b --add a": "called 'a' already",
    "--servers a,b --down b --crash b": "b is down already",
    "--servers a,b --strategy magic": "invalid choice: 'magic'",
    "--servers a,b --hash crc": "invalid choice: 'crc'",
    "--servers a,b --count 0": "between 1 and 100,000,000, not 0",
    "--servers a,b --count many": "invalid int value: 'many'",
    "--servers a,b --count 5 --keys -": "choose one",
    "--servers a,b --keys - --traffic 5": "cannot go with --keys",
    "--servers a,b --traffic 0": "whole seconds from 1 to 3,600",
    "--servers a,b --skew nan": "The skew must lie between",
    "--servers a,b --weights c=2": "--weights names 'c'",
    "--servers a,b --weights a": "expected weights such as",
    "--servers a,b --weights a=x": "the weight of 'a' must be a number",
    "--servers a,b --weights a=0": "A weight must lie between",
    "--servers a,b --move c:0=0.5": "--move names 'c'",
    "--servers a,b --move a=0.5": "expected SERVER:POINT=POSITION",
    "--servers a,b --move a:0=up": "the position of point 0 of 'a' must be a number",
    "--servers a,b --move a:9=0.5": "a has the points 0 to 0, not 9",
    "--servers a,b --move a:0=1": "from 0 up to but not 1",
    "--servers a,b --strategy modulo --move a:0=0.5": "has no ring",
    "--servers a,b --strategy jump --capacity-bound 1.2": "--capacity-bound needs the ring",
    "--servers a,b --capacity-bound 0.5": "The capacity bound must lie between",
    "--servers a,b --virtual-nodes 0": "The number of virtual nodes must lie between",
    "--servers a,b --seed -1": "--seed must be 0 or more",
    "--servers a,b --wat": "unrecognized arguments: --wat",
    "--servers a,b --virtual 3": "unrecognized arguments: --virtual",
}


@pytest.mark.parametrize(("line", "why"), BAD.items())
def test_bad_arguments_get_one_line_and_exit_2(capsys, line, why):
    assert run(*line.split()) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("simulate: ")
    assert output.err.count("\n") == 1
    assert why in output.err


@pytest.mark.parametrize(
    ("lines", "why"),
    [(b"fine\ncaf\xe9\n", "line 2 of the keys is not UTF-8"), (b"\n\n", "no keys in standard input")],
)
def test_bad_keys(capsys, monkeypatch, lines, why):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(lines)))
    assert run("--servers", "a,b", "--keys", "-") == 2
    assert why in capsys.readouterr().err


@given(clusters())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
def test_the_line_of_a_room_rebuilds_its_loads(capsys, cluster):
    words = shlex.split(command_line(cluster))
    assert words[:3] == ["python", "manage.py", "simulate"]
    found = answer(capsys, *words[3:])
    expected = derive(cluster)
    assert found["loads"] == {server: keys for server, keys, _ in expected.loads}
    assert list(found["shares"].values()) == pytest.approx([share for _, _, share in expected.loads], abs=0)
    assert found["peak_to_mean"] == expected.peak_to_mean


def test_the_line_of_a_room_is_short():
    assert command_line(SCENARIOS["no-ring"].state) == (
        "python manage.py simulate --servers oven-1,oven-2,oven-3,oven-4,oven-5 --strategy modulo --count 10000"
    )


def test_a_reader_that_has_seen_enough():
    """As in `manage.py simulate ... | head -1`: no complaint, no error."""
    words = [sys.executable, "manage.py", "simulate", "--servers", "a,b", "--count", "200000", "--owners"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline().startswith(b"Ring: 200,000 keys")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
