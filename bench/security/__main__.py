"""``make security``: every check, then docs/security.md.

Exit code 1: something was found that is neither mended nor explained; 2: the advisories could not be asked
(0 with ``--offline``, and the page says so all the same).
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence

from bench.security import advisories, api_calls, code, report, suites
from bench.security.check import Check, State
from bot.app import today_in_vietnam
from bot.progress import say

FOUND, NOT_ASKED = 1, 2


def checks() -> Iterator[Check]:
    """Each as it ends."""
    yield code.scan()
    for environment in advisories.PYTHON:
        yield advisories.ask(environment, today_in_vietnam())
    yield asyncio.run(api_calls.call())
    yield from suites.run_suites()


def exit_code(states: Sequence[State], *, offline: bool) -> int:
    """What the shell is told."""
    if State.FAILED in states:
        return FOUND
    return NOT_ASKED if State.NOT_ASKED in states and not offline else 0


def main() -> None:
    """Says each result when it is there."""
    parser = argparse.ArgumentParser(prog="python -m bench.security", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="go on where advisories cannot be asked")
    offline, done = parser.parse_args().offline, []
    for check in checks():
        say(f"{check.name}: {check.state.strip('*')}, {check.cases}")
        for finding in check.findings:
            say(f"  {finding}")
        done.append(check)
    report.write(done, today_in_vietnam())
    sys.exit(exit_code([check.state for check in done], offline=offline))


if __name__ == "__main__":
    main()
