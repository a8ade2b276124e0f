#!/bin/sh
# Make .venv and install the pack into it. Called by the Makefile, which decides when.
#   sh tools/install.sh learner|developer
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
who=$1
case "$who" in
    learner) lock=requirements.lock ;;
    developer) lock=requirements-dev.lock ;;
    *) echo "Say 'sh tools/install.sh learner' or 'sh tools/install.sh developer'." >&2; exit 2 ;;
esac

# An installation made in another place points there: its commands would run the old pack.
if [ -f .venv/.place ] && [ "$(cat .venv/.place)" != "$here" ]; then
    echo "The pack has moved since it was installed, so it is installed afresh."
    rm -rf .venv
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(sh tools/find-python.sh)
    # Half an installation, from a run that was stopped, is no use to anyone.
    rm -rf .venv
    "$python" -m venv .venv
fi

echo "Installing the packages in $lock. The first time takes a minute or two."
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --requirement "$lock"; then
    echo "" >&2
    echo "The packages could not be installed. The lines above say why." >&2
    echo "If they speak of a connection or a time-out, check the network and give the same command again." >&2
    echo "If they speak of space, the pack needs about 1 GB." >&2
    exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --no-deps --no-build-isolation --editable .
printf '%s\n' "$here" > .venv/.place
date > ".venv/.$who"
