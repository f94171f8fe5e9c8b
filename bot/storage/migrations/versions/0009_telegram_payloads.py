"""Payloads that are too long for a button on Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_payloads",
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("payload", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_telegram_payloads"),
    )


def downgrade() -> None:
    op.drop_table("telegram_payloads")
