"""Indexes without which a long turn log is read from end to end."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FAILED = sa.text("state IN ('permanent_failure', 'unknown')")


def upgrade() -> None:
    op.create_index("ix_turns_created_at", "turns", ["created_at", "id"])
    op.create_index("ix_inbox_handled_at", "inbox", ["handled_at", "id"])
    op.create_index("ix_outbox_created_at", "outbox", ["created_at", "id"])
    op.create_index("ix_outbox_failed", "outbox", ["id"], sqlite_where=FAILED, postgresql_where=FAILED)


def downgrade() -> None:
    op.drop_index("ix_outbox_failed", "outbox")
    op.drop_index("ix_outbox_created_at", "outbox")
    op.drop_index("ix_inbox_handled_at", "inbox")
    op.drop_index("ix_turns_created_at", "turns")
