#!/usr/bin/env bash
# A base backup in $ARCHIVE beside the archived log; older ones than the last two go, with the log that only they need.
# As the account postgres, weekly: base-backup.sh [OPTIONS OF pg_basebackup]
set -euo pipefail
archive=${ARCHIVE:-/var/backups/postgresql}
umask 077
new="$archive/base-$(date -u +%Y%m%dT%H%M%SZ)"
trap 'rm -rf "$new.part"' EXIT
pg_basebackup --pgdata="$new.part" --format=tar --gzip --wal-method=fetch --checkpoint=fast "$@"
mv "$new.part" "$new"
mapfile -t bases < <(find "$archive" -maxdepth 1 -name 'base-*Z' | sort -r)
rm -rf "${bases[@]:2}"
# What was archived before the end of a base backup is in the backup itself as far as it needs it.
[ ${#bases[@]} -lt 2 ] || find "$archive/wal" -name '*.gz' ! -newer "${bases[1]}/base.tar.gz" -delete
