"""Limits of messages, embeds and polls (Message Resource; Poll Resource)."""

from __future__ import annotations

from collections.abc import Sequence

from local_discord.refusals import empty_message
from local_discord.rules import components
from local_discord.rules.form import Form, Path
from local_discord.wire import Json, JsonObject, items, number, obj, objects, texts
from local_discord.world.content.embeds import embed_texts
from local_discord.world.content.message_parts import MessageFlag

MOST_CONTENT, MOST_EMBEDS, MOST_EMBED_TOTAL, MOST_FILES, MOST_NONCE = 2000, 10, 6000, 10, 25
MOST_ANSWERS, MOST_ANSWER, MOST_QUESTION, MOST_POLL_HOURS = 10, 55, 300, 768
EMBED_TEXTS = {"title": 256, "description": 4096}
V2 = int(MessageFlag.COMPONENTS_V2)
BESIDE_V2 = ("content", "embeds", "poll", "sticker_ids")
EMPTY: tuple[Json, ...] = (None, "", [])


def check(body: JsonObject, files: int, *, editing: bool = False, v2_already: bool = False, path: Path = ()) -> None:
    """Raises ApiError for a message that Discord would not take; `v2_already` when the edited one has the flag."""
    form = Form()
    v2 = v2_already or bool(number(body.get("flags")) & V2)
    content = body.get("content")
    if content is not None and not isinstance(content, str | int | float):
        form.refuse((*path, "content"), "BASE_TYPE_BAD_TYPE", "Must be a string.")
    form.length(len(str(content or "")), (*path, "content"), 0, MOST_CONTENT)
    if isinstance(nonce := body.get("nonce"), str):
        form.length(len(nonce), (*path, "nonce"), 0, MOST_NONCE)
    form.length(files, (*path, "attachments"), 0, MOST_FILES)
    _embeds(form, objects(body.get("embeds")), (*path, "embeds"))
    _allowed_mentions(form, obj(body.get("allowed_mentions")), (*path, "allowed_mentions"))
    if body.get("poll") is not None:
        _poll(form, obj(body.get("poll")), (*path, "poll"))
    given = objects(body.get("components"))
    if v2:
        for key in BESIDE_V2:
            if body.get(key) not in EMPTY:
                message = "The 'IS_COMPONENTS_V2' flag does not allow this field"
                form.refuse((*path, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)
    components.check(form, given, v2=v2, path=(*path, "components"))
    form.check()
    if not editing and not files and all(body.get(key) in EMPTY for key in ("components", *BESIDE_V2)):
        forwarded = number(obj(body.get("message_reference")).get("type")) == 1
        if not forwarded:
            raise empty_message()


def _embeds(form: Form, embeds: Sequence[JsonObject], path: Path) -> None:
    form.length(len(embeds), path, 0, MOST_EMBEDS)
    for index, embed in enumerate(embeds):
        here = (*path, index)
        for key, most in EMBED_TEXTS.items():
            form.text(embed, key, here, 0, most)
        for part, key, most in (("footer", "text", 2048), ("author", "name", 256)):
            if embed.get(part) is not None and form.required(obj(embed.get(part)), key, (*here, part)):
                form.text(obj(embed.get(part)), key, (*here, part), 0, most)
        fields = objects(embed.get("fields"))
        form.length(len(fields), (*here, "fields"), 0, 25)
        for position, line in enumerate(fields):
            for key, most in (("name", 256), ("value", 1024)):
                if form.required(line, key, (*here, "fields", position)):
                    form.text(line, key, (*here, "fields", position), 1, most)
    if sum(map(len, embed_texts(embeds))) > MOST_EMBED_TOTAL:
        message = f"Embed size exceeds maximum size of {MOST_EMBED_TOTAL}"
        form.refuse(path, "MAX_EMBED_SIZE_EXCEEDED", message)


def _allowed_mentions(form: Form, given: JsonObject, path: Path) -> None:
    for key in ("users", "roles"):
        form.length(len(items(given.get(key))), (*path, key), 0, 100)
        if key in texts(given.get("parse")) and items(given.get(key)):
            message = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            form.refuse(path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)


def _poll(form: Form, poll: JsonObject, path: Path) -> None:
    form.text(obj(poll.get("question")), "text", (*path, "question"), 1, MOST_QUESTION)
    answers = objects(poll.get("answers"))
    form.length(len(answers), (*path, "answers"), 1, MOST_ANSWERS)
    for index, answer in enumerate(answers):
        here = (*path, "answers", index, "poll_media")
        form.text(obj(answer.get("poll_media")), "text", here, 1, MOST_ANSWER)
    form.bounds(poll.get("duration"), (*path, "duration"), 1, MOST_POLL_HOURS)
