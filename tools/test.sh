#!/bin/sh
# `make test`: the checks, the tests without a browser, the tests with one. Any failure ends it.
# Unit and browser tests are two processes: Playwright leaves an event loop that later async tests trip over.
set -eu
sh tools/check.sh
node --test tests/js/
.venv/bin/coverage erase
.venv/bin/coverage run --parallel-mode -m pytest tests --ignore=tests/browser -q
DJANGO_ALLOW_ASYNC_UNSAFE=true .venv/bin/python -m pytest tests/browser -q
.venv/bin/coverage combine --quiet
.venv/bin/coverage report --skip-covered --sort=cover | tail -25
