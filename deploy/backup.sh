#!/bin/sh
# A backup named after this minute in a folder; then those that this script made there more than 30 days ago go:
#   sh deploy/backup.sh /var/backups/slicewise
# One box, compose and Kubernetes each run it every night. When the backup fails, none of the old ones goes. Backups made by
# hand have other names, and stay.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python manage.py backup "$1/daily-$(date -u +%Y-%m-%d-%H%M).backup"
find "$1" -maxdepth 1 -name 'daily-*.backup' -mtime +30 -delete
