"""What the knowledge base said, and since when."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime


class RecordVersion(Base):
    """One version of one procedure's record, as the province runs it; no content once it was taken out."""

    __tablename__ = "record_versions"
    # The newest version of each code, now or on a day: `chidan kb diff`, and each start.
    __table_args__ = (Index("ix_record_versions_code", "code", "id"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(32))
    version: Mapped[str | None] = mapped_column(String(12))
    content: Mapped[dict[str, Any] | None] = mapped_column(Json)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
