#!/bin/sh
# What the tests need beside our own packages, from Debian where it is missing: python3-venv, Chromium (without its window:
# that took half of the time of the browser tests), node, PostgreSQL and Redis; with "scale" also nginx and Caddy. The tests
# start what serves for themselves, and end it by process id.
set -eu
missing=
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3 python3-venv"
command -v chromium-headless-shell >/dev/null 2>&1 || missing="$missing chromium-headless-shell"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
command -v pg_ctl >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ "${1:-}" != scale ] || {
    PATH=$PATH:/usr/sbin command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
    command -v caddy >/dev/null 2>&1 || missing="$missing caddy"
    command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
}
# Playwright's driver is linked against it, and a bare Debian does not have it.
/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need$missing. On Debian or Ubuntu: sudo apt install$missing" >&2
    exit 1
fi
echo "Installing$missing for the tests"
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 # at that level no service is started
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
