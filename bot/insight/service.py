"""Everything that the department learns from its tables, read from what was released of closed months."""

from datetime import datetime

from bot.insight import conversations, months_repository, tickets
from bot.insight import deadlines as due
from bot.insight import satisfaction as content
from bot.insight.criteria import MEASURES, criteria
from bot.insight.cut import MONTH, Totals, cut, whole
from bot.insight.dossier_counts import DUE, LATE, RECEIVED
from bot.insight.figures import Figure, Period, Row, Table, first_day
from bot.insight.papers import load_papers
from bot.insight.telling import bad_of, count_of, good_count_of, share_of
from bot.insight.ticket_counts import ANSWERED
from bot.storage.database import Database
from bot.surveys.instrument import Instruments, load_instruments

# What satisfaction can be cut by.
DIMENSIONS = ("all", "month", "field", "procedure", "commune", "channel", "mode")
# The public page shows all that there is.
EVER = Period("2000-01", "9999-12")


class Insight:
    """All tables of figures. Nothing in them tells of fewer than ten (bot/insight/small_cells.py).

    Months count once they are closed (bot/insight/closing.py). Everything raises StorageUnavailable.
    """

    def __init__(self, db: Database, instruments: Instruments | None = None) -> None:
        """Reads from that database and writes nothing; the instruments are otherwise those of the program."""
        self._db = db
        self._instruments = instruments or load_instruments()
        self._papers = load_papers()

    async def closed_months(self) -> list[str]:
        """The months that have figures, the newest last."""
        async with self._db.reading() as session:
            return await months_repository.closed_anywhere(session)

    async def satisfaction(self, period: Period, dimension: str, subject: str = "dossier") -> Table:
        """Rows of the dimension; figures "overall" "plain" "csat" "trips" "clean" and factors "A" … "E".

        The indices, "csat" and "clean" (no hint at money or gifts) are 0 to 100, "trips" is a mean number.
        """
        async with self._db.reading() as session:
            return await content.by_dimension(session, period, dimension, subject, self._shape(period))

    async def factors(self, period: Period, subject: str = "dossier") -> Table:
        """A row per factor ("A") and per question ("Q1"); figures "index" (0 to 100) and "mean" (1 to 5)."""
        async with self._db.reading() as session:
            return await content.by_question(session, period, subject, self._shape(period))

    async def service_766(self, period: Period) -> Table:
        """Rows "2.1" "5.2" "5.3" "5.4" of QĐ 766/QĐ-TTg; figure "share", and "points" for 5.4."""
        async with self._db.reading() as session:
            found = criteria(await whole(session, period, MEASURES))
        return Table("service_766", "criterion", [Row(key, "", figures) for key, figures in found.items()])

    async def funnel(self, period: Period) -> Table:
        """Rows "asked" "understood" "answered" "handed_over"; figures "count" and "share" of the asked."""
        async with self._db.reading() as session:
            return await conversations.funnel(session, period)

    async def entries(self, period: Period) -> Table:
        """The same of taps on buttons ("button:asked" …) and of written words ("message:asked" …) alone."""
        async with self._db.reading() as session:
            return await conversations.entries(session, period)

    async def asked(self, period: Period, dimension: str = "procedure") -> Table:
        """The most asked, by "procedure" or "aspect"; figures "count" and "share" of messages."""
        async with self._db.reading() as session:
            return await conversations.asked(session, period, dimension)

    async def unanswered(self, period: Period) -> Table:
        """What was not answered, as masked text that ten conversations wrote; figure "count" of those."""
        async with self._db.reading() as session:
            return await conversations.unanswered(session, period)

    async def papers(self, period: Period) -> Table:
        """Which paper hurts; figures "questions", "supplements" and "complaints"."""
        async with self._db.reading() as session:
            return await conversations.papers(session, period, self._papers)

    async def deadlines(self, period: Period, dimension: str = "procedure") -> Table:
        """Dossiers due, by "all" "month" "field" "procedure" "commune"; figures "late", "on_time" (per cent).

        With "weekday" a heat map: rows "1" (Monday) to "7", a figure (per cent late) per month and "all".
        """
        async with self._db.reading() as session:
            if dimension == due.WEEKDAY:
                return await due.by_weekday(session, period)
            return await due.by_dimension(session, period, dimension)

    async def ageing(self, now: datetime) -> Table:
        """Open tickets by age in days, rows "0-2" "3-7" "8-15" "16-30" "31-"; figure "count"."""
        async with self._db.reading() as session:
            return await tickets.ageing(session, now)

    async def promises(self, period: Period) -> Table:
        """What was owed on tickets, a row per kind and "all"; figure "kept" (per cent in time)."""
        async with self._db.reading() as session:
            return await tickets.promises(session, period)

    async def public_months(self) -> Table:
        """A row per closed month, the newest last.

        Figures "received" "due" "reopened" are numbers; "on_time", "late", "reasoned" (of the late, those
        with a reason) and "satisfaction" are per cent.
        """
        shape = self._shape(EVER)
        async with self._db.reading() as session:
            months = await months_repository.closed_anywhere(session)
            satisfied = await content.by_dimension(session, EVER, MONTH, "dossier", shape)
            found = await cut(session, "dossiers", EVER, MONTH, [RECEIVED, DUE, LATE, ANSWERED])
        rows = []
        for month in months:
            row = satisfied.row(month)
            figures = _public(found.totals.get(month, {}))
            figures["satisfaction"] = row.figures["overall"] if row else Figure(None, 0)
            rows.append(Row(month, "", figures, row.covers if row else ""))
        return Table("public_months", MONTH, rows)

    def _shape(self, period: Period) -> content.Shape:
        return content.shape_of(self._instruments.current(first_day(period.last)))


def _public(totals: Totals) -> dict[str, Figure]:
    return {
        "received": count_of(totals.get(RECEIVED)),
        "due": count_of(totals.get(DUE)),
        "on_time": share_of(totals.get(DUE)),
        "late": bad_of(totals.get(DUE)),
        "reasoned": share_of(totals.get(LATE)),
        "reopened": good_count_of(totals.get(ANSWERED)),
    }
