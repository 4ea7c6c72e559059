"""All tables as of the first release, in one step, and SQLite's full-text index.

The names of keys and indexes follow from the naming convention in `bot/store/tables.py`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0104"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = "title, heading, text, forms"
OLD, NEW = (", ".join(f"{row}.{name}" for name in ("passage_id", "title", "heading", "text", "forms")) for row in ("old", "new"))
TAKE_OUT = f"INSERT INTO passage_index(passage_index, rowid, {COLUMNS}) VALUES ('delete', {OLD});"
PUT_IN = f"INSERT INTO passage_index(rowid, {COLUMNS}) VALUES ({NEW});"

QUOTED = r"""'''' || replace(replace(left({word}, 500), '\', '\\'), '''', '''''') || ''''"""
VECTORS = (
    # pg_restore has an empty search path: what computes a column may use nothing of ours
    f"""
    CREATE FUNCTION words_vector(words text, letter "char") RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT AS $$
        SELECT setweight(coalesce(string_agg({QUOTED.format(word="word")} || ':' || place + 1, ' '), '')::tsvector, letter)
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS listed(word, place)
        WHERE word <> ''
    $$
    """,
    """
    ALTER TABLE passage_words ADD COLUMN vector tsvector NOT NULL GENERATED ALWAYS AS (
        words_vector(title, 'A') || words_vector(heading, 'B') || words_vector(text, 'C') || words_vector(forms, 'D')
    ) STORED
    """,
    "CREATE INDEX ix_passage_words_vector ON passage_words USING gin (vector)",
    'CREATE TABLE passage_vocabulary (term text COLLATE "C" PRIMARY KEY)',
    """
    CREATE FUNCTION learn_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        INSERT INTO passage_vocabulary
            SELECT DISTINCT term FROM changed, unnest(tsvector_to_array(vector)) AS term ORDER BY term
            ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$
    """,
    f"""
    CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        DELETE FROM passage_vocabulary
            WHERE term IN (SELECT unnest(tsvector_to_array(vector)) FROM gone)
            AND NOT EXISTS (SELECT 1 FROM passage_words WHERE vector @@ ({QUOTED.format(word="term")})::tsquery);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER words_removed AFTER DELETE ON passage_words REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION forget_words()
    """,
    """
    CREATE TRIGGER words_replaced AFTER UPDATE ON passage_words REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION forget_words()
    """,
    """
    CREATE TRIGGER words_added AFTER INSERT ON passage_words REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION learn_words()
    """,
    """
    CREATE TRIGGER words_changed AFTER UPDATE ON passage_words REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION learn_words()
    """,
)
OF_PROCESSES = (  # what several processes of one bot share; seconds are those since 1970 by the server's clock
    "CREATE TABLE rates (name text PRIMARY KEY, next_at double precision NOT NULL)",
    "CREATE TABLE refusals (shard int, minute bigint, refused int NOT NULL, PRIMARY KEY (shard, minute))",
    "CREATE TABLE person_keys (signature text PRIMARY KEY)",
)


def upgrade() -> None:
    _create_guilds()
    _create_library()
    _create_search()
    _create_studies()
    _create_plans()
    _create_deliveries()
    _create_notices()
    _create_posts()


def _create_guilds() -> None:
    op.create_table("applications", _discord_id("id"), sa.Column("commands_digest", sa.String, nullable=False))
    op.create_table(
        "registered_commands",
        _reference("application_id", "applications", key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("command_id", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "guilds",
        _discord_id("id"),
        sa.Column("left_at", sa.BigInteger),
        sa.Column("host_channel_id", sa.BigInteger),
        sa.Column("host_role_id", sa.BigInteger),
        sa.Column("model_host", sa.String),
    )
    op.create_table(
        "members",
        _reference("guild_id", "guilds", key=True),
        _discord_id("user_id"),
        sa.Column("shown", sa.Boolean, nullable=False),
    )


def _create_library() -> None:
    op.create_table(
        "essays",
        _row_id(),
        sa.Column("guild_id", sa.BigInteger, sa.ForeignKey("guilds.id", ondelete="CASCADE")),
        sa.Column("pack_id", sa.String),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("licence", sa.Text),
        sa.Column("published", sa.String),
        sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
        sa.Column("position", sa.Integer, nullable=False, server_default="0"),
        sa.Index(None, "guild_id", "position"),
    )
    op.create_table(
        "passages",
        _row_id(),
        _reference("essay_id", "essays"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("heading", sa.Text),
        sa.Column("day", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.UniqueConstraint("essay_id", "number"),
    )
    op.create_table(
        "questions",
        _row_id(),
        _reference("passage_id", "passages", index=True),
        sa.Column("guild_id", sa.BigInteger, sa.ForeignKey("guilds.id", ondelete="CASCADE"), index=True),
        sa.Column("rung", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("origin", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False, server_default="approved"),
        sa.Column("place", sa.BigInteger),
    )
    op.create_table(
        "hidden_questions",
        _reference("guild_id", "guilds", key=True),
        _reference("question_id", "questions", key=True, index=True),
    )
    op.create_table(
        "good_questions",
        _reference("guild_id", "guilds", key=True),
        _reference("question_id", "questions", key=True, index=True),
        _discord_id("user_id"),
        sa.Index(None, "user_id"),
    )
    op.create_table(
        "suggestions",
        _reference("question_id", "questions", key=True),
        sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("wants_to_hear", sa.Boolean, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "asked_of_model",
        _reference("guild_id", "guilds", key=True),
        _reference("passage_id", "passages", key=True, index=True),
        sa.Column("failures", sa.Integer, nullable=False),
    )
    op.create_table(
        "quotes",
        _row_id(),
        _reference("passage_id", "passages", index=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("marked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "drafts",
        _row_id(),
        _reference("guild_id", "guilds"),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("essay", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("guild_id", "digest"),
    )


def _create_search() -> None:
    """The stems of every passage, and the index over them, of each database's own kind.

    SQLite's triggers follow each change, also one by a foreign key. PostgreSQL makes the vector from the columns as they
    are, without its own parser: a place each, with the column's letter, and none beside another of the next column.
    """
    op.create_table(
        "passage_words",
        _reference("passage_id", "passages", key=True, kind=ROW_ID),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("heading", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("forms", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE passage_index USING fts5({COLUMNS}, content='passage_words', "
            "content_rowid='passage_id', tokenize='unicode61 remove_diacritics 0')"
        )
        op.execute("CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_index, 'row')")
        op.execute(f"CREATE TRIGGER passage_words_added AFTER INSERT ON passage_words BEGIN {PUT_IN} END")
        op.execute(f"CREATE TRIGGER passage_words_removed AFTER DELETE ON passage_words BEGIN {TAKE_OUT} END")
        op.execute(f"CREATE TRIGGER passage_words_changed AFTER UPDATE ON passage_words BEGIN {TAKE_OUT} {PUT_IN} END")
    else:
        for statement in (*VECTORS, *OF_PROCESSES):
            op.execute(statement)


def _create_studies() -> None:
    op.create_table(
        "studies",
        _row_id(),
        _reference("guild_id", "guilds", index=True),
        sa.Column("channel_id", sa.BigInteger, nullable=False, unique=True),
        sa.Column("role_id", sa.BigInteger),
        sa.Column("host_role_id", sa.BigInteger),
        sa.Column("forum", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("tag_id", sa.BigInteger),
        sa.Column("pin", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("publish", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("local_time", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("paused_because", sa.String),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("next_date", sa.String),
        sa.Column("next_due_at", sa.BigInteger),
        sa.Column("next_claim_at", sa.BigInteger, index=True),
        sa.Column("arrangement", sa.String, nullable=False, server_default="in_order"),
        sa.Column("ending", sa.String, nullable=False, server_default="stop"),
        sa.Column("portion", sa.String, nullable=False, server_default="passage"),
        sa.Column("portion_words", sa.Integer, nullable=False, server_default="0"),
        sa.Column("questions_by", sa.String, nullable=False, server_default="hosts"),
        sa.Column("round", sa.Integer, nullable=False, server_default="1"),
        sa.Column("left_told", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
    )


def _create_plans() -> None:
    """What each study reads, in which order, and on which days it does not."""
    op.create_table(
        "study_essays",
        _reference("study_id", "studies", key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        _reference("essay_id", "essays", index=True),
    )
    op.create_table(
        "plan",
        _reference("study_id", "studies", key=True),
        sa.Column("place", sa.BigInteger, primary_key=True, autoincrement=False),
        _reference("passage_id", "passages", index=True),
        sa.UniqueConstraint("study_id", "passage_id"),
    )
    op.create_table(
        "chosen_questions",
        _reference("study_id", "studies", key=True),
        _reference("passage_id", "passages", key=True, index=True),
        _reference("question_id", "questions", index=True),
    )
    op.create_table(
        "changes",
        _row_id(),
        _reference("study_id", "studies", index=True),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False, index=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
    )
    op.create_table(
        "skips", _reference("study_id", "studies", key=True), sa.Column("local_date", sa.String, primary_key=True)
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        _row_id(),
        sa.Column("kind", sa.String, nullable=False),
        _reference("guild_id", "guilds", index=True),
        _reference("study_id", "studies"),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("forum", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("tag_id", sa.BigInteger),
        sa.Column("nonce", sa.String, nullable=False),
        sa.Column("reference", sa.String, index=True),
        sa.Column("content", sa.JSON),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("reason", sa.String),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("claimed_at", sa.BigInteger, nullable=False),
        sa.Column("tried_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="1"),
        sa.Column("retry_at", sa.BigInteger),
        sa.Column("message_id", sa.BigInteger, index=True),
        sa.Column("sent_at", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger, index=True),
        sa.Index(None, "study_id", "state"),
        sqlite_autoincrement=True,
    )


def _create_notices() -> None:
    op.create_table(
        "notices",
        _row_id(),
        _reference("guild_id", "guilds", index=True),
        _reference("study_id", "studies", index=True),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("told_at", sa.BigInteger, index=True),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.BigInteger),
        sa.Column("delivery_id", sa.BigInteger, sa.ForeignKey("deliveries.id", ondelete="SET NULL"), unique=True),
    )


def _create_posts() -> None:
    op.create_table(
        "posts",
        _row_id(),
        _reference("study_id", "studies"),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("local_date", sa.String, nullable=False),
        sa.Column("round", sa.Integer, nullable=False, server_default="1"),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("noted_at", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("delivery_id", sa.BigInteger, sa.ForeignKey("deliveries.id", ondelete="CASCADE"), unique=True),
        sa.Column("day", sa.Integer),
        sa.Column("question_id", sa.BigInteger, sa.ForeignKey("questions.id", ondelete="SET NULL"), index=True),
        sa.Column("thread_id", sa.BigInteger, index=True),
        sa.Column("counted_to", sa.BigInteger),
        sa.Column("thread", sa.String, nullable=False, server_default="none"),
        sa.Column("pin", sa.String, nullable=False, server_default="none"),
        sa.Column("publish", sa.String, nullable=False, server_default="none"),
        sa.Column("extras_tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("extras_retry_at", sa.BigInteger),
        sa.Column("line", sa.String, nullable=False, server_default="none"),
        sa.Column("line_read", sa.Integer, nullable=False, server_default="0"),
        sa.Column("line_answered", sa.Integer, nullable=False, server_default="0"),
        sa.Column("line_tried_at", sa.BigInteger),
        sa.Column("line_retry_at", sa.BigInteger),
        sa.UniqueConstraint("study_id", "epoch", "local_date"),
        sa.Index(None, "due_at"),
        sa.Index(None, "study_id", "due_at"),
        sa.Index(None, "study_id", "day"),
    )
    op.create_table(
        "post_passages",
        _reference("post_id", "posts", key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        _reference("passage_id", "passages", index=True),
    )
    op.create_table(
        "put_questions",
        _reference("post_id", "posts", key=True),
        _reference("question_id", "questions", key=True, index=True),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("by_host", sa.Boolean, nullable=False),
        sa.Column("user_id", sa.BigInteger, index=True),
    )
    op.create_table(
        "participation",
        _reference("post_id", "posts", key=True),
        _discord_id("user_id"),
        sa.Column("part", sa.String, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Index(None, "user_id"),
    )
    op.create_table(
        "fresh_starts",
        _reference("post_id", "posts", key=True),
        _discord_id("user_id"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Index(None, "user_id"),
    )
    op.create_table(
        "reminders",
        _reference("study_id", "studies", key=True),
        _discord_id("user_id"),
        sa.Column("local_time", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("reminded_of", sa.BigInteger, sa.ForeignKey("posts.id", ondelete="SET NULL")),
        sa.Index(None, "user_id"),
        sa.Index(None, "due_at"),
        sa.Index(None, "reminded_of"),
    )
    op.create_table(
        "occasions",
        _reference("study_id", "studies", key=True),
        sa.Column("recap_on", sa.Integer),
        sa.Column("recap_due_at", sa.BigInteger),
        sa.Column("closings", sa.Boolean, nullable=False),
        sa.Column("last_words", sa.Text),
        sa.Index(None, "recap_due_at"),
    )
    op.create_table(
        "closings",
        _reference("post_id", "posts", key=True),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Index(None, "due_at"),
    )
    op.create_table(
        "marks",
        _reference("post_id", "posts", key=True),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sentence", sa.Integer, primary_key=True, autoincrement=False),
        _discord_id("user_id"),
        sa.Index(None, "user_id"),
    )
    op.create_table(
        "tombstones",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("deleted_at", sa.BigInteger, nullable=False),
        sa.Index(None, "deleted_at"),
    )


def _row_id() -> sa.Column[int]:
    return sa.Column("id", ROW_ID, primary_key=True)


def _discord_id(name: str) -> sa.Column[int]:
    """A part of the primary key that is an id of Discord's."""
    return sa.Column(name, sa.BigInteger, primary_key=True, autoincrement=False)


def _reference(
    name: str, table: str, *, key: bool = False, index: bool = False, kind: sa.BigInteger | None = None
) -> sa.Column[int]:
    """A column that refers to a row of the table and goes with it; with `key` a part of the primary key."""
    row = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, kind or sa.BigInteger(), row, primary_key=key, autoincrement=False, nullable=False, index=index)
