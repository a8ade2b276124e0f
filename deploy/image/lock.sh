#!/bin/sh
# Write requirements-hub.lock anew: exact versions with hashes, none other than the pack's own lock
# has. Give it after `make lock`, and after a change of requirements-hub.in.
set -eu
cd "$(dirname "$0")/../.."
.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.13 \
    --generate-hashes --no-emit-index-url --no-header \
    --constraint requirements.lock \
    --output-file deploy/image/requirements-hub.lock deploy/image/requirements-hub.in
echo "Written: deploy/image/requirements-hub.lock. Now build the image again."
