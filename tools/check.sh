#!/bin/sh
# `make check`: lint, shape, types, who may import whom, templates, Django's own checks and ours of the content.
set -eu
bin=.venv/bin
$bin/ruff check --quiet .
$bin/ruff format --check --quiet .
$bin/mypy
$bin/lint-imports --cache-dir .import_linter_cache
$bin/djlint templates --lint --quiet
$bin/python manage.py check --fail-level WARNING
$bin/python manage.py makemigrations --check --dry-run --verbosity 0
$bin/python manage.py reading_level
