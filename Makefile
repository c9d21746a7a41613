# Everything runs from a virtual environment of its own; `make run` and `make test` need nothing else first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SOURCES := briefing tests benchmarks scripts

.PHONY: run test check lint types contracts soak bench clean snapshots screenshot man

# The main job: the TUI on a terminal, the text briefing elsewhere. 3 and 4 mean that feeds could not be read,
# which the program has said already: what it could show, it has shown.
run: $(VENV)/.run
	@$(BIN)/briefing $(ARGS); status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ] || [ $$status -eq 4 ]

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: lint types contracts test

lint: $(VENV)/.lint
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/.lint
	$(BIN)/mypy

contracts: $(VENV)/.lint
	$(BIN)/lint-imports

# The long forms of the tests: crashes, contention, random keys.
soak: $(VENV)/.test
	$(BIN)/python -m pytest -m "soak or not soak" --soak

snapshots: $(VENV)/.test
	$(BIN)/python -m pytest tests/tui --snapshot-update -n 0

# The manual pages, from the commands' help and the declaration of the configuration.
man: $(VENV)/.run
	@mkdir -p man
	$(BIN)/briefing man > man/briefing.1
	$(BIN)/briefing man config > man/briefing-config.5

# The picture of the README.
screenshot: $(VENV)/.run
	$(BIN)/python scripts/screenshot.py

bench: $(VENV)/.test
	@for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

$(VENV)/.run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefing needs Python 3.11 or newer; name one with make PYTHON=python3.12")'
	@echo "Setting up $(VENV) ..." >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.lint: $(VENV)/.test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group lint
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
