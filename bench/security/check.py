"""What one check of ``make security`` found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """``NOT_ASKED`` is no pass: who would have told could not be reached."""

    PASSED = "passed"
    FAILED = "**failed**"
    NOT_ASKED = "**not asked**"


@dataclass(frozen=True)
class Check:
    """``cases`` counts what was looked at, in the words of the check; ``findings`` are what it has to say."""

    name: str
    what: str
    cases: str
    state: State
    findings: tuple[str, ...] = ()
