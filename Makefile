# Two commands set everything up by themselves in .venv: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help demo test format readme lock train evaluate clean

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/installed ## crawl, read and show the sample newsroom
	@$(BIN)/bellwether demo

test: .venv/installed-dev ## ruff, mypy and the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

CORPORA ?= ../shared/corpora
WORK ?= extract/training/work

train: .venv-train/installed ## train the English pipeline from CORPORA (hours; goes on where it was cut)
	cd extract/training && $(CURDIR)/.venv-train/bin/python -m weasel run all . \
	  --vars.corpora $(abspath $(CORPORA)) --vars.work $(abspath $(WORK))

evaluate: .venv/installed-dev ## score the English pipeline on CORPORA, against its floors
	$(BIN)/python -m extract.training.evaluate --corpora $(CORPORA)

format: .venv/installed-dev ## tidy the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

readme: .venv/installed-dev ## write what the README's commands print now into it
	$(BIN)/python -m tests.test_readme

lock: .venv/bin/uv ## pin every package again, by name, version and hash
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml --group build --output-file requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## remove what was built; databases stay
	rm -rf .venv .venv-train build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	@$(PYTHON) -m venv .venv

.venv/bin/uv: .venv/bin/python
	$(PIP) install uv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv from requirements.lock (a minute or two, once)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Setting up .venv from requirements-dev.lock (a minute or two, once)"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv-train/installed: requirements.lock extract/training/requirements.txt
	@$(PYTHON) -m venv .venv-train
	@echo "Setting up .venv-train: the product and torch (some minutes, once)"
	@.venv-train/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements.lock
	@.venv-train/bin/python -m pip --disable-pip-version-check -qq install -r extract/training/requirements.txt
	@.venv-train/bin/python -m pip --disable-pip-version-check -qq install --no-deps --no-build-isolation --editable .
	@touch $@
