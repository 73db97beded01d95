# Every command of the repository. `make` alone lists them. All paths are relative, so that a folder with spaces will do.
SHELL := /bin/sh
PYTHON :=
DATA :=
PORT :=
py := .venv/bin/python
lock := $(py) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --only-binary :all: --no-config --no-header \
	--no-emit-index-url --no-emit-find-links

.PHONY: help setup demo test quick lint format bench soak lock translations clean

help: ## list the commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: ## build .venv from the locked requirements (quick when nothing changed)
	@python="$$(PYTHON='$(PYTHON)' bin/find-python)" && "$$python" -I bin/setup.py

demo: setup ## start Noroshi with a world to explore (PORT=8000 DATA=folder)
	@$(py) -m noroshi.cli demo $(if $(DATA),--data "$(DATA)") $(if $(PORT),--port $(PORT))

test: setup lint ## everything that CI runs
	@bin/find-device-tools
	@chromium="$$(bin/find-chromium)" && NOROSHI_CHROMIUM="$$chromium" $(py) -m pytest -n auto --dist loadgroup --ignore tests/soak --ignore tests/bench

quick: setup ## the tests that need neither browser nor database
	@$(py) -m ruff check . && $(py) -m pytest -q $(wildcard tests/unit tests/policy tests/architecture)

lint: setup ## style, types, layers, libraries, templates, spelling
	$(py) -m ruff check .
	$(py) -m ruff format --check .
	$(py) -m mypy
	.venv/bin/lint-imports
	.venv/bin/deptry .
	$(py) -m djlint noroshi --lint --quiet
	$(py) -m codespell_lib

format: setup ## put the code into the agreed shape
	$(py) -m ruff check --fix . ; $(py) -m ruff format .

bench: setup ## measure, print a table and write build/bench.json
	@$(py) -m tests.bench

soak: setup ## long fault sweeps and large data
	@$(py) -m pytest -n 2 tests/soak tests/property --hypothesis-profile=soak

lock: setup ## compile requirements/*.in into hashed *.txt
	$(lock) requirements/bootstrap.in -o requirements/bootstrap.txt
	$(lock) requirements/base.in -o requirements/base.txt
	$(lock) requirements/dev.in -o requirements/dev.txt

translations: setup ## gather new words, list those without Japanese, compile
	@$(py) -m noroshi.web.translations update

clean: ## remove what can be made again (.venv, build); data/ stays
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
