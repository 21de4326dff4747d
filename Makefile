# The commands of this project. Each is a script of its own, so that it also runs without make.
.DEFAULT_GOAL := help
.PHONY: help run test quick lint coverage lock

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

run: ## serve the site with demonstration data on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@scripts/run.sh

test: ## everything: lint, SQLite, PostgreSQL and Redis, browser; installs what it needs
	@scripts/test.sh all

quick: ## lint and the tests on SQLite
	@scripts/test.sh quick

lint: ## ruff, djlint, layers, checks, migrations
	@scripts/test.sh lint

coverage: ## which lines the SQLite tests never reach
	@.venv/bin/pytest -q -n 2 -m "not browser" --cov --cov-report=term:skip-covered

lock: ## lock requirements*.in anew (UPGRADE=1 takes newer versions of what is not pinned)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)
