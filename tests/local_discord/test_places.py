"""Channels, threads, forums, pins, reactions and direct messages, driven by a real discord.py bot."""

import io
from collections.abc import AsyncIterator
from datetime import timedelta

import discord
import pytest
from discord import app_commands

from local_discord import NotPossible, Permission
from tests.local_discord.bots import Bot, running
from tests.local_discord.calling import calling
from tests.local_discord.conftest import Club


@pytest.fixture
async def bot(club: Club) -> AsyncIterator[Bot]:
    bare = Bot()
    async with running(bare, club.app):
        yield bare


@pytest.fixture
def channel(bot: Bot, club: Club) -> discord.TextChannel:
    found = bot.get_channel(club.lobby.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def test_slow_mode_is_for_people(club: Club, channel: discord.TextChannel):
    """Each waits for themselves; bots need not, nor who has one of three permissions."""
    club.lobby.edit(slowmode=60)
    await club.reader.say("First", in_=club.lobby)
    with pytest.raises(NotPossible, match="Slow mode is on"):
        await club.reader.say("Second", in_=club.lobby)
    await club.host.say("Another's first", in_=club.lobby)
    for _ in range(2):
        await channel.send("Bots go on")
    club.guild.give_role(club.reader, club.guild.add_role("Quick", Permission.BYPASS_SLOWMODE))
    await club.reader.say("Third", in_=club.lobby)
    club.guild.take_role(club.reader, club.guild.roles[club.guild.member(club.reader).role_ids[-1]])
    club.server.clock.move(timedelta(seconds=60))
    await club.reader.say("Fourth", in_=club.lobby)


async def test_automod_blocks_words_of_people_and_bots(club: Club, channel: discord.TextChannel):
    """A bot gets the code, in a layout too; part of a longer word is none, and who manages the server is exempt."""
    club.guild.blocked_words = ("rye",)
    with pytest.raises(NotPossible, match="AutoMod blocks"):
        await club.reader.say("Rye!", in_=club.lobby)
    with pytest.raises(discord.HTTPException) as refused:
        await channel.send("Bread of rye")
    assert (refused.value.status, refused.value.code) == (400, 200000)
    layout = discord.ui.LayoutView()
    layout.add_item(discord.ui.Container(discord.ui.TextDisplay("rye")))
    with pytest.raises(discord.HTTPException, match="automatic moderation"):
        await channel.send(view=layout)
    await channel.send("Ryes")
    await club.host.say("Rye", in_=club.lobby)


async def test_a_forum_post_with_a_tag(club: Club, bot: Bot):
    """A post is a thread with its first message, both of one id, and needs Send Messages only."""
    forum = club.guild.add_forum_channel("readings", tags=["Essay", "Story"])
    forum.set_overwrite(club.app.user, deny=Permission.CREATE_PUBLIC_THREADS)
    await club.server.delivered()
    there = bot.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    made = await there.create_thread(name="Day 1", content="Read this", applied_tags=[there.available_tags[0]])
    assert made.thread.id == made.message.id
    post = await club.reader.sees_post("Day 1", in_=forum)
    assert [tag.name for tag in post.tags] == ["Essay"]
    assert (await club.reader.sees(text="Read this", in_=post)).author is club.app.user
    await club.reader.say("I did", in_=post)
    with pytest.raises(NotPossible, match="is a forum"):
        await club.reader.say("Hello", in_=forum)
    await made.thread.edit(applied_tags=[there.available_tags[1]], name="Day 1, again")
    assert [tag.name for tag in post.tags] == ["Story"]


async def test_a_forum_post_with_a_file(club: Club, bot: Bot):
    """The body of a form is the same as without files, in payload_json."""
    forum = club.guild.add_forum_channel("readings")
    forum.set_overwrite(club.app.user, allow=Permission.ATTACH_FILES)
    await club.server.delivered()
    there = bot.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    file = discord.File(io.BytesIO(b"abc"), "a.txt", description="Letters")
    made = await there.create_thread(name="Day 1", content="Read this", file=file)
    assert [(each.filename, each.description) for each in made.message.attachments] == [("a.txt", "Letters")]
    assert await made.message.attachments[0].read() == b"abc"


async def test_the_chat_of_a_voice_channel(club: Club, bot: Bot):
    """It is written in like a text channel, and no thread starts there."""
    voice = club.guild.add_voice_channel("talking")
    await club.server.delivered()
    there = bot.get_channel(voice.id)
    assert isinstance(there, discord.VoiceChannel)
    said = await there.send("Can you hear me?")
    await club.reader.say("Yes", in_=voice)
    with pytest.raises(discord.HTTPException) as refused:
        await said.create_thread(name="Quietly")
    assert refused.value.code == 50024


async def test_threads_sleep_and_wake(club: Club, channel: discord.TextChannel):
    """A thread is archived when nobody writes for its time, and opens again when somebody does."""
    thread = await (await channel.send("Day 1")).create_thread(name="Day 1", auto_archive_duration=1440)
    there = await club.reader.sees_thread(of=club.lobby.messages[0])
    club.server.clock.move(timedelta(days=1))
    assert there.archived
    assert [each.id async for each in channel.archived_threads()] == [thread.id]
    assert await channel.guild.active_threads() == []
    await club.reader.say("Late", in_=there)
    assert not there.archived
    assert [each.id for each in await channel.guild.active_threads()] == [thread.id]


async def test_a_locked_thread(club: Club, channel: discord.TextChannel):
    """Nobody writes in a locked thread without Manage Threads, and the bot gets its code."""
    thread = await (await channel.send("Day 1")).create_thread(name="Day 1")
    there = await club.reader.sees_thread(of=club.lobby.messages[0])
    there.edit(locked=True)
    with pytest.raises(NotPossible, match="is locked"):
        await club.reader.say("Hello", in_=there)
    with pytest.raises(discord.HTTPException) as refused:
        await thread.send("Hello")
    assert refused.value.code == 160005


async def test_anothers_thread_is_not_changed(club: Club, bot: Bot, channel: discord.TextChannel):
    """Whoever started a thread may rename it; others need Manage Threads, except to open it again."""
    club.server.limits.generous()  # two changes of a thread are all there are in ten minutes
    said = await club.reader.say("Hello", in_=club.lobby)
    there = await club.reader.start_thread("Talk", on=said)
    await club.server.delivered()
    thread = channel.guild.get_thread(there.id)
    assert thread
    with pytest.raises(discord.Forbidden):
        await thread.edit(name="Mine")
    there.edit(archived=True)
    await thread.edit(archived=False)
    assert (there.name, there.archived) == ("Talk", False)


async def test_thread_members(club: Club, channel: discord.TextChannel):
    """The bot starts threads, adds people, and leaves."""
    club.server.limits.generous()  # two changes of a thread are all there are in ten minutes
    club.lobby.set_overwrite(club.app.user, allow=Permission.CREATE_PRIVATE_THREADS | Permission.MANAGE_THREADS)
    thread = await channel.create_thread(name="Quiet", type=discord.ChannelType.private_thread)
    there = club.guild.threads[thread.id]
    with pytest.raises(NotPossible, match="does not see"):
        await club.reader.say("Hello", in_=there)
    await thread.add_user(discord.Object(club.reader.id))
    await club.reader.say("Hello", in_=there)
    assert {member.id for member in await thread.fetch_members()} == {club.app.user.id, club.reader.id}
    assert (await thread.fetch_member(club.reader.id)).id == club.reader.id
    await thread.remove_user(discord.Object(club.reader.id))
    await thread.leave()
    await thread.join()
    await thread.edit(archived=True)
    assert [each.id async for each in channel.archived_threads(private=True)] == [thread.id]
    assert [each.id async for each in channel.archived_threads(private=True, joined=True)] == [thread.id]
    await thread.edit(archived=False, locked=True, slowmode_delay=5)
    assert there.locked
    await thread.delete()
    assert thread.id not in club.guild.threads


async def test_a_thread_from_nothing(club: Club, channel: discord.TextChannel):
    """A public thread without a message announces itself in the channel."""
    thread = await channel.create_thread(name="Talk", type=discord.ChannelType.public_thread)
    assert [message.text for message in club.lobby.messages] == ["Talk"]
    assert club.guild.threads[thread.id].owner_id == club.app.user.id


async def test_pins(club: Club, channel: discord.TextChannel):
    """A pin is announced in the channel, and the list has the newest first."""
    club.lobby.set_overwrite(club.app.user, allow=Permission.PIN_MESSAGES)
    sent = [await channel.send(text) for text in ("One", "Two")]
    for message in sent:
        await message.pin()
    assert [message.content async for message in channel.pins()] == ["Two", "One"]
    await sent[1].unpin()
    assert [message.content async for message in channel.pins()] == ["One"]
    assert [message.kind for message in club.lobby.messages] == [0, 0, 6, 6]
    async with calling(club.server) as call:
        old = await call("GET", f"/channels/{club.lobby.id}/pins")
        assert [message["content"] for message in old.body] == ["One"]
        assert (await call("PUT", f"/channels/{club.lobby.id}/pins/{sent[1].id}")).status == 204
        assert (await call("DELETE", f"/channels/{club.lobby.id}/pins/{sent[1].id}")).status == 204


async def test_reactions(club: Club, bot: Bot, channel: discord.TextChannel):
    """Members' reactions are told, and the bot's own need Add Reactions for a new kind."""
    sent = await channel.send("Day 1")
    post = club.lobby.messages[0]
    await club.reader.react("👍", to=post)
    await sent.add_reaction("👍")
    await bot.until("raw_reaction_add")
    fetched = await channel.fetch_message(sent.id)
    assert [(str(each.emoji), each.count, each.me) for each in fetched.reactions] == [("👍", 2, True)]
    assert {user.id async for user in fetched.reactions[0].users()} == {club.reader.id, club.app.user.id}
    await sent.remove_reaction("👍", discord.Object(club.app.user.id))
    await club.reader.unreact("👍", to=post)
    await bot.until("raw_reaction_remove")
    assert post.reactions == {}
    club.lobby.set_overwrite(club.app.user, deny=Permission.ADD_REACTIONS)
    with pytest.raises(discord.Forbidden):
        await sent.add_reaction("📖")


async def test_history_pages(club: Club, channel: discord.TextChannel):
    """before, after and around cut the history, newest first or oldest first."""
    sent = [await channel.send(str(number)) for number in range(5)]
    assert [m.content async for m in channel.history(limit=2)] == ["4", "3"]
    assert [m.content async for m in channel.history(limit=2, before=sent[3])] == ["2", "1"]
    assert [m.content async for m in channel.history(limit=2, after=sent[1])] == ["2", "3"]
    assert [m.content async for m in channel.history(limit=3, around=sent[2])] == ["3", "2", "1"]


async def test_messages_are_edited_and_deleted(club: Club, bot: Bot, channel: discord.TextChannel):
    """Edits and deletions reach both sides, and a reply shows what it answers."""
    sent = await channel.send("One")
    await sent.edit(content="Two")
    said = await club.reader.reply("Hm", to=club.lobby.messages[0])
    await club.server.delivered()
    assert said.reference_id == sent.id
    answered = await sent.reply("Why?")
    assert answered.reference
    assert answered.reference.message_id == sent.id
    await club.reader.edit(said, "Hm!")
    await club.reader.delete(said)
    await bot.until("raw_message_edit")
    await bot.until("raw_message_delete")
    async with channel.typing():
        pass
    gone = await channel.send("Soon gone")
    more = await channel.send("This too")
    club.lobby.set_overwrite(club.app.user, allow=Permission.MANAGE_MESSAGES)
    await channel.delete_messages([gone, more])
    await bot.until("raw_bulk_message_delete")
    assert [message.text for message in club.lobby.messages] == ["Two", "Why?"]


async def test_a_changed_channel(club: Club, channel: discord.TextChannel):
    """With Manage Channels the bot renames a channel, and can delete it."""
    club.lobby.set_overwrite(club.app.user, allow=Permission.MANAGE_CHANNELS)
    await channel.edit(name="hall", topic="Come in")
    assert (club.lobby.name, club.lobby.topic) == ("hall", "Come in")
    fetched = await channel.guild.fetch_channel(channel.id)
    assert fetched.name == "hall"
    await channel.delete()
    assert club.guild.channels == {}


async def test_a_guild_and_its_people(club: Club, bot: Bot):
    """The guild, its channels, roles and members can be fetched."""
    guild = await bot.fetch_guild(club.guild.id)
    assert (guild.name, guild.approximate_member_count) == ("Readers", len(club.guild.members))
    assert [found.name for found in await guild.fetch_channels()] == ["lobby"]
    assert {role.name for role in await guild.fetch_roles()} == {"@everyone", "Daily Passage", "Hosts"}
    hosts = next(role for role in club.guild.roles.values() if role.name == "Hosts")
    assert (await guild.fetch_role(hosts.id)).name == "Hosts"
    member = await guild.fetch_member(club.host.id)
    assert [role.name for role in member.roles[1:]] == ["Hosts"]
    assert (await bot.fetch_user(club.reader.id)).display_name == "Reader"
    assert [found.id async for found in bot.fetch_guilds()] == [club.guild.id]
    async with calling(club.server) as call:
        assert (await call("GET", f"/guilds/{club.guild.id}/members")).status == 403
        club.app.flags = 1 << 15
        assert len((await call("GET", f"/guilds/{club.guild.id}/members?limit=1000")).body) == len(club.guild.members)
        assert (await call("GET", "/gateway/bot")).body["session_start_limit"]["remaining"] == 999
        assert (await call("GET", "/applications/@me")).body["name"] == "Daily Passage"
    await bot.get_guild(club.guild.id).leave()  # type: ignore[union-attr] # it is there
    await bot.until("guild_remove")


async def test_direct_messages(club: Club, bot: Bot):
    """The bot writes first or is written to; a stranger cannot be written to."""
    user = await bot.fetch_user(club.reader.id)
    await user.send("Good morning")
    said = await club.reader.sees(text="Good morning", in_=club.app)
    await club.reader.reply("Good morning!", to=said)
    await bot.until("message")
    stranger = club.world.add_person("Stranger")
    with pytest.raises(discord.Forbidden) as refused:
        await (await bot.fetch_user(stranger.id)).send("Hello")
    assert refused.value.code == 50007


async def test_commands_can_be_managed(club: Club, bot: Bot):
    """Commands are registered globally or for a guild, changed and taken away one by one."""
    guild = discord.Object(club.guild.id)

    @bot.tree.command(description="Everywhere")
    async def everywhere(interaction: discord.Interaction) -> None:
        """Does nothing."""

    @bot.tree.command(description="Here", guild=guild)
    async def here(interaction: discord.Interaction) -> None:
        """Does nothing."""

    made = await bot.tree.sync()
    await bot.tree.sync(guild=guild)
    assert club.reader.commands(club.lobby) == ["/here", "/everywhere"]
    assert [command.id for command in await bot.tree.sync()] == [command.id for command in made]
    bot.tree.remove_command("everywhere")
    await bot.tree.sync()
    assert club.reader.commands(club.lobby) == ["/here"]
    bot.tree.add_command(everywhere)
    made = await bot.tree.sync()
    fetched = await bot.tree.fetch_command(made[0].id)
    assert (await fetched.edit(description="All over")).description == "All over"
    friends = club.guild.add_role("Friends")
    with pytest.raises(discord.NotFound) as nothing:
        await fetched.fetch_permissions(guild)
    assert nothing.value.code == 10066
    club.app.allow("everywhere", club.guild, to=friends)
    assert [rule.id for rule in (await fetched.fetch_permissions(guild)).permissions] == [friends.id]
    assert len(await bot.tree.fetch_commands()) == 1
    in_guild = (await bot.tree.fetch_commands(guild=guild))[0]
    await in_guild.edit(description="Right here")
    assert (await bot.tree.fetch_command(in_guild.id, guild=guild)).description == "Right here"
    await in_guild.delete()
    await fetched.delete()
    assert club.reader.commands(club.lobby) == []
    async with calling(club.server) as call:
        path = f"/applications/{club.app.id}"
        body = {"name": "by_hand", "description": "Made by hand"}
        assert (await call("POST", f"{path}/commands", body)).status == 201
        assert (await call("POST", f"{path}/commands", body)).status == 200
        assert (await call("POST", f"{path}/guilds/{club.guild.id}/commands", body)).status == 201
        assert (await call("GET", f"{path}/guilds/{club.guild.id}/commands/permissions")).body == []


async def test_user_installed_use(club: Club):
    """A person takes the bot along: to a guild without it, to its direct messages, and to those with a friend."""
    bot = Bot()

    @bot.tree.command(description="Shows today's passage")
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def today(interaction: discord.Interaction) -> None:
        owners = interaction.is_guild_integration(), interaction.is_user_integration()
        await interaction.response.send_message(f"{interaction.context.to_array()} {owners}")

    @bot.tree.command(description="Sets up")
    @app_commands.guild_only
    async def setup(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Done")

    elsewhere = club.world.add_guild("Elsewhere")
    hall = elsewhere.add_text_channel("hall")
    elsewhere.add_member(club.reader)
    async with running(bot, club.app):
        with pytest.raises(NotPossible):
            await club.reader.slash("/today", in_=hall)
        club.reader.install(club.app)
        assert (await club.reader.slash("/today", in_=hall)).text == "[0] (False, True)"
        assert (await club.reader.slash("/today", in_=club.lobby)).text == "[0] (True, True)"
        assert (await club.reader.slash("/today", in_=club.app)).text == "[1] (False, True)"
        friends = club.reader.direct(club.host)
        assert (await club.reader.slash("/today", in_=friends)).text == "[2] (False, True)"
        with pytest.raises(NotPossible):
            await club.reader.slash("/setup", in_=club.app)
        elsewhere.everyone.edit(permissions=elsewhere.everyone.permissions & ~Permission.USE_EXTERNAL_APPS)
        assert (await club.reader.slash("/today", in_=hall)).ephemeral
        club.reader.uninstall(club.app)
        with pytest.raises(NotPossible):
            await club.reader.slash("/today", in_=hall)


async def test_few_follow_ups_where_the_bot_is_no_member(club: Club):
    """Five at most for a user-installed application (Receiving and Responding to Interactions)."""
    bot = Bot()
    counted: list[int] = []

    @bot.tree.command(description="Talks")
    @app_commands.user_install()
    async def talk(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Zero", ephemeral=True)
        for number in range(6):
            await interaction.followup.send(str(number), ephemeral=True)
            counted.append(number)

    @bot.tree.error
    async def quiet(interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        assert isinstance(error, app_commands.CommandInvokeError)
        assert isinstance(error.original, discord.HTTPException)
        counted.append(error.original.code)

    elsewhere = club.world.add_guild("Elsewhere")
    hall = elsewhere.add_text_channel("hall")
    elsewhere.add_member(club.reader)
    club.reader.install(club.app)
    async with running(bot, club.app):
        reply = await club.reader.slash("/talk", in_=hall)
        await reply.follow_up(number_=5)
        await club.server.delivered()
        await club.world.until(lambda: True if len(counted) == 6 else None, 0.2)
        assert counted == [0, 1, 2, 3, 4, 40094]


async def test_a_bot_makes_a_channel_where_it_manages_them(club: Club):
    """A text or an announcement channel, whose name and topic have their limits; without the permission, nothing."""
    path, body = f"/guilds/{club.guild.id}/channels", {"name": "lectern", "type": 0, "topic": "Readings"}
    async with calling(club.server) as call:
        refused = await call("POST", path, body)
        assert (refused.status, refused.body["code"]) == (403, 50013)
        club.guild.give_role(club.guild.member(club.app.user), club.guild.add_role("Keys", Permission.MANAGE_CHANNELS))
        made = await call("POST", path, body)
        assert (made.status, made.body["name"], made.body["topic"]) == (201, "lectern", "Readings")
        assert (await call("POST", path, {"name": "news", "type": 5})).body["type"] == 5
        for wrong in ({}, {"name": "n" * 101}, {"name": "n", "topic": "t" * 1025}, {"name": "n", "type": 99}):
            assert (await call("POST", path, wrong)).body["code"] == 50035
    assert [channel.name for channel in club.guild.channels.values()] == ["lobby", "lectern", "news"]
