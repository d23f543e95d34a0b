# counterclaim: everything a clone needs. `make` lists the targets.
# PYTHON=/path/to/python3 chooses the Python; VENV=dir the environment's folder.

VENV ?= .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-input
# Hashes for everything, and only built packages: a source build would fetch what no lock names.
LOCKED := $(PIP_INSTALL) --require-hashes --only-binary :all:
# --no-emit-index-url and --no-header: no address of a package index ever stands in a lock.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help demo install gazetteer dev test check format golden floors learn fuzz speed lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

demo: $(VENV)/.run ## install, read the sample reports, print the disputed tolls, write the brief
	@$(BIN)/counterclaim demo

install: $(VENV)/.run gazetteer ## make .venv with counterclaim in it, and the gazetteer

gazetteer: $(VENV)/.gazetteer ## install the gazetteer's sources (60 MB, once) and build it where there is none
	@$(BIN)/counterclaim gazetteer status

dev: $(VENV)/.dev ## make .venv with the tools for development as well

test: $(VENV)/.dev ## the whole test suite
	@$(BIN)/python -m pytest

check: $(VENV)/.dev ## lint, format, types, import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict src
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

golden: $(VENV)/.dev ## write the expected claims of the examples anew (read the diff before you commit)
	@$(BIN)/python -m tests.golden.write

floors: $(VENV)/.dev gazetteer ## measure, and fail if a figure is below its floor
	@$(BIN)/python -m benchmarks.floors check $(RAISE)

learn: $(VENV)/.learn ## fit the learned stances anew from training/ (read what the stances benchmark says)
	@$(BIN)/python -m scripts.learn_stances

fuzz: $(VENV)/.fuzz ## hostile bytes and random parses for SECONDS=20 over all targets (docs/faults.md)
	@$(BIN)/python -m fuzz --seconds $(or $(SECONDS),20)

speed: $(VENV)/.run ## our whole read against spaCy's whole pipeline, in one run
	@$(BIN)/python -m benchmarks.speed

lock: $(VENV)/.lock ## resolve the locks anew from pyproject.toml (needs a package index)
	$(COMPILE) pyproject.toml -o locks/run.txt $(UPGRADE)
	$(COMPILE) --group build -c locks/run.txt -o locks/build.txt $(UPGRADE)
	$(COMPILE) --group gazetteer -c locks/run.txt -o locks/gazetteer.txt $(UPGRADE)
	$(COMPILE) --group dev -c locks/run.txt -c locks/build.txt -o locks/dev.txt $(UPGRADE)
	$(COMPILE) --group fuzz -c locks/dev.txt -o locks/fuzz.txt $(UPGRADE)
	$(COMPILE) --group lock -c locks/dev.txt -o locks/lock.txt $(UPGRADE)
	$(COMPILE) --group learn -c locks/run.txt -c locks/dev.txt -o locks/learn.txt $(UPGRADE)

clean: ## remove the environment and every cache
	rm -rf $(VENV) build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache brief.html

# Stamps: a second run of any target does nothing again.
$(VENV)/.run: locks/run.txt locks/build.txt pyproject.toml scripts/make-venv.sh
	@scripts/make-venv.sh $(VENV)
	@echo "installing the locked dependencies (once, a minute or two)"
	@$(LOCKED) -r locks/run.txt -r locks/build.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run locks/dev.txt
	@$(LOCKED) -r locks/dev.txt
	@touch $@

# Only what is missing is built: a gazetteer that holds a user's own dumps stays as it is.
$(VENV)/.gazetteer: $(VENV)/.run locks/gazetteer.txt
	@$(LOCKED) -r locks/gazetteer.txt
	@$(BIN)/counterclaim gazetteer build --missing
	@touch $@

# No wheel of atheris for this Python or platform is no failure: a plain fuzzer of our own takes its place.
$(VENV)/.fuzz: $(VENV)/.dev locks/fuzz.txt
	@$(LOCKED) -r locks/fuzz.txt || echo "no atheris for this Python: mutations without coverage instead"
	@touch $@

$(VENV)/.learn: $(VENV)/.dev locks/learn.txt
	@$(LOCKED) -r locks/learn.txt
	@touch $@

$(VENV)/.lock: $(VENV)/.run locks/lock.txt
	@$(LOCKED) -r locks/lock.txt
	@touch $@
