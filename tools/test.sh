#!/bin/sh
# `make test`: the checks; then the tests without a browser and those with one, side by side, as they wait a lot.
# They are two processes: Playwright leaves an event loop that later async tests trip over. Any failure ends it.
set -eu
sh tools/check.sh
node --test --test-reporter=dot tests/js/
log=$(mktemp)
trap 'kill "$unit" 2>/dev/null || true; rm -f "$log"' EXIT
.venv/bin/python -m pytest tests --ignore=tests/browser -q >"$log" 2>&1 &
unit=$!
browser=0
DJANGO_ALLOW_ASYNC_UNSAFE=true .venv/bin/python -m pytest tests/browser -q || browser=$?
if wait "$unit"; then tail -3 "$log"; else
    cat "$log"
    exit 1
fi
[ "$browser" -eq 0 ]
