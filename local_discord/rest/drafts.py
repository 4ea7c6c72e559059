"""Turns the body of a request into a message to write, or a change to make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from local_discord import refusals
from local_discord.rules import messages as rules
from local_discord.rules.form import Form
from local_discord.wire import JsonObject, items, number, obj, objects, snowflake, text, texts
from local_discord.world.access import guild_of
from local_discord.world.content.files import Upload
from local_discord.world.content.mentions import Allowed
from local_discord.world.content.message_parts import MessageFlag, Reference
from local_discord.world.conversations import Message, Place
from local_discord.world.message_changes import Change, Draft, uploads_of
from local_discord.world.world import World

V2 = int(MessageFlag.COMPONENTS_V2)


def draft(body: JsonObject, files: Sequence[Upload], path: tuple[str, ...] = ()) -> Draft:
    """The message in a body; ApiError when Discord would not take it."""
    rules.check(body, len(files), path=path)
    nonce = body.get("nonce")
    return Draft(
        content=_content(body),
        embeds=objects(body.get("embeds")),
        components=objects(body.get("components")),
        files=described(body, files),
        flags=number(body.get("flags")),
        nonce=nonce if isinstance(nonce, str | int) and not isinstance(nonce, bool) else None,
        tts=body.get("tts") is True,
        poll=obj(body.get("poll")) if body.get("poll") else None,
        allowed=_allowed(body),
    )


def change(body: JsonObject, files: Sequence[Upload], message: Message, path: tuple[str, ...] = ()) -> Change:
    """The edit in a body; ApiError when Discord would not take it."""
    v2 = bool(message.flags & V2)
    rules.check(body, len(files), editing=True, v2_already=v2, path=path)
    flags = number(body.get("flags")) | (V2 if v2 else 0) if "flags" in body else None
    if flags and flags & V2 and not v2:
        _nothing_beside(body, message, path)
    kept: frozenset[int] | None = None
    if "attachments" in body:
        numbers = (snowflake(each.get("id")) for each in objects(body.get("attachments")))
        kept = frozenset(each for each in numbers if each is not None)
    return Change(
        content=_content(body) if "content" in body else None,
        embeds=objects(body.get("embeds")) if "embeds" in body else None,
        components=objects(body.get("components")) if "components" in body else None,
        kept_attachment_ids=kept,
        files=described(body, files),
        flags=flags,
        allowed=_allowed(body),
        pinging="content" in body or "components" in body,
    )


def _nothing_beside(body: JsonObject, message: Message, path: tuple[str, ...]) -> None:
    """Raises ApiError when a message becomes Components V2 while its content or embeds stay."""
    form = Form()
    for key, standing in (("content", message.content), ("embeds", message.embeds)):
        if standing and key not in body:
            text_ = "The 'IS_COMPONENTS_V2' flag does not allow this field"
            form.refuse((*path, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text_)
    form.check()


def with_reference(world: World, what: Draft, body: JsonObject, place: Place, *, history: bool) -> Draft:
    """The draft with the message it answers or forwards; ApiError when that one is gone or may not be read."""
    given = obj(body.get("message_reference"))
    message_id = snowflake(given.get("message_id"))
    if message_id is None:
        return what
    if not history:
        raise refusals.no_history()
    forwarding = number(given.get("type")) == 1
    source = place if not forwarding else _other_place(world, place, given)
    found = source.by_id.get(message_id) if source else None
    if found is None or source is None:
        if given.get("fail_if_not_exists") is False:
            return what
        errors: JsonObject = {
            "message_reference": {
                "_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}]
            }
        }
        raise refusals.ApiError(400, 50035, "Invalid Form Body", errors)
    guild = guild_of(source)
    reference = Reference(message_id, source.id, guild.id if guild else None, 1 if forwarding else 0)
    if not forwarding:
        return replace(what, reference=reference)
    copied = uploads_of(found.attachments)
    return replace(what, reference=reference, content=found.content, embeds=found.embeds, files=copied)


def described(body: JsonObject, files: Sequence[Upload]) -> list[Upload]:
    """The files with the names and descriptions that `attachments` gives them by position."""
    about = {snowflake(each.get("id")): each for each in objects(body.get("attachments"))}
    renamed: list[Upload] = []
    for index, upload in enumerate(files):
        given = about.get(index, {})
        filename = text(given.get("filename"), upload.filename)
        description = given.get("description")
        renamed.append(Upload(filename, upload.data, description if isinstance(description, str) else None))
    return renamed


def _allowed(body: JsonObject) -> Allowed:
    """The rule of `allowed_mentions`; without one everything in the text pings."""
    if body.get("allowed_mentions") is None:
        return Allowed()
    given = obj(body["allowed_mentions"])
    return Allowed(
        frozenset(texts(given.get("parse"))),
        frozenset(user_id for item in items(given.get("users")) if (user_id := snowflake(item)) is not None),
        frozenset(role_id for item in items(given.get("roles")) if (role_id := snowflake(item)) is not None),
        given.get("replied_user") is True,
    )


def _content(body: JsonObject) -> str:
    content = body.get("content")
    return "" if content is None else str(content)


def _other_place(world: World, place: Place, given: JsonObject) -> Place | None:
    channel_id = snowflake(given.get("channel_id"))
    return world.place(channel_id) if channel_id is not None and guild_of(place) else place
