# Plumbline. `make help` lists the commands; `make run` and `make test` need only Python 3.11 and make.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501

VENV := .venv
BIN := $(VENV)/bin
APP := $(VENV)/.app-installed
TOOLS := $(VENV)/.tools-installed
BENCH := $(VENV)/.bench-installed
AUDIT := $(VENV)/audit
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Two workers; tests/conftest.py says which tests stay together, and begins with the longest.
PYTEST := $(BIN)/python -m pytest -n 2 --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run dev test test-full lint format bench shots gallery audit clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  Settings: PORT=8501 HOST=127.0.0.1 PYTHON=python3 CHROMIUM=/path/to/chromium"

run: $(APP) ## Start the app on http://127.0.0.1:8501 (PORT=..., HOST=...)
	@echo "Plumbline: http://$(HOST):$(PORT)   (Ctrl+C stops it)"
	@exec $(BIN)/python -m uvicorn app:app --host $(HOST) --port $(PORT) --no-access-log \
	  --no-server-header --ws-max-size 2000000

dev: $(APP) ## Start the app and reload it when a file changes
	@exec $(BIN)/python -m streamlit run app.py --server.address $(HOST) --server.port $(PORT) \
	  --server.fileWatcherType auto --server.runOnSave true

test: lint ## Check style and types, then run the tests (up to 10 minutes)
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(PYTEST) -m "not full"

test-full: $(TOOLS) ## Run the tests with the long counts, which `make test` samples
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(PYTEST) -m full

lint: $(TOOLS) ## Check formatting, style, types and imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(TOOLS) ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(BENCH) ## Measure speed, sessions and memory into build/bench.json (25 minutes; PART="engine cold")
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(BIN)/python -m tests.bench $(PART)

shots: $(TOOLS) ## Take screenshots of every page into build/shots
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(BIN)/python -m tests.shots

gallery: $(TOOLS) ## Take small pictures of every page for docs/gallery
	@CHROMIUM="$$(.ci/chromium)" && export CHROMIUM && $(BIN)/python -m tests.gallery

audit: $(APP) $(AUDIT)/bin/pip-audit ## Compare the packages with the public list of known faults
	@.ci/audit $(AUDIT)/bin/pip-audit $(BIN)/python

clean: ## Remove the virtual environment, caches and build results
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find app.py engine pages tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A moved folder or a removed Python leaves a dead link here, which counts as missing.
$(BIN)/python:
	@$(PYTHON) --version >/dev/null 2>&1 || { \
	  echo "No $(PYTHON) found. Install Python 3.11 or newer, or name it: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Plumbline needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	    "Name a newer one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot create virtual environments." \
	    "On Debian or Ubuntu run: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

# These two are empty files: newer than what they list means installed.
$(APP): requirements.txt $(BIN)/python
	@echo "Installing what the app needs into $(VENV) (once, about a minute)"
	@$(PIP) --upgrade pip
	@$(PIP) -r requirements.txt
	@touch $@

$(TOOLS): pyproject.toml $(APP)
	@echo "Installing the tools for tests into $(VENV) (once, about a minute)"
	@$(PIP) --group dev
	@touch $@

# A place of its own, so that its packages are none of the app's.
$(AUDIT)/bin/pip-audit: pyproject.toml $(BIN)/python
	@echo "Installing pip-audit into $(AUDIT) (once)"
	@$(BIN)/python -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check --group audit
	@touch $@

$(BENCH): pyproject.toml $(TOOLS)
	@echo "Installing the page that make bench compares with into $(VENV) (once)"
	@$(PIP) --group bench
	@touch $@
