"""Sessions of the web chat."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webchat_sessions",
        sa.Column("session", sa.String(32), nullable=False),
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_webchat_sessions"),
    )


def downgrade() -> None:
    op.drop_table("webchat_sessions")
