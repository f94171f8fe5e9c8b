"""How a turn can end: a closed list, with its texts as data in ``outcomes.yml``."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from bot.conversation.replies import Reply

OUTCOMES_FILE = Path(__file__).parent / "outcomes.yml"


class Outcome(StrEnum):
    """The name of an ending; it begins with the name of the group that reports count it in."""

    ANSWERED = "answered"
    ANSWERED_STATUS = "answered_status"
    ASKED_BACK_PROCEDURE = "asked_back_procedure"
    ASKED_BACK_SITUATION = "asked_back_situation"
    ASKED_BACK_CODE = "asked_back_code"
    OPENED_TICKET = "opened_ticket"
    HANDED_OVER = "handed_over"
    TOOK_SURVEY_ANSWER = "took_survey_answer"
    CHATTED = "chatted"
    OUT_OF_SCOPE = "out_of_scope"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    SWITCHED_OFF = "switched_off"
    SLOWED_DOWN = "slowed_down"
    FAILED_NLU = "failed_nlu"
    FAILED_INTERNAL = "failed_internal"


class OutcomesError(Exception):
    """The outcomes file and the program do not agree; the message names file and entry."""


class OutcomeText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of one outcome; ``says`` holds the engine's own words by case."""

    group: str
    label: str
    says: dict[str, list[Reply]] = {}


class Outcomes:
    """Group, label and words of every outcome, for one department."""

    def __init__(self, texts: Mapping[Outcome, OutcomeText], facts: Mapping[str, str]) -> None:
        """``facts`` fill the templates: department and hotline_number."""
        self._texts = texts
        self._facts = facts

    def label(self, outcome: Outcome) -> str:
        """What officers call it."""
        return self._texts[outcome].label

    def group(self, outcome: Outcome) -> str:
        """The group it is counted in."""
        return self._texts[outcome].group

    def replies(self, outcome: Outcome, case: str) -> tuple[Reply, ...]:
        """The engine's own words for that case."""
        spoken = self._texts[outcome].says[case]
        return tuple(
            msgspec.structs.replace(reply, text=reply.text.format_map(self._facts)) for reply in spoken
        )


def load_outcomes(facts: Mapping[str, str], path: Path = OUTCOMES_FILE) -> Outcomes:
    """Reads the file and checks that it names each outcome once; raises OutcomesError."""
    try:
        texts = msgspec.yaml.decode(path.read_bytes(), type=dict[Outcome, OutcomeText])
    except (OSError, msgspec.DecodeError) as error:
        raise OutcomesError(f"{path}: {error}") from error
    missing = sorted(set(Outcome) - texts.keys())
    if missing:
        raise OutcomesError(f"{path}: no entry for {', '.join(missing)}")
    return Outcomes(texts, facts)
