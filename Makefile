# The two commands a newcomer types: `make run` and `make test`. Both install what they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SHELL := /bin/bash

.PHONY: setup run test suite soak bench screenshots lint catalogues system system-test clean

setup: system $(READY) catalogues

system:
	@scripts/system-packages run

system-test:
	@scripts/system-packages test

$(READY): constraints.txt pyproject.toml
	@scripts/python-environment "$(PYTHON)" "$(VENV)"
	@touch $(READY)

# Texts: compiled next to their sources; the program also reads the sources themselves.
catalogues: $(READY)
	@$(BIN)/python -P scripts/compile_catalogues.py

run: setup
	@scripts/run "$(BIN)"

# Two at a time: a third one would finish sooner, and make what is recorded in real time wait in vain now and then. Lint goes beside them.
test: setup system-test
	@$(MAKE) --no-print-directory -j 2 lint suite

suite:
	@$(BIN)/python -m pytest -n 2 --dist loadfile

soak: setup
	@scripts/system-packages soak
	@$(BIN)/python -m pytest -m soak --timeout 3600 -s

bench: setup
	@scripts/system-packages bench
	@$(BIN)/python -m pytest -m benchmark tests/benchmarks --timeout 1800 -s -p no:randomly

# The pictures of docs/screenshots/, by the program itself; look at them afterwards.
screenshots: setup
	@for language in en ru; do for part in "" histories page; do \
	  folder=/tmp/usability-lab-$$language$$part; rm -rf $$folder; $(BIN)/python -P scripts/virtual_screen.py 3840x1080 -- \
	  $(BIN)/python -P scripts/take_screenshots.py $$folder $$language $$part || exit 1; done; done

lint: setup
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean:
	rm -rf $(VENV)
