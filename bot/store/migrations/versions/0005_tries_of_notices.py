"""When each notice is tried next, and how often it has been tried in vain."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notices", sa.Column("next_try_at", sa.BigInteger()))
    op.create_index("ix_notices_told_at", "notices", ["told_at"])


def downgrade() -> None:
    op.drop_index("ix_notices_told_at", "notices")
    for column in ("next_try_at", "tries"):
        op.drop_column("notices", column)
