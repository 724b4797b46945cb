# The entry points of the project; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run demo test lint bench pictures words setup setup-dev lock clean

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
OUT ?= out
WORKERS ?= 2
UPGRADE ?=

BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	$(UPGRADE) pyproject.toml --group build

export PYTHON

help:  ## list these targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: demo  ## set everything up, load the demonstration and serve it (HOST, PORT)
	@$(BIN)/sextant serve --host $(HOST) --port $(PORT)

demo: setup  ## the same without serving: results and reports under out/ (OUT)
	@$(BIN)/sextant db upgrade
	@$(BIN)/sextant demo --out $(OUT)

test: lint  ## set up what the tests need, then run the linters and every test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder

# All of them run, so that one go shows every fault.
lint: setup-dev  ## formatting, style, types, import rules and templates
	@failed=; \
	$(BIN)/ruff check . || failed+=' ruff-check'; \
	$(BIN)/ruff format --check . || failed+=' ruff-format'; \
	$(BIN)/mypy || failed+=' mypy'; \
	$(BIN)/lint-imports --no-cache --no-logo || failed+=' import-linter'; \
	$(BIN)/djlint templates --lint --quiet || failed+=' djlint'; \
	[ -z "$$failed" ] || { echo "Failed:$$failed" >&2; exit 1; }

bench: setup-dev  ## measure against the floor; exit 1 where a goal is missed
	@$(BIN)/python -m bench

pictures: setup-dev  ## render pages and reports to docs/pictures
	@$(BIN)/python -m docs.make.pictures

words: setup-dev  ## compile the translations of the pages
	@find assessment/translations -mindepth 1 -maxdepth 1 -type d \
		-exec $(BIN)/pybabel compile --directory {} \;

setup:  ## only the environment that the application needs
	@.ci/setup.sh run

setup-dev:  ## the environment with everything the tests need
	@.ci/setup.sh test

lock: setup-dev  ## rewrite the hashed lock files (UPGRADE=--upgrade for newer releases)
	@$(COMPILE) --group dev --group bench --output-file requirements-dev.lock
	@$(COMPILE) --constraints requirements-dev.lock --no-annotate \
		--output-file requirements.lock

clean:  ## remove the environment and what the tools cached
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
