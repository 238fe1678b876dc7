#!/bin/sh
# `make test`: first, side by side, the checks, the tests without a browser and those of several processes on PostgreSQL and
# Redis; then those with a browser, alone, as all at once would starve each other. Proxies and backups are left to `make scale`:
# with them it would take more than ten minutes.
set -eu
pytest=".venv/bin/python -m pytest -q"
out=$(mktemp -d)
pids=
trap 'kill $pids 2>/dev/null || true; rm -rf "$out"' EXIT

# beside NAME COMMAND...: start it in the background; what it prints is shown by `ended NAME`.
beside() {
    name=$1
    shift
    "$@" >"$out/$name" 2>&1 &
    eval "$name=$!"
    pids="$pids $!"
}

ended() {
    if eval "wait \$$1"; then tail -3 "$out/$1"; else
        status=$?
        cat "$out/$1"
    fi
}

status=0
beside checks sh tools/check.sh
beside scripts node --test --test-reporter=dot tests/js/
beside scale $pytest tests/scale --ignore=tests/scale/test_proxy.py --ignore=tests/scale/test_backups.py
beside unit $pytest tests -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/browser --ignore=tests/scale
for name in checks scripts scale unit; do ended "$name"; done
DJANGO_ALLOW_ASYNC_UNSAFE=true $pytest tests/browser -n 2 --dist loadfile || status=$?
exit "$status"
