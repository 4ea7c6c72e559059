"""How often a bot may edit messages that are over an hour old (Opcodes and Status Codes, 30046)."""

from __future__ import annotations

import time
from datetime import timedelta

from local_discord import refusals
from local_discord.world.conversations import Message
from local_discord.world.people import User
from local_discord.world.world import World

OLD = timedelta(hours=1)


def count_edit(world: World, message: Message, who: User) -> None:
    """Counts an edit; ApiError 30046 when there were too many of old messages in its channel just before.

    Discord documents the code and no figure. Those of `World.settings` are what the author of a bot guessed
    (circuitsacul/starboard-4, issue 118); whether edits through an interaction's token count is not known.
    """
    if world.clock.now() - message.created_at <= OLD:
        return
    now, within = time.monotonic(), world.settings.old_edit_seconds
    key = (who.id, message.place.id)
    recent = [moment for moment in world.old_edits.get(key, ()) if now - moment < within]
    if len(recent) >= world.settings.old_edits:
        raise refusals.too_many_old_edits(recent[0] + within - now)
    world.old_edits[key] = [*recent, now]
