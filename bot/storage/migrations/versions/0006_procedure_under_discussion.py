"""What a conversation is about, for the language model to read a short message by."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("about", sa.String(32)))


def downgrade() -> None:
    op.drop_column("conversations", "about")
