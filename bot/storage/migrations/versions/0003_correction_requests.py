"""Reports on wrong records."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import RowId, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "correction_requests",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("turn_id", RowId, nullable=False),
        sa.Column("procedure", sa.String(32), nullable=False),
        sa.Column("aspect", sa.String(16)),
        sa.Column("version", sa.String(12), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("settled_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_correction_requests"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_correction_requests_conversation_id"
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_correction_requests_turn_id"),
    )
    op.create_index(
        "ix_correction_requests_open",
        "correction_requests",
        ["conversation_id", "procedure"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("correction_requests")
