# Every command of the pack. `make` alone lists them.
# Kept to what GNU make 3.81 knows, the version on a Mac, and to relative paths, so that the pack
# may lie in a folder with spaces in its name.

.DEFAULT_GOAL := help
PYTHON ?= python3

.PHONY: help
help: ## list these commands
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# --- for learners ---------------------------------------------------------------------------------

.PHONY: lab
lab: ## install what is missing, then open the pack in JupyterLab
	@$(PYTHON) start.py

# With FILE=table.csv the areas of that table; without it the published ones. OUT=folder says where to.
BRIEFING = .venv/bin/born-into-care briefing $(if $(FILE),"$(FILE)") \
	$(if $(OUT),--out "$(OUT)") $(OPTIONS)

.PHONY: briefing
briefing: learner ## make a briefing of two pages on one area: AREA="North East"
	@$(if $(AREA),,$(error Name an area: make briefing AREA="North East"))$(BRIEFING) --area "$(AREA)"

.PHONY: briefings
briefings: learner ## make one for every area; FILE=table.csv takes a table of your own
	@$(BRIEFING) --all

# --- for those who change the pack ----------------------------------------------------------------

# Notebooks strictly: what a cell shows must be what is saved. A file stays on one worker, and
# tests/conftest.py says which starts first.
CHECK = .venv/bin/python -m ruff check . && .venv/bin/python -m mypy && .venv/bin/python -m pytest \
	--numprocesses=2 --dist=loadfile --no-loadscope-reorder --doctest-modules \
	--nbval --nbval-current-env --nbval-cell-timeout=120 src tools/build tools/data tests notebooks

.PHONY: test
test: developer ## check everything: style, types, tests, notebooks, pages in a browser
	@$(CHECK)

.PHONY: test-quick
test-quick: developer ## the same without a browser
	@$(CHECK) -m "not browser"

.PHONY: notebooks
notebooks: developer ## run every notebook and save it with its outputs
	@.venv/bin/python -m tools.notebooks

.PHONY: data
data: developer ## make the pages and descriptions of data/ anew from its tables
	@.venv/bin/python -m tools.data

.PHONY: site
site: developer ## build the pages that need no kernel, no server and no network
	@.venv/bin/python -m tools.build site

.PHONY: app
app: developer ## open the workshop app: large type, one screen, no code
	@.venv/bin/python -m tools.build.workshop

.PHONY: kit
kit: developer ## make the whole teaching kit: run sheets, questions, assignments, handouts, slides
	@.venv/bin/python -m tools.build kit

.PHONY: slides
slides: developer ## make a deck for each notebook, with speaker's notes, and its PDF
	@.venv/bin/python -m tools.build slides

.PHONY: handouts
handouts: developer ## make two printed pages for each notebook, for a room without devices
	@.venv/bin/python -m tools.build handouts

.PHONY: exports
exports: developer ## write the question bank for Moodle, Canvas and Blackboard
	@.venv/bin/python -m tools.build exports

.PHONY: variants
variants: developer ## make an assignment for each of 30 students, and the marker's key
	@.venv/bin/python -m tools.build variants

.PHONY: load
load: developer ## let a class of forty in, on this machine alone: ten minutes
	@.venv/bin/python -m tools.load

.PHONY: bench
bench: developer ## measure each explorer from a choice to a changed chart
	@.venv/bin/python -m tools.bench.explorers

.PHONY: lock
lock: developer ## choose exact versions anew, from the names in pyproject.toml
	@sh tools/lock.sh

.PHONY: address
address: ## write the repository's address from pyproject.toml into README and CITATION
	@$(PYTHON) tools/address.py

.PHONY: clean
clean: ## remove what can be made again; learners' files and notebooks stay
	@rm -rf .venv build dist tools/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests tools notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d \
		-prune -exec rm -rf {} +

# --- installation ---------------------------------------------------------------------------------

# start.py knows what is installed, and does nothing where that is current.
.PHONY: learner
learner:
	@$(PYTHON) start.py --install

.PHONY: developer
developer:
	@$(PYTHON) start.py --install --developer
