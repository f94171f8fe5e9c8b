"""Schemathesis against the running program, by its own description of its API."""

import asyncio
import tempfile
from pathlib import Path

import msgspec

from bench.channels.program import Program
from bench.channels.rasa import rasa_stand_in
from bench.security.check import Check, State
from bench.security.tool import output_of

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
WHAT = f"schemathesis on `/api/openapi.json`: {', '.join(CHECKS)}"
EXAMPLES = 40
SECONDS = 240


class _Cases(msgspec.Struct):
    generated: int


class _Failure(msgspec.Struct):
    title: str
    operations: list[str]


class _Report(msgspec.Struct):
    test_cases: _Cases
    failures: list[_Failure]
    errors: list[object]


async def call(examples: int = EXAMPLES) -> Check:
    """Generated calls, that many a place and phase, to ``chidan serve`` before a stand-in of Rasa."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with rasa_stand_in(0.0) as rasa:
            program = Program(folder, {"CHIDAN_RASA_URLS": rasa, "CHIDAN_MESSAGES_PER_MINUTE": "0"})
            await program.start()
            try:
                await asyncio.to_thread(_run, f"{program.url}/api/openapi.json", folder, examples)
            finally:
                await program.stop()
        return _check(msgspec.json.decode((folder / "report.json").read_bytes(), type=_Report))


def _run(address: str, folder: Path, examples: int) -> None:
    report = str(folder / "report.json")
    wishes = ("run", address, "--phases", "examples,coverage,fuzzing", "-c", ",".join(CHECKS))
    bounds = ("-n", str(examples), "--request-timeout", "20", "--seed", "1", "--generation-database", "none")
    kept = ("--continue-on-failure", "--report", "json", "--report-json-path", report)
    output_of("schemathesis.cli", *wishes, *bounds, *kept, seconds=SECONDS)


def _check(report: _Report) -> Check:
    found = tuple(f"{one.title}: {', '.join(one.operations)}" for one in report.failures)
    found += ("schemathesis could not finish",) if report.errors else ()
    return Check(
        "API",
        WHAT,
        f"{report.test_cases.generated} calls",
        State.FAILED if found else State.PASSED,
        found,
    )
