#!/bin/sh
# `make soak`: the tests that have a full size, at that size, and what they measured into docs/reliability.md. On a machine
# that does nothing else. Some alone: sh tools/soak.sh tests/scale/test_faults.py (the tables are then about these alone).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SOAK="$folder/figures"
: >"$SOAK"
status=0
if [ $# -eq 0 ]; then
    set -- tests/scale tests/attacks
    # Never in one process with the others: Playwright leaves an event loop that they trip over.
    DJANGO_ALLOW_ASYNC_UNSAFE=true .venv/bin/python -m pytest tests/browser/test_payloads.py -q \
        --junitxml="$folder/browser.xml" || status=$?
fi
.venv/bin/python -m pytest "$@" -q --junitxml="$folder/others.xml" || status=$?
.venv/bin/python -m tests.scale.report "$folder/figures" "$folder"/*.xml
exit "$status"
