#!/bin/sh
# What the tests need beside our own packages: python3-venv, Chromium and node, from Debian where they are missing.
set -eu
missing=
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3 python3-venv"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
# Playwright's driver is linked against it, and a bare Debian does not have it.
/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need$missing. On Debian or Ubuntu: sudo apt install$missing" >&2
    exit 1
fi
echo "Installing$missing for the tests"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
