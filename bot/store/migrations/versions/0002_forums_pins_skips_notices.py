"""Forum posts, pins, days that hosts skip, and what hosts have to be told.

Columns are only added: SQLite would have to build a table anew for anything else, and dropping the old one would take
along all rows that refer to it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("guilds", sa.Column("host_channel_id", sa.BigInteger()))
    op.add_column("studies", sa.Column("forum", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("studies", sa.Column("tag_id", sa.BigInteger()))
    op.add_column("studies", sa.Column("pin", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("studies", sa.Column("next_claim_at", sa.BigInteger()))
    op.execute("UPDATE studies SET next_claim_at = next_due_at")
    op.drop_index("ix_studies_next_due_at", "studies")
    op.create_index("ix_studies_next_claim_at", "studies", ["next_claim_at"])
    op.add_column("posts", sa.Column("forum", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("posts", sa.Column("tag_id", sa.BigInteger()))
    op.add_column("posts", sa.Column("thread", sa.String(), nullable=False, server_default="wanted"))
    op.add_column("posts", sa.Column("pin", sa.String(), nullable=False, server_default="none"))
    op.execute("UPDATE posts SET thread = 'done' WHERE thread_id IS NOT NULL")
    op.execute("UPDATE posts SET thread = 'none' WHERE message_id IS NULL")
    op.execute("UPDATE posts SET thread = 'refused', reason = NULL WHERE reason = 'reason.no_thread'")
    op.create_table(
        "skips",
        sa.Column("study_id", sa.BigInteger(), sa.ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("local_date", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("study_id", "local_date", name="pk_skips"),
    )
    op.create_table(
        "notices",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("study_id", sa.BigInteger(), sa.ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger()),
    )
    op.create_index("ix_notices_guild_id", "notices", ["guild_id"])


def downgrade() -> None:
    for table in ("notices", "skips"):
        op.drop_table(table)
    op.drop_index("ix_studies_next_claim_at", "studies")
    op.create_index("ix_studies_next_due_at", "studies", ["next_due_at"])
    for column in ("pin", "thread", "tag_id", "forum"):
        op.drop_column("posts", column)
    for column in ("next_claim_at", "pin", "tag_id", "forum"):
        op.drop_column("studies", column)
    op.drop_column("guilds", "host_channel_id")
