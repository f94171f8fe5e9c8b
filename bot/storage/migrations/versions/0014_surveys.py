"""Survey waves, invitations, answers, and who wants none."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0014"
down_revision = "0013c"
branch_labels = None
depends_on = None

TO_DO = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    _waves()
    _invitations()
    _responses()
    _answers()


def _waves() -> None:
    op.create_table(
        "survey_waves",
        sa.Column("id", RowId, nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("instrument", sa.String(16), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("method", sa.String(12), nullable=False),
        sa.Column("seed", sa.String(64), nullable=False),
        sa.Column("shares", Json, nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_waves"),
        sa.UniqueConstraint("name", name="uq_survey_waves_name"),
    )


def _strata() -> list[sa.Column[str]]:
    return [
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("procedure", sa.String(32), nullable=False),
        sa.Column("commune", sa.String(120), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
    ]


def _invitations() -> None:
    op.create_table(
        "survey_invitations",
        sa.Column("id", RowId, nullable=False),
        sa.Column("wave_id", RowId, nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("subject_id", RowId, nullable=False),
        sa.Column("conversation_id", RowId),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("way", sa.String(10)),
        *_strata(),
        sa.Column("subject_on", sa.Date(), nullable=False),
        sa.Column("drawn", sa.Double()),
        sa.Column("due_at", UtcDateTime),
        sa.Column("sent_at", UtcDateTime),
        sa.Column("reminded_at", UtcDateTime),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("answered_on", sa.Date()),
        sa.Column("outbox_ids", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_invitations"),
        sa.ForeignKeyConstraint(["wave_id"], ["survey_waves.id"], name="fk_survey_invitations_wave_id"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_survey_invitations_conversation_id"
        ),
        sa.UniqueConstraint(
            "wave_id", "subject", "subject_id", name="uq_survey_invitations_wave_id_subject_subject_id"
        ),
    )
    op.create_index(
        "ix_survey_invitations_due_at",
        "survey_invitations",
        ["due_at"],
        sqlite_where=TO_DO,
        postgresql_where=TO_DO,
    )
    op.create_index("ix_survey_invitations_state", "survey_invitations", ["wave_id", "state", "way"])


def _responses() -> None:
    op.create_table(
        "survey_responses",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("wave_id", RowId, nullable=False),
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("instrument", sa.String(16), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("mode", sa.String(8), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        *_strata(),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("device", sa.String(64)),
        sa.Column("flagged", sa.String(16)),
        sa.Column("comment", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_survey_responses"),
        sa.ForeignKeyConstraint(["wave_id"], ["survey_waves.id"], name="fk_survey_responses_wave_id"),
        sa.UniqueConstraint("key", name="uq_survey_responses_key"),
    )
    op.create_index("ix_survey_responses_device", "survey_responses", ["device", "answered_on"])
    op.create_index("ix_survey_responses_month", "survey_responses", ["month"])


def _answers() -> None:
    op.create_table(
        "survey_answers",
        sa.Column("response_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.String(8), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("response_id", "question", name="pk_survey_answers"),
        sa.ForeignKeyConstraint(
            ["response_id"], ["survey_responses.id"], name="fk_survey_answers_response_id"
        ),
    )
    op.create_table(
        "survey_marks",
        sa.Column("subject", sa.String(8), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_survey_marks"),
    )
    op.create_table(
        "survey_opt_outs",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_survey_opt_outs"),
    )


def downgrade() -> None:
    for table in ("opt_outs", "marks", "answers", "responses", "invitations", "waves"):
        op.drop_table(f"survey_{table}")
