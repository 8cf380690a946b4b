# Each target installs what it needs (local/setup.sh).
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PYTHON ?= python3
export PYTHONPATH := .
# Let Python write bytecode, since each stack of the tests starts five Python processes that import the same modules.
unexport PYTHONDONTWRITEBYTECODE
ARGS ?=
# Test files run in parallel, each in one worker since its tests may share a stack; four workers for two processors, since tests often
# wait. For a single test: make test PARALLEL= ARGS=…
PARALLEL ?= -n 4 --dist loadfile --no-loadscope-reorder
LOCKED := --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

.PHONY: help run run-gateway run-https quick test all test-313 verdicts pairs check lint lint-style lint-types lint-definitions lint-web format \
	bench bench-first-load bench-large-form lighthouse fuzz bombs contract proof simulation simulation-bugs walk walk-bugs \
	infra package doctor lock clean

# Runs the first command in static-web beside the second, and shows what it said when both have ended: all of it where it failed,
# else its counts. One run shows every failure.
both = said=$$(mktemp); (cd static-web && $(1)) >$$said 2>&1 & page=$$!; $(2); second=$$?; wait $$page; first=$$?; \
	if [ $$first = 0 ]; then grep -aE '(Test Files|Tests) .*passed' $$said; else cat $$said; fi; rm -f $$said; \
	exit $$((first ? first : second))

# What is checked without running the product: infrastructure, policies, configuration files, contract.
STATIC := $(addprefix tests/infra/test_,bicep.py policies.py configuration.py picture.py alarms.py gateway_session.py \
	gateway_traffic.py gateway_cookies.py gateway_outside.py) tests/functions/test_contract.py \
	$(addprefix tests/ops/test_,operations_guide.py guides_typed.py static_hosting.py supply.py)

help: ## List the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | awk -F'|' '{printf "  make %-16s %s\n", $$1, $$2}'

run: ## Run the whole product on this machine, until Ctrl-C
	@local/setup.sh python node front
	@exec .venv/bin/python -m local.run $(ARGS)

run-https: ## The same behind TLS, for browsers that store no Secure cookie over http (WebKit)
	@local/setup.sh python node front
	@exec .venv/bin/python -m local.run --https $(ARGS)

run-gateway: ## The same behind the gateway's shipped policies, where their runner is installed
	@local/setup.sh python node front
	@exec .venv/bin/python -m local.run --gateway $(ARGS)

quick: ## The tests that start no process, port or browser, Python and TypeScript: about a minute
	@local/setup.sh python node
	@$(call both,npm test --silent,.venv/bin/python -m pytest --lane quick $(subst -n 4,-n 2,$(PARALLEL)) $(ARGS))

test: ## All that a change can break: the quick ones, contract, stack and browser tests
	@local/setup.sh python node front browser
	@$(call both,npm test --silent,.venv/bin/python -m pytest --lane test $(PARALLEL) $(ARGS))

all: test-313 ## All tests, the long ones too: mutations, kills, limits, packages, other brokers, fuzz, bombs, Python 3.13
	@local/setup.sh python node front browser lighthouse spreadsheet
	@$(call both,npm test --silent,.venv/bin/python -m pytest --lane all $(PARALLEL) $(ARGS))

test-313: ## The server's tests on Python 3.13 and the event loop that Azure runs, where a Python 3.13 is installed
	@local/setup.sh python
	@.venv/bin/python -m tests.python313 $(PARALLEL) $(ARGS)

verdicts: ## Compare the phone's and the server's validation of 200,000 random answers, a quarter of an hour
	@local/setup.sh python node front
	@.venv/bin/python -m tests.verdicts --cases 200000 $(ARGS)
	@.venv/bin/python -m tests.verdicts.typed_trial

pairs: ## Move drafts between 100,000 random pairs of form versions, half an hour
	@local/setup.sh python node front
	@.venv/bin/python -m tests.pairs --pairs 100000 $(ARGS)

check: lint ## Format, lint, types, definitions; infrastructure, policies and contract
	@.venv/bin/python -m pytest $(STATIC)

lint: ## The checks that make test does not run: format, lint, types, definitions
	@local/setup.sh python node
	@$(MAKE) --no-print-directory --keep-going --jobs 2 lint-web lint-types lint-style lint-definitions

lint-style:
	@.venv/bin/ruff format --check .; formatted=$$?; .venv/bin/ruff check . && exit $$formatted

lint-types:
	@.venv/bin/mypy

lint-definitions:
	@.venv/bin/python -m feltskema check && .venv/bin/python -m feltskema docs --check

lint-web:
	@cd static-web && npm run --silent check

format: ## Format all code
	@local/setup.sh python node
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .
	@cd static-web && npm run --silent format

bench: ## Benchmarks, as ratios against a floor or another product
	@local/setup.sh python node front browser
	@.venv/bin/python -m bench $(ARGS)

bench-first-load: ## Our form against JSON Forms' and RJSF's smallest pages, cold, warm and offline
	@local/setup.sh python node front browser peers
	@.venv/bin/python -m bench.first_load $(ARGS)

lighthouse: ## Lighthouse's accessibility and best practices of the phone's pages, as a phone and as a desk, three minutes
	@local/setup.sh python node front browser lighthouse
	@.venv/bin/python -m bench.lighthouse $(ARGS)

bench-large-form: ## A form of 300 fields, 1 000 calculations and 200 repeats, beside a bare page
	@local/setup.sh python node front browser
	@.venv/bin/python -m bench.large_form $(ARGS)

walk: ## Random walks of a phone with tabs, faults and two people, each seed 500 steps; WALK_SEED=7 WALK_SEEDS=1 repeats one
	@local/setup.sh node
	@cd static-web && WALK_SEEDS=$${WALK_SEEDS:-20} npx vitest run tests/walk/walk.test.ts $(ARGS)

walk-bugs: ## Faults planted in the phone's product, each of which the walk must find within ten seeds; a quarter of an hour
	@local/setup.sh node
	@cd static-web && WALK_BUGS=1 npx vitest run tests/walk/bugs.test.ts $(ARGS)

proof: ## 10 000 registrations on the real storage protocol, 30 % of answers lost on every hop, 200 kills; ARGS="--ledger --minutes 60" is an hour of it
	@local/setup.sh python node
	@.venv/bin/python -m tests.resilience $(ARGS)

simulation: ## A municipality in simulation, a minute or two; ARGS="--registrations 1000000 --workers 2" is all of it, some hours
	@local/setup.sh python
	@.venv/bin/python -m tests.simulation $(ARGS)

simulation-bugs: ## Bugs planted in the product, each of which the simulation must find, by name; a quarter of an hour
	@local/setup.sh python
	@.venv/bin/python -m pytest tests/simulation/test_found.py $(ARGS)

fuzz: ## Test the API against its own OpenAPI document, 20,000 requests
	@local/setup.sh python node
	@.venv/bin/python -m tests.fuzz $(ARGS)

bombs: ## Send inputs that are small to send and expensive to read, 100,000 of them, a quarter of an hour
	@local/setup.sh python
	@.venv/bin/python -m tests.bombs $(ARGS)

contract: ## Write the generated files: openapi.json, the phone's types, verdict.json, tables of the documents
	@local/setup.sh python node
	@.venv/bin/python -m ops.contract

infra: ## Write the snapshots of the infrastructure and its picture, after an intended change
	@local/setup.sh python
	@.venv/bin/python -m infra.snapshots && .venv/bin/python -m infra.picture

package: ## Make the deployment package, dist/feltskema.zip, and its bill of materials
	@local/setup.sh python
	@.venv/bin/python -m ops.package $(ARGS)

doctor: ## Examine an instance, deployed or on this machine: what is wrong, and what to do
	@local/setup.sh python
	@.venv/bin/python -m ops.doctor $(ARGS)

lock: ## Lock the Python packages again, at the newest versions that fit
	@local/setup.sh python
	@.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 $(LOCKED) requirements-dev.in -o requirements-dev.txt
	@.venv/bin/uv pip compile --quiet --upgrade --python-version 3.13 --python-platform x86_64-manylinux_2_28 $(LOCKED) \
		-c requirements-dev.txt requirements.in -o requirements.txt
	@.venv/bin/uv pip compile --quiet --python-version 3.13 --python-platform x86_64-manylinux_2_28 $(LOCKED) \
		-c requirements.txt tests/local/worker.in -o tests/local/worker.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 $(LOCKED) \
		tests/domain/evaluation/focus.in -o tests/domain/evaluation/focus.txt

clean: ## Delete everything that was installed, and all local data
	rm -rf .venv .local local.settings.json local/node_modules static-web/node_modules static-web/dist static-web/dist-node
