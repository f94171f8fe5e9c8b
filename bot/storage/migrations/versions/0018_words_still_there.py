"""Indexes of the rows that hold words yet: the daily forgetting passes over no others."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

WORDS = sa.text("text <> '…' AND text <> '……' AND text <> '/deleted'")
LINES = sa.text("text <> '…'")
HANDLED = sa.text("text <> '…' AND handled_at IS NOT NULL")
SAID = sa.text("body ->> 'text' <> '…'")
SAID_IN_SQLITE = sa.text("json_extract(body, '$.text') <> '…'")


def upgrade() -> None:
    op.create_index(
        "ix_turns_words", "turns", ["created_at", "id"], sqlite_where=WORDS, postgresql_where=WORDS
    )
    op.create_index(
        "ix_inbox_words", "inbox", ["handled_at", "id"], sqlite_where=HANDLED, postgresql_where=HANDLED
    )
    op.create_index(
        "ix_outbox_words", "outbox", ["created_at", "id"], sqlite_where=SAID_IN_SQLITE, postgresql_where=SAID
    )
    op.create_index(
        "ix_handover_lines_words", "handover_lines", ["at", "id"], sqlite_where=LINES, postgresql_where=LINES
    )
    op.drop_index("ix_inbox_handled_at", "inbox")


def downgrade() -> None:
    op.create_index("ix_inbox_handled_at", "inbox", ["handled_at", "id"])
    op.drop_index("ix_handover_lines_words", "handover_lines")
    op.drop_index("ix_outbox_words", "outbox")
    op.drop_index("ix_inbox_words", "inbox")
    op.drop_index("ix_turns_words", "turns")
