"""Conversations that officers take over, what is switched off, and how officers label turns."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STILL_OFF = sa.text("ended_at IS NULL")
OPEN = sa.text("state IN ('waiting', 'taken', 'filing')")


def upgrade() -> None:
    _switches()
    _handovers()
    _labels()


def _switches() -> None:
    op.create_table(
        "switches",
        sa.Column("id", RowId, nullable=False),
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("off_from", UtcDateTime, nullable=False),
        sa.Column("off_until", UtcDateTime),
        sa.Column("made_by", RowId, nullable=False),
        sa.Column("made_by_name", sa.String(120), nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("ended_by", RowId),
        sa.Column("ended_by_name", sa.String(120)),
        sa.Column("ended_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_switches"),
    )
    op.create_index(
        "ix_switches_open", "switches", ["id"], sqlite_where=STILL_OFF, postgresql_where=STILL_OFF
    )


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("officer_id", RowId),
        sa.Column("officer_name", sa.String(120)),
        sa.Column("taken_at", UtcDateTime),
        sa.Column("ended_at", UtcDateTime),
        sa.Column("ticket_code", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_handovers_conversation_id"
        ),
    )
    op.create_index(
        "ix_handovers_open",
        "handovers",
        ["conversation_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_handovers_due", "handovers", ["due_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_handovers_taken_at", "handovers", ["taken_at"])
    op.create_table(
        "handover_lines",
        sa.Column("id", RowId, nullable=False),
        sa.Column("handover_id", RowId, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(8), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachment", sa.String(16), nullable=False),
        sa.Column("outbox_ids", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover_lines"),
        sa.ForeignKeyConstraint(["handover_id"], ["handovers.id"], name="fk_handover_lines_handover_id"),
    )
    op.create_index("ix_handover_lines_handover_id", "handover_lines", ["handover_id"])


def _labels() -> None:
    op.create_table(
        "turn_labels",
        sa.Column("id", RowId, nullable=False),
        sa.Column("turn_id", RowId, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.String(40)),
        sa.Column("procedure", sa.String(32)),
        sa.Column("officer_id", RowId, nullable=False),
        sa.Column("officer_name", sa.String(120), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turn_labels"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_turn_labels_turn_id"),
        sa.UniqueConstraint("turn_id", name="uq_turn_labels_turn_id"),
    )


def downgrade() -> None:
    for table in ("turn_labels", "handover_lines", "handovers", "switches"):
        op.drop_table(table)
