.DEFAULT_GOAL := help
PYTHON := .venv/bin/python

.PHONY: help run train test lint format bench bench-kb bench-nlu bench-channels bench-dossiers bench-insight bench-load fuzz demo-channels security setup-dev

help: ## Show these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: ## Set everything up and serve; prints the address to open
	@exec ./chidan serve

train: ## Train the language model if its inputs changed
	@exec ./chidan train

setup-dev:
	@./scripts/environments.sh app nlu dev

test: setup-dev ## Run every test: unit, integration, dialogue, browser, house rules
	@./chidan train
	@.venv-nlu/bin/python -m pytest tests/nlu_env -q --confcutdir=tests
	@$(PYTHON) -m pytest tests --ignore=tests/nlu_env -q -m "not alone" -n 2 --dist loadfile
	@$(PYTHON) -m pytest tests --ignore=tests/nlu_env -q -m alone

lint: setup-dev ## Check style, types and import directions
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: setup-dev ## Rewrite the code in the house style
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup-dev ## Measure turns per second against plain Rasa
	@$(PYTHON) -m bench.turn

bench-kb: setup-dev ## Measure how fast the knowledge base loads, ours and one of 6,500 records
	@$(PYTHON) -m bench.loading

# WITHOUT_RASA_DEFAULT=1 leaves out the peer that trains half an hour (EPOCHS=100: hours); DISTRACTORS=names.tsv adds
# the test with foreign names; MODEL=model.tar.gz measures that model instead of the one of the inputs as they stand.
# ONLY_PROGRAM=1 prints the totals of the held-out sets alone; DEVELOPMENT=1 the mistakes of the development set.
bench-nlu: setup-dev ## Measure the understanding beside peers; writes docs/understanding.md
	@./scripts/environments.sh bench
	@$(PYTHON) -m bench.nlu $(if $(WITHOUT_RASA_DEFAULT),--without-rasa-default) $(if $(ONLY_PROGRAM),--only-program) \
	  $(if $(DEVELOPMENT),--development) $(if $(EPOCHS),--epochs $(EPOCHS)) $(if $(DISTRACTORS),--distractors $(DISTRACTORS)) $(if $(MODEL),--model $(MODEL))

bench-channels: setup-dev ## Measure Zalo and Telegram under load and faults; writes docs/channels.md
	@$(PYTHON) -m bench.channels $(RUNS) $(if $(SIZE),--size $(SIZE))

bench-dossiers: setup-dev ## Measure imports, status answers and what guessing shows
	@$(PYTHON) -m bench.dossiers.importing; $(PYTHON) -m bench.dossiers.status; $(PYTHON) -m bench.dossiers.sweep

bench-insight: setup-dev ## Simulate a year of surveys with a known truth, then time every page at a million answers
	@$(PYTHON) -m bench.insight.year; $(PYTHON) -m bench.insight.million

# ONLY=bytes,acceptance,curves,length,tickets,turnlog,base selects parts; FULL=1 takes longer windows and the largest sizes.
bench-load: setup-dev ## Measure load, growth and capacity; writes docs/load.md and docs/capacity.md
	@./scripts/environments.sh bench
	@./chidan train
	@$(PYTHON) -m bench.load $(if $(ONLY),--only $(ONLY)) $(if $(FULL),--full)

fuzz: setup-dev ## Put 20,000 generated messages through the running program
	@$(PYTHON) -m bench.fuzz $(if $(MESSAGES),--messages $(MESSAGES)) $(if $(MODEL),--model $(MODEL))

# OFFLINE=1 asks nobody for advisories; the page says so all the same.
security: setup-dev ## Look for holes: libraries, own code, API, attacks; writes docs/security.md
	@./scripts/environments.sh security
	@$(PYTHON) -m bench.security $(if $(OFFLINE),--offline)

demo-channels: setup-dev ## Try the web chat, Zalo and Telegram here, without accounts
	@exec $(PYTHON) -m tests.emulators.demo
