"""Published advisories about the locked packages of both environments, asked for by pip-audit."""

import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from packaging.requirements import Requirement

from bench.security.accepted import Accepted, load_accepted, overdue
from bench.security.check import Check, State
from bench.security.tool import output_of
from bot.settings import PROJECT_ROOT

UV = PROJECT_ROOT / ".tools" / "bin" / "uv"
# The environments that are delivered, each with its Python.
PYTHON = {"app": "3.11", "nlu": "3.10"}
# pip-audit takes an unreachable service for packages that it does not know, and calls that a success.
COULD_NOT = "the advisories could not be asked: pip-audit heard nothing of {missing} of {total} packages"
WHAT = "pip-audit over the locked packages, Python {}"


def ask(environment: str, today: date, *, offline: bool) -> Check:
    """Every advisory that is neither mended nor accepted fails; silence is told as silence.

    Offline nobody is asked: nothing is known of any package then.
    """
    packages = locked_packages(environment)
    told = _unasked(packages) if offline else _audit(packages)
    return judged(environment, told, load_accepted(), today)


def _unasked(packages: Sequence[str]) -> Mapping[str, Any]:
    return {"dependencies": [{"name": one, "skip_reason": "offline"} for one in packages]}


def judged(environment: str, told: Mapping[str, Any], accepted: Sequence[Accepted], today: date) -> Check:
    """What pip-audit's report amounts to, beside the accepted entries."""
    packages = told.get("dependencies", [])
    found = [(one["name"], known) for one in packages for known in one.get("vulns", [])]
    late = [
        f"{one.id} of {one.package}: to be looked at since {one.until}" for one in overdue(accepted, today)
    ]
    valid = {one.id for one in accepted if one.until >= today}
    open_ones = [_line(name, known) for name, known in found if not _ids(known) & valid]
    missing = sum("skip_reason" in one for one in packages)
    silent = [COULD_NOT.format(missing=missing, total=len(packages))] if missing or not packages else []
    state = State.FAILED if open_ones or late else State.NOT_ASKED if silent else State.PASSED
    return Check(
        f"advisories, {environment}",
        WHAT.format(PYTHON[environment]),
        f"{len(packages)} packages, {len(found)} advisories",
        state,
        (*open_ones, *late, *silent),
    )


def _ids(known: Mapping[str, Any]) -> set[str]:
    return {known["id"], *known.get("aliases", ())}


def _line(package: str, known: Mapping[str, Any]) -> str:
    return f"{known['id']} of {package}, mended in {', '.join(known['fix_versions']) or 'no version'}"


def locked_packages(environment: str) -> Sequence[str]:
    """``name==version`` of each package of the lock that this environment gets on this system."""
    wishes = ("--frozen", "--quiet", "--no-emit-project", "--no-hashes", "--no-annotate", "--no-header")
    command = [str(UV), "export", *wishes, "--extra", environment]
    told = subprocess.run(command, cwd=PROJECT_ROOT, check=True, timeout=60, capture_output=True, text=True)
    wanted = [Requirement(line) for line in told.stdout.splitlines() if "==" in line]
    version = {"python_version": PYTHON[environment], "python_full_version": f"{PYTHON[environment]}.0"}
    return [f"{one.name}{one.specifier}" for one in wanted if not one.marker or one.marker.evaluate(version)]


def _audit(packages: Sequence[str]) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write("\n".join(packages))
        wanted.flush()
        quiet = ("--no-deps", "--disable-pip", "--timeout", "10", "--progress-spinner", "off")
        told = output_of("pip_audit", "-r", wanted.name, *quiet, "-f", "json")
    try:
        return msgspec.json.decode(told, type=dict)
    except msgspec.DecodeError:
        return {}  # it could not even begin: told as not asked
