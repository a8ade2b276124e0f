#!/bin/sh
# Remove what the commands of the Makefile can make again. A learner's own files stay.
set -eu
cd "$(dirname "$0")/.."
rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/screenshots
find src tests tools notebooks -name __pycache__ -type d -prune -exec rm -rf {} +
find notebooks -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +
echo "Removed the installation and the build folders. 'make lab' makes them anew."
