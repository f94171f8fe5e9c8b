"""Progress, told to the person at the terminal; standard output stays free for answers."""

import sys
from collections.abc import Callable

Say = Callable[[str], None]


def say(line: str) -> None:
    """Prints one line to standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201
