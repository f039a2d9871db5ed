# Everything sets up .venv by itself, once for each state of requirements.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Where npm is, tests read our feeds with JavaScript too; elsewhere they say that they skip.
NODE_READY := $(if $(shell command -v npm 2>/dev/null),node_modules/.ready)
SERVE ?= 1
# Material prints a notice about MkDocs 2 in every run; what this project does about it is in ARCHITECTURE.md.
export NO_MKDOCS_2_WARNING := 1

.PHONY: demo test lint bench site clean
.DELETE_ON_ERROR:

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

node_modules/.ready: package.json package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund && touch $@ || echo "npm ci failed: tests with JavaScript skip"

demo: $(READY)  ## build the site of an example history in demo/ and serve it
	rm -rf demo
	$(BIN)/policydiff demo demo $(if $(filter-out 0,$(SERVE)),--serve)

test: $(READY) $(NODE_READY)  ## all tests
	$(BIN)/pytest -n auto

lint: $(READY)  ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## quality and speed of the comparison and of the builds
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.builds

site: $(READY)  ## this project's own policy site, in site/
	$(BIN)/mkdocs build --strict

clean:
	rm -rf .venv node_modules site demo
