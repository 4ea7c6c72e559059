"""Search by stems: the words of every passage as the index keeps them, and SQLite's full-text index over them.

The index reads `passage_words` itself, and its triggers follow each change there, also one by a foreign key. Another
database needs no more than an index of its own kind over the same columns.
"""

import sqlalchemy as sa
from alembic import op

from bot.core.text.stems import terms

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = "title, heading, text"
OLD, NEW = (", ".join(f"{row}.{name}" for name in ("passage_id", "title", "heading", "text")) for row in ("old", "new"))
TAKE_OUT = f"INSERT INTO passage_index(passage_index, rowid, {COLUMNS}) VALUES ('delete', {OLD});"
PUT_IN = f"INSERT INTO passage_index(rowid, {COLUMNS}) VALUES ({NEW});"


def upgrade() -> None:
    words = op.create_table(
        "passage_words",
        sa.Column(
            "passage_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            sa.ForeignKey("passages.id", name="fk_passage_words_passage_id", ondelete="CASCADE"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("passage_id", name="pk_passage_words"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _index()
    _fill(words)
    op.drop_column("passages", "folded")


def downgrade() -> None:
    op.add_column("passages", sa.Column("folded", sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_vocabulary")
        op.execute("DROP TABLE passage_index")
    op.drop_table("passage_words")


def _index() -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE passage_index USING fts5({COLUMNS}, content='passage_words', content_rowid='passage_id', "
        "tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute("CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_index, 'row')")
    op.execute(f"CREATE TRIGGER passage_words_added AFTER INSERT ON passage_words BEGIN {PUT_IN} END")
    op.execute(f"CREATE TRIGGER passage_words_removed AFTER DELETE ON passage_words BEGIN {TAKE_OUT} END")
    op.execute(f"CREATE TRIGGER passage_words_changed AFTER UPDATE ON passage_words BEGIN {TAKE_OUT} {PUT_IN} END")


def _fill(words: sa.Table) -> None:
    """Index what is on the shelves already, essay by essay."""
    bind = op.get_bind()
    for essay_id, title, language in bind.execute(sa.text("SELECT id, title, language FROM essays")).all():
        found = sa.text("SELECT id, heading, text FROM passages WHERE essay_id = :essay_id")
        rows = [
            {
                "passage_id": passage_id,
                "title": " ".join(terms(title, language)),
                "heading": " ".join(terms(heading or "", language)),
                "text": " ".join(terms(text, language)),
            }
            for passage_id, heading, text in bind.execute(found, {"essay_id": essay_id})
        ]
        if rows:
            bind.execute(sa.insert(words), rows)
