"""What comes by the gateway, without any privileged intent: echoes, members by their ids, a press."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from tests.real.api import Api
from tests.real.place import Place

WITHIN = 15.0
"""Seconds for an event to come."""
LIVES = 15 * 60
"""Seconds for which an interaction's token is good (Receiving and Responding to Interactions, Followup Messages)."""
BUTTON = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press me", "custom_id": "daily-passage-checks"}]}


@asynccontextmanager
async def connected(token: str) -> AsyncIterator[discord.Client]:
    """A client with the intents that the bot has, of which none is privileged."""
    async with discord.Client(intents=discord.Intents(guilds=True, guild_messages=True)) as client:
        running = asyncio.create_task(client.start(token))
        ready = asyncio.create_task(client.wait_for("ready"))
        try:
            await asyncio.wait((running, ready), return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                await running
            await ready
            yield client
        finally:
            ready.cancel()
            await client.close()
            await asyncio.gather(running, return_exceptions=True)


async def echo(place: Place, client: discord.Client) -> None:
    """Whether the gateway tells of a message with the nonce that it was made with."""
    nonce = "daily-passage-echo"
    heard = asyncio.create_task(
        client.wait_for("message", check=lambda message: message.channel.id == int(place.channel_id), timeout=WITHIN)
    )
    await asyncio.sleep(0)  # it listens
    await place.post("An echo", nonce)
    try:
        came = str((await heard).nonce)
    except TimeoutError:
        came = f"nothing within {WITHIN:g} s"
    place.note("the nonce in the gateway's echo", nonce, came)


async def members(place: Place, client: discord.Client) -> None:
    """Whether members can be asked for by their ids without the members intent: the bot itself and the owner."""
    guild = client.get_guild(int(place.guild_id))
    assert guild is not None
    assert client.user is not None
    asked = {client.user.id, *([guild.owner_id] if guild.owner_id else [])}
    try:
        found = {member.id for member in await guild.query_members(user_ids=[*asked, 1])}
        came = "all who are there" if found == asked else f"{len(found)} of {len(asked)}"
    except (TimeoutError, discord.ClientException) as refused:
        came = type(refused).__name__
    place.note("members asked for by their ids", "all who are there", came)


async def expired_token(place: Place, client: discord.Client, api: Api, within: float) -> None:
    """The token of a press, used when its 15 minutes are over; somebody has to press the button `within` seconds."""
    pressing = asyncio.create_task(client.wait_for("interaction", timeout=within))
    await asyncio.sleep(0)  # it listens
    await place.post("Press the button, so that it can be tried what becomes of its token.", components=[BUTTON])
    try:
        press = await pressing
    except TimeoutError:
        place.note("an interaction's token after 15 minutes", "", "not tried: nobody pressed the button")
        return
    callback = f"/interactions/{press.id}/{press.token}/callback"
    place.note("an answer to a press", "204", (await api.call("POST", callback, {"type": 6})).told)
    original = f"/webhooks/{press.application_id}/{press.token}/messages/@original"
    place.note("an edit by its token", "200", (await api.call("PATCH", original, {"content": "Thank you."})).told)
    await place.clock.sleep(LIVES + 10)
    late = await api.call("PATCH", original, {"content": "Late."})
    place.note("an interaction's token after 15 minutes", "401 50027", late.told)
