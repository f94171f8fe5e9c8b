"""How slow the machine is that runs the tests, so that limits in seconds mean the same work everywhere."""

import time

# What the yardstick took on the machine that the limits were set on (2 cores, otherwise idle).
REFERENCE_SECONDS = 0.14
TRIES = 3


def _yardstick() -> float:
    """Processor seconds of a fixed piece of work of the kind that programs in Python do."""
    started = time.process_time()
    table: dict[str, int] = {}
    for number in range(400_000):
        word = f"từ{number % 5_000}"
        table[word] = table.get(word, 0) + len(word)
    return time.process_time() - started


def slowness() -> float:
    """Times by which this machine, as busy as it is now, is slower than the reference; never below 1."""
    return max(1.0, min(_yardstick() for _ in range(TRIES)) / REFERENCE_SECONDS)
