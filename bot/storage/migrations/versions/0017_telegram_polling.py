"""Which process asks Telegram for updates."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "telegram_polling",
        sa.Column("bot_id", sa.String(32), nullable=False),
        sa.Column("lease", sa.String(32), nullable=False),
        sa.Column("leased_until", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name="pk_telegram_polling"),
    )


def downgrade() -> None:
    op.drop_table("telegram_polling")
