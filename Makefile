# Two commands are enough: `make figures` and `make test`. On Windows, or without make:
# python bootstrap.py figures | test | lab | setup
PYTHON ?= python3
CORPUS ?= corpus/demonstration
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INSTALL = $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help setup figures report archive test browser test-hub test-train fuzz lint lab bench scale
.PHONY: train train-images clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

setup: $(READY) ## make .venv and install what constraints.txt pins

$(READY): pyproject.toml constraints.txt bootstrap.py
	$(PYTHON) bootstrap.py setup

figures: $(READY) ## run the notebooks and write the figures (CORPUS=DIR for your own texts)
	$(BIN)/python -m analysis figures --corpus "$(CORPUS)"

report: $(READY) ## write the executed notebooks as a site for readers without Jupyter (CORPUS=DIR)
	$(BIN)/python -m analysis report --corpus "$(CORPUS)"

archive: $(READY) ## write the replication archive, without licensed text (CORPUS=DIR)
	$(BIN)/python -m analysis archive --corpus "$(CORPUS)"

test: $(READY) ## check the style and run the tests
	$(BIN)/ruff check .
	$(BIN)/python -m pytest -n auto --dist loadfile

IN_BROWSER := $(addprefix tests/browser/,notebooks.py exploring.py breaking.py)
# On a busy machine a browser may come too late; what failed is tried once more.
browser: $(READY) ## run the notebooks in JupyterLab in a real Chromium; screenshots in build/browser/
	$(INSTALL) -e ".[dev,browser]"
	$(BIN)/python -m pytest $(IN_BROWSER) || \
		$(BIN)/python -m pytest --last-failed --last-failed-no-failures=none $(IN_BROWSER)

test-hub: $(READY) ## install the extra `hub` and test scorers of the Hugging Face form
	$(INSTALL) -e ".[dev,hub]"
	$(BIN)/python -m pytest tests/hub_models.py

fuzz: $(READY) ## try texts and files made at random against what reads them (half an hour)
	$(BIN)/python -m pytest tests/test_quotations.py -k no_text --hypothesis-profile=long
	$(BIN)/python tests/fuzz.py

lint: $(READY) ## check the style alone
	$(BIN)/ruff check .

lab: $(READY) ## open JupyterLab on this machine only, with its token
	$(BIN)/jupyter lab --ip=127.0.0.1 notebooks

bench: $(READY) ## measure the speed on TEXTS=DIR, as ratios within one run
	$(BIN)/python tests/bench.py "$(TEXTS)"

scale: $(READY) ## try 100,000 documents, 50 kills and a cluster on TEXTS=DIR (an hour)
	$(BIN)/python tests/scale.py sizes "$(TEXTS)"
	$(BIN)/python tests/scale.py kills "$(TEXTS)"
	$(BIN)/python tests/scale.py workers "$(TEXTS)"

test-train: $(READY) ## install the extra `train` and test the training on a tiny network
	$(INSTALL) -e ".[dev,train]"
	$(BIN)/python -m pytest tests/model_training.py

# Three first runs, and one that begins at their mean and learns from labels and from them. The
# model is a mean again, without further training. Each run can be repeated alone.
TRAIN = $(BIN)/python -m analysis.training --newsmtsc "$(NEWSMTSC)" --directed "$(DIRECTED)" \
	--base "$(BASE)"
RUNS := build/training
FIRST_RUN = $(TRAIN) --out $(RUNS) --set taught=0 rate=1e-4
ALL := passages,newsmtsc,directed
LOG := analysis/models/news-training.jsonl
train: $(READY) ## make the model anew: NEWSMTSC=DIR DIRECTED=DIR BASE=DIR (two hours on two cores)
	$(INSTALL) -e ".[dev,train]"
	mkdir -p $(RUNS)
	$(FIRST_RUN) epochs=3 seed=1 neighbours=0 hiding=0 \
		'repeats={"passages_train":0,"directed_train":0}' \
		--name persons --weights $(RUNS)/persons.pt
	$(FIRST_RUN) epochs=4 seed=1 hiding=0.05 --name first --weights $(RUNS)/first.pt
	$(FIRST_RUN) epochs=3 seed=2 dropout=0.3 smoothing=0.1 --name second \
		--weights $(RUNS)/second.pt
	$(TRAIN) --out $(RUNS) --name third --weights $(RUNS)/third.pt \
		--start $(RUNS)/first.pt=0.4 $(RUNS)/second.pt=0.4 $(RUNS)/persons.pt=0.2 \
		--teachers $(RUNS)/first.pt=$(ALL) $(RUNS)/second.pt=$(ALL) $(RUNS)/persons.pt=newsmtsc
	$(TRAIN) --start $(RUNS)/third.pt=0.85 $(RUNS)/persons.pt=0.15 --set epochs=0 taught=0
	cat $(RUNS)/persons-training.jsonl $(RUNS)/first-training.jsonl \
		$(RUNS)/second-training.jsonl $(RUNS)/third-training.jsonl $(LOG) > $(RUNS)/log.jsonl
	mv $(RUNS)/log.jsonl $(LOG)
	$(BIN)/python -m analysis.training.describing --newsmtsc "$(NEWSMTSC)" \
		--directed "$(DIRECTED)"

train-images: $(READY) ## make the network of images anew: BASE=DIR (a quarter of an hour on two cores)
	$(INSTALL) -e ".[dev,train]"
	$(BIN)/python -m analysis.training.framing
	$(BIN)/python -m analysis.training.images --base "$(BASE)"
	$(BIN)/python -m analysis.training.stacking

clean: ## remove .venv and caches; texts and figures stay
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis build *.egg-info
