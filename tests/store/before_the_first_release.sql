-- The tables of revision 0004, as commit b445480 made them: a database of before the first release.

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE applications (
    id BIGINT NOT NULL,
    commands_digest VARCHAR NOT NULL,
    CONSTRAINT pk_applications PRIMARY KEY (id)
);
CREATE TABLE guilds (
    id BIGINT NOT NULL,
    left_at BIGINT, host_channel_id BIGINT,
    CONSTRAINT pk_guilds PRIMARY KEY (id)
);
CREATE TABLE essays (
    id INTEGER NOT NULL,
    guild_id BIGINT,
    pack_id VARCHAR,
    digest VARCHAR NOT NULL,
    title TEXT NOT NULL,
    author TEXT,
    language VARCHAR NOT NULL,
    source TEXT,
    licence TEXT,
    published VARCHAR, revision INTEGER DEFAULT '1' NOT NULL, position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_essays PRIMARY KEY (id),
    CONSTRAINT fk_essays_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE INDEX ix_essays_guild_id ON essays (guild_id);
CREATE TABLE members (
    guild_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    shown BOOLEAN NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (guild_id, user_id),
    CONSTRAINT fk_members_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE TABLE studies (
    id INTEGER NOT NULL,
    guild_id BIGINT NOT NULL,
    channel_id BIGINT NOT NULL,
    role_id BIGINT,
    local_time VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    weekdays INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    paused_because VARCHAR,
    epoch INTEGER NOT NULL,
    next_date VARCHAR,
    next_due_at BIGINT, forum BOOLEAN DEFAULT 0 NOT NULL, tag_id BIGINT, pin BOOLEAN DEFAULT 0 NOT NULL, next_claim_at BIGINT, arrangement VARCHAR DEFAULT 'in_order' NOT NULL, ending VARCHAR DEFAULT 'stop' NOT NULL, round INTEGER DEFAULT '1' NOT NULL, left_told INTEGER,
    CONSTRAINT pk_studies PRIMARY KEY (id),
    CONSTRAINT fk_studies_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT uq_studies_channel_id UNIQUE (channel_id)
);
CREATE INDEX ix_studies_guild_id ON studies (guild_id);
CREATE TABLE passages (
    id INTEGER NOT NULL,
    essay_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    heading TEXT,
    text TEXT NOT NULL,
    CONSTRAINT pk_passages PRIMARY KEY (id),
    CONSTRAINT fk_passages_essay_id FOREIGN KEY(essay_id) REFERENCES essays (id) ON DELETE CASCADE,
    CONSTRAINT uq_passages_essay_id_number UNIQUE (essay_id, number)
);
CREATE TABLE study_essays (
    study_id BIGINT NOT NULL,
    position INTEGER NOT NULL,
    essay_id BIGINT NOT NULL,
    CONSTRAINT pk_study_essays PRIMARY KEY (study_id, position),
    CONSTRAINT fk_study_essays_essay_id FOREIGN KEY(essay_id) REFERENCES essays (id) ON DELETE CASCADE,
    CONSTRAINT fk_study_essays_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE questions (
    id INTEGER NOT NULL,
    passage_id BIGINT NOT NULL,
    rung VARCHAR NOT NULL,
    text TEXT NOT NULL,
    origin VARCHAR NOT NULL,
    CONSTRAINT pk_questions PRIMARY KEY (id),
    CONSTRAINT fk_questions_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE INDEX ix_questions_passage_id ON questions (passage_id);
CREATE TABLE posts (
    id INTEGER NOT NULL,
    study_id BIGINT NOT NULL,
    epoch INTEGER NOT NULL,
    local_date VARCHAR NOT NULL,
    due_at BIGINT NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR,
    claimed_at BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    retry_at BIGINT,
    channel_id BIGINT NOT NULL,
    nonce VARCHAR NOT NULL,
    reference VARCHAR,
    content JSON,
    passage_id BIGINT,
    question_id BIGINT,
    message_id BIGINT,
    thread_id BIGINT,
    sent_at BIGINT, forum BOOLEAN DEFAULT 0 NOT NULL, tag_id BIGINT, thread VARCHAR DEFAULT 'wanted' NOT NULL, pin VARCHAR DEFAULT 'none' NOT NULL, round INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT pk_posts PRIMARY KEY (id),
    CONSTRAINT fk_posts_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE SET NULL,
    CONSTRAINT fk_posts_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE SET NULL,
    CONSTRAINT fk_posts_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE,
    CONSTRAINT uq_posts_study_id_epoch_local_date UNIQUE (study_id, epoch, local_date)
);
CREATE INDEX ix_posts_passage_id ON posts (passage_id);
CREATE INDEX ix_posts_reference ON posts (reference);
CREATE INDEX ix_posts_state ON posts (state);
CREATE TABLE participation (
    post_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    part VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_participation PRIMARY KEY (post_id, user_id, part),
    CONSTRAINT fk_participation_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE INDEX ix_participation_user_id ON participation (user_id);
CREATE INDEX ix_studies_next_claim_at ON studies (next_claim_at);
CREATE TABLE skips (
    study_id BIGINT NOT NULL,
    local_date VARCHAR NOT NULL,
    CONSTRAINT pk_skips PRIMARY KEY (study_id, local_date),
    CONSTRAINT fk_skips_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE notices (
    id INTEGER NOT NULL,
    guild_id BIGINT NOT NULL,
    study_id BIGINT NOT NULL,
    "key" VARCHAR NOT NULL,
    at BIGINT NOT NULL,
    told_at BIGINT,
    CONSTRAINT pk_notices PRIMARY KEY (id),
    CONSTRAINT fk_notices_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE,
    CONSTRAINT fk_notices_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE INDEX ix_notices_guild_id ON notices (guild_id);
CREATE TABLE passage_words (
    passage_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_passage_words PRIMARY KEY (passage_id),
    CONSTRAINT fk_passage_words_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE VIRTUAL TABLE passage_index USING fts5(title, heading, text, content='passage_words', content_rowid='passage_id', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_index, 'row');
CREATE TRIGGER passage_words_added AFTER INSERT ON passage_words BEGIN INSERT INTO passage_index(rowid, title, heading, text) VALUES (new.passage_id, new.title, new.heading, new.text); END;
CREATE TRIGGER passage_words_removed AFTER DELETE ON passage_words BEGIN INSERT INTO passage_index(passage_index, rowid, title, heading, text) VALUES ('delete', old.passage_id, old.title, old.heading, old.text); END;
CREATE TRIGGER passage_words_changed AFTER UPDATE ON passage_words BEGIN INSERT INTO passage_index(passage_index, rowid, title, heading, text) VALUES ('delete', old.passage_id, old.title, old.heading, old.text); INSERT INTO passage_index(rowid, title, heading, text) VALUES (new.passage_id, new.title, new.heading, new.text); END;
CREATE TABLE drafts (
    id INTEGER NOT NULL,
    guild_id BIGINT NOT NULL,
    digest VARCHAR NOT NULL,
    title TEXT NOT NULL,
    essay TEXT NOT NULL,
    revision INTEGER DEFAULT '1' NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (id),
    CONSTRAINT uq_drafts_guild_id_digest UNIQUE (guild_id, digest),
    CONSTRAINT fk_drafts_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE TABLE moves (
    study_id BIGINT NOT NULL,
    passage_id BIGINT NOT NULL,
    CONSTRAINT pk_moves PRIMARY KEY (study_id),
    CONSTRAINT fk_moves_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE,
    CONSTRAINT fk_moves_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE TABLE swaps (
    id INTEGER NOT NULL,
    study_id BIGINT NOT NULL,
    passage_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL,
    CONSTRAINT pk_swaps PRIMARY KEY (id),
    CONSTRAINT fk_swaps_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE,
    CONSTRAINT fk_swaps_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE,
    CONSTRAINT fk_swaps_other_id FOREIGN KEY(other_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE INDEX ix_swaps_study_id ON swaps (study_id);
CREATE INDEX ix_posts_message_id ON posts (message_id);
CREATE INDEX ix_posts_thread_id ON posts (thread_id);
INSERT INTO alembic_version VALUES ('0004');
