PY ?= python3
UV := .tools/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help run demo test check fix prove bench browser lock data

help: ## this list
	@grep -hE '^[a-z.]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

run: .venv ## first use: sample county and one round; then the web app on 127.0.0.1
	$(BIN)/python -m ui.cli run

demo: .venv ## the sample round without the server
	$(BIN)/python -m ui.cli demo

test: .venv ## the tests, at most about ten minutes on two cores
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: .venv ## format, lint, strict types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv ## format and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

prove: .venv ## long proofs: many seeds, crash and load runs, at most an hour
	$(BIN)/python -m pytest -q -m prove -n 2 --dist loadgroup

bench: .venv ## timings as ratios against named baselines
	$(BIN)/python -m benchmarks

browser: ## Chromium and Chinese fonts from the system's packages (Debian, as root)
	apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk

$(UV):
	$(PY) -m pip install --quiet --disable-pip-version-check --target .tools uv==$(UV_VERSION)

.venv: requirements.lock | $(UV) ## the environment with the development group
	$(UV) venv --quiet --allow-existing --python $(PY) .venv
	$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock
	@touch .venv

lock: | $(UV) ## after changing pyproject.toml: requirements.lock, with hashes
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --custom-compile-command "make lock" --group dev pyproject.toml -o requirements.lock

data: .venv ## derive regions/data and matching/occupations/data again from their pinned sources
	$(UV) pip install --quiet --python .venv --group data
	$(BIN)/python -m tools.build_regions
	$(BIN)/python -m tools.build_occupations
