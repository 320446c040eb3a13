# Every target sets up what it needs by itself, in a private .venv beside this file; the second run finds it there.
# Another Python:  make test PYTHON=/opt/python3.13/bin/python3        Some tests only:  make test TESTS=tests/ingest

PYTHON ?= python3
TESTS ?= tests
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PACKAGES := cli graph ingest ontology queries webui
# Folders count too: their date changes when a file in them is removed.
SOURCES := $(shell find $(PACKAGES) -name __pycache__ -prune -o -print)
REQUIREMENTS := $(BIN)/python -c 'import sys, tomllib; t = tomllib.load(open("pyproject.toml", "rb")); \
	p = t["project"]; extra = p["optional-dependencies"]; \
	print(*(t["build-system"]["requires"] + p["dependencies"] if len(sys.argv) < 2 else extra[sys.argv[1]]), sep="\n")'

.PHONY: help demo test lint types serve browser bench bench-large fuzz fuzz-web faults clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    build a graph from the three sample documents and ask it questions'
	@echo 'make test    run all tests against the installed package'
	@echo 'make lint    check style, formatting and the direction of imports'
	@echo 'make types   check the types (mypy --strict)'
	@echo 'make serve   the web explorer of the three sample documents'
	@echo 'make bench   the measurements, as ratios (minutes)'
	@echo 'make bench-large  how building and answers grow to a hundred thousand documents (an hour, 30 GB)'
	@echo 'make fuzz    10,000 spoilt files through all readers (a minute)'
	@echo 'make fuzz-web  7,000 odd requests to the explorer and its SPARQL endpoint (minutes)'
	@echo 'make faults  a hundred builds killed at random moments, each checked and finished (minutes)'
	@echo 'make clean   remove the private .venv and everything that was built'

demo: $(VENV)/.package
	$(BIN)/zhengtu demo

# The script, not `python -m pytest`: -m would put the checkout on the path, and the tests are to see what was installed.
test: $(VENV)/.package $(VENV)/.dev
	$(BIN)/pytest -n 2 $(TESTS)

lint: $(VENV)/.package $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.dev $(VENV)/.dependencies
	$(BIN)/mypy

serve: $(VENV)/.package
	$(BIN)/zhengtu serve

# Ten thousand spoilt files through all readers; a few hundred of them run with `make test`.
fuzz: $(VENV)/.package $(VENV)/.dev
	ZHENGTU_FUZZ=10000 $(BIN)/pytest -n 2 tests/ingest/test_reader_fuzz.py

# A hundred builds killed with -9 at random moments, each followed by a check and a build that finishes; ten in `make test`.
faults: $(VENV)/.package $(VENV)/.dev
	ZHENGTU_FAULTS=100 $(BIN)/pytest tests/graph/test_interrupted.py

# Five thousand odd requests to the pages, two thousand odd queries to the endpoint; some hundreds run with `make test`.
fuzz-web: $(VENV)/.package $(VENV)/.dev
	ZHENGTU_FUZZ_WEB=5000 ZHENGTU_FUZZ_SPARQL=2000 $(BIN)/pytest -n 2 tests/webui/test_fuzz.py tests/webui/test_sparql_fuzz.py

# Every page in a real browser, in both themes and on a phone; PICTURES=folder keeps what it saw.
browser: $(VENV)/.package $(VENV)/.dev
	ZHENGTU_BROWSER_ALL=1 ZHENGTU_PICTURES=$(PICTURES) $(BIN)/pytest tests/webui/test_browser.py

# Figures are ratios measured in one run; no test depends on them.
bench: $(VENV)/.package
	$(BIN)/python bench/extraction.py
	$(BIN)/python bench/exports.py
	$(BIN)/python bench/web.py
	$(BIN)/python bench/building.py
	$(BIN)/python bench/scaling.py
	$(BIN)/python bench/queries.py
	$(BIN)/python bench/queries_in_rdflib.py
	$(BIN)/python bench/validation.py 0.2

# The stores are kept for the answers, then go.
bench-large: $(VENV)/.package
	$(BIN)/python bench/scaling.py --documents 100 1000 10000 100000 --folder bench/results --keep bench/results/stores
	$(BIN)/python bench/queries.py --short --documents 1000 10000 100000 --cache bench/results/stores
	rm -rf bench/results/stores

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# --- setting up; each stamp says which step is done ---------------------------------------------------------------

$(VENV)/.python:
	@found=; for candidate in $(PYTHON) python3.13 python3.12 python3.11 python3.14; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Zhengtu needs Python 3.11 or later, and $(PYTHON) is `$(PYTHON) --version 2>/dev/null || echo not installed`; install it, or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$found (`$$found --version`)"; \
	rm -rf $(VENV); \
	"$$found" -m venv $(VENV) || { rm -rf $(VENV); echo "$$found cannot make a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

$(VENV)/.dependencies: pyproject.toml | $(VENV)/.python
	@echo 'Installing the dependencies (a few minutes the first time)'
	@$(REQUIREMENTS) > $(VENV)/requirements.txt
	@$(PIP) install --quiet --requirement $(VENV)/requirements.txt
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.dependencies
	@echo 'Installing the tools for tests and checks'
	@$(REQUIREMENTS) dev > $(VENV)/requirements-dev.txt
	@$(PIP) install --quiet --requirement $(VENV)/requirements-dev.txt
	@touch $@

# Not editable, so that a file missing from the package is missing in the tests too. build/ goes first: a module
# deleted since the last build would live on in it. No build isolation: it would download setuptools every time.
$(VENV)/.package: $(SOURCES) pyproject.toml README.md LICENSE $(VENV)/.dependencies
	@echo 'Installing Zhengtu into $(VENV)'
	@rm -rf build *.egg-info
	@$(PIP) install --quiet --no-build-isolation --no-deps --force-reinstall .
	@rm -rf build *.egg-info
	@touch $@
