"""What a page of figures is asked for: which months, cut by what, of which subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.insight.figures import Period, PeriodError

USUAL_MONTHS = 12
DIMENSIONS = ("procedure", "field", "commune", "channel", "mode")
SUBJECTS = ("dossier", "ticket")


@dataclass(frozen=True)
class Asked:
    """``refused`` says that something of it could not be understood and the usual stands in its place."""

    period: Period
    dimension: str = DIMENSIONS[0]
    subject: str = SUBJECTS[0]
    refused: bool = False

    @property
    def query(self) -> str:
        """The same for a link to another page."""
        first, last = self.period.first, self.period.last
        return urlencode({"from": first, "to": last, "by": self.dimension, "of": self.subject})


def read_asked(query: Mapping[str, str], closed: Sequence[str]) -> Asked:
    """What the query of a page wants; where it says nothing, the last twelve closed months (there is one)."""
    usual = Period(closed[-USUAL_MONTHS:][0], closed[-1])
    dimension, subject = query.get("by", DIMENSIONS[0]), query.get("of", SUBJECTS[0])
    refused = dimension not in DIMENSIONS or subject not in SUBJECTS
    try:
        period = Period(query.get("from", usual.first), query.get("to", usual.last))
    except PeriodError:
        period, refused = usual, True
    if period.first > closed[-1] or period.last < closed[0]:
        period, refused = usual, True
    return Asked(
        period,
        dimension if dimension in DIMENSIONS else DIMENSIONS[0],
        subject if subject in SUBJECTS else SUBJECTS[0],
        refused,
    )
