#!/bin/sh
# Every night at 03:15 UTC, for the service `daily` of compose.yaml: a backup into a folder, then the rooms that nobody used
# are archived, so that the histories that go are in the backup of that night.
#   sh deploy/many/daily.sh /var/backups/slicewise
# What fails says so in the log of the container; it comes again the next night.
set -eu
cd "$(dirname "$0")/../.."
at=11700 # 03:15, in seconds of the day
while :; do
    sleep "$((86400 - ($(date +%s) - at) % 86400))"
    sh deploy/backup.sh "$1" || :
    .venv/bin/python manage.py archive_rooms || :
done
