"""Everything that the department learns from its tables, read from what was released of closed months."""

from datetime import datetime

from bot.insight.figures import Period, Table
from bot.storage.database import Database

# What satisfaction can be cut by.
DIMENSIONS = ("all", "month", "field", "procedure", "commune", "channel", "mode")


class Insight:
    """All tables of figures. Nothing in them tells of fewer than ten (bot/insight/small_cells.py).

    Months count once they are closed: on the fifth day of the month after (bot/insight/closing.py).
    """

    def __init__(self, db: Database) -> None:
        """Reads from that database and writes nothing."""
        self._db = db

    async def closed_months(self) -> list[str]:
        """The months that have figures, the newest last."""
        raise NotImplementedError

    async def satisfaction(self, period: Period, dimension: str, subject: str = "dossier") -> Table:
        """Rows of the dimension; figures "overall" "plain" "csat" "trips" "clean" and factors "A" … "E".

        The indices, "csat" and "clean" (no hint at money or gifts) are 0 to 100, "trips" is a mean number.
        """
        raise NotImplementedError

    async def factors(self, period: Period, subject: str = "dossier") -> Table:
        """A row per factor ("A") and per question ("Q1"); figures "index" (0 to 100) and "mean" (1 to 5)."""
        raise NotImplementedError

    async def service_766(self, period: Period) -> Table:
        """Rows "2.1" "5.2" "5.3" "5.4" of QĐ 766/QĐ-TTg; figure "share", and "points" for 5.4."""
        raise NotImplementedError

    async def funnel(self, period: Period) -> Table:
        """Rows "asked" "understood" "answered" "handed_over"; figures "count" and "share" of the asked."""
        raise NotImplementedError

    async def asked(self, period: Period, dimension: str = "procedure") -> Table:
        """The most asked, by "procedure" or "aspect"; figures "count" and "share"."""
        raise NotImplementedError

    async def unanswered(self, period: Period) -> Table:
        """What was not answered, as masked text that ten conversations wrote; figure "count" of those."""
        raise NotImplementedError

    async def papers(self, period: Period) -> Table:
        """Which paper hurts; figures "questions", "supplements" and "complaints"."""
        raise NotImplementedError

    async def deadlines(self, period: Period, dimension: str = "procedure") -> Table:
        """Dossiers due, by "all" "month" "field" "procedure" "commune"; figures "late", "on_time" (per cent).

        With "weekday" a heat map: rows "1" (Monday) to "7", a figure (per cent late) per month and "all".
        """
        raise NotImplementedError

    async def ageing(self, now: datetime) -> Table:
        """Open tickets by age in days, rows "0-2" "3-7" "8-15" "16-30" "31-"; figure "count"."""
        raise NotImplementedError

    async def promises(self, period: Period) -> Table:
        """What was owed on tickets, a row per kind and "all"; figure "kept" (per cent in time)."""
        raise NotImplementedError

    async def public_months(self) -> Table:
        """A row per closed month, the newest first.

        Figures "received" "due" "late" "reopened" are numbers; "on_time", "reasoned" (of the late, those that
        a reason was given for) and "satisfaction" are per cent.
        """
        raise NotImplementedError
