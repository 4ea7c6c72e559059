# Every target makes .venv when it is missing. Without make: the README gives the plain lines.
PYTHON ?= python3
BIN := .venv/bin
CLIENTS := disnake nextcord py-cord interactions.py hikari
NODE_CLIENT := build/clients/discord.js
# Does what follows it, and says how long that took.
TIMED := @sh -c 'begun=$$(date +%s); "$$@" || exit; echo "$$* took $$(($$(date +%s) - begun)) s"' timed
# Where Python is told to keep nothing compiled, each of the many processes that tests start would compile the bot anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: try run test check shape proof clients lock audit licences texts clean

try: .venv/run            ## see the bot at work in a browser; make try ARGS="--port 9000 --no-browser"
	@$(BIN)/python main.py try $(ARGS)

run: .venv/run            ## run the bot (needs a token in .env)
	@$(BIN)/python main.py

test: .venv/dev           ## the tests
	@$(BIN)/python -m pytest -n logical --dist worksteal

check: .venv/dev          ## the quick tests and everything else that guards the code
	$(TIMED) $(BIN)/ruff check
	$(TIMED) $(BIN)/ruff format --check
	$(TIMED) $(BIN)/pyright
	$(TIMED) $(BIN)/python -m pytest -n logical --dist worksteal -m "not slow"

shape: .venv/dev          ## how long, pure and entangled the code is
	@$(BIN)/python -m tests.shape

proof: .venv/dev          ## the slow tests and proofs, and the measured bounds
	$(TIMED) $(BIN)/python -m pytest -n logical --dist worksteal -m slow -k "not postgres"
	$(TIMED) $(BIN)/python -m pytest -n logical --dist worksteal -m slow -k postgres
	$(TIMED) $(BIN)/python -m tests.benchmarks start idle local import
	$(TIMED) $(BIN)/python -m tests.benchmarks lookup strangers
	$(TIMED) $(BIN)/python -m tests.benchmarks writer participation
	$(TIMED) $(BIN)/python -m tests.benchmarks crowd
	$(TIMED) $(BIN)/python -m tests.benchmarks rush load
	$(TIMED) $(BIN)/python -m tests.faults.kill --rounds 200
	$(TIMED) $(BIN)/python -m tests.faults.kill --rounds 40 --postgres
	$(TIMED) $(BIN)/python -m tests.faults.kill --rounds 40 --failing
	$(TIMED) $(BIN)/python -m tests.faults.sweep --limit 300
	$(TIMED) $(BIN)/python -m tests.faults.participation --cuts 50
	$(TIMED) $(BIN)/python -m tests.faults.days
	$(TIMED) $(BIN)/python -m tests.faults.mutants
	$(TIMED) $(BIN)/python -m tests.faults.storage --cuts 200 --every 10 --starts 2 --sleeps 20
	$(TIMED) $(BIN)/python -m tests.faults.soak --minutes 2 --speed 3 --guilds 100
	$(TIMED) $(BIN)/python -m tests.faults.shards --guilds 150
	$(TIMED) $(BIN)/python -m tests.faults.imports --limit 300 --seeds 50

clients: .venv/dev $(CLIENTS:%=build/clients/%/ready) $(NODE_CLIENT)/ready ## six other libraries against the local Discord (needs Node 20)
	@$(BIN)/python -m tests.clients

lock: .venv/dev           ## write the locks anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

audit: .venv/dev          ## ask PyPI whether a locked package has a known hole (needs a network)
	@$(BIN)/uvx --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes -r requirements.txt -r requirements-dev.txt

licences: .venv/dev       ## write docs/licences.md anew after a change of a lock
	@$(BIN)/python -m tests.licences

texts: .venv/dev          ## compile the catalogues after a change of a .po file
	@$(BIN)/pybabel -q compile -D daily_passage -d bot/locale

clean:                    ## take the environments away
	rm -rf .venv build/clients

build/clients/%/ready: tests/clients/requirements/%.txt
	@rm -rf $(@D)
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

$(NODE_CLIENT)/ready: tests/clients/bots/package.json tests/clients/bots/package-lock.json
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp tests/clients/bots/.npmrc $^ $(@D)
	@cd $(@D) && npm ci --silent --ignore-scripts
	@touch $@

.venv/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Daily Passage needs Python 3.11 or newer; name it with: make PYTHON=python3.12")'
	@test -d .venv || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
