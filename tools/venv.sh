#!/bin/sh
# Make .venv and install a hash-locked list into it:  tools/venv.sh requirements.txt
# Says in one line what is missing, if something is.
set -eu
list=$1

found=
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 &&
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=$python
        break
    fi
done
if [ -z "$found" ]; then
    echo "Slicewise needs Python 3.11 or newer. On Debian or Ubuntu: apt install python3 python3-venv" >&2
    exit 1
fi

if [ ! -x .venv/bin/pip ]; then
    if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
    echo "Making the virtual environment in .venv"
    "$found" -m venv .venv
fi

echo "Installing $list (once; the next start is quick)"
.venv/bin/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r "$list"
case $list in
requirements-dev.txt) touch .venv/ready-dev ;;
*) touch .venv/ready ;;
esac
