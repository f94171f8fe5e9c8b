"""What a response says of every measure of satisfaction."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.insight.counts import Measured, Value
from bot.insight.scale import DISSATISFIED, SATISFIED, Scale

OVERALL_QUESTION = "Q15"
# Beside the questions and the factors, all under the name of the subject: "dossier:overall".
RESPONSES, OVERALL, PLAIN, TRIPS, CLEAN, DISLIKE, SENT = (
    "responses",
    "overall",
    "plain",
    "trips",
    "clean",
    "dislike",
    "sent",
)


@dataclass(frozen=True)
class Stratum:
    """What answers are cut by."""

    field: str
    procedure: str
    commune: str
    channel: str
    mode: str | None = None

    def values(self) -> Iterator[Value]:
        """Every value that it belongs to; an invitation has no mode yet."""
        yield Value("field", "", self.field)
        yield Value("procedure", self.field, self.procedure)
        yield Value("commune", "", self.commune)
        yield Value("channel", "", self.channel)
        if self.mode is not None:
            yield Value("mode", "", self.mode)


@dataclass(frozen=True)
class Response:
    """One citizen's answers: values by question, of that version of the instrument."""

    subject: str
    instrument: str
    stratum: Stratum
    answers: Mapping[str, int]


def measured(response: Response, scale: Scale) -> Iterator[Measured]:
    """Everything that the response counts for; one without a single answer counts for nothing."""
    subject = response.subject
    by_factor: dict[str, list[int]] = defaultdict(list)
    answered = False
    for question, value in response.answers.items():
        reading = scale.reading(response.instrument, question, value)
        if reading is None:
            continue
        answered = True
        if reading.score is not None:
            by_factor[reading.factor].append(reading.score)
            yield from _scored(subject, question, reading.score)
        if reading.visits is not None:
            yield Measured(f"{subject}:{TRIPS}", 0, reading.visits, reading.visits**2)
        if reading.clean is not None:
            yield Measured(f"{subject}:{CLEAN}", int(reading.clean))
    if answered:
        yield Measured(f"{subject}:{RESPONSES}")
        yield from _indices(subject, by_factor, scale.weights(response.instrument))


def _scored(subject: str, question: str, score: int) -> Iterator[Measured]:
    yield Measured(f"{subject}:{question}", int(score >= SATISFIED), score, score * score)
    if question == OVERALL_QUESTION:
        yield Measured(f"{subject}:{DISLIKE}", int(score <= DISSATISFIED))


def _indices(
    subject: str, by_factor: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> Iterator[Measured]:
    """The citizen's own index per factor, 0 to 100, and over all of them if he answered in each.

    The indices of a table are made of shares per question; these are for their intervals.
    """
    own = {
        factor: 100 * sum(score >= SATISFIED for score in scores) / len(scores)
        for factor, scores in by_factor.items()
    }
    for factor, index in own.items():
        yield Measured(f"{subject}:{factor}", 0, index, index * index)
    if own.keys() >= weights.keys():
        weighted = sum(weights[factor] * own[factor] for factor in weights)
        plain = sum(own[factor] for factor in weights) / len(weights)
        yield Measured(f"{subject}:{OVERALL}", 0, weighted, weighted * weighted)
        yield Measured(f"{subject}:{PLAIN}", 0, plain, plain * plain)
