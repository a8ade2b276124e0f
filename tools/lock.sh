#!/bin/sh
# Write both locks from pyproject.toml: exact versions with hashes, for every system and for every
# Python from the oldest we support. The second lock keeps to the first, so that what a test sees
# is what a learner gets.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header pyproject.toml "$@"
}
compile --output-file requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
echo "Written: requirements.lock and requirements-dev.lock. Now give 'make test'."
