"""Drafts of imports, the order and end of a study's reading, counted changes of essays, posts by their messages."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), sa.ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("essay", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("guild_id", "digest", name="uq_drafts_guild_id_digest"),
    )
    op.create_table(
        "moves",
        sa.Column("study_id", sa.BigInteger(), sa.ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("passage_id", sa.BigInteger(), sa.ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
        sa.PrimaryKeyConstraint("study_id", name="pk_moves"),
    )
    op.create_table(
        "swaps",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("study_id", sa.BigInteger(), sa.ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
        sa.Column("passage_id", sa.BigInteger(), sa.ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("other_id", sa.BigInteger(), sa.ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_swaps_study_id", "swaps", ["study_id"])
    op.add_column("essays", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("essays", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("studies", sa.Column("arrangement", sa.String(), nullable=False, server_default="in_order"))
    op.add_column("studies", sa.Column("ending", sa.String(), nullable=False, server_default="stop"))
    op.add_column("studies", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("studies", sa.Column("left_told", sa.Integer()))
    for column in ("message_id", "thread_id"):
        op.create_index(f"ix_posts_{column}", "posts", [column])
    op.add_column("posts", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("posts", "round")
    for column in ("message_id", "thread_id"):
        op.drop_index(f"ix_posts_{column}", "posts")
    for column in ("left_told", "round", "ending", "arrangement"):
        op.drop_column("studies", column)
    for column in ("position", "revision"):
        op.drop_column("essays", column)
    for table in ("swaps", "moves", "drafts"):
        op.drop_table(table)
