"""Contacts, conversations, and the way of a message from inbox to outbox."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WAITING = sa.text("handled_at IS NULL")
ON_ITS_WAY = sa.text("state IN ('created', 'sending', 'temporary_failure')")


def upgrade() -> None:
    _create_conversations()
    _create_inbox()
    _create_turns()
    _create_outbox()


def _create_conversations() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", RowId, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("contact_key", sa.String(128), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("channel", "contact_key", name="uq_contacts_channel_contact_key"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", RowId, nullable=False),
        sa.Column("contact_id", RowId, nullable=False),
        sa.Column("nlu_sender", sa.String(32), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("free_from", UtcDateTime, nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("told_of_delay", sa.Boolean(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"], name="fk_conversations_contact_id"),
        sa.UniqueConstraint("contact_id", name="uq_conversations_contact_id"),
    )


def _create_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("external_id", sa.String(192), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("payload", sa.String(128)),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("handled_at", UtcDateTime),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_inbox_conversation_id"),
        sa.UniqueConstraint("channel", "external_id", name="uq_inbox_channel_external_id"),
    )
    op.create_index(
        "ix_inbox_waiting", "inbox", ["conversation_id", "id"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def _create_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("inbox_id", RowId, nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("meta", Json, nullable=False),
        sa.Column("provenance", Json, nullable=False),
        sa.Column("latency_ms", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_turns_conversation_id"),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name="fk_turns_inbox_id"),
    )
    op.create_index("ix_turns_conversation_id", "turns", ["conversation_id"])
    op.create_index("ix_turns_inbox_id", "turns", ["inbox_id"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("conversation_id", RowId, nullable=False),
        sa.Column("turn_id", RowId),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("error", sa.String(64)),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_outbox_conversation_id"),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_outbox_turn_id"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_outbox_conversation_id_seq"),
    )
    op.create_index("ix_outbox_turn_id", "outbox", ["turn_id"])
    op.create_index(
        "ix_outbox_on_its_way",
        "outbox",
        ["conversation_id", "seq"],
        sqlite_where=ON_ITS_WAY,
        postgresql_where=ON_ITS_WAY,
    )


def downgrade() -> None:
    for table in ("outbox", "turns", "inbox", "conversations", "contacts"):
        op.drop_table(table)
