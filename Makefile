# Everything runs in the virtual environment .venv, which every target creates and updates as needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SOURCES := briefing tests benchmarks scripts
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCKED := $(PIP) --require-hashes --no-build-isolation
TOOLS := .venv-tools

.PHONY: run test check lint types contracts soak bench clean snapshots screenshot quotes man lock audit mutants

# Open the reader on a terminal, print the text briefing elsewhere. Exit codes 3 and 4 (feeds could not be read) are no
# failure here: the program has reported them and shown everything else.
run: $(VENV)/.run
	@$(BIN)/briefing $(ARGS); status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ] || [ $$status -eq 4 ]

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: lint types contracts test

lint: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/python scripts/complexity.py briefing/text briefing/briefs

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

# Long forms of the tests: crashes, contention, random keys.
soak: $(VENV)/.dev
	$(BIN)/python -m pytest -m "soak or not soak" --soak

# Mutation tests: three seeds of mutants, the first from the commit's hash; survivors are listed.
mutants: $(VENV)/.dev
	@$(BIN)/python scripts/mutants.py $(ARGS)

snapshots: $(VENV)/.dev
	$(BIN)/python -m pytest tests/tui --snapshot-update -n 0

# The manual pages, generated from the commands' help and the declaration of the configuration.
man: $(VENV)/.run
	@mkdir -p man
	$(BIN)/briefing man > man/briefing.1
	$(BIN)/briefing man config > man/briefing-config.5

# The pictures of the README.
screenshot: $(VENV)/.run
	$(BIN)/python scripts/screenshot.py

# The table of examples in docs/quotes.md.
quotes: $(VENV)/.run
	$(BIN)/python scripts/quote_examples.py

# All benchmarks, each beside its baseline; those of refreshes are in docs/performance.md.
bench: $(VENV)/.dev
	@$(BIN)/python -c 'import os, platform; print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")'
	@$(BIN)/python -m compileall -q briefing
	@for bench in benchmarks/bench_*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

# Lock the newest versions of all dependencies for Python 3.11 and later, with their hashes.
lock: $(TOOLS)/.tools
	$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--upgrade --group build -o requirements/build.lock
	$(TOOLS)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--upgrade pyproject.toml --group test --group lint -o requirements/dev.lock

# Check the locked versions for known vulnerabilities; needs the network.
audit: $(TOOLS)/.tools
	@$(TOOLS)/bin/python scripts/audit.py requirements/build.lock requirements/dev.lock

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefing needs Python 3.11 or newer; select one with make PYTHON=python3.12")'
	@echo "1/4 Creating $(VENV) with $$($(PYTHON) --version); this is done once" >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# For users: the newest versions that pyproject.toml allows. The status of a pipe is that of its last command, so what
# pip installs last tells whether it has succeeded.
$(VENV)/.run: pyproject.toml | $(VENV)/.made
	@echo "2/4 Downloading briefing's libraries; this takes up to a minute" >&2
	@rm -f $(BIN)/briefing
	@$(BIN)/python -u -m pip install --disable-pip-version-check --progress-bar off -e . | \
		while read -r line; do case "$$line" in "Installing coll"*) echo "3/4 Installing them";; esac; done >&2
	@test -x $(BIN)/briefing
	@echo "4/4 Starting briefing" >&2
	@touch $@

# For development and CI: the locked versions only.
$(VENV)/.dev: pyproject.toml requirements/build.lock requirements/dev.lock | $(VENV)/.made
	@echo "Installing the locked libraries for development; this takes up to a minute" >&2
	@$(LOCKED) -r requirements/build.lock
	@$(LOCKED) -r requirements/dev.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@ $(VENV)/.run

$(TOOLS)/.tools:
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.9" "uv>=0.9"
	@touch $@

clean:
	rm -rf $(VENV) $(TOOLS) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
