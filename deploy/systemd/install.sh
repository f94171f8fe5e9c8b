#!/usr/bin/env bash
# Puts the units in place on a Debian 12 server, with account and folders; run as root in /opt/chidan. May be run again.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
root=${DESTDIR:-}

id chidan >/dev/null 2>&1 || adduser --system --group --home /var/lib/chidan --no-create-home chidan
install -d -m 0700 -o chidan -g chidan "$root/var/lib/chidan" "$root/var/backups/chidan"
install -d -m 0750 -o root -g chidan "$root/etc/chidan"
# Never over the one with the department's secrets.
[ -e "$root/etc/chidan/chidan.env" ] || install -m 0600 -o root -g root .env.example "$root/etc/chidan/chidan.env"
# The folder of the data is set by the units.
sed -i '/^CHIDAN_DATA_DIR=/d' "$root/etc/chidan/chidan.env"
install -d -m 0755 "$root/etc/systemd/system" "$root/usr/local/bin"
install -m 0644 deploy/systemd/*.service deploy/systemd/*.timer "$root/etc/systemd/system/"
install -m 0755 deploy/systemd/chidan-admin "$root/usr/local/bin/chidan"
[ -n "$root" ] || systemctl daemon-reload
