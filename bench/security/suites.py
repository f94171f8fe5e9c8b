"""The tests that show what attackers meet, gathered from where they stand."""

import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.security.check import Check, State
from bench.security.tool import output_of

SECONDS = 400
FILE = Path(__file__).with_name("suites.yml")


class Suite(msgspec.Struct, frozen=True):
    """What would be tried, and the files or folders of tests that try it."""

    what: str
    tests: Sequence[str]


def load_suites() -> dict[str, Suite]:
    """By name, in the order of the file."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=dict[str, Suite])


def run(name: str, suite: Suite) -> Check:
    """What became of its tests; raises subprocess.TimeoutExpired."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        output_of("pytest", "-q", f"--junit-xml={report}", *suite.tests, seconds=SECONDS)
        root = ET.parse(report).getroot() if report.exists() else ET.Element("none")
    cases = list(root.iter("testcase"))
    bad = [one for one in cases if one.find("failure") is not None or one.find("error") is not None]
    skipped = sum(one.find("skipped") is not None for one in cases)
    found = tuple(f"{one.get('classname')}: {one.get('name')}" for one in bad)
    found += (f"{skipped} tests could not run on this machine",) if skipped else ()
    failed = bool(bad) or len(cases) == skipped
    return Check(name, suite.what, f"{len(cases)} tests", State.FAILED if failed else State.PASSED, found)
