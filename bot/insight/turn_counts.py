"""What conversations say: how far questions came, what was asked, and what nobody could answer."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.conversation.outcomes import Outcome
from bot.conversation.payloads import is_payload
from bot.conversation.turn import DELETED, FORGOTTEN
from bot.insight.counts import Counts, Measured, Value
from bot.insight.small_cells import ENOUGH
from bot.language.fold import fold

UNDERSTOOD, ANSWERED, HANDED_OVER = "funnel:understood", "funnel:answered", "funnel:handed_over"
ASKED_PROCEDURE, ASKED_ASPECT, UNANSWERED = "asked:procedure", "asked:aspect", "unanswered"
BUTTON, MESSAGE = "button", "message"
# What asks nothing, or was not let in.
NO_QUESTION = (
    Outcome.CHATTED,
    Outcome.TOOK_SURVEY_ANSWER,
    Outcome.SWITCHED_OFF,
    Outcome.SLOWED_DOWN,
)
NOT_UNDERSTOOD = (Outcome.UNKNOWN, Outcome.FAILED_NLU, Outcome.FAILED_INTERNAL, Outcome.OUT_OF_SCOPE)
IS_ANSWER = (Outcome.ANSWERED, Outcome.ANSWERED_STATUS)
HANDED = (Outcome.OPENED_TICKET, Outcome.HANDED_OVER)
# What is reported under seal appears nowhere, not even as a number.
SEALED_TRACK = "denunciation"
LONGEST_QUESTION = 120
_NO_WORD = re.compile(r"[^\w…*]+")


@dataclass(frozen=True)
class TurnRow:
    """What is read of a turn; its text is masked."""

    conversation_id: int
    text: str | None
    outcome: str
    meta: Mapping[str, Any]

    @property
    def counts(self) -> bool:
        """Whether it is a question at all; nothing of a report under seal is, whose words were never kept.

        One whose person had the words deleted since is what it was.
        """
        sealed = self.meta.get("track") == SEALED_TRACK or self.text == FORGOTTEN
        return self.outcome not in NO_QUESTION and not sealed

    @property
    def entry(self) -> str:
        """Whether a button was tapped or something written."""
        return BUTTON if is_payload(self.text or "") else MESSAGE

    @property
    def procedure(self) -> str | None:
        """The code of the procedure that it was about."""
        named = self.meta.get("procedure")
        return named["code"] if named else None

    @property
    def question(self) -> str:
        """Its words so that the same question is the same text."""
        if self.text == DELETED:
            return ""
        return _NO_WORD.sub(" ", fold(self.text or "")).strip()[:LONGEST_QUESTION]


@dataclass
class _Asked:
    """What one conversation asked of one kind: turns, and those of them that are good."""

    turns: int = 0
    good: int = 0


@dataclass
class Turns:
    """Gathers the turns of a month by conversation: it is people that ten of are needed, not messages."""

    _found: dict[tuple[str, str, str, int], _Asked] = field(default_factory=lambda: defaultdict(_Asked))

    def take(self, turn: TurnRow, papers: Iterable[str] = ()) -> None:
        """One turn; ``papers`` are those that its words name."""
        if not turn.counts:
            return
        for measure, good in _stages(turn):
            self._add(measure, "entry", turn.entry, turn, good=good)
        if turn.procedure:
            self._add(ASKED_PROCEDURE, "topic", turn.procedure, turn)
        if turn.meta.get("aspect"):
            self._add(ASKED_ASPECT, "topic", turn.meta["aspect"], turn)
        if turn.outcome in NOT_UNDERSTOOD and turn.entry == MESSAGE and turn.question:
            self._add(UNANSWERED, "text", turn.question, turn)
        for paper in papers:
            self._add("paper:questions", "paper", paper, turn)

    def into(self, counts: Counts) -> None:
        """Every conversation once at each value, with its turns as the total.

        Words that fewer than ten conversations wrote are kept nowhere: they are counted together.
        """
        told = self._often_written()
        for (measure, dimension, key, _), asked in self._found.items():
            shown = key if measure != UNANSWERED or key in told else ""
            one = Measured(measure, asked.good, asked.turns, asked.turns**2)
            counts.add([Value(dimension, "", shown)], [one])

    def _often_written(self) -> set[str]:
        wrote: dict[str, int] = defaultdict(int)
        for measure, _, key, _ in self._found:
            wrote[key] += measure == UNANSWERED
        return {key for key, conversations in wrote.items() if conversations >= ENOUGH}

    def _add(self, measure: str, dimension: str, key: str, turn: TurnRow, *, good: bool = False) -> None:
        asked = self._found[measure, dimension, key, turn.conversation_id]
        asked.turns += 1
        asked.good += good


def _stages(turn: TurnRow) -> Iterator[tuple[str, bool]]:
    yield UNDERSTOOD, turn.outcome not in NOT_UNDERSTOOD
    yield ANSWERED, turn.outcome in IS_ANSWER
    yield HANDED_OVER, turn.outcome in HANDED
