"""Tokens of the Zalo Official Account."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "zalo_tokens",
        sa.Column("app_id", sa.String(64), nullable=False),
        sa.Column("pair", sa.Text(), nullable=False),
        sa.Column("previous_pair", sa.Text()),
        sa.Column("seed_sha256", sa.String(64), nullable=False),
        sa.Column("renewed_at", UtcDateTime),
        sa.Column("expires_at", UtcDateTime),
        sa.Column("refused_at", UtcDateTime),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", UtcDateTime),
        sa.PrimaryKeyConstraint("app_id", name="pk_zalo_tokens"),
    )


def downgrade() -> None:
    op.drop_table("zalo_tokens")
