"""What a choice of an instrument's question means to the statistics, whatever its version."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.surveys.instrument import Choice, Instrument, Instruments, Kind, Question

# Scores that count as satisfied, and as dissatisfied.
SATISFIED, DISSATISFIED = 4, 2


@dataclass(frozen=True)
class Reading:
    """One choice: its score, if it has one, and what else it tells."""

    factor: str
    score: int | None
    visits: int | None
    clean: bool | None


class Scale:
    """Reads values by version and question; what no instrument knows, and "no answer", is nothing."""

    def __init__(self, instruments: Instruments) -> None:
        """Versions are looked up when their first answer comes."""
        self._instruments = instruments
        self._known: dict[str, Mapping[tuple[str, int], Reading]] = {}

    def reading(self, version: str, question: str, value: int) -> Reading | None:
        """What that value of that question says."""
        known = self._known.get(version)
        if known is None:
            known = self._known[version] = self._readings(version)
        return known.get((question, value))

    def weights(self, version: str) -> Mapping[str, float]:
        """The weight of each factor in that version."""
        return {factor.code: factor.weight for factor in self._instruments.get(version).factors}

    def _readings(self, version: str) -> Mapping[tuple[str, int], Reading]:
        try:
            return _readings(self._instruments.get(version))
        except KeyError:
            return {}


def _readings(instrument: Instrument) -> Mapping[tuple[str, int], Reading]:
    return {
        (question.code, choice.value): _reading(question, choice)
        for question in instrument.questions
        for choice in question.choices
        if choice.value != 0
    }


def _reading(question: Question, choice: Choice) -> Reading:
    visits = choice.value if question.kind is Kind.VISITS else None
    # The first choice is the yes: somebody hinted at money or gifts.
    clean = choice != question.choices[0] if question.kind is Kind.YES_NO else None
    return Reading(question.factor, choice.score, visits, clean)
