"""Indexes of what refers to passages, questions, essays and studies: to delete one, SQLite looks for all that do.

Without them each question that goes has every post of every guild looked at.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
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


def downgrade() -> None:
    for table, column in REFERENCES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
