"""Indexes of what refers to passages, questions, essays and studies: to delete one, SQLite looks for all that do.

Without them each question that goes has every post of every guild looked at. And the index of essays by their place on
a shelf, which finds one by chance without reading the shelf.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

REFERENCES = (
    ("posts", "question_id"),
    ("swaps", "passage_id"),
    ("swaps", "other_id"),
    ("moves", "passage_id"),
    ("study_essays", "essay_id"),
    ("notices", "study_id"),
)


def upgrade() -> None:
    for table, column in REFERENCES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.drop_index("ix_essays_guild_id", "essays")
    op.create_index("ix_essays_guild_id_position", "essays", ["guild_id", "position"])


def downgrade() -> None:
    op.drop_index("ix_essays_guild_id_position", "essays")
    op.create_index("ix_essays_guild_id", "essays", ["guild_id"])
    for table, column in REFERENCES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
