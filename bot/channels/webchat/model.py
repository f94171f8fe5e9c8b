"""The web chat's own table."""

from datetime import datetime

from sqlalchemy import String, exists
from sqlalchemy.orm import Mapped, mapped_column

from bot.conversation.model import Contact
from bot.storage.base import Base, UtcDateTime, table_of
from bot.storage.forgetting import Stale


class WebchatSession(Base):
    """A browser's conversation and the proof that it is the same browser."""

    __tablename__ = "webchat_sessions"

    session: Mapped[str] = mapped_column(String(32), primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


_SESSIONS, _CONTACTS = table_of(WebchatSession), table_of(Contact)
# Those in which nobody wrote, or whose person was forgotten: the contact goes by the name of the session.
STALE_SESSIONS = Stale(
    _SESSIONS,
    _SESSIONS.c.created_at,
    still=~exists().where(_CONTACTS.c.channel == "webchat", _CONTACTS.c.contact_key == _SESSIONS.c.session),
)
