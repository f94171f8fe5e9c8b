"""Stands in for systemctl: takes what systemd would take, for units that are there."""

import re
import sys

from bot.settings import PROJECT_ROOT

VERBS = {"start", "stop", "restart", "reload", "enable", "is-active", "daemon-reload"}
FOREIGN = {"nginx", "nginx.service", "postgresql.service"}


def known(unit: str) -> bool:
    """Whether a unit of that name would be there after the installation."""
    name = re.sub(r"@\d+\.", "@.", unit)
    return unit in FOREIGN or (PROJECT_ROOT / "deploy" / "systemd" / name).is_file()


def complaints(words: list[str]) -> list[str]:
    """What systemd would say no to."""
    verb, *units = [word for word in words if word != "--now"] or [""]
    if verb not in VERBS:
        return [f"unknown verb {verb}"]
    return [f"no unit {unit}" for unit in units if not known(unit)]


if __name__ == "__main__":
    found = complaints(sys.argv[1:])
    sys.exit("; ".join(found) if found else 0)
