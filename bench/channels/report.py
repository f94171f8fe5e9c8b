"""docs/channels.md: each run's latest figures beside its target, written anew after each whole run."""

from datetime import date
from pathlib import Path

import msgspec

from bench.channels.finding import Finding
from bot.app import today_in_vietnam
from bot.settings import PROJECT_ROOT

REPORT = PROJECT_ROOT / "docs" / "channels.md"
TEXT = Path(__file__).with_name("report.md").read_text(encoding="utf-8")
# The figures as they were measured; the page is written from them.
KEPT = Path(__file__).with_name("figures.json")


class Kept(msgspec.Struct, frozen=True):
    """What a whole run found, when and on what."""

    target: str
    measured: str
    reached: bool
    details: tuple[str, ...]
    day: date
    machine: str


def keep(name: str, finding: Finding, machine: str) -> None:
    """Puts the finding in place of the run's last one."""
    runs = dict(sorted({**_kept(), name: _as_kept(finding, machine)}.items()))
    KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(runs), indent=2) + b"\n")
    REPORT.write_text(page(runs), encoding="utf-8")


def page(runs: dict[str, Kept]) -> str:
    """The page of these runs."""
    return TEXT.format(table=_table(runs), details="\n\n".join(map(_section, runs, runs.values())))


def _kept() -> dict[str, Kept]:
    return msgspec.json.decode(KEPT.read_bytes(), type=dict[str, Kept]) if KEPT.exists() else {}


def _as_kept(finding: Finding, machine: str) -> Kept:
    return Kept(
        finding.target,
        finding.measured,
        finding.reached,
        finding.details,
        today_in_vietnam(),
        machine,
    )


def _table(runs: dict[str, Kept]) -> str:
    lines = ["| run | target | measured | reached |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {kept.target} | {kept.measured} | {'yes' if kept.reached else '**no**'} |"
        for name, kept in runs.items()
    ]
    return "\n".join(lines)


def _section(name: str, kept: Kept) -> str:
    lines = [f"### {name}", f"Measured on {kept.day:%d/%m/%Y} on {kept.machine}."]
    return "\n\n".join([*lines, "\n".join(f"- {line}" for line in kept.details)])
