# Every target stands alone: it makes the environment it needs. After the first run it works offline.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: edition test check format handbook bench profile fuzz lock clean help

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

edition: $(READY) ## Build the edition and say which page to open
	@$(BIN)/edition build

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(READY) ## Lint and check types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

handbook: $(READY) ## Build the handbook
	@$(BIN)/python -m sphinx -q -W build/handbook build/handbook/_build
	@echo "Open build/handbook/_build/index.html"

bench: $(READY) ## Measure against Sphinx alone and other tools (see tools/bench/README.md)
	@$(BIN)/python -m tools.bench.bench $(OPTIONS)

profile: $(READY) ## Say where the time of a build goes (FILE=any.xml)
	@$(BIN)/python -m tools.bench.hotspots $(FILE)

fuzz: $(READY) ## Look for input that breaks the tool (MINUTES=1 CORPUS=folder FINDINGS=folder)
	@$(BIN)/python -m tests.fuzz.fuzz --minutes $(or $(MINUTES),1) \
		$(if $(CORPUS),--corpus $(CORPUS)) $(if $(FINDINGS),--findings $(FINDINGS))

lock: ## Renew the locked environments (needs uv and the network)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group dev pyproject.toml -o requirements.lock --upgrade
	printf 'sphinx==8.2.*\ndocutils==0.20.*\n' > $(VENV)-constraints.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--group test pyproject.toml -o requirements-oldest.lock --upgrade \
		--constraint $(VENV)-constraints.txt
	rm $(VENV)-constraints.txt

clean: ## Remove everything that was made
	rm -rf $(VENV) .venv-oldest build/handbook/_build build/html build/epub build/pdf build/text build/latex build/doctrees dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "Python 3.11 or newer is needed, and $(PYTHON) is not: make PYTHON=python3.12 …"; exit 1; }
	@# An environment without pip is one that was left half made (on Debian: before python3-venv was there).
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Preparing the environment (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
