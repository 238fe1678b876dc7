"""Undo, on the pure model: whatever is done and taken back, the state is that of a stack."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.rooms.undo import Entry, to_undo

STEPS = st.lists(st.sampled_from(["add_server", "set", "lock", "undo"]), max_size=60)


@given(STEPS)
def test_undo_is_a_stack(steps: list[str]) -> None:
    log: list[Entry] = []
    states = ["start"]  # after event 0, 1, 2, ...
    stack = ["start"]  # what a person means by undo
    for do in steps:
        seq = len(log) + 1
        if do == "undo":
            target = to_undo(reversed(log))
            if target is None:
                assert len(stack) == 1
                continue
            stack.pop()
            log.append(Entry(seq, do, target))
            states.append(states[target - 1])
        elif do == "lock":
            log.append(Entry(seq, do))
            states.append(states[-1])
        else:
            stack.append(f"after {seq}")
            log.append(Entry(seq, do))
            states.append(stack[-1])
        assert states[-1] == stack[-1]


@given(STEPS)
def test_undo_never_takes_back_the_same_twice(steps: list[str]) -> None:
    log: list[Entry] = []
    for do in steps:
        undoes = to_undo(reversed(log)) if do == "undo" else None
        if do != "undo" or undoes:
            log.append(Entry(len(log) + 1, do, undoes))
    taken_back = [entry.undoes for entry in log if entry.undoes]
    assert len(taken_back) == len(set(taken_back))
    assert all(log[seq - 1].do not in ("undo", "lock") for seq in taken_back)


def test_only_as_much_of_the_log_is_read_as_is_needed() -> None:
    def log():
        yield Entry(9, "undo", 8)
        yield Entry(8, "set")
        yield Entry(7, "add_server")
        raise AssertionError("read too far")

    assert to_undo(log()) == 7
