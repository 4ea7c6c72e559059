"""Every table. Times are UTC epoch seconds; local dates are ISO text and stored, never computed from an instant."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

RowId = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER primary key by itself
Snowflake = BigInteger  # an id of Discord's: 64 bits

applications = Table(
    "applications",
    metadata,
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("commands_digest", String, nullable=False),  # what Discord was last told of our commands
)

registered_commands = Table(
    "registered_commands",
    metadata,
    Column(
        "application_id",
        Snowflake,
        ForeignKey("applications.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("name", String, primary_key=True),
    Column("command_id", Snowflake, nullable=False),  # what Discord answered; a mention of the command needs it
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", Snowflake, primary_key=True, autoincrement=False),
    Column("left_at", BigInteger),  # set while the bot is not in the guild: nothing is claimed then
    Column("host_channel_id", Snowflake),  # where hosts want to read about problems
    Column("host_role_id", Snowflake),  # whose members are hosts as well
    Column("model_host", String),  # the machine to which passages may be sent, for a model to draft questions
)

members = Table(
    "members",
    metadata,
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("shown", Boolean, nullable=False),  # whether others may read who this member is
)

essays = Table(
    "essays",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE")),  # null: on the shelf of every guild
    Column("pack_id", String),  # the id in a pack's front matter, stable through its updates
    Column("digest", String, nullable=False),  # of the text as imported: the same file again is recognised
    Column("title", Text, nullable=False),
    Column("author", Text),
    Column("language", String, nullable=False),
    Column("source", Text),
    Column("licence", Text),
    Column("published", String),
    Column("revision", Integer, nullable=False, server_default="1"),  # counts changes: caches and buttons compare it
    Column("position", Integer, nullable=False, server_default="0"),  # its place on its shelf
    Index(None, "guild_id", "position"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("essay_id", BigInteger, ForeignKey("essays.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("heading", Text),
    Column("day", Integer),  # of the year, which the heading names: `day_books.py`
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),  # how many: by it a host chooses how much comes at once
    UniqueConstraint("essay_id", "number"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE")),  # null: it came with the essay
    Column("rung", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", String, nullable=False),
    Column("state", String, nullable=False, server_default="approved"),
    Column("place", BigInteger),  # the id of the question whose place it has taken
    Index(None, "passage_id"),
    Index(None, "guild_id"),
)

hidden_questions = Table(  # those that came with their essay, and that a guild does not want to be asked
    "hidden_questions",
    metadata,
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Index(None, "question_id"),
)

good_questions = Table(  # what members have marked as good, each once in a guild
    "good_questions",
    metadata,
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Index(None, "question_id"),
    Index(None, "user_id"),
)

suggestions = Table(  # who has suggested a question, and whether they are to hear what becomes of it
    "suggestions",
    metadata,
    Column(
        "question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("user_id", Snowflake, nullable=False),
    Column("wants_to_hear", Boolean, nullable=False),
    Column("told", Boolean, nullable=False, server_default=false()),
    Index(None, "user_id"),
)

asked_of_model = Table(  # the passages about which a model has been asked for a guild, drafts or no drafts
    "asked_of_model",
    metadata,
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("failures", Integer, nullable=False),  # how often nothing has come of it; 0: it has drafted
    Index(None, "passage_id"),
)

quotes = Table(  # lines that stand alone: those that a pack marks, or those that the bot has found in an essay
    "quotes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("marked", Boolean, nullable=False),
    Index(None, "passage_id"),
)

studies = Table(
    "studies",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", Snowflake, nullable=False, unique=True),
    Column("role_id", Snowflake),
    Column("host_role_id", Snowflake),  # whose members steer this study
    Column("forum", Boolean, nullable=False, server_default=false()),  # each day a post of its own
    Column("tag_id", Snowflake),  # the forum tag every post gets
    Column("pin", Boolean, nullable=False, server_default=false()),
    Column("publish", Boolean, nullable=False, server_default=false()),  # to those who follow an announcement channel
    Column("local_time", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("weekdays", Integer, nullable=False),  # bit 0 is Monday
    Column("state", String, nullable=False),
    Column("paused_because", String),  # a `Reason`, when it was not a host who paused
    Column("epoch", Integer, nullable=False),
    Column("next_date", String),
    Column("next_due_at", BigInteger),
    Column("next_claim_at", BigInteger),  # next_due_at and the study's own few seconds: not all at once
    Column("arrangement", String, nullable=False, server_default="in_order"),
    Column("ending", String, nullable=False, server_default="stop"),
    Column("portion", String, nullable=False, server_default="passage"),  # how much comes at once
    Column("portion_words", Integer, nullable=False, server_default="0"),
    Column("questions_by", String, nullable=False, server_default="hosts"),  # who may put another one to the group
    Column("round", Integer, nullable=False, server_default="1"),  # how often the list has been begun
    Column("left_told", Integer),  # the last mark of "content left" that hosts were told of
    Column("revision", Integer, nullable=False, server_default="1"),  # counts changes of its plan and by its hosts
    Index(None, "guild_id"),
    Index(None, "next_claim_at"),
)

study_essays = Table(
    "study_essays",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("essay_id", BigInteger, ForeignKey("essays.id", ondelete="CASCADE"), nullable=False),
    Index(None, "essay_id"),  # an index of what refers to a row is what its deletion looks in
)

plan = Table(  # what a study is still to read: store/studies/plans.py
    "plan",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("place", BigInteger, primary_key=True, autoincrement=False),  # in order, with gaps
    Column("passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
    UniqueConstraint("study_id", "passage_id"),
    Index(None, "passage_id"),
)

chosen_questions = Table(  # what a study asks when it comes to a passage, where a host has chosen it
    "chosen_questions",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Index(None, "passage_id"),
    Index(None, "question_id"),
)

changes = Table(  # what hosts did to a study, each with what undoes it
    "changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
    Column("act", String, nullable=False),
    Column("user_id", Snowflake, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),  # of the study after it: good until that counts on
    Column("before", JSON, nullable=False),  # core/studies/undo.py
    Index(None, "study_id"),
    Index(None, "user_id"),
)

drafts = Table(  # imports that no host has confirmed yet
    "drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String, nullable=False),  # of the file
    Column("title", Text, nullable=False),
    Column("essay", Text, nullable=False),  # as JSON, see core/essays/draft_json.py
    Column("revision", Integer, nullable=False, server_default="1"),  # counts changes: a button of an old one says so
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("guild_id", "digest"),
)

skips = Table(
    "skips",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("local_date", String, primary_key=True),
)

deliveries = Table(  # what the bot says, by itself or for a member, from its claim to its end
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String, nullable=False),  # a `DeliveryKind`
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
    Column("channel_id", Snowflake, nullable=False),
    Column("forum", Boolean, nullable=False, server_default=false()),
    Column("tag_id", Snowflake),
    Column("nonce", String, nullable=False),
    Column("reference", String),  # of a post
    Column("content", JSON(none_as_null=True)),  # all that it says, as claimed; null once an answer's text is erased
    Column("state", String, nullable=False),
    Column("reason", String),
    Column("due_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),  # the last moment at which it may be sent
    Column("claimed_at", BigInteger, nullable=False),
    Column("tried_at", BigInteger, nullable=False),  # when the first attempt began that may have had an effect
    Column("attempts", Integer, nullable=False, server_default="1"),
    Column("retry_at", BigInteger),
    Column("message_id", Snowflake),
    Column("sent_at", BigInteger),
    Column("user_id", Snowflake),  # whose answer it is
    Index(None, "guild_id"),
    Index(None, "study_id", "state"),  # a claim asks for what its study has in hand
    Index(None, "user_id"),
    Index(None, "state"),
    Index(None, "reference"),
    Index(None, "message_id"),
    sqlite_autoincrement=True,  # an id never comes again: a request may still be under way for one that is deleted
)

notices = Table(
    "notices",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("guild_id", Snowflake, ForeignKey("guilds.id", ondelete="CASCADE"), nullable=False),
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
    Column("reason", String, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("told_at", BigInteger),
    Column("tries", Integer, nullable=False, server_default="0"),  # in vain, in the host channel
    Column("next_try_at", BigInteger),  # when it is tried there again; null: at once
    Column("delivery_id", BigInteger, ForeignKey("deliveries.id", ondelete="SET NULL"), unique=True),  # the latest
    Index(None, "guild_id"),
    Index(None, "told_at"),
    Index(None, "study_id"),
)

posts = Table(  # a slot each
    "posts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("local_date", String, nullable=False),
    Column("round", Integer, nullable=False, server_default="1"),  # of its study, when it was claimed
    Column("due_at", BigInteger, nullable=False),
    Column("noted_at", BigInteger, nullable=False),  # when the row was written: a wrong clock shows by it
    Column("reason", String),  # why it was skipped without a claim
    Column("delivery_id", BigInteger, ForeignKey("deliveries.id", ondelete="CASCADE"), unique=True),
    Column("day", Integer),  # the study's count of days; null without a claim
    Column("question_id", BigInteger, ForeignKey("questions.id", ondelete="SET NULL")),
    Column("thread_id", Snowflake),
    Column("counted_to", Snowflake),  # the last message of its thread up to which everything is counted
    Column("thread", String, nullable=False, server_default="none"),  # none, wanted, done or refused
    Column("pin", String, nullable=False, server_default="none"),  # the same
    Column("publish", String, nullable=False, server_default="none"),  # the same
    Column("extras_tries", Integer, nullable=False, server_default="0"),  # of these three, in vain
    Column("extras_retry_at", BigInteger),
    Column("line", String, nullable=False, server_default="none"),  # that counts who took part: none, wanted or refused
    Column("line_read", Integer, nullable=False, server_default="0"),  # what it says
    Column("line_answered", Integer, nullable=False, server_default="0"),
    Column("line_tried_at", BigInteger),  # when the post was last edited for it
    Column("line_retry_at", BigInteger),
    UniqueConstraint("study_id", "epoch", "local_date"),
    Index(None, "question_id"),
    Index(None, "thread_id"),
    Index(None, "due_at"),
    Index(None, "study_id", "due_at"),  # what a member has not read is looked for among the latest
    Index(None, "study_id", "day"),  # a claim asks for the last
)

post_passages = Table(  # what a post holds, in order
    "post_passages",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("passage_id", BigInteger, ForeignKey("passages.id", ondelete="CASCADE"), nullable=False),
    Index(None, "passage_id"),
)

put_questions = Table(  # other questions that were put to the group below a post, each once
    "put_questions",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column(
        "question_id", BigInteger, ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("channel_id", Snowflake, nullable=False),  # the thread of the post, or its channel
    Column("at", BigInteger, nullable=False),
    Column("message_id", Snowflake),  # null until it is known to be there
    Column("by_host", Boolean, nullable=False),
    Column("user_id", Snowflake),  # who put it; null once they have deleted their data
    Index(None, "question_id"),
    Index(None, "user_id"),
)

participation = Table(
    "participation",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("part", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index(None, "user_id"),
)

fresh_starts = Table(  # up to which posts a member has let go of what they had not read
    "fresh_starts",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "user_id"),
)

reminders = Table(  # at which hour members want to be written to about what they have not read
    "reminders",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Column("local_time", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("channel_id", Snowflake, nullable=False),  # their direct messages
    Column("due_at", BigInteger),  # null once Discord has taken no message to them
    Column("reminded_of", BigInteger, ForeignKey("posts.id", ondelete="SET NULL")),
    Index(None, "user_id"),
    Index(None, "due_at"),
    Index(None, "reminded_of"),
)

occasions = Table(  # what hosts want to be said besides the posts of a study; those who have chosen nothing have no row
    "occasions",
    metadata,
    Column("study_id", BigInteger, ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("recap_on", Integer),  # a weekday, 0 is Monday
    Column("recap_due_at", BigInteger),
    Column("closings", Boolean, nullable=False),
    Column("last_words", Text),
    Index(None, "recap_due_at"),
)

closings = Table(  # essays that have been read to their end, by their last post, until that is said
    "closings",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("due_at", BigInteger, nullable=False),
    Index(None, "due_at"),
)

marks = Table(  # the sentences of posts that struck members: which, and whom, and no words
    "marks",
    metadata,
    Column("post_id", BigInteger, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),  # of the passage in its post, as in post_passages
    Column("sentence", Integer, primary_key=True, autoincrement=False),  # its number in the passage, 1 for the first
    Column("user_id", Snowflake, primary_key=True, autoincrement=False),
    Index(None, "user_id"),
)

tombstones = Table(  # people who have had their data deleted: nothing that is older than that is counted of them again
    "tombstones",
    metadata,
    Column("person", String, primary_key=True),  # their id, signed with a key outside the database
    Column("deleted_at", BigInteger, nullable=False),
    Index(None, "deleted_at"),
)

passage_words = (
    Table(  # what search compares: stems, as the essay's language has them, and the text's words as they are
        "passage_words",
        metadata,
        Column(
            "passage_id", RowId, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
        Column("title", Text, nullable=False),
        Column("heading", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("forms", Text, nullable=False),
    )
)
