"""Officers, their sessions, wrong passwords, and the audit."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _officers()
    _sessions()
    _wrong_passwords()
    _audit()


def _officers() -> None:
    op.create_table(
        "officers",
        sa.Column("id", RowId, nullable=False),
        sa.Column("login", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("level", sa.String(2), nullable=False),
        sa.Column("roles", Json, nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("password_is_temporary", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_officers"),
        sa.UniqueConstraint("login", name="uq_officers_login"),
    )
    op.create_index("ix_officers_level_unit", "officers", ["level", "unit"])


def _sessions() -> None:
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("officer_id", RowId, nullable=False),
        sa.Column("csrf", sa.String(43), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_staff_sessions_officer_id"),
    )
    op.create_index("ix_staff_sessions_officer_id", "staff_sessions", ["officer_id"])


def _wrong_passwords() -> None:
    op.create_table(
        "staff_wrong_passwords",
        sa.Column("id", RowId, nullable=False),
        sa.Column("counter", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_wrong_passwords"),
    )
    op.create_index("ix_staff_wrong_passwords_counter", "staff_wrong_passwords", ["counter", "at"])
    op.create_index("ix_staff_wrong_passwords_at", "staff_wrong_passwords", ["at"])


def _audit() -> None:
    op.create_table(
        "staff_audit",
        sa.Column("id", RowId, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("officer_id", RowId),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("object", sa.String(80), nullable=False),
        sa.Column("address", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_audit"),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name="fk_staff_audit_officer_id"),
    )
    op.create_index("ix_staff_audit_at", "staff_audit", ["at"])
    op.create_index("ix_staff_audit_officer_id", "staff_audit", ["officer_id", "id"])
    op.create_index("ix_staff_audit_object", "staff_audit", ["object", "id"])


def downgrade() -> None:
    for table in ("staff_audit", "staff_wrong_passwords", "staff_sessions", "officers"):
        op.drop_table(table)
