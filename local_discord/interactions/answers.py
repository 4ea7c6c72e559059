"""What a bot may answer, and what becomes of it (Receiving and Responding to Interactions)."""

from __future__ import annotations

from dataclasses import replace

from local_discord import refusals
from local_discord.interactions.interaction import Answer, Interaction, Kind
from local_discord.rules import modals
from local_discord.rules.form import Form
from local_discord.wire import JsonObject, number, obj, objects
from local_discord.world import message_changes
from local_discord.world.access import guild_of
from local_discord.world.content.message_parts import COMMAND_REPLY, MENU_REPLY, REPLY, MessageFlag, Reference
from local_discord.world.content.stored_components import stored
from local_discord.world.conversations import Message
from local_discord.world.message_changes import Change, Draft

TO_MESSAGES = (Answer.MESSAGE, Answer.DEFERRED_MESSAGE)
MOST_FOLLOW_UPS_OUTSIDE, CHAT_INPUT = 5, 1
FOR = {
    Kind.COMMAND: (*TO_MESSAGES, Answer.MODAL),
    Kind.COMPONENT: (*TO_MESSAGES, Answer.DEFERRED_UPDATE, Answer.UPDATE, Answer.MODAL),
    Kind.FORM: (*TO_MESSAGES, Answer.DEFERRED_UPDATE, Answer.UPDATE),
    Kind.AUTOCOMPLETE: (Answer.CHOICES,),
}


def acknowledge(interaction: Interaction, kind: int) -> Answer:
    """The type of an acceptable first answer; ApiError when it is late, the second, or of a wrong type."""
    if interaction.too_late or interaction.dead:
        raise refusals.unknown("interaction")
    if interaction.answered_with is not None:
        raise refusals.already_answered()
    allowed = FOR[interaction.kind]
    if interaction.kind is Kind.FORM and interaction.source is None:
        allowed = TO_MESSAGES
    if kind not in map(int, allowed):
        form = Form()
        form.choice(kind, ("type",), tuple(map(int, allowed)))
        form.check()
    return Answer(kind)


def show_choices(interaction: Interaction, data: JsonObject) -> None:
    """Answers an autocompletion: at most 25 choices."""
    choices = objects(data.get("choices"))
    form = Form()
    form.length(len(choices), ("data", "choices"), 0, 25)
    for index, choice in enumerate(choices):
        form.text(choice, "name", ("data", "choices", index), 1, 100)
        if isinstance(choice.get("value"), str):
            form.text(choice, "value", ("data", "choices", index), 0, 100)
    form.check()
    interaction.choices = choices
    _done(interaction, Answer.CHOICES, None)


def show_modal(interaction: Interaction, data: JsonObject) -> None:
    """Answers with a form."""
    modals.check(data)
    components = stored(interaction.world, objects(data.get("components")), {})
    interaction.modal = {**data, "components": components}
    _done(interaction, Answer.MODAL, None)


def show_message(interaction: Interaction, kind: Answer, draft: Draft) -> Message:
    """Answers with a message, or with the promise of one that the first follow-up keeps."""
    flags = draft.flags | (int(MessageFlag.EPHEMERAL) if interaction.hidden else 0)
    if kind is Answer.DEFERRED_MESSAGE:
        draft = Draft(flags=flags & int(MessageFlag.EPHEMERAL) | int(MessageFlag.LOADING))
        flags = draft.flags
    message = message_changes.post(
        interaction.world,
        interaction.application.user,
        interaction.place,
        replace(
            draft,
            flags=flags,
            kind=_message_kind(interaction),
            reference=_reference(interaction),
            origin=interaction.origin,
            application_id=interaction.application.id,
            ephemeral_for=interaction.user if flags & MessageFlag.EPHEMERAL else None,
        ),
    )
    _done(interaction, kind, message)
    return message


def update(interaction: Interaction, kind: Answer, what: Change) -> Message | None:
    """Answers a component by changing the message it stands on, now or later."""
    source = interaction.source
    if kind is Answer.UPDATE and source and not source.deleted:
        message_changes.change(interaction.world, source, what)
    _done(interaction, kind, source)
    return source


def follow_up(interaction: Interaction, draft: Draft) -> Message:
    """One more message; the first after a promise keeps it, and is ephemeral only if the promise was."""
    usable(interaction)
    if interaction.original and interaction.original.loading:
        return _keep_promise(interaction, interaction.original, draft)
    if not interaction.installed and len(interaction.follow_ups) >= MOST_FOLLOW_UPS_OUTSIDE:
        raise refusals.too_many_follow_ups()
    flags = draft.flags | (int(MessageFlag.EPHEMERAL) if interaction.hidden else 0)
    answered = interaction.original
    reference = _reference_to(answered) if answered else None
    message = message_changes.post(
        interaction.world,
        interaction.application.user,
        interaction.place,
        replace(
            draft,
            flags=flags,
            kind=REPLY if reference else None,
            reference=reference,
            origin=interaction.origin,
            application_id=interaction.application.id,
            ephemeral_for=interaction.user if flags & MessageFlag.EPHEMERAL else None,
        ),
    )
    interaction.follow_ups.append(message)
    interaction.changed()
    return message


def edit(interaction: Interaction, message: Message, what: Change) -> Message:
    """The message after an edit through the interaction's token."""
    if message.deleted:
        raise refusals.unknown("Message")
    message_changes.change(interaction.world, message, what, fresh=message.loading)
    interaction.changed()
    return message


def delete(interaction: Interaction, message: Message) -> None:
    """Takes a message away through the interaction's token, ephemeral ones too."""
    if message.deleted:
        raise refusals.unknown("Message")
    message_changes.delete(interaction.world, message)
    interaction.changed()


def usable(interaction: Interaction) -> None:
    """Returns when the token works: after the first answer, and for 15 minutes."""
    if interaction.dead:
        raise refusals.token_expired()
    if interaction.answered_with is None:
        raise refusals.unknown("Webhook")


def message_of(interaction: Interaction, which: str) -> Message:
    """`@original`, or one of the follow-ups by id."""
    usable(interaction)
    known = [*interaction.follow_ups, *([interaction.original] if interaction.original else [])]
    if which == "@original":
        found = interaction.original
    else:
        found = next((message for message in known if str(message.id) == which), None)
    if found is None or found.deleted:
        raise refusals.unknown("Message")
    return found


def _keep_promise(interaction: Interaction, promised: Message, draft: Draft) -> Message:
    what = Change(
        draft.content,
        draft.embeds,
        draft.components,
        files=draft.files,
        flags=draft.flags,
        allowed=draft.allowed,
        pinging=True,
    )
    return edit(interaction, promised, what)


def _done(interaction: Interaction, kind: Answer, message: Message | None) -> None:
    interaction.answered_with = kind
    interaction.original = message
    interaction.changed()


def _message_kind(interaction: Interaction) -> int | None:
    if interaction.kind is Kind.COMMAND:
        return COMMAND_REPLY if number(interaction.data.get("type"), CHAT_INPUT) == CHAT_INPUT else MENU_REPLY
    return REPLY if interaction.source and not interaction.source.ephemeral else None


def _reference(interaction: Interaction) -> Reference | None:
    source = interaction.source
    return _reference_to(source) if source and not source.ephemeral and interaction.kind is not Kind.COMMAND else None


def _reference_to(message: Message) -> Reference:
    guild = guild_of(message.place)
    return Reference(message.id, message.place.id, guild.id if guild else None, ephemeral=message.ephemeral)


def data_of(body: JsonObject, kind: int) -> JsonObject:
    """The `data` of an answer; a message, choices or a form cannot do without."""
    if kind in (Answer.MESSAGE, Answer.CHOICES, Answer.MODAL) and not obj(body.get("data")):
        form = Form()
        form.refuse(("data",), "BASE_TYPE_REQUIRED", "This field is required")
        form.check()
    return obj(body.get("data"))
