"""``make bench-channels``: every run or those named; what whole runs found is kept in docs/channels.md."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from bench.channels import acknowledge, doubled, flood, forged, fuzz, kill, report
from bench.channels.finding import Finding
from bench.nlu.about import machine
from bot.progress import say

RUNS: Mapping[str, Callable[[float], Coroutine[Any, Any, Finding]]] = {
    "acknowledge": acknowledge.measure,
    "doubled": doubled.measure,
    "kill": kill.measure,
    "flood": flood.measure,
    "forged": forged.measure,
    "fuzz": fuzz.measure,
}


def main() -> None:
    """The exit code is 1 where a target was missed."""
    options = _options()
    missed = False
    for name in options.runs or RUNS:
        say(f"{name} …")
        about = machine()
        finding = asyncio.run(RUNS[name](options.size))
        missed |= not finding.reached
        print(f"{name}: {'reached' if finding.reached else 'MISSED'}: {finding.measured}")
        print(*(f"  {line}" for line in finding.details), sep="\n", flush=True)
        if options.size == 1:
            report.keep(name, finding, about)
    sys.exit(missed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.channels", description=__doc__)
    parser.add_argument("runs", nargs="*", metavar="RUN", help=f"of {', '.join(RUNS)}; without any, all")
    parser.add_argument("--size", type=float, default=1.0, help="a share of the size; less is not kept")
    options = parser.parse_args()
    if unknown := set(options.runs) - set(RUNS):
        parser.error(f"there is no run {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    main()
