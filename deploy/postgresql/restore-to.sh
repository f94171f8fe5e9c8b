#!/usr/bin/env bash
# Fills an empty data folder of PostgreSQL with the last base backup before a moment and the archived log up to it:
# restore-to.sh FOLDER [TIME, such as "2026-11-27 10:15:00+07"; else as far as the archive goes]. As the account postgres.
set -euo pipefail
archive=${ARCHIVE:-/var/backups/postgresql}
folder=$1 moment=${2:-}
umask 077
mkdir -p "$folder"
[ -z "$(ls -A "$folder")" ] || { echo "$folder is not empty: move away what is in it" >&2; exit 1; }
before=$(date -u -d "${moment:-now}" +%Y%m%dT%H%M%SZ)
base=
while read -r one; do [[ "$(basename "$one")" > "base-$before" ]] || base=$one; done < <(find "$archive" -maxdepth 1 -name 'base-*Z' | sort)
[ -n "$base" ] || { echo "no base backup in $archive is older than that" >&2; exit 1; }
tar -xzf "$base/base.tar.gz" -C "$folder"
sed -i '/^recovery_target/d; /^restore_command/d' "$folder/postgresql.auto.conf" # of an earlier restore
cat >>"$folder/postgresql.auto.conf" <<END
restore_command = 'gunzip < $archive/wal/%f.gz > %p'
recovery_target_action = 'promote'
${moment:+recovery_target_time = '$moment'}
END
touch "$folder/recovery.signal"
echo "from $base; start the server now" >&2
