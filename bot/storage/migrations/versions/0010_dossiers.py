"""Dossiers, their holders, and what holders are told."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

FOLLOWING = sa.text("unfollowed_at IS NULL")
WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_index("ix_conversations_nlu_sender", "conversations", ["nlu_sender"])
    _dossiers()
    _holders()
    _looks()
    _notices()


def _dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("changed_at", UtcDateTime),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("procedure_name", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("received_at", UtcDateTime),
        sa.Column("appointment", sa.Date()),
        sa.Column("finished_on", sa.Date()),
        sa.Column("returned_on", sa.Date()),
        sa.Column("missing", Json, nullable=False),
        sa.Column("money_due", sa.BigInteger()),
        sa.Column("money_for", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.Column("factors", Json, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
        sa.UniqueConstraint("code", name="uq_dossiers_code"),
    )
    op.create_table(
        "dossier_events",
        sa.Column("id", RowId, nullable=False),
        sa.Column("dossier_id", RowId, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_events"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_dossier_events_dossier_id"),
    )
    op.create_index("ix_dossier_events_course", "dossier_events", ["dossier_id", "at"])


def _holders() -> None:
    op.create_table(
        "dossier_holders",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("dossier_id", RowId, nullable=False),
        sa.Column("verified_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_holders"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_dossier_holders_conversation_id"
        ),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_dossier_holders_dossier_id"),
        sa.UniqueConstraint(
            "conversation_id", "dossier_id", name="uq_dossier_holders_conversation_id_dossier_id"
        ),
    )
    op.create_index("ix_dossier_holders_dossier_id", "dossier_holders", ["dossier_id"])
    op.create_table(
        "dossier_follows",
        sa.Column("id", RowId, nullable=False),
        sa.Column("holder_id", RowId, nullable=False),
        sa.Column("wording", sa.String(32), nullable=False),
        sa.Column("followed_at", UtcDateTime, nullable=False),
        sa.Column("unfollowed_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_follows"),
        sa.ForeignKeyConstraint(["holder_id"], ["dossier_holders.id"], name="fk_dossier_follows_holder_id"),
    )
    op.create_index(
        "ix_dossier_follows_open",
        "dossier_follows",
        ["holder_id"],
        unique=True,
        sqlite_where=FOLLOWING,
        postgresql_where=FOLLOWING,
    )


def _looks() -> None:
    op.create_table(
        "dossier_looks",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("result", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_looks"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_dossier_looks_conversation_id"
        ),
    )
    op.create_index("ix_dossier_looks_conversation_id_at", "dossier_looks", ["conversation_id", "at"])
    op.create_index("ix_dossier_looks_code_hash_at", "dossier_looks", ["code_hash", "at"])
    op.create_index("ix_dossier_looks_at", "dossier_looks", ["at"])


def _notices() -> None:
    op.create_table(
        "dossier_notices",
        sa.Column("id", RowId, nullable=False),
        sa.Column("follow_id", RowId, nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("outbox_ids", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dossier_notices"),
        sa.ForeignKeyConstraint(["follow_id"], ["dossier_follows.id"], name="fk_dossier_notices_follow_id"),
        sa.ForeignKeyConstraint(["event_id"], ["dossier_events.id"], name="fk_dossier_notices_event_id"),
        sa.UniqueConstraint("follow_id", "event_id", name="uq_dossier_notices_follow_id_event_id"),
    )
    op.create_index(
        "ix_dossier_notices_waiting",
        "dossier_notices",
        ["follow_id", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_index("ix_dossier_notices_due_at", "dossier_notices", ["due_at"])


def downgrade() -> None:
    for table in (
        "dossier_notices",
        "dossier_looks",
        "dossier_follows",
        "dossier_holders",
        "dossier_events",
        "dossiers",
    ):
        op.drop_table(table)
    op.drop_index("ix_conversations_nlu_sender", "conversations")
