"""Replies that are shown once: what stands in their place afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0013b"
down_revision = "0013"
branch_labels = None
depends_on = None

PRIVATE = sa.text("instead IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("instead", sa.Text()))
    op.create_index("ix_outbox_private", "outbox", ["id"], sqlite_where=PRIVATE, postgresql_where=PRIVATE)


def downgrade() -> None:
    op.drop_index("ix_outbox_private", "outbox")
    op.drop_column("outbox", "instead")
