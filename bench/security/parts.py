"""The parts of a run, in their order, and how each is carried out."""

import asyncio
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from bench.security import advisories, api_calls, code, suites
from bench.security.check import Check, State
from bot.progress import say


@dataclass(frozen=True)
class Part:
    """One check that is to come; ``what`` as the check itself says it."""

    name: str
    what: str
    work: Callable[[], Check]

    def not_run(self, why: str) -> Check:
        """What stands in the page instead of a result."""
        return Check(self.name, self.what, "", State.NOT_RUN, (why,))

    def run(self) -> Check:
        """Its result; a part that takes too long is stopped and told as not run."""
        try:
            return self.work()
        except subprocess.TimeoutExpired as error:
            return self.not_run(f"stopped, since it took more than {error.timeout:.0f} s")


def carry_out(wanted: Sequence[Part], keep: Callable[[Sequence[Check]], None]) -> Sequence[Check]:
    """Every result; ``keep`` gets those that are there after each part, and what stands for the others."""
    done: list[Check] = []
    for part in wanted:
        began = time.monotonic()
        done.append(part.run())
        _tell(done[-1], time.monotonic() - began)
        keep([*done, *(one.not_run("this run was cut short") for one in wanted[len(done) :])])
    return done


def _tell(check: Check, seconds: float) -> None:
    say(f"{check.name}: {check.state.strip('*')}, {check.cases} ({seconds:.0f} s)")
    for finding in check.findings:
        say(f"  {finding}")


def parts(today: date, *, offline: bool) -> Sequence[Part]:
    """All of them: the quick ones first."""
    return (
        Part("own code", code.WHAT, code.scan),
        *(_advisories(one, today, offline) for one in advisories.PYTHON),
        *(
            Part(name, suite.what, partial(suites.run, name, suite))
            for name, suite in suites.load_suites().items()
        ),
        Part("API", api_calls.WHAT, lambda: asyncio.run(api_calls.call())),
    )


def _advisories(environment: str, today: date, offline: bool) -> Part:
    what = advisories.WHAT.format(advisories.PYTHON[environment])
    work = partial(advisories.ask, environment, today, offline=offline)
    return Part(f"advisories, {environment}", what, work)
