# make run: set everything up and start the app.  make test: set up what the tests need and run them.
.DEFAULT_GOAL := run
.PHONY: run test soak mutants check benchmark judges screenshots clean

VENV := .venv
BIN := $(VENV)/bin

run: $(VENV)/.ready-run
	@sh setup/system.sh run
	@$(BIN)/simulator

test: $(VENV)/.ready-dev
	@sh setup/system.sh test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

soak: $(VENV)/.ready-dev
	@sh setup/system.sh test
	@rm -rf .soak
	$(BIN)/python -m pytest -n 2 --dist loadgroup --soak
	$(BIN)/python docs/reliability.py

mutants: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks.mutants

check: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@$(BIN)/python setup/audit.py

benchmark: $(VENV)/.ready-dev
	@sh setup/system.sh test
	$(BIN)/python -m benchmarks

judges: $(VENV)/.ready-dev
	$(BIN)/python -m training.reader --out .judges
	$(BIN)/python -m training.pack .judges/last.pt
	$(BIN)/python -m training.moves
	$(BIN)/python -m training.judges
	$(BIN)/python -m training.asking
	$(BIN)/python -m training.senses
	$(BIN)/python -m training.endings

screenshots: $(VENV)/.ready-dev
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .mutants

$(VENV)/.ready-run: pyproject.toml constraints.txt setup/environment.sh
	@sh setup/environment.sh piper,weights
	@touch $@

$(VENV)/.ready-dev: pyproject.toml constraints.txt setup/environment.sh
	@sh setup/environment.sh piper,weights,dev
	@touch $@ $(VENV)/.ready-run
