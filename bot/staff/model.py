"""Officers, their sessions, wrong passwords, and the audit of what officers did and saw."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Json, RowId, UtcDateTime


class Officer(Base):
    """A member of staff who signs in. Never deleted, since history names them: disabled instead."""

    __tablename__ = "officers"
    # Whom a ticket of that rung can go to.
    __table_args__ = (Index("ix_officers_level_unit", "level", "unit"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(String(2))
    roles: Mapped[list[str]] = mapped_column(Json)
    password_hash: Mapped[str] = mapped_column(Text)
    # Somebody else has seen the password: at the first sign-in another one is asked for.
    password_is_temporary: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    active: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    def set_password(self, password_hash: str, *, temporary: bool) -> None:
        """From now on this one is right."""
        self.password_hash, self.password_is_temporary = password_hash, temporary

    def place(self, unit: str, level: str, roles: list[str]) -> None:
        """Where they stand and what they may do, from the next request on."""
        self.unit, self.level, self.roles = unit, level, roles


class StaffSession(Base):
    """A browser that an officer signed in with; the cookie itself is not kept, only its hash."""

    __tablename__ = "staff_sessions"
    # Signing out everywhere.
    __table_args__ = (Index("ix_staff_sessions_officer_id", "officer_id"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    csrf: Mapped[str] = mapped_column(String(43))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WrongPassword(Base):
    """One failed sign-in; ``counter`` is a keyed hash, since people type passwords into the wrong field."""

    __tablename__ = "staff_wrong_passwords"
    # Whether a login is locked; what counts no longer.
    __table_args__ = (
        Index("ix_staff_wrong_passwords_counter", "counter", "at"),
        Index("ix_staff_wrong_passwords_at", "at"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    counter: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """Who did or saw what, and when; only ever added. ``address`` is a keyed hash."""

    __tablename__ = "staff_audit"
    __table_args__ = (
        # The page of the audit, newest first; of one officer; of one thing.
        Index("ix_staff_audit_at", "at"),
        Index("ix_staff_audit_officer_id", "officer_id", "id"),
        Index("ix_staff_audit_object", "object", "id"),
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(16))
