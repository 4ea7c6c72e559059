"""Discord on loopback: REST v10, gateway and a page, against which the real, unmodified bot runs.

A world is built, a discord.py bot is pointed at it, and people act in it as they would in Discord's client::

    from local_discord import Clock, LocalDiscord, NotPossible, Permission

    async with LocalDiscord(clock=Clock(datetime(2026, 3, 1, 6, 59, tzinfo=UTC))) as server:
        app = server.world.add_application("Daily Passage")       # a random token, or one of yours: token="..."
        guild = server.world.add_guild("Readers")
        guild.add_application(app)                                  # asks for the bot's usual permissions
        lobby = guild.add_text_channel("lobby")
        hosts = guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
        host = guild.add_member("Host", roles=[hosts])
        reader = guild.add_member("Reader")

        # discord.http.Route.BASE = server.rest_url
        # discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
        # discord.asset.Asset.BASE = server.asset_url
        # ... start the bot with app.token and guild_ready_timeout=0; then:
        await app.online()                                          # the bot's gateway session is ready

        reply = await host.slash("/study setup", channel=lobby, time="07:00", in_=lobby)
        assert reply.ephemeral and "07:00" in reply.text
        reply = await host.press("Start", on=reply)
        form = await host.press("Answer", on=reply)                 # form.modal is what opened
        await host.submit(form, Answer="Because it is shorter.")
        await host.choose("Weekdays", ["Monday", "Friday"], on=reply)
        names = await host.autocomplete("/passage show", passage="get", in_=lobby)

        server.clock.move(timedelta(minutes=1))
        post = await reader.sees(text="Day 1", in_=lobby)           # waits for it, five seconds at most
        thread = await reader.sees_thread(of=post)
        await reader.say("I thought so too.", in_=thread)
        await reader.reply("So did I.", to=thread.messages[-1])
        await reader.menu("Who said this?", post)
        assert server.unknown_requests == []

What a person could not do in Discord raises `NotPossible`; what does not appear raises `NotSeen`, and an interaction
that is not answered `NoAnswer`, both with a transcript. `server.faults` breaks the network (see faults.py),
`server.limits` are Discord's rate limits, until others are set or `generous()` lifts them; `server.world.settings` has
the rest. `page/__init__.py` describes the page's protocol.
"""

from local_discord.clock import Clock
from local_discord.faults import Fault
from local_discord.member import Choice, File, Form, Member, NoAnswer, NotPossible, NotSeen, Reply
from local_discord.member.options import Value
from local_discord.member.world import Application, Guild, World
from local_discord.permissions import Permission
from local_discord.server import LocalDiscord
from local_discord.world.applications import Command
from local_discord.world.channel_kinds import ForumTag
from local_discord.world.content.files import Attachment
from local_discord.world.conversations import Channel, DirectChannel, Message, Place, Thread
from local_discord.world.members import Role
from local_discord.world.people import User

__all__ = [
    "Application",
    "Attachment",
    "Channel",
    "Choice",
    "Clock",
    "Command",
    "DirectChannel",
    "Fault",
    "File",
    "Form",
    "ForumTag",
    "Guild",
    "LocalDiscord",
    "Member",
    "Message",
    "NoAnswer",
    "NotPossible",
    "NotSeen",
    "Permission",
    "Place",
    "Reply",
    "Role",
    "Thread",
    "User",
    "Value",
    "World",
]
