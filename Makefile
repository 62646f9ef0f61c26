# Everything a person types here. `make demo` and `make check` set up what they need first.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Without compiled files every command starts four times as slowly.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo check lint types arrows test bench faults stubs docs clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "lineup needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.app: pyproject.toml | $(BIN)/python
	@echo "setting up (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m lineup_kernels.warm
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "setting up with the tools for development (a few minutes, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(BIN)/python -m lineup_kernels.warm --all
	@touch $@ $(VENV)/.app

demo: $(VENV)/.app  ## the main job on the built-in example: 20 NASCAR lineups
	@$(BIN)/lineup demo

check: lint types arrows test  ## everything that must be green

lint: $(VENV)/.dev  ## format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev  ## two type checkers
	$(BIN)/mypy
	$(BIN)/basedpyright

arrows: $(VENV)/.dev  ## who may import whom
	$(BIN)/lint-imports

test: $(VENV)/.dev  ## the whole test suite
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not benchmark_run"

bench: $(VENV)/.dev  ## the figures of docs/benchmarks.md
	$(BIN)/python -m pytest tests/benchmarks -m benchmark_run -s -o faulthandler_timeout=3600

faults: $(VENV)/.dev  ## kill -9, full disks, bad clients, ten times as long; the figures of docs/reliability.md
	LINEUP_FAULT_ROUNDS=10 $(BIN)/python -m pytest tests/faults -s -o faulthandler_timeout=3600

stubs: $(VENV)/.dev  ## generate the gRPC stubs anew
	PATH=$(CURDIR)/$(BIN):$$PATH $(BIN)/python proto/generate.py

docs: $(VENV)/.dev  ## generate the reference pages anew
	$(BIN)/python -m lineup_engine.config.reference
	$(BIN)/python -m lineup_cli.reference
	$(BIN)/python -m lineupd.reference

clean:  ## stop the daemon and remove what was set up; the history stays
	@if [ -x $(BIN)/lineup ]; then $(BIN)/lineup daemon stop || true; fi
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .benchmarks dist
