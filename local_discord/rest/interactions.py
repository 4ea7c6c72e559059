"""Answering interactions, and their follow-ups (Receiving and Responding to Interactions)."""

from __future__ import annotations

from local_discord import refusals
from local_discord.interactions import answers
from local_discord.interactions.interaction import Answer, Interaction
from local_discord.payloads import interactions as payloads
from local_discord.payloads import messages
from local_discord.rest import drafts
from local_discord.rest.routes import NOTHING, Answered, Call, Routes
from local_discord.wire import JsonObject, number
from local_discord.world.conversations import Message
from local_discord.world.message_changes import Draft

routes = Routes()
MESSAGE = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


@routes.on("POST /interactions/{interaction_id}/{interaction_token}/callback")
def answer(call: Call) -> Answered:
    """The first answer; with `with_response` what became of it."""
    interaction = call.world.interactions.get(call.parameters["interaction_token"])
    if interaction is None or interaction.id != call.id("interaction_id"):
        raise refusals.unknown("interaction")
    kind = answers.acknowledge(interaction, number(call.fields.get("type")))
    message = _apply(interaction, kind, answers.data_of(call.fields, kind), call)
    if call.asks("with_response"):
        return Answered(200, payloads.callback(interaction, message))
    return NOTHING


def _apply(interaction: Interaction, kind: Answer, data: JsonObject, call: Call) -> Message | None:
    if kind is Answer.CHOICES:
        answers.show_choices(interaction, data)
        return None
    if kind is Answer.MODAL:
        answers.show_modal(interaction, data)
        return None
    if kind in answers.TO_MESSAGES:
        deferred = Draft(flags=number(data.get("flags")))
        draft = drafts.draft(data, call.files, ("data",)) if kind is Answer.MESSAGE else deferred
        return answers.show_message(interaction, kind, draft)
    source = interaction.source
    if source is None:
        raise refusals.unknown("Message")
    return answers.update(interaction, kind, drafts.change(data, call.files, source, ("data",)))


def _interaction(call: Call) -> Interaction:
    """The interaction of a webhook token; another token is no webhook here (the bot makes none)."""
    interaction = call.world.interactions.get(call.parameters["webhook_token"])
    if interaction is None or interaction.application.id != call.id("webhook_id"):
        raise refusals.unknown("Webhook")
    return interaction


@routes.on("POST /webhooks/{webhook_id}/{webhook_token}")
def follow_up(call: Call) -> JsonObject:
    """One more message, or the one that was promised."""
    interaction = _interaction(call)
    answers.usable(interaction)
    message = answers.follow_up(interaction, drafts.draft(call.fields, call.files))
    return messages.message(message, interaction.application.user)


@routes.on(f"GET {ORIGINAL}", f"GET {MESSAGE}")
def get(call: Call) -> JsonObject:
    """An answer."""
    interaction = _interaction(call)
    which = call.parameters.get("message_id", "@original")
    return messages.message(answers.message_of(interaction, which), interaction.application.user)


@routes.on(f"PATCH {ORIGINAL}", f"PATCH {MESSAGE}")
def edit(call: Call) -> JsonObject:
    """An answer after the change; this fills a promised one as well."""
    interaction = _interaction(call)
    message = answers.message_of(interaction, call.parameters.get("message_id", "@original"))
    changed = answers.edit(interaction, message, drafts.change(call.fields, call.files, message))
    return messages.message(changed, interaction.application.user)


@routes.on(f"DELETE {ORIGINAL}", f"DELETE {MESSAGE}")
def delete(call: Call) -> Answered:
    """Takes an answer away."""
    interaction = _interaction(call)
    answers.delete(interaction, answers.message_of(interaction, call.parameters.get("message_id", "@original")))
    return NOTHING
