"""What one check of ``make security`` found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """``NOT_ASKED`` is no pass: who would have told was not reached; nor is ``NOT_RUN``: no time was left."""

    PASSED = "passed"
    FAILED = "**failed**"
    NOT_ASKED = "**not asked**"
    NOT_RUN = "**not run**"


@dataclass(frozen=True)
class Check:
    """``cases`` counts what was looked at, in the words of the check; ``findings`` are what it has to say."""

    name: str
    what: str
    cases: str
    state: State
    findings: tuple[str, ...] = ()
