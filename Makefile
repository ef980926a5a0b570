# Two commands are enough: `make figures` and `make test`. On Windows, or without make:
# python bootstrap.py figures | test | lab | setup
PYTHON ?= python3
CORPUS ?= corpus/demonstration
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup figures test lint lab bench clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: $(READY) ## make .venv and install what constraints.txt pins

$(READY): pyproject.toml constraints.txt bootstrap.py
	$(PYTHON) bootstrap.py setup

figures: $(READY) ## run the notebooks and write the figures (CORPUS=DIR for your own texts)
	$(BIN)/python -m analysis figures --corpus "$(CORPUS)"

test: $(READY) ## check the style and run the tests
	$(BIN)/ruff check .
	$(BIN)/python -m pytest

lint: $(READY) ## check the style alone
	$(BIN)/ruff check .

lab: $(READY) ## open JupyterLab on this machine only, with its token
	$(BIN)/jupyter lab --ip=127.0.0.1 notebooks

bench: $(READY) ## measure the speed on TEXTS=DIR, as ratios within one run
	$(BIN)/python tests/bench.py "$(TEXTS)"

clean: ## remove .venv and caches; texts and figures stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis build *.egg-info
