# Python 3.11 or later and make are all that is needed. `make PYTHON=python3.12 …` takes another interpreter.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.set-up
Q ?= What did Baerbock say?
export Q

.PHONY: help setup repl ask test check bench clean

help:
	@echo "make repl      set up, read seeds/, ask questions"
	@echo "make ask Q=…   set up, read seeds/, ask one question"
	@echo "make test      set up, run the tests"
	@echo "make check     set up, run ruff, mypy and import-linter"
	@echo "make bench     set up, run the benchmarks that need no data of others"
	@echo "make setup     set up alone: leaves $(BIN)/wortlaut"

setup: $(STAMP)

# torch is named with its exact version in the same call, so that pip does not look for another one. Which build of it
# comes, for the processor or for GPUs, is up to the index that pip asks; Wortlaut needs no GPU. A .venv without pip is
# what an interrupted set-up leaves, or one on a Debian without python3-venv.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Wortlaut needs Python 3.11 or later; $(PYTHON) is older, or is not there. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Setting up .venv (a few minutes the first time) …" >&2
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch==2.13.0 -e '.[dev]' >&2
	@touch $@

repl: setup
	@$(BIN)/wortlaut --data .data/repl repl --ingest seeds

ask: setup
	@$(BIN)/wortlaut --data .data/repl ingest seeds >&2
	@$(BIN)/wortlaut --data .data/repl ask "$$Q"

test: setup
	@$(BIN)/python -m pytest

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: setup
	@$(BIN)/python benchmarks/embedding.py
	@$(BIN)/python benchmarks/library.py

clean:
	rm -rf .venv .data .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
