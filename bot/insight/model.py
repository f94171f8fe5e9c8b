"""What closed months came to: counts of every value, and those of them that may be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Double, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime


class InsightMonth(Base):
    """A month of one source that is closed: nothing of it is counted again. In ``id``'s order they were.

    ``left_out`` is how many of its rows were not counted, of answers the flagged.
    """

    __tablename__ = "insight_months"
    __table_args__ = (UniqueConstraint("source", "month"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    source: Mapped[str] = mapped_column(String(16))
    month: Mapped[str] = mapped_column(String(7))
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_out: Mapped[int]


class InsightTally(Base):
    """What one value of a dimension came to in one month; for the closing of later months, never shown.

    ``total`` and ``squares`` are sums over what was measured, ``good`` counts what the measure calls good.
    ``parent`` is the value of the dimension above, of a procedure its field.
    """

    __tablename__ = "insight_tallies"

    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    dimension: Mapped[str] = mapped_column(String(16), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    parent: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    n: Mapped[int]
    good: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[float] = mapped_column(Double)
    squares: Mapped[float] = mapped_column(Double)


class InsightBlock(Base):
    """What may be told (bot/insight/small_cells.py); only ever added, and all that pages read.

    ``base`` is how many invitations were sent for what ``n`` answered.
    """

    __tablename__ = "insight_blocks"
    __table_args__ = (
        UniqueConstraint("measure", "dimension", "parent", "key", "last"),
        # Every page: some measures of one dimension in a period.
        Index("ix_insight_blocks_period", "dimension", "measure", "last"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    measure: Mapped[str] = mapped_column(String(32))
    dimension: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(160))
    first: Mapped[str] = mapped_column(String(7))
    last: Mapped[str] = mapped_column(String(7))
    months: Mapped[list[Any]] = mapped_column(Json)
    n: Mapped[int]
    good: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[float] = mapped_column(Double)
    squares: Mapped[float] = mapped_column(Double)
    base: Mapped[int]
