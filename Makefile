# Penholder from a clean clone: `make run` and `make test` need Python 3.11 or newer and nothing else.
# Each makes .venv from requirements.txt first, and again when that file has changed.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin

# The first Python that is new enough; `make run PYTHON=/path/to/python` takes another.
ifndef PYTHON
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$p"; break; fi; done)
endif

.DEFAULT_GOAL := help
.PHONY: help run test check benchmark clean

help: ## This list
	@echo "make TARGET [PYTHON=python3.12] [VENV=.venv]"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \2/p' Makefile | awk '{printf "  %s %-10s", $$1, $$2; $$1 = $$2 = ""; print}'

run: $(VENV)/.run-installed ## Opens the app in the browser
	$(BIN)/python -m streamlit run app.py

test: $(VENV)/.run-installed ## Runs the tests; ARGS="-k topic" runs some of them
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: $(VENV)/.dev-installed ## Lints, checks types and checks every content file
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python -m positions check

benchmark: $(VENV)/.dev-installed ## Measures the check of a draft, the loading of the content, a run of the workbench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.reader --update docs/method.md

clean: ## Removes the environment and what tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.run-installed: requirements.txt
	@$(call need_python)
	"$(PYTHON)" -m venv $(VENV) || { echo "make: Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev-installed: requirements-dev.txt $(VENV)/.run-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

define need_python
if [ -z "$(PYTHON)" ]; then \
	echo "make: Penholder needs Python 3.11 or newer and found none; install it from python.org, or: make $(MAKECMDGOALS) PYTHON=/path/to/python" >&2; exit 1; fi; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "make: Penholder needs Python 3.11 or newer; $(PYTHON) is $$("$(PYTHON)" --version 2>&1)" >&2; exit 1; }
endef
