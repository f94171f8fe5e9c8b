"""What a bad experience leads to: the offer of a ticket, made once, opened only with the citizen's yes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.surveys.bad_words import Blame, blame_in
from bot.surveys.instrument import Instrument, Kind, Question

LOW = 2  # a score of so much or less


@dataclass(frozen=True)
class Offer:
    """A ticket that may be opened; a ``secret`` one is read by one role alone."""

    track: str
    secret: bool


CONDUCT = Offer("feedback_conduct", secret=False)
SECRET = Offer("denunciation", secret=True)


@dataclass(frozen=True)
class Report:
    """What the citizen sends; the same ``form_id`` twice is one ticket. Says nothing of the answers."""

    form_id: str
    secret: bool
    text: str = field(repr=False)
    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True)
class Filed:
    """What the citizen takes home."""

    code: str
    pin: str = field(repr=False)
    promised: date | None
    secret: bool


class Tickets(Protocol):
    """Whoever opens tickets; the wiring brings the hotline's desk."""

    async def open(self, report: Report, now: datetime) -> Filed:
        """Opens it once; raises StorageUnavailable."""
        ...


def offer_for(instrument: Instrument, answers: Mapping[str, int], comment: str = "") -> Offer | None:
    """What is offered after these answers and this comment; None where nothing was bad."""
    blamed = blame_in(comment)
    if blamed is Blame.SECRET or any(_tells_of_bribe(instrument, *one) for one in answers.items()):
        return SECRET
    if blamed is Blame.CONDUCT or any(_is_low(instrument, *one) for one in answers.items()):
        return CONDUCT
    return None


def new_offer(
    instrument: Instrument, before: Mapping[str, int], after: Mapping[str, int], comment: str = ""
) -> Offer | None:
    """The same where it was not made before: once, and once more where a secret matter comes up."""
    made, now = offer_for(instrument, before), offer_for(instrument, after, comment)
    return None if made is SECRET or made is now else now


def _tells_of_bribe(instrument: Instrument, code: str, value: int) -> bool:
    question = _question(instrument, code)
    return question.kind is Kind.YES_NO and value == question.choices[0].value


def _is_low(instrument: Instrument, code: str, value: int) -> bool:
    score = next((one.score for one in _question(instrument, code).choices if one.value == value), None)
    return score is not None and score <= LOW


def _question(instrument: Instrument, code: str) -> Question:
    return next(one for one in instrument.questions if one.code == code)
