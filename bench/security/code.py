"""Bandit over the program's own code."""

import msgspec

from bench.security.check import Check, State
from bench.security.tool import output_of

FOLDERS = ("bot", "actions", "procedures_kb", "scripts")
WHAT = f"bandit over {', '.join(f'`{one}`' for one in FOLDERS)}"


class _Result(msgspec.Struct):
    test_id: str
    filename: str
    line_number: int
    issue_text: str


class _Report(msgspec.Struct):
    metrics: dict[str, dict[str, int]]
    results: list[_Result]


def scan() -> Check:
    """Everything that bandit says and ``[tool.bandit]`` or a reasoned ``nosec`` does not explain."""
    told = output_of("bandit", "-q", "-r", *FOLDERS, "-c", "pyproject.toml", "-f", "json")
    report = msgspec.json.decode(told, type=_Report)
    found = tuple(
        f"{one.test_id} {one.filename}:{one.line_number} {one.issue_text}" for one in report.results
    )
    lines = report.metrics["_totals"]["loc"]
    return Check(
        "own code",
        WHAT,
        f"{lines:,} lines, {len(found)} findings",
        State.FAILED if found else State.PASSED,
        found,
    )
