CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE applications (
	id BIGINT NOT NULL, 
	commands_digest VARCHAR NOT NULL, 
	CONSTRAINT pk_applications PRIMARY KEY (id)
);
CREATE TABLE registered_commands (
	application_id BIGINT NOT NULL, 
	name VARCHAR NOT NULL, 
	command_id BIGINT NOT NULL, 
	CONSTRAINT pk_registered_commands PRIMARY KEY (application_id, name), 
	CONSTRAINT fk_registered_commands_application_id FOREIGN KEY(application_id) REFERENCES applications (id) ON DELETE CASCADE
);
CREATE TABLE guilds (
	id BIGINT NOT NULL, 
	left_at BIGINT, 
	host_channel_id BIGINT, 
	host_role_id BIGINT, 
	model_host VARCHAR, 
	CONSTRAINT pk_guilds PRIMARY KEY (id)
);
CREATE TABLE members (
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	shown BOOLEAN NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (guild_id, user_id), 
	CONSTRAINT fk_members_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
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
	published VARCHAR, 
	revision INTEGER DEFAULT '1' NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_essays PRIMARY KEY (id), 
	CONSTRAINT fk_essays_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE TABLE passages (
	id INTEGER NOT NULL, 
	essay_id BIGINT NOT NULL, 
	number INTEGER NOT NULL, 
	heading TEXT, 
	day INTEGER, 
	text TEXT NOT NULL, 
	words INTEGER NOT NULL, 
	CONSTRAINT pk_passages PRIMARY KEY (id), 
	CONSTRAINT uq_passages_essay_id_number UNIQUE (essay_id, number), 
	CONSTRAINT fk_passages_essay_id FOREIGN KEY(essay_id) REFERENCES essays (id) ON DELETE CASCADE
);
CREATE TABLE questions (
	id INTEGER NOT NULL, 
	passage_id BIGINT NOT NULL, 
	guild_id BIGINT, 
	rung VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	origin VARCHAR NOT NULL, 
	state VARCHAR DEFAULT 'approved' NOT NULL, 
	place BIGINT, 
	CONSTRAINT pk_questions PRIMARY KEY (id), 
	CONSTRAINT fk_questions_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE, 
	CONSTRAINT fk_questions_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE
);
CREATE TABLE hidden_questions (
	guild_id BIGINT NOT NULL, 
	question_id BIGINT NOT NULL, 
	CONSTRAINT pk_hidden_questions PRIMARY KEY (guild_id, question_id), 
	CONSTRAINT fk_hidden_questions_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_hidden_questions_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
);
CREATE TABLE good_questions (
	guild_id BIGINT NOT NULL, 
	question_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_good_questions PRIMARY KEY (guild_id, question_id, user_id), 
	CONSTRAINT fk_good_questions_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_good_questions_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
);
CREATE TABLE suggestions (
	question_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	wants_to_hear BOOLEAN NOT NULL, 
	told BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_suggestions PRIMARY KEY (question_id), 
	CONSTRAINT fk_suggestions_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
);
CREATE TABLE asked_of_model (
	guild_id BIGINT NOT NULL, 
	passage_id BIGINT NOT NULL, 
	failures INTEGER NOT NULL, 
	CONSTRAINT pk_asked_of_model PRIMARY KEY (guild_id, passage_id), 
	CONSTRAINT fk_asked_of_model_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_asked_of_model_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE TABLE quotes (
	id INTEGER NOT NULL, 
	passage_id BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	marked BOOLEAN NOT NULL, 
	CONSTRAINT pk_quotes PRIMARY KEY (id), 
	CONSTRAINT fk_quotes_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
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
CREATE TABLE passage_words (
	passage_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	heading TEXT NOT NULL, 
	text TEXT NOT NULL, 
	forms TEXT NOT NULL, 
	CONSTRAINT pk_passage_words PRIMARY KEY (passage_id), 
	CONSTRAINT fk_passage_words_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE TABLE studies (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	role_id BIGINT, 
	host_role_id BIGINT, 
	forum BOOLEAN DEFAULT 0 NOT NULL, 
	tag_id BIGINT, 
	pin BOOLEAN DEFAULT 0 NOT NULL, 
	publish BOOLEAN DEFAULT 0 NOT NULL, 
	local_time VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	weekdays INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	paused_because VARCHAR, 
	epoch INTEGER NOT NULL, 
	next_date VARCHAR, 
	next_due_at BIGINT, 
	next_claim_at BIGINT, 
	arrangement VARCHAR DEFAULT 'in_order' NOT NULL, 
	ending VARCHAR DEFAULT 'stop' NOT NULL, 
	portion VARCHAR DEFAULT 'passage' NOT NULL, 
	portion_words INTEGER DEFAULT '0' NOT NULL, 
	questions_by VARCHAR DEFAULT 'hosts' NOT NULL, 
	round INTEGER DEFAULT '1' NOT NULL, 
	left_told INTEGER, 
	revision INTEGER DEFAULT '1' NOT NULL, 
	CONSTRAINT pk_studies PRIMARY KEY (id), 
	CONSTRAINT fk_studies_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT uq_studies_channel_id UNIQUE (channel_id)
);
CREATE TABLE study_essays (
	study_id BIGINT NOT NULL, 
	position INTEGER NOT NULL, 
	essay_id BIGINT NOT NULL, 
	CONSTRAINT pk_study_essays PRIMARY KEY (study_id, position), 
	CONSTRAINT fk_study_essays_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT fk_study_essays_essay_id FOREIGN KEY(essay_id) REFERENCES essays (id) ON DELETE CASCADE
);
CREATE TABLE "plan" (
	study_id BIGINT NOT NULL, 
	place BIGINT NOT NULL, 
	passage_id BIGINT NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (study_id, place), 
	CONSTRAINT uq_plan_study_id_passage_id UNIQUE (study_id, passage_id), 
	CONSTRAINT fk_plan_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT fk_plan_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE TABLE chosen_questions (
	study_id BIGINT NOT NULL, 
	passage_id BIGINT NOT NULL, 
	question_id BIGINT NOT NULL, 
	CONSTRAINT pk_chosen_questions PRIMARY KEY (study_id, passage_id), 
	CONSTRAINT fk_chosen_questions_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT fk_chosen_questions_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE, 
	CONSTRAINT fk_chosen_questions_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
);
CREATE TABLE changes (
	id INTEGER NOT NULL, 
	study_id BIGINT NOT NULL, 
	act VARCHAR NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	revision INTEGER NOT NULL, 
	"before" JSON NOT NULL, 
	CONSTRAINT pk_changes PRIMARY KEY (id), 
	CONSTRAINT fk_changes_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE skips (
	study_id BIGINT NOT NULL, 
	local_date VARCHAR NOT NULL, 
	CONSTRAINT pk_skips PRIMARY KEY (study_id, local_date), 
	CONSTRAINT fk_skips_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE deliveries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR NOT NULL, 
	guild_id BIGINT NOT NULL, 
	study_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	forum BOOLEAN DEFAULT 0 NOT NULL, 
	tag_id BIGINT, 
	nonce VARCHAR NOT NULL, 
	reference VARCHAR, 
	content JSON, 
	state VARCHAR NOT NULL, 
	reason VARCHAR, 
	due_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	claimed_at BIGINT NOT NULL, 
	tried_at BIGINT NOT NULL, 
	attempts INTEGER DEFAULT '1' NOT NULL, 
	retry_at BIGINT, 
	message_id BIGINT, 
	sent_at BIGINT, 
	user_id BIGINT, 
	CONSTRAINT fk_deliveries_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_deliveries_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE notices (
	id INTEGER NOT NULL, 
	guild_id BIGINT NOT NULL, 
	study_id BIGINT NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	told_at BIGINT, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	next_try_at BIGINT, 
	delivery_id BIGINT, 
	CONSTRAINT pk_notices PRIMARY KEY (id), 
	CONSTRAINT fk_notices_guild_id FOREIGN KEY(guild_id) REFERENCES guilds (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notices_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT uq_notices_delivery_id UNIQUE (delivery_id), 
	CONSTRAINT fk_notices_delivery_id FOREIGN KEY(delivery_id) REFERENCES deliveries (id) ON DELETE SET NULL
);
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	study_id BIGINT NOT NULL, 
	epoch INTEGER NOT NULL, 
	local_date VARCHAR NOT NULL, 
	round INTEGER DEFAULT '1' NOT NULL, 
	due_at BIGINT NOT NULL, 
	noted_at BIGINT NOT NULL, 
	reason VARCHAR, 
	delivery_id BIGINT, 
	day INTEGER, 
	question_id BIGINT, 
	thread_id BIGINT, 
	counted_to BIGINT, 
	thread VARCHAR DEFAULT 'none' NOT NULL, 
	pin VARCHAR DEFAULT 'none' NOT NULL, 
	publish VARCHAR DEFAULT 'none' NOT NULL, 
	extras_tries INTEGER DEFAULT '0' NOT NULL, 
	extras_retry_at BIGINT, 
	line VARCHAR DEFAULT 'none' NOT NULL, 
	line_read INTEGER DEFAULT '0' NOT NULL, 
	line_answered INTEGER DEFAULT '0' NOT NULL, 
	line_tried_at BIGINT, 
	line_retry_at BIGINT, 
	CONSTRAINT pk_posts PRIMARY KEY (id), 
	CONSTRAINT uq_posts_study_id_epoch_local_date UNIQUE (study_id, epoch, local_date), 
	CONSTRAINT fk_posts_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT uq_posts_delivery_id UNIQUE (delivery_id), 
	CONSTRAINT fk_posts_delivery_id FOREIGN KEY(delivery_id) REFERENCES deliveries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_posts_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE SET NULL
);
CREATE TABLE post_passages (
	post_id BIGINT NOT NULL, 
	place INTEGER NOT NULL, 
	passage_id BIGINT NOT NULL, 
	CONSTRAINT pk_post_passages PRIMARY KEY (post_id, place), 
	CONSTRAINT fk_post_passages_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_post_passages_passage_id FOREIGN KEY(passage_id) REFERENCES passages (id) ON DELETE CASCADE
);
CREATE TABLE put_questions (
	post_id BIGINT NOT NULL, 
	question_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	message_id BIGINT, 
	by_host BOOLEAN NOT NULL, 
	user_id BIGINT, 
	CONSTRAINT pk_put_questions PRIMARY KEY (post_id, question_id), 
	CONSTRAINT fk_put_questions_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE, 
	CONSTRAINT fk_put_questions_question_id FOREIGN KEY(question_id) REFERENCES questions (id) ON DELETE CASCADE
);
CREATE TABLE participation (
	post_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	part VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_participation PRIMARY KEY (post_id, user_id, part), 
	CONSTRAINT fk_participation_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE TABLE fresh_starts (
	post_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_fresh_starts PRIMARY KEY (post_id, user_id), 
	CONSTRAINT fk_fresh_starts_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE TABLE reminders (
	study_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	local_time VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	channel_id BIGINT NOT NULL, 
	due_at BIGINT, 
	reminded_of BIGINT, 
	CONSTRAINT pk_reminders PRIMARY KEY (study_id, user_id), 
	CONSTRAINT fk_reminders_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE, 
	CONSTRAINT fk_reminders_reminded_of FOREIGN KEY(reminded_of) REFERENCES posts (id) ON DELETE SET NULL
);
CREATE TABLE occasions (
	study_id BIGINT NOT NULL, 
	recap_on INTEGER, 
	recap_due_at BIGINT, 
	closings BOOLEAN NOT NULL, 
	last_words TEXT, 
	CONSTRAINT pk_occasions PRIMARY KEY (study_id), 
	CONSTRAINT fk_occasions_study_id FOREIGN KEY(study_id) REFERENCES studies (id) ON DELETE CASCADE
);
CREATE TABLE closings (
	post_id BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	CONSTRAINT pk_closings PRIMARY KEY (post_id), 
	CONSTRAINT fk_closings_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE TABLE marks (
	post_id BIGINT NOT NULL, 
	place INTEGER NOT NULL, 
	sentence INTEGER NOT NULL, 
	user_id BIGINT NOT NULL, 
	CONSTRAINT pk_marks PRIMARY KEY (post_id, place, sentence, user_id), 
	CONSTRAINT fk_marks_post_id FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE
);
CREATE TABLE tombstones (
	person VARCHAR NOT NULL, 
	deleted_at BIGINT NOT NULL, 
	CONSTRAINT pk_tombstones PRIMARY KEY (person)
);
INSERT INTO alembic_version ("version_num") VALUES ('0104');
INSERT INTO applications ("id", "commands_digest") VALUES (1499651584823394304, 'a94530ba76a8d65d0c2f3aeb7015cbb7f5262f8db99764d17a586044d2c0f6b3');
INSERT INTO asked_of_model ("guild_id", "passage_id", "failures") VALUES (1499651584827588608, 1, 1);
INSERT INTO changes ("id", "study_id", "act", "user_id", "at", "revision", "before") VALUES (1, 1, 'leave_out', 1499651584827588614, 1777705227, 4, '{"place": {"channel_id": 1499651584827588611, "forum": false, "tag_id": null, "role_id": null, "pin": false, "publish": false}, "host_role_id": null, "timetable": ["07:00", "UTC", 127], "state": "active", "paused_because": null, "arrangement": "in_order", "ending": "stop", "portion": ["passage", 0], "questions_by": "hosts", "round": 1, "revision": 3, "essays": [1], "left_out": [], "occasions": {"recap_on": null, "closings": true, "last_words": null}, "out": [], "put": [], "asked": [], "version": 4}');
INSERT INTO chosen_questions ("study_id", "passage_id", "question_id") VALUES (1, 1, 1);
INSERT INTO closings ("post_id", "due_at") VALUES (1, 1);
INSERT INTO deliveries ("id", "kind", "guild_id", "study_id", "channel_id", "forum", "tag_id", "nonce", "reference", "content", "state", "reason", "due_at", "expires_at", "claimed_at", "tried_at", "attempts", "retry_at", "message_id", "sent_at", "user_id") VALUES (1, 'post', 1499651584827588608, 1, 1499651584827588611, 0, NULL, 'pVK83FBNEGLZT7FX5NGQNTFQH', 'XZYHE4', '{"version": 2, "passage_id": 1, "title": "On Bread", "author": "A Circle", "source": null, "heading": null, "text": "On Bread, passage 1, about bread and neighbours.", "question_id": 2, "question": "What does passage 1 of On Bread mean?", "origin": "pack", "number": 1, "length": 3, "day": 1, "reference": "XZYHE4", "language": "en", "role_id": null, "following": [], "about_id": null, "second_question": null, "said_in": "en"}', 'sent', NULL, 1777618800, 1777640400, 1777618827, 1777618827, 1, NULL, 1499666797769523200, 1777618827, NULL);
INSERT INTO deliveries ("id", "kind", "guild_id", "study_id", "channel_id", "forum", "tag_id", "nonce", "reference", "content", "state", "reason", "due_at", "expires_at", "claimed_at", "tried_at", "attempts", "retry_at", "message_id", "sent_at", "user_id") VALUES (2, 'answer', 1499651584827588608, 1, 1499666797769523200, 0, NULL, 'a4BD9T54K4SP55JK2JQG5BYJC', NULL, NULL, 'sent', NULL, 1777618827, 1777622427, 1777618827, 1777618827, 1, NULL, 1499666798033764352, 1777618827, 1499651584827588615);
INSERT INTO deliveries ("id", "kind", "guild_id", "study_id", "channel_id", "forum", "tag_id", "nonce", "reference", "content", "state", "reason", "due_at", "expires_at", "claimed_at", "tried_at", "attempts", "retry_at", "message_id", "sent_at", "user_id") VALUES (3, 'post', 1499651584827588608, 1, 1499651584827588611, 0, NULL, 'p2LYDP49E5BH5KL669GYQ3688', '7XWD7Q', '{"version": 2, "passage_id": 2, "title": "On Bread", "author": "A Circle", "source": null, "heading": null, "text": "On Bread, passage 2, about bread and neighbours.", "question_id": 4, "question": "What does passage 2 of On Bread mean?", "origin": "pack", "number": 2, "length": 3, "day": 2, "reference": "7XWD7Q", "language": "en", "role_id": null, "following": [], "about_id": null, "second_question": null, "said_in": "en"}', 'sent', NULL, 1777705200, 1777726800, 1777705227, 1777705227, 1, NULL, 1500029185568014336, 1777705227, NULL);
INSERT INTO drafts ("id", "guild_id", "digest", "title", "essay", "revision", "changed_at") VALUES (1, 1499651584827588608, 'bd511fbf534ae579311ce6bc186d68397677e0cde656c34dabee55d430e2c8f6', 'On Wine', '{"title": "On Wine", "author": "A Circle", "published": null, "language": "en", "source": null, "sections": [{"heading": null, "passages": [{"text": "On Wine, passage 1, about bread and neighbours.", "questions": [{"rung": "notice", "text": "What is passage 1 of On Wine?", "origin": "pack"}, {"rung": "understand", "text": "What does passage 1 of On Wine mean?", "origin": "pack"}], "quotes": ["On Wine, passage 1, about bread and neighbours."]}, {"text": "On Wine, passage 2, about bread and neighbours.", "questions": [{"rung": "notice", "text": "What is passage 2 of On Wine?", "origin": "pack"}, {"rung": "understand", "text": "What does passage 2 of On Wine mean?", "origin": "pack"}], "quotes": ["On Wine, passage 2, about bread and neighbours."]}]}], "licence": null, "pack_id": "on-wine", "around": [], "dropped": [], "warnings": [], "typed": null}', 1, 1777615200);
INSERT INTO essays ("id", "guild_id", "pack_id", "digest", "title", "author", "language", "source", "licence", "published", "revision", "position") VALUES (1, NULL, 'on-bread', 'b29406ccfa50001b3e225315b92013e7bd59ad2b9e7d27dad1373492c0a554aa', 'On Bread', 'A Circle', 'en', NULL, NULL, NULL, 1, 1);
INSERT INTO essays ("id", "guild_id", "pack_id", "digest", "title", "author", "language", "source", "licence", "published", "revision", "position") VALUES (2, NULL, 'on-salt', '7b1cdacef8c214824b4860e3c7ec6a983f7681acea4291aa2a21ec84c8c7d9ba', 'On Salt', 'A Circle', 'en', NULL, NULL, NULL, 1, 2);
INSERT INTO essays ("id", "guild_id", "pack_id", "digest", "title", "author", "language", "source", "licence", "published", "revision", "position") VALUES (3, 1499651584827588608, 'on-oil', 'd0c422b25a0f9fd440ee8558cbe1dcdbae8e47151b7b1e9dc2e99b502c9ccc09', 'On Oil', 'A Circle', 'en', NULL, NULL, NULL, 1, 1);
INSERT INTO fresh_starts ("post_id", "user_id", "at") VALUES (1, 1499651584827588614, 1777705227);
INSERT INTO good_questions ("guild_id", "question_id", "user_id") VALUES (1499651584827588608, 2, 1499651584827588616);
INSERT INTO guilds ("id", "left_at", "host_channel_id", "host_role_id", "model_host") VALUES (1499651584827588608, NULL, 1499651584827588612, NULL, NULL);
INSERT INTO hidden_questions ("guild_id", "question_id") VALUES (1499651584827588608, 1);
INSERT INTO marks ("post_id", "place", "sentence", "user_id") VALUES (1, 0, 1, 1499651584827588615);
INSERT INTO members ("guild_id", "user_id", "shown") VALUES (1499651584827588608, 1499651584827588616, 1);
INSERT INTO notices ("id", "guild_id", "study_id", "reason", "at", "told_at", "tries", "next_try_at", "delivery_id") VALUES (1, 1499651584827588608, 1, '1', 1, NULL, 0, NULL, NULL);
INSERT INTO occasions ("study_id", "recap_on", "recap_due_at", "closings", "last_words") VALUES (1, NULL, NULL, 1, NULL);
INSERT INTO participation ("post_id", "user_id", "part", "at") VALUES (1, 1499651584827588615, 'read', 1777618827);
INSERT INTO participation ("post_id", "user_id", "part", "at") VALUES (1, 1499651584827588615, 'answered', 1777618827);
INSERT INTO participation ("post_id", "user_id", "part", "at") VALUES (1, 1499651584827588616, 'answered', 1777618827);
INSERT INTO participation ("post_id", "user_id", "part", "at") VALUES (1, 1499651584827588615, 'replied', 1777618827);
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (1, 'on bread', '', 'on bread passag 1 about bread and neighbour', 'on bread passage 1 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (2, 'on bread', '', 'on bread passag 2 about bread and neighbour', 'on bread passage 2 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (3, 'on bread', '', 'on bread passag 3 about bread and neighbour', 'on bread passage 3 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (4, 'on salt', '', 'on salt passag 1 about bread and neighbour', 'on salt passage 1 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (5, 'on salt', '', 'on salt passag 2 about bread and neighbour', 'on salt passage 2 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (6, 'on oil', '', 'on oil passag 1 about bread and neighbour', 'on oil passage 1 about bread and neighbours');
INSERT INTO passage_words ("passage_id", "title", "heading", "text", "forms") VALUES (7, 'on oil', '', 'on oil passag 2 about bread and neighbour', 'on oil passage 2 about bread and neighbours');
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (1, 1, 1, NULL, NULL, 'On Bread, passage 1, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (2, 1, 2, NULL, NULL, 'On Bread, passage 2, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (3, 1, 3, NULL, NULL, 'On Bread, passage 3, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (4, 2, 1, NULL, NULL, 'On Salt, passage 1, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (5, 2, 2, NULL, NULL, 'On Salt, passage 2, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (6, 3, 1, NULL, NULL, 'On Oil, passage 1, about bread and neighbours.', 8);
INSERT INTO passages ("id", "essay_id", "number", "heading", "day", "text", "words") VALUES (7, 3, 2, NULL, NULL, 'On Oil, passage 2, about bread and neighbours.', 8);
INSERT INTO plan ("study_id", "place", "passage_id") VALUES (1, 8589934592, 3);
INSERT INTO post_passages ("post_id", "place", "passage_id") VALUES (1, 0, 1);
INSERT INTO post_passages ("post_id", "place", "passage_id") VALUES (2, 0, 2);
INSERT INTO posts ("id", "study_id", "epoch", "local_date", "round", "due_at", "noted_at", "reason", "delivery_id", "day", "question_id", "thread_id", "counted_to", "thread", "pin", "publish", "extras_tries", "extras_retry_at", "line", "line_read", "line_answered", "line_tried_at", "line_retry_at") VALUES (1, 1, 1, '2026-05-01', 1, 1777618800, 1777618827, NULL, 1, 1, 2, 1499666797769523200, 1499666798251868160, 'done', 'none', 'none', 0, NULL, 'wanted', 1, 1, 1777705228, NULL);
INSERT INTO posts ("id", "study_id", "epoch", "local_date", "round", "due_at", "noted_at", "reason", "delivery_id", "day", "question_id", "thread_id", "counted_to", "thread", "pin", "publish", "extras_tries", "extras_retry_at", "line", "line_read", "line_answered", "line_tried_at", "line_retry_at") VALUES (2, 1, 1, '2026-05-02', 1, 1777705200, 1777705227, NULL, 3, 2, 4, 1500029185568014336, 1500029185593180160, 'done', 'none', 'none', 0, NULL, 'wanted', 0, 0, NULL, NULL);
INSERT INTO put_questions ("post_id", "question_id", "channel_id", "at", "message_id", "by_host", "user_id") VALUES (1, 1, 1499666797769523200, 1777618827, 1499666798251868160, 1, 1499651584827588614);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (1, 1, NULL, 'notice', 'What is passage 1 of On Bread?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (2, 1, NULL, 'understand', 'What does passage 1 of On Bread mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (3, 2, NULL, 'notice', 'What is passage 2 of On Bread?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (4, 2, NULL, 'understand', 'What does passage 2 of On Bread mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (5, 3, NULL, 'notice', 'What is passage 3 of On Bread?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (6, 3, NULL, 'understand', 'What does passage 3 of On Bread mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (7, 4, NULL, 'notice', 'What is passage 1 of On Salt?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (8, 4, NULL, 'understand', 'What does passage 1 of On Salt mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (9, 5, NULL, 'notice', 'What is passage 2 of On Salt?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (10, 5, NULL, 'understand', 'What does passage 2 of On Salt mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (11, 6, NULL, 'notice', 'What is passage 1 of On Oil?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (12, 6, NULL, 'understand', 'What does passage 1 of On Oil mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (13, 7, NULL, 'notice', 'What is passage 2 of On Oil?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (14, 7, NULL, 'understand', 'What does passage 2 of On Oil mean?', 'pack', 'approved', NULL);
INSERT INTO questions ("id", "passage_id", "guild_id", "rung", "text", "origin", "state", "place") VALUES (15, 1, 1499651584827588608, 'apply', 'Which loaf would you keep for the one who comes late to the table?', 'member', 'pending', NULL);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (1, 1, 'On Bread, passage 1, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (2, 2, 'On Bread, passage 2, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (3, 3, 'On Bread, passage 3, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (4, 4, 'On Salt, passage 1, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (5, 5, 'On Salt, passage 2, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (6, 6, 'On Oil, passage 1, about bread and neighbours.', 1);
INSERT INTO quotes ("id", "passage_id", "text", "marked") VALUES (7, 7, 'On Oil, passage 2, about bread and neighbours.', 1);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'today', 1499651586043936768);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'catch-up', 1499651586043936770);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'settings', 1499651586043936772);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'library', 1499651586043936774);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'passage', 1499651586043936776);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'quote', 1499651586043936778);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'me', 1499651586043936780);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'group', 1499651586043936782);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'report', 1499651586043936784);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'record', 1499651586043936786);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'questions', 1499651586043936788);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'prompt', 1499651586043936790);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'study', 1499651586043936792);
INSERT INTO registered_commands ("application_id", "name", "command_id") VALUES (1499651584823394304, 'suggest', 1499651586043936794);
INSERT INTO reminders ("study_id", "user_id", "local_time", "zone", "channel_id", "due_at", "reminded_of") VALUES (1, 1499651584827588615, '20:00', 'UTC', 1499666798172176384, 1777752000, NULL);
INSERT INTO skips ("study_id", "local_date") VALUES (1, '2026-05-03');
INSERT INTO studies ("id", "guild_id", "channel_id", "role_id", "host_role_id", "forum", "tag_id", "pin", "publish", "local_time", "zone", "weekdays", "state", "paused_because", "epoch", "next_date", "next_due_at", "next_claim_at", "arrangement", "ending", "portion", "portion_words", "questions_by", "round", "left_told", "revision") VALUES (1, 1499651584827588608, 1499651584827588611, NULL, NULL, 0, NULL, 0, 0, '07:00', 'UTC', 127, 'active', NULL, 1, '2026-05-03', 1777791600, 1777791627, 'in_order', 'stop', 'passage', 0, 'hosts', 1, 2, 4);
INSERT INTO study_essays ("study_id", "position", "essay_id") VALUES (1, 0, 1);
INSERT INTO suggestions ("question_id", "user_id", "wants_to_hear", "told") VALUES (15, 1499651584827588615, 1, 0);
INSERT INTO tombstones ("person", "deleted_at") VALUES ('1', 1);
CREATE VIRTUAL TABLE passage_index USING fts5(title, heading, text, forms, content='passage_words', content_rowid='passage_id', tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab(passage_index, 'row');
INSERT INTO passage_index(passage_index) VALUES ('rebuild');
CREATE INDEX ix_essays_guild_id_position ON essays (guild_id, position);
CREATE INDEX ix_questions_guild_id ON questions (guild_id);
CREATE INDEX ix_questions_passage_id ON questions (passage_id);
CREATE INDEX ix_hidden_questions_question_id ON hidden_questions (question_id);
CREATE INDEX ix_good_questions_user_id ON good_questions (user_id);
CREATE INDEX ix_good_questions_question_id ON good_questions (question_id);
CREATE INDEX ix_suggestions_user_id ON suggestions (user_id);
CREATE INDEX ix_asked_of_model_passage_id ON asked_of_model (passage_id);
CREATE INDEX ix_quotes_passage_id ON quotes (passage_id);
CREATE INDEX ix_studies_guild_id ON studies (guild_id);
CREATE INDEX ix_studies_next_claim_at ON studies (next_claim_at);
CREATE INDEX ix_study_essays_essay_id ON study_essays (essay_id);
CREATE INDEX ix_plan_passage_id ON "plan" (passage_id);
CREATE INDEX ix_chosen_questions_question_id ON chosen_questions (question_id);
CREATE INDEX ix_chosen_questions_passage_id ON chosen_questions (passage_id);
CREATE INDEX ix_changes_user_id ON changes (user_id);
CREATE INDEX ix_changes_study_id ON changes (study_id);
CREATE INDEX ix_deliveries_message_id ON deliveries (message_id);
CREATE INDEX ix_deliveries_state ON deliveries (state);
CREATE INDEX ix_deliveries_user_id ON deliveries (user_id);
CREATE INDEX ix_deliveries_study_id_state ON deliveries (study_id, state);
CREATE INDEX ix_deliveries_guild_id ON deliveries (guild_id);
CREATE INDEX ix_deliveries_reference ON deliveries (reference);
CREATE INDEX ix_notices_study_id ON notices (study_id);
CREATE INDEX ix_notices_told_at ON notices (told_at);
CREATE INDEX ix_notices_guild_id ON notices (guild_id);
CREATE INDEX ix_posts_due_at ON posts (due_at);
CREATE INDEX ix_posts_thread_id ON posts (thread_id);
CREATE INDEX ix_posts_question_id ON posts (question_id);
CREATE INDEX ix_posts_study_id_due_at ON posts (study_id, due_at);
CREATE INDEX ix_posts_study_id_day ON posts (study_id, day);
CREATE INDEX ix_post_passages_passage_id ON post_passages (passage_id);
CREATE INDEX ix_put_questions_question_id ON put_questions (question_id);
CREATE INDEX ix_put_questions_user_id ON put_questions (user_id);
CREATE INDEX ix_participation_user_id ON participation (user_id);
CREATE INDEX ix_fresh_starts_user_id ON fresh_starts (user_id);
CREATE INDEX ix_reminders_user_id ON reminders (user_id);
CREATE INDEX ix_reminders_due_at ON reminders (due_at);
CREATE INDEX ix_reminders_reminded_of ON reminders (reminded_of);
CREATE INDEX ix_occasions_recap_due_at ON occasions (recap_due_at);
CREATE INDEX ix_closings_due_at ON closings (due_at);
CREATE INDEX ix_marks_user_id ON marks (user_id);
CREATE INDEX ix_tombstones_deleted_at ON tombstones (deleted_at);
CREATE TRIGGER passage_words_added AFTER INSERT ON passage_words BEGIN INSERT INTO passage_index(rowid, title, heading, text, forms) VALUES (new.passage_id, new.title, new.heading, new.text, new.forms); END;
CREATE TRIGGER passage_words_removed AFTER DELETE ON passage_words BEGIN INSERT INTO passage_index(passage_index, rowid, title, heading, text, forms) VALUES ('delete', old.passage_id, old.title, old.heading, old.text, old.forms); END;
CREATE TRIGGER passage_words_changed AFTER UPDATE ON passage_words BEGIN INSERT INTO passage_index(passage_index, rowid, title, heading, text, forms) VALUES ('delete', old.passage_id, old.title, old.heading, old.text, old.forms); INSERT INTO passage_index(rowid, title, heading, text, forms) VALUES (new.passage_id, new.title, new.heading, new.text, new.forms); END;
