"""docs/security.md, written anew by each run of ``make security``."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bench.security.accepted import Accepted, load_accepted
from bench.security.check import Check
from bot.settings import PROJECT_ROOT

REPORT = PROJECT_ROOT / "docs" / "security.md"
TEXT = Path(__file__).with_name("report.md").read_text(encoding="utf-8")


def write(checks: Sequence[Check], day: date) -> None:
    """Replaces the page."""
    REPORT.write_text(page(checks, load_accepted(), day), encoding="utf-8")


def page(checks: Sequence[Check], accepted: Sequence[Accepted], day: date) -> str:
    """The page of these checks."""
    rows = "\n".join(f"| {one.name} | {one.what} | {one.cases} | {one.state} |" for one in checks)
    found = "\n".join(f"- {one.name}: {finding}" for one in checks for finding in one.findings)
    kept = "\n".join(_row(one) for one in accepted)
    return TEXT.format(day=f"{day:%d/%m/%Y}", checks=rows, findings=found or "None.", accepted=kept)


def _row(one: Accepted) -> str:
    known = "" if one.read else " (from memory, not read again)"
    return f"| {one.id}{known} | {one.package} | {one.fixed_in} | {one.why} | {one.until:%d/%m/%Y} |"
