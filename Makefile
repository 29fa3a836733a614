# Cortado: `make demo` to try it, `make test` to test it. Plain make: GNU 3.81 (macOS) and newer.

VENV := .venv
PY   := $(VENV)/bin/python
SHELL := /bin/sh

# A stamp is named by the content of its lock file: another branch's lock asks for another installation, a fresh clone's dates do not.
RUN_READY := $(VENV)/.ready-run-$(shell cksum < requirements.lock | tr ' ' -)
DEV_READY := $(VENV)/.ready-dev-$(shell cksum < requirements-dev.lock | tr ' ' -)
# More than the two cores of a small machine: some tests wait, on a lease, on PostgreSQL or on a browser.
WORKERS ?= $(if $(CI),5,4)
# The order of tests is another one each time; on CI it is the commit's, so that what failed there can be run again.
SEED = $(if $(CI),--randomly-seed=$(shell printf '%d' 0x$$(git rev-parse --short=7 HEAD 2>/dev/null || echo 1)))
# The workers, and the dozens of bots that tests start, read the same modules: what one has compiled is kept for the others.
test coverage bench: export PYTHONDONTWRITEBYTECODE :=
SENTENCES := build/sentences.pot
ifeq ($(INSTALL),no)
export CORTADO_NO_INSTALL := 1
endif

.PHONY: help demo run packages setup machine test coverage simulate mutate bench day fuzz sbom audit check lint types contracts migrations screenshots screens sentences format lock clean

help:
	@echo "make demo         the bot in its rehearsal room, http://127.0.0.1:8765 (PORT=8800 for another), no tokens needed"
	@echo "make run          the bot in a real workspace: settings from .env (see .env.example)"
	@echo "make packages     what 'make run' installs, without starting anything"
	@echo "make test         all tests, installing a browser and PostgreSQL where it may (INSTALL=no: not); TESTS=tests/core for some"
	@echo "make coverage     all tests, with the thresholds of coverage"
	@echo "make simulate     seeds of the simulated house, SEEDS=1000 FROM=0; one alone (SEEDS=1) is told as it goes"
	@echo "make mutate       mutants of rules, alarms and the ledger, and which of them the tests kill; AREAS=ledger SAMPLE=20"
	@echo "make check        linters, types, import contracts, migrations"
	@echo "make bench        the table of speed and memory"
	@echo "make chaos        10,000 acts of people while the database, the replicas and Slack fail; ten minutes"
	@echo "make day          24 hours of 200 people on made-up time, for each engine: memory and tables; about twenty minutes"
	@echo "make fuzz         odd inputs for every parser, MINUTES=60"
	@echo "make sbom         what the bot runs with, as CycloneDX, in build/sbom.cdx.json"
	@echo "make audit        asks whether a vulnerability is known of it (needs the network)"
	@echo "make screenshots  the pictures of the README and docs"
	@echo "make screens      the catalogue of screens for check --screens; TESTS=tests/meetings adds what some draw"
	@echo "make sentences    every sentence to translate, in $(SENTENCES)"
	@echo "make format       let ruff lay out the code"
	@echo "make lock         write the lock files anew; UPGRADE=1 takes newer versions"
	@echo "make clean        remove .venv and caches; databases stay"

$(PY):
	@set -e; found=$$(PYTHON="$(PYTHON)" .ci/python "$(MAKECMDGOALS)"); \
	echo "==> Making $(VENV) with $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV)

# $(1): lock file. Nothing of this project itself is installed: `python -m bot` runs from the checkout.
define install
	@echo "==> Installing the versions of $(1) into $(VENV) (once; needs the network)"
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(1) \
	  || { echo "The installation stopped: the lines above say why. Mend it and run make again; what is there already is kept."; exit 1; }
endef

$(RUN_READY): | $(PY)
	$(call install,requirements.lock)
	@rm -f $(VENV)/.ready-run-* && touch $@

$(DEV_READY): | $(PY)
	$(call install,requirements-dev.lock)
	@rm -f $(VENV)/.ready-dev-* && touch $@

setup: $(DEV_READY)

packages: $(RUN_READY)

demo: $(RUN_READY)
	@echo "==> Starting the bot with its rehearsal room; Ctrl-C ends both"
	@$(PY) -m bot demo $(if $(PORT),--port $(PORT)) $(ARGS)

run: $(RUN_READY)
	@[ -f .env ] || [ -t 0 ] || echo "There is no .env: settings come from the environment alone (copy .env.example to begin)"
	@echo "==> Starting the bot; Ctrl-C ends it"
	@$(PY) -m bot run $(ARGS)

# A browser and a PostgreSQL, installed where that may be done without asking; for all tests, not for a few of them.
machine: $(DEV_READY)
	@$(PY) -m tests.plugins.provide

test: $(DEV_READY) $(if $(TESTS),,machine)
ifdef COVERAGE
	@echo "==> Running the tests under coverage, $(WORKERS) at a time"
	@rm -f .coverage .coverage.*
	@$(PY) -m coverage run -m pytest -n $(WORKERS) --dist worksteal $(SEED) $(ARGS)
	@$(PY) -m coverage combine --quiet
	@echo "==> Coverage of the rules: all of it"
	@$(PY) -m coverage report --include='bot/**/rules.py,bot/**/rules/**' --fail-under=100
	@echo "==> Coverage of the rest: more than 90 %"
	@$(PY) -m coverage report --omit='bot/**/rules.py,bot/**/rules/**' --fail-under=90
else
	@echo "==> Running the tests, $(WORKERS) at a time"
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal $(SEED) $(TESTS) $(ARGS)
endif

coverage:
	@$(MAKE) test COVERAGE=1

simulate: $(DEV_READY)
	@$(PY) -m tests.simulation --seeds $(or $(SEEDS),1000) --from $(or $(FROM),0) $(ARGS)

# mutmut's operators, and libcst that they are written in; apart from the environment, which the bot's tests need as it is.
MUTMUT = 'mutmut>=3.8.1,<3.9' 'libcst>=1.9,<2'

mutate: $(DEV_READY)
	@[ -d build/mutation-tool/mutmut ] || $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --target build/mutation-tool $(MUTMUT)
	@echo "==> Mutating; all areas take about an hour, one some minutes"
	@$(PY) -m tests.mutation $(AREAS) --sample $(or $(SAMPLE),20) $(ARGS)

fuzz: $(DEV_READY)
	@echo "==> Odd inputs for every parser"
	@$(PY) -m tests.fuzz --minutes $(or $(MINUTES),1) $(ARGS)

# What the lock file says is installed, not what happens to be in .venv. The audit asks pypi.org; a package that it cannot ask about is a
# fault (--strict), or a proxy that answers 404 would have everything pass. AUDITED=requirements-dev.lock: what it is tried with, too.
sbom: $(DEV_READY)
	@mkdir -p build
	@$(PY) -m cyclonedx_py requirements --pyproject pyproject.toml --spec-version 1.6 --output-reproducible --of JSON -o build/sbom.cdx.json requirements.lock
	@echo "==> build/sbom.cdx.json"

audit: $(DEV_READY)
	@echo "==> Known vulnerabilities of what is installed"
	@$(PY) -m pip_audit --requirement $(or $(AUDITED),requirements.lock) --strict --require-hashes --disable-pip --progress-spinner off $(ARGS)

bench: $(DEV_READY)
	@echo "==> Measuring; this takes some minutes and wants a quiet machine"
	@$(PY) -m tests.bench $(ARGS)

day: $(DEV_READY)
	@echo "==> A day of a busy workspace on made-up time, on each engine; about twenty minutes"
	@$(PY) -m tests.endurance --engine sqlite $(ARGS)
	@$(PY) -m tests.endurance --engine postgresql $(ARGS)

chaos: $(DEV_READY)
	@echo "==> Chaos: a PostgreSQL and replicas of its own, about ten minutes"
	@$(PY) -m tests.chaos $(ARGS)

screenshots: $(DEV_READY)
	@echo "==> Taking the pictures"
	@$(PY) -m tests.end_to_end.screenshots $(ARGS)

screens: $(DEV_READY)
	@echo "==> Recording what tests draw at its largest, in bot/house/screens.json.gz; without TESTS this takes many minutes"
	@$(PY) -m tests.plugins.screens $(TESTS)

# `python -m` looks for our extractor in the checkout, where Babel's own command does not. -k: the verbs of Words.
sentences: $(DEV_READY)
	@echo "==> Writing the sentences to $(SENTENCES)"
	@mkdir -p $(dir $(SENTENCES))
	@$(PY) -m babel.messages.frontend --quiet extract --mapping-file bot/words/babel.cfg --keyword say --keyword count:1,2 \
	  --project Cortado --sort-by-file --output-file $(SENTENCES) bot

check: lint types contracts migrations

lint: $(DEV_READY)
	@echo "==> Linters"
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check

types: $(DEV_READY)
	@echo "==> Types"
	@$(PY) -m mypy

contracts: $(DEV_READY)
	@echo "==> Import contracts"
	@$(VENV)/bin/lint-imports

migrations: $(DEV_READY)
	@echo "==> Migrations: one head, no drift"
	@$(PY) -m pytest -q tests/store/test_migrations.py

format: $(DEV_READY)
	@$(PY) -m ruff check --fix --quiet || true
	@$(PY) -m ruff format

# Hashes of every platform and no address: the lock says what is installed, the installer's own settings say from where.
LOCK = build/lock-tool/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --no-config --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: | $(PY)
	@echo "==> Writing the lock files"
	@[ -x build/lock-tool/bin/uv ] || $(PY) -m pip install --quiet --disable-pip-version-check --target build/lock-tool 'uv>=0.9,<1'
	@$(LOCK) --output-file requirements.lock
	@$(LOCK) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
