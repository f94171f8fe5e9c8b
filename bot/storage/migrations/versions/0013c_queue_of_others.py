"""The queue leaves out what complains of the officer's own unit, and reads that from its index, too."""

from alembic import op

revision = "0013c"
down_revision = "0013b"
branch_labels = None
depends_on = None

BEFORE = ["state", "level", "due_at", "track", "owner_id", "priority"]


def upgrade() -> None:
    op.drop_index("ix_tickets_queue", "tickets")
    op.create_index("ix_tickets_queue", "tickets", [*BEFORE, "respondent_unit"])


def downgrade() -> None:
    op.drop_index("ix_tickets_queue", "tickets")
    op.create_index("ix_tickets_queue", "tickets", BEFORE)
