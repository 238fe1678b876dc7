# Two commands do all the set-up: `make run` and `make test`.
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin

.PHONY: help run test scale soak cover check lint types format bench lock clean
.DEFAULT_GOAL := help

help: ## What there is to do
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

run: .venv/ready ## Start Slicewise and say its address
	@$(BIN)/python manage.py migrate --verbosity 0
	@echo "Slicewise is at http://$(HOST):$(PORT)/   (stop it with Ctrl+C)"
	@exec $(BIN)/uvicorn config.asgi:application --host $(HOST) --port $(PORT) $(shell cat config/uvicorn.args)

test: .venv/ready-dev ## Everything that must hold, from lint to a real browser
	@sh tools/machine.sh
	@sh tools/test.sh

check: .venv/ready-dev ## Lint, types, import rules, templates, settings
	@sh tools/check.sh

scale: .venv/ready-dev ## Several processes on PostgreSQL and Redis: faults, crowds, proxies, backups, attacks
	@sh tools/machine.sh scale
	@$(BIN)/python -m pytest tests/scale tests/attacks -q
	@DJANGO_ALLOW_ASYNC_UNSAFE=true $(BIN)/python -m pytest tests/browser/test_payloads.py -q

soak: .venv/ready-dev ## The same at full size, and what came of it into docs/reliability.md
	@sh tools/soak.sh

cover: .venv/ready-dev ## Which lines the tests without a browser reach
	@$(BIN)/coverage run -m pytest tests --ignore=tests/browser -q
	@$(BIN)/coverage report --skip-covered --sort=cover

format: .venv/ready-dev ## Put the code in its usual shape
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: .venv/ready-dev ## Ours beside its peers, as ratios
	@$(BIN)/python -m benchmarks

lock: ## Turn pyproject.toml into the two pinned, hash-locked lists
	@uv pip compile --python-version 3.11 --generate-hashes --no-annotate -q --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	@uv pip compile --python-version 3.11 --generate-hashes --no-annotate -q --custom-compile-command "make lock" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean: ## Remove the virtual environment and the caches (the data folder stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles

.venv/ready: requirements.txt tools/venv.sh
	@sh tools/venv.sh requirements.txt

.venv/ready-dev: requirements-dev.txt tools/venv.sh
	@sh tools/machine.sh
	@sh tools/venv.sh requirements-dev.txt
	@touch .venv/ready
