"""Limits of threads, forum posts and channels (Channel Resource)."""

from __future__ import annotations

from local_discord.rules.form import Form
from local_discord.wire import JsonObject, items, snowflake, text
from local_discord.world.channel_kinds import NEWS, REQUIRE_TAG, TEXT
from local_discord.world.conversations import Channel

MOST_NAME, MOST_TAGS, MOST_TOPIC, MOST_FORUM_TOPIC, MOST_SLOWMODE = 100, 5, 1024, 4096, 21600
DURATIONS = (60, 1440, 4320, 10080)


def check_channel(body: JsonObject) -> None:
    """Raises ApiError for a channel that Discord would not make (Guild Resource, Create Guild Channel)."""
    form = Form()
    _named(form, body)
    form.text(body, "topic", (), 0, MOST_TOPIC)
    form.choice(body.get("type") or TEXT, ("type",), (TEXT, NEWS))
    form.check()


def check_thread(body: JsonObject) -> None:
    """Raises ApiError for a thread that Discord would not start."""
    form = Form()
    _named(form, body)
    form.check()


def check_forum_post(body: JsonObject, forum: Channel) -> None:
    """Raises ApiError for a forum post without a message, with a strange tag, or without one where it is needed."""
    form = Form()
    _named(form, body)
    form.required(body, "message")
    check_tags(form, body, forum)
    if forum.flags & REQUIRE_TAG and not items(body.get("applied_tags")):
        form.refuse(("applied_tags",), "TAG_REQUIRED", "A tag is required to create a forum post in this channel")
    form.check()


def check_tags(form: Form, body: JsonObject, forum: Channel) -> None:
    """Complains about more than five tags, or tags that the forum does not have."""
    given = items(body.get("applied_tags"))
    form.length(len(given), ("applied_tags",), 0, MOST_TAGS)
    known = {tag.id for tag in forum.tags}
    for index, tag in enumerate(given):
        if snowflake(tag) not in known:
            form.refuse(("applied_tags", index), "FORUM_TAG_INVALID", "Unknown tag")


def check_change(body: JsonObject, channel: Channel | None) -> None:
    """Raises ApiError for a change that Discord would not make; `channel` is the forum of a changed post."""
    form = Form()
    form.text(body, "name", (), 1, MOST_NAME)
    form.text(body, "topic", (), 0, MOST_FORUM_TOPIC if channel else MOST_TOPIC)
    form.bounds(body.get("rate_limit_per_user"), ("rate_limit_per_user",), 0, MOST_SLOWMODE)
    if body.get("auto_archive_duration") is not None:
        form.choice(body.get("auto_archive_duration"), ("auto_archive_duration",), DURATIONS)
    if channel:
        check_tags(form, body, channel)
    form.check()


def _named(form: Form, body: JsonObject) -> None:
    if form.required(body, "name") and not text(body.get("name")).strip():
        form.refuse(("name",), "BASE_TYPE_REQUIRED", "This field is required")
    form.text(body, "name", (), 1, MOST_NAME)
    form.bounds(body.get("rate_limit_per_user"), ("rate_limit_per_user",), 0, MOST_SLOWMODE)
    if body.get("auto_archive_duration") is not None:
        form.choice(body.get("auto_archive_duration"), ("auto_archive_duration",), DURATIONS)
