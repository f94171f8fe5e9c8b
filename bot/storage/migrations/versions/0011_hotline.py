"""Tickets, what is owed on them, and sealed reports."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PENDING = sa.text("done_at IS NULL")


def upgrade() -> None:
    _tickets()
    _events()
    _promises()
    _files()
    _pin_failures()
    _sealed()


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("pin_hash", sa.String(64), nullable=False),
        sa.Column("form_id", sa.String(64), nullable=False),
        sa.Column("track", sa.String(24), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("level", sa.String(4), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("owner_id", RowId),
        sa.Column("owner_name", sa.Text(), nullable=False),
        sa.Column("respondent_unit", sa.Text(), nullable=False),
        sa.Column("priority", sa.String(8), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("conversation_id", RowId),
        sa.Column("reporter_name", sa.Text()),
        sa.Column("reporter_phone", sa.String(32)),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("commune", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double()),
        sa.Column("longitude", sa.Double()),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("dossier_code", sa.String(40)),
        sa.Column("procedure", sa.String(32)),
        sa.Column("answers", Json, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("outcome", sa.String(16)),
        sa.Column("done", sa.Text()),
        sa.Column("closed_by", RowId),
        sa.Column("verdict", sa.String(12)),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.Column("merged_into", RowId),
        sa.Column("due_at", UtcDateTime),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("code", name="uq_tickets_code"),
        sa.UniqueConstraint("form_id", name="uq_tickets_form_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_tickets_conversation_id"),
        sa.ForeignKeyConstraint(["merged_into"], ["tickets.id"], name="fk_tickets_merged_into"),
    )
    queue = ["state", "level", "due_at", "track", "owner_id", "priority"]
    op.create_index("ix_tickets_queue", "tickets", queue)
    op.create_index("ix_tickets_owner_id_state", "tickets", ["owner_id", "state"])
    op.create_index("ix_tickets_conversation_id", "tickets", ["conversation_id"])
    op.create_index("ix_tickets_updated_at", "tickets", ["updated_at"])
    op.create_index("ix_tickets_merged_into", "tickets", ["merged_into"])


def _events() -> None:
    op.create_table(
        "ticket_events",
        sa.Column("id", RowId, nullable=False),
        sa.Column("ticket_id", RowId, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("actor_kind", sa.String(8), nullable=False),
        sa.Column("actor_id", RowId),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_events"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id"),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id", "id"])


def _promises() -> None:
    op.create_table(
        "ticket_promises",
        sa.Column("id", RowId, nullable=False),
        sa.Column("ticket_id", RowId, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("since", UtcDateTime, nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("working_days", sa.Integer()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_law", sa.Boolean(), nullable=False),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("paused_at", UtcDateTime),
        sa.Column("stops", Json, nullable=False),
        sa.Column("kept_at", UtcDateTime),
        sa.Column("broken_at", UtcDateTime),
        sa.Column("void_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_promises"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_promises_ticket_id"),
    )
    op.create_index("ix_ticket_promises_ticket_id", "ticket_promises", ["ticket_id"])
    op.create_table(
        "ticket_alarms",
        sa.Column("id", RowId, nullable=False),
        sa.Column("promise_id", RowId, nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime, nullable=False),
        sa.Column("done_at", UtcDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_alarms"),
        sa.ForeignKeyConstraint(["promise_id"], ["ticket_promises.id"], name="fk_ticket_alarms_promise_id"),
        sa.UniqueConstraint("promise_id", "share", name="uq_ticket_alarms_promise_id_share"),
    )
    op.create_index(
        "ix_ticket_alarms_pending",
        "ticket_alarms",
        ["due_at"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def _files() -> None:
    op.create_table(
        "ticket_files",
        sa.Column("id", RowId, nullable=False),
        sa.Column("ticket_id", RowId, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_files"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_files_ticket_id"),
        sa.UniqueConstraint("ticket_id", "sha256", name="uq_ticket_files_ticket_id_sha256"),
    )
    op.create_index("ix_ticket_files_sha256", "ticket_files", ["sha256"])


def _pin_failures() -> None:
    op.create_table(
        "ticket_pin_failures",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_pin_failures"),
    )
    op.create_index("ix_ticket_pin_failures_code_hash_at", "ticket_pin_failures", ["code_hash", "at"])


def _sealed() -> None:
    op.create_table(
        "sealed_reports",
        sa.Column("id", RowId, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("pin_hash", sa.String(64), nullable=False),
        sa.Column("form_id", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("due_at", UtcDateTime),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_reports"),
        sa.UniqueConstraint("code", name="uq_sealed_reports_code"),
        sa.UniqueConstraint("form_id", name="uq_sealed_reports_form_id"),
    )
    op.create_index("ix_sealed_reports_state", "sealed_reports", ["state", "id"])
    op.create_table(
        "sealed_events",
        sa.Column("id", RowId, nullable=False),
        sa.Column("report_id", RowId, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_events"),
        sa.ForeignKeyConstraint(["report_id"], ["sealed_reports.id"], name="fk_sealed_events_report_id"),
    )
    op.create_index("ix_sealed_events_report_id", "sealed_events", ["report_id", "id"])


def downgrade() -> None:
    for table in (
        "sealed_events",
        "sealed_reports",
        "ticket_pin_failures",
        "ticket_files",
        "ticket_alarms",
        "ticket_promises",
        "ticket_events",
        "tickets",
    ):
        op.drop_table(table)
