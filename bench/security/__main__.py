"""``make security``: every check, and after each of them docs/security.md.

Exit code 1: something was found that is neither mended nor explained; 2: a part was stopped, or advisories
were not asked (with ``--offline``, which asks nobody, that is 0; the page says so all the same).
"""

import argparse
import sys
from collections.abc import Sequence

from bench.security import report
from bench.security.check import State
from bench.security.parts import carry_out, parts
from bot.app import today_in_vietnam

FOUND, INCOMPLETE = 1, 2


def exit_code(states: Sequence[State], *, offline: bool) -> int:
    """What the shell is told."""
    if State.FAILED in states:
        return FOUND
    enough = (State.PASSED, State.NOT_ASKED) if offline else (State.PASSED,)
    return 0 if all(state in enough for state in states) else INCOMPLETE


def main() -> None:
    """Says each result and writes it down at once: a run that is cut short leaves what it has."""
    parser = argparse.ArgumentParser(prog="python -m bench.security", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="ask nobody outside")
    today, offline = today_in_vietnam(), parser.parse_args().offline
    done = carry_out(parts(today, offline=offline), lambda checks: report.write(checks, today))
    sys.exit(exit_code([check.state for check in done], offline=offline))


if __name__ == "__main__":
    main()
