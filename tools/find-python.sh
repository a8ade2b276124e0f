#!/bin/sh
# Print the first Python that can run the pack, or say what to install.
# PYTHON=/path/to/python chooses one by hand.
set -eu
if [ -n "${PYTHON:-}" ] && ! command -v "$PYTHON" >/dev/null 2>&1; then
    echo "There is no Python at '$PYTHON'. Leave PYTHON= out, or give the path of one that exists." >&2
    exit 1
fi
tried=""
for python in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
    command -v "$python" >/dev/null 2>&1 || continue
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    case "$version" in
        3.11 | 3.1[2-9] | 3.[2-9][0-9]) ;;
        *) tried="$tried $version"; continue ;;
    esac
    # Debian and Ubuntu ship Python without the part that makes a virtual environment.
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        echo "Python $version is here, but not the part of it that makes a place for the pack's packages." >&2
        echo "On Debian or Ubuntu, give this command, then try again:  sudo apt install python$version-venv" >&2
        exit 1
    fi
    command -v "$python"
    exit 0
done
if [ -n "$tried" ]; then
    echo "The pack needs Python 3.11 or newer. This computer has only Python$tried." >&2
else
    echo "The pack needs Python 3.11 or newer, and none was found on this computer." >&2
fi
echo "  Mac:              install Python 3.13 from https://www.python.org/downloads/" >&2
echo "  Debian, Ubuntu:   sudo apt install python3 python3-venv" >&2
echo "  Fedora:           sudo dnf install python3" >&2
echo "If you have one in an unusual place:  make lab PYTHON=/path/to/python3" >&2
exit 1
