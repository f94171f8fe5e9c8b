"""Several short messages in a row are one turn: where a row ends, and how long its end is waited for.

People press Enter after every few words: "em hỏi chút" / "sổ nhà em bị mất" / "giờ làm lại" / "tốn nhiêu".
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

# Of the example questions in nlu_data two in three have 12 words or more; what people send in pieces has
# three to seven a piece. A text from here on is taken to be all that its writer wanted to say.
WORDS_OF_A_WHOLE = 12
CHARS_OF_A_WHOLE = 60
# A row is cut here: more is no longer one thought, and two thousand characters are all that is read.
MOST_MESSAGES = 8
MOST_CHARS = 1000
# Messages may also wait together because a turn runs or Rasa is away. Those that were written with a
# longer rest between them are two thoughts.
SAME_THOUGHT = timedelta(seconds=10)
# A message that twice took its worker or Rasa along is tried alone: it must not spoil its neighbours.
TRIES_TOGETHER = 2

_TRAILING = " .!…)\"'”"


class Piece(StrEnum):
    """A message's place in what its writer wants to say."""

    WHOLE = "whole"  # stands alone: a tap, a picture, a text that its sender calls complete
    MORE = "more"  # more may follow
    LAST = "last"  # looks as if nothing followed: a question mark, or long enough


@dataclass(frozen=True)
class Pause:
    """How long a row of pieces is kept open: after the last of them, and after the first in any case."""

    quiet: timedelta = timedelta(seconds=1.5)
    longest: timedelta = timedelta(seconds=4)


USUAL_PAUSE = Pause()


class Waiting(Protocol):
    """What a row is told by; an inbox row is one."""

    piece: str
    text: str | None
    received_at: datetime
    attempts: int
    failures: int


def piece_of(text: str | None, payload: str | None, *, in_pieces: bool) -> Piece:
    """The place of a message that has come in; ``in_pieces`` is what its channel says of its messages."""
    if not in_pieces or payload is not None or not (text or "").strip():
        return Piece.WHOLE
    return Piece.LAST if looks_complete(text or "") else Piece.MORE


def looks_complete(text: str) -> bool:
    """Whether nothing more is waited for."""
    asks = text.rstrip(_TRAILING).endswith(("?", "？"))
    return asks or len(text) >= CHARS_OF_A_WHOLE or len(text.split()) >= WORDS_OF_A_WHOLE


def row_length(waiting: Sequence[Waiting]) -> int:
    """How many of a conversation's waiting messages, oldest first, make the next turn; at least one."""
    return 1 + sum(1 for _ in _following(waiting))


def _following(waiting: Sequence[Waiting]) -> Iterator[Waiting]:
    chars = len(waiting[0].text or "")
    for before, message in itertools.pairwise(waiting[:MOST_MESSAGES]):
        chars += 1 + len(message.text or "")
        if chars > MOST_CHARS or not _belongs(before, message):
            return
        yield message


def _belongs(before: Waiting, message: Waiting) -> bool:
    return (
        before.piece == Piece.MORE
        and message.piece != Piece.WHOLE
        and message.received_at - before.received_at <= SAME_THOUGHT
        and all(one.attempts + one.failures < TRIES_TOGETHER for one in (before, message))
    )
