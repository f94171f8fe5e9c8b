"""What a sentence may mean: the procedures that words may name, or none of them."""

import zlib

from procedures_kb.loader import KnowledgeBase

NONE = "none"
# One procedure in so many plays the unknown one while the weights are fitted.
_UNKNOWN_ONE_IN = 7


def labels_of(kb: KnowledgeBase) -> tuple[str, ...]:
    """The codes of the procedures that words may name, in the order of the base, and NONE."""
    return (*(each.code for each in kb.nameable), NONE)


def plays_unknown(code: str) -> bool:
    """Whether a procedure is left untaught in the trial that the weights are fitted on; NONE never is."""
    return code != NONE and zlib.crc32(code.encode()) % _UNKNOWN_ONE_IN == 0
