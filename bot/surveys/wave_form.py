"""What a head fills in to begin a wave, and why it is refused."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.surveys.model import Subject
from bot.surveys.sampling import ANY, BAR, stratum

LONGEST_NAME = 40
LONGEST = timedelta(days=366)
# How many strata may have a share of their own.
LINES = 8
CUTS = ("field", "commune", "channel")
# Chosen for those who came without one; nothing chosen stands for all.
NO_CHANNEL = "none"
FORMS = ("full", "short")
# The standing waves of each year are made by the program.
RESERVED = re.compile(r"\d{4}-(ho-so|phieu)", re.IGNORECASE)
WHOLE = 100.0

TAKEN = "name_taken"


class WaveRefused(Exception):
    """The form cannot be taken; ``why`` is a word that the page explains."""

    def __init__(self, why: str) -> None:
        """For that reason."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class WaveDraft:
    """A wave that is to begin; ``shares`` are parts of 1 by stratum, without any everybody is asked."""

    name: str
    subject: str
    form: str
    begins_on: date
    ends_on: date
    shares: Mapping[str, float]

    def check(self, today: date, cuts: Mapping[str, Collection[str]]) -> None:
        """Raises WaveRefused; ``cuts`` are the values of field, commune and channel that there are."""
        if not 1 <= len(self.name) <= LONGEST_NAME:
            raise WaveRefused("name")
        if RESERVED.fullmatch(self.name):
            raise WaveRefused(TAKEN)
        if self.subject not in list(Subject) or self.form not in FORMS:
            raise WaveRefused("kind")
        far = max(self.begins_on - today, self.ends_on - self.begins_on)
        if not today <= self.begins_on <= self.ends_on or far > LONGEST:
            raise WaveRefused("day")
        if not all(_is_known(name, cuts) for name in self.shares):
            raise WaveRefused("unknown")


def read_draft(fields: Mapping[str, object]) -> WaveDraft:
    """What was filled in; raises WaveRefused."""
    try:
        begins_on, ends_on = (date.fromisoformat(_text(fields, name)) for name in ("begins_on", "ends_on"))
    except ValueError as error:
        raise WaveRefused("day") from error
    name = " ".join(_text(fields, "name").split())
    subject, form = _text(fields, "subject"), _text(fields, "form")
    return WaveDraft(name, subject, form, begins_on, ends_on, dict(_shares(fields)))


def _shares(fields: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    """The whole, then each stratum that has a number; a share of all for everybody says nothing."""
    seen: set[str] = set()
    whole = _percent(_text(fields, "share") or "100")
    lines = [line for line in range(LINES) if _text(fields, f"share{line}")]
    if whole < WHOLE or lines:
        yield stratum(ANY, ANY, ANY), whole / WHOLE
    for line in lines:
        field, commune, channel = (_text(fields, f"{cut}{line}") or ANY for cut in CUTS)
        name = stratum(field, commune, "" if channel == NO_CHANNEL else channel)
        if name == stratum(ANY, ANY, ANY) or name in seen:
            raise WaveRefused("twice")
        seen.add(name)
        yield name, _percent(_text(fields, f"share{line}")) / WHOLE


def _is_known(name: str, cuts: Mapping[str, Collection[str]]) -> bool:
    field, commune, *channel = name.split(BAR)
    named = (field in (ANY, *cuts["field"]), commune in (ANY, *cuts["commune"]))
    return all(named) and channel in [[""], [ANY], *([one] for one in cuts["channel"])]


def _percent(text: str) -> float:
    """A number of 0 to 100, with a comma or a point."""
    if (
        not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text, re.ASCII)
        or (number := float(text.replace(",", "."))) > WHOLE
    ):
        raise WaveRefused("share")
    return number


def _text(fields: Mapping[str, object], name: str) -> str:
    return str(fields.get(name, "")).replace("\0", "").strip()
