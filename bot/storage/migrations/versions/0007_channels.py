"""What channels bring: attachments, receipts, people who left, officers who write, and floods."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("heard_at", UtcDateTime()))
    op.add_column("contacts", sa.Column("left_at", UtcDateTime()))
    op.add_column("conversations", sa.Column("officer_until", UtcDateTime()))
    op.add_column("conversations", sa.Column("allowance", sa.Double()))
    op.add_column("conversations", sa.Column("allowance_at", UtcDateTime()))
    op.add_column(
        "conversations",
        sa.Column("told_to_slow_down", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("inbox", sa.Column("attachment", Json))
    op.add_column("outbox", sa.Column("sent_id", sa.String(128)))
    op.create_index("ix_outbox_sent_id", "outbox", ["sent_id"])


def downgrade() -> None:
    op.drop_index("ix_outbox_sent_id", "outbox")
    op.drop_column("outbox", "sent_id")
    op.drop_column("inbox", "attachment")
    for name in ("told_to_slow_down", "allowance_at", "allowance", "officer_until"):
        op.drop_column("conversations", name)
    op.drop_column("contacts", "left_at")
    op.drop_column("contacts", "heard_at")
