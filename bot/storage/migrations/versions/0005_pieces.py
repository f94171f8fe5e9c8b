"""Messages that are pieces of one turn."""

import sqlalchemy as sa
from alembic import op

from bot.storage.base import Json, RowId

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("piece", sa.String(8), nullable=False, server_default="whole"))
    op.add_column("inbox", sa.Column("joined_to", RowId))
    op.add_column("turns", sa.Column("joined", Json, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("turns", "joined")
    op.drop_column("inbox", "joined_to")
    op.drop_column("inbox", "piece")
