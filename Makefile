# Everything is run from here; `make` alone says what there is.
# PYTHON names the Python to use (3.11 or later), WORKERS how many tests run at once.

PYTHON ?= python3
WORKERS ?= auto
BIN := .venv/bin

# Material for MkDocs prints an advert about MkDocs 2 on every build without this.
export NO_MKDOCS_2_WARNING := 1
export PYTHON WORKERS

.DEFAULT_GOAL := help
.PHONY: help setup test lint demo bench docs clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

setup: ## Make .venv with everything needed, or bring it up to date
	@.ci/setup

test: setup ## Check style, types and licences, then run all tests
	@.ci/test

lint: setup ## Check style, types and licences only
	@.ci/lint

demo: setup ## Walk through a new scheme, from nothing to a handbook checked and updated, in demo/
	@.ci/demo

bench: setup ## Measure the speed promises of the design
	@$(BIN)/python -m tests.bench

docs: setup ## Build the docs site into site/
	@$(BIN)/python -m schemekit site build

clean: ## Remove what was made: .venv, demo/, site/ and caches
	rm -rf .venv .trestle demo site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
