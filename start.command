#!/bin/sh
# Double-click on a Mac to open the pack.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 python3; do
    command -v "$python" >/dev/null 2>&1 && exec "$python" start.py "$@"
done
echo "Python was not found. Install Python 3.13 from https://www.python.org/downloads/ and try again."
exit 1
