#!/bin/sh
# manage.py as the service runs it, with its user and its environment:  sudo deploy/one-box/manage.sh createsuperuser
set -eu
exec runuser -u slicewise -- sh -c '
    set -a; . /etc/slicewise.env; set +a
    umask 077
    cd /opt/slicewise
    exec .venv/bin/python manage.py "$@"' manage.sh "$@"
