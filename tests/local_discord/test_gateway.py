"""The gateway: sessions, what they hear, and how they end."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from local_discord import LocalDiscord
from tests.local_discord.bots import TOKEN, Bot, running
from tests.local_discord.conftest import Club

GUILDS, GUILD_MESSAGES = 1, 512


class Raw:
    """A gateway client that does only what it is told."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(5):
            return (await self.socket.receive()).json()

    async def event(self, name: str) -> dict[str, Any]:
        while (frame := await self.next())["t"] != name:
            pass
        return frame

    async def send(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def closed(self) -> int | None:
        async with asyncio.timeout(5):
            while not self.socket.closed:
                await self.socket.receive()
        return self.socket.close_code


async def connect(session: aiohttp.ClientSession, server: LocalDiscord, asking: str = "v=10&encoding=json") -> Raw:
    raw = Raw(await session.ws_connect(f"{server.gateway_url}?{asking}"))
    assert (await raw.next())["op"] == 10
    return raw


def identity(**more: object) -> dict[str, object]:
    return {"token": TOKEN, "intents": GUILDS, "properties": {}, **more}


@pytest.mark.parametrize(
    ("op", "data", "code"),
    [
        (2, identity(token="wrong"), 4004),
        (2, identity(shard=[2, 2]), 4010),
        (2, identity(intents=1 << 40), 4013),
        (2, identity(intents=1 << 15), 4014),
        (3, {}, 4003),
        (99, {}, 4001),
        (6, {"token": "wrong", "session_id": "a", "seq": 1}, 4004),
    ],
)
async def test_wrong_beginnings_are_closed(club: Club, op: int, data: dict[str, object], code: int):
    """Each mistake has its close code (Opcodes and Status Codes)."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.send(op, data)
        assert await raw.closed() == code


async def test_no_json_is_closed(club: Club):
    """4002 for a frame that cannot be read, 4005 for a second IDENTIFY."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.socket.send_str("{")
        assert await raw.closed() == 4002
        raw = await connect(session, club.server)
        await raw.send(1, "x" * 5000)
        assert await raw.closed() == 4002
        raw = await connect(session, club.server)
        await raw.send(2, identity())
        await raw.event("READY")
        await raw.send(2, identity())
        assert await raw.closed() == 4005


async def test_ready_comes_with_unavailable_guilds(club: Club):
    """Every guild is unavailable in READY, and comes afterwards with `unavailable` false."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.send(2, identity())
        ready = await raw.event("READY")
        assert ready["d"]["guilds"] == [{"id": str(club.guild.id), "unavailable": True}]
        assert (await raw.event("GUILD_CREATE"))["d"]["unavailable"] is False


async def test_a_replay_has_everything_after_a_number(club: Club):
    """RESUME brings the events after `seq` in order, then RESUMED; a number too high is 4007."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.send(2, identity(intents=GUILDS | GUILD_MESSAGES))
        ready = await raw.event("READY")
        seen = (await raw.event("GUILD_CREATE"))["s"]
        await raw.socket.close(code=4000)
        said = [await club.reader.say(text, in_=club.lobby) for text in ("One", "Two")]
        resume = {"token": TOKEN, "session_id": ready["d"]["session_id"]}
        raw = await connect(session, club.server)
        await raw.send(6, {**resume, "seq": seen})
        assert [(await raw.next())["d"]["id"] for _ in said] == [str(message.id) for message in said]
        assert (await raw.next())["t"] == "RESUMED"
        raw = await connect(session, club.server)
        await raw.send(6, {**resume, "seq": 9999})
        assert await raw.closed() == 4007


async def test_a_replay_tells_each_event_as_it_was(club: Club):
    """What changed several times while the bot was away is told in each of its states, not as often in the last."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.send(2, identity())
        ready = await raw.event("READY")
        seen = (await raw.event("GUILD_CREATE"))["s"]
        await raw.socket.close(code=4000)
        for name in ("parlour", "kitchen"):
            club.lobby.edit(name=name)
        club.lobby.delete()
        raw = await connect(session, club.server)
        await raw.send(6, {"token": TOKEN, "session_id": ready["d"]["session_id"], "seq": seen})
        frames = [await raw.next() for _ in range(3)]
    told = [(frame["t"], frame["d"]["name"]) for frame in frames]
    assert told == [("CHANNEL_UPDATE", "parlour"), ("CHANNEL_UPDATE", "kitchen"), ("CHANNEL_DELETE", "kitchen")]


async def test_a_session_ends_with_a_goodbye(club: Club):
    """Closing with 1000 ends the session; RESUME then gets op 9."""
    async with aiohttp.ClientSession() as session:
        raw = await connect(session, club.server)
        await raw.send(2, identity())
        ready = await raw.event("READY")
        await raw.socket.close(code=1000)
        await club.world.wait_for(lambda: not club.server.gateway.connections, 5, "the socket went")
        raw = await connect(session, club.server)
        await raw.send(6, {"token": TOKEN, "session_id": ready["d"]["session_id"], "seq": ready["s"]})
        assert (await raw.next())["op"] == 9


async def test_intents_decide_what_is_heard(club: Club):
    """Without the intent for messages none arrive; channels still do."""
    bot = Bot(discord.Intents(guilds=True))
    async with running(bot, club.app):
        await club.reader.say("Hello", in_=club.lobby)
        club.guild.add_text_channel("new")
        await club.server.delivered()
        assert "message" not in bot.events
        assert "guild_channel_create" in bot.events


async def test_hidden_channels_are_not_heard(club: Club):
    """Messages of a channel that the bot does not see stay away."""
    bot = Bot()
    async with running(bot, club.app):
        club.lobby.set_overwrite(club.app.user, deny=1024)
        await club.reader.say("Hello", in_=club.lobby)
        await club.server.delivered()
        assert "message" not in bot.events


async def test_contents_without_the_intent(club: Club):
    """Others' words arrive empty, except in mentions, replies to the bot and direct messages."""
    bot = Bot()
    heard: dict[str, str] = {}

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard[str(message.id)] = message.content

    async with running(bot, club.app):
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("Day 1")
        post = await club.reader.sees(text="Day 1", in_=club.lobby)
        said = [
            (await club.reader.say("Just so", in_=club.lobby), ""),
            (await club.reader.say(f"{club.app.user.mention} hello", in_=club.lobby), f"{club.app.user.mention} hello"),
            (await club.reader.reply("I agree", to=post), "I agree"),
            (await club.reader.reply("Quietly", to=post, mention=False), ""),
            (await club.reader.say("To you", in_=club.app), "To you"),
        ]
        await club.server.delivered()
        assert [heard[str(message.id)] for message, _ in said] == [expected for _, expected in said]
        fetched = await channel.fetch_message(said[0][0].id)
        assert fetched.content == ""


async def test_contents_with_the_intent(club: Club):
    """A bot that may read contents, and asks to, gets them."""
    club.app.flags = 1 << 19
    bot = Bot(discord.Intents(guilds=True, guild_messages=True, message_content=True))
    async with running(bot, club.app):
        waiting = asyncio.create_task(bot.wait_for("message", timeout=5))
        await asyncio.wait([waiting], timeout=0)
        await club.reader.say("Just so", in_=club.lobby)
        assert (await waiting).content == "Just so"


async def test_an_outage_is_no_farewell(club: Club):
    """GUILD_DELETE with `unavailable` leaves the guild in place; without it the bot has left."""
    bot = Bot()
    async with running(bot, club.app):
        club.guild.go_down()
        await bot.until("guild_unavailable")
        assert bot.get_guild(club.guild.id)
        club.guild.come_back()
        await bot.until("guild_available")
        club.guild.kick(club.app)
        await bot.until("guild_remove")
        assert bot.get_guild(club.guild.id) is None
        club.guild.add_application(club.app)
        await bot.until("guild_join")


async def test_changes_of_a_guild_are_told(club: Club):
    """Channels, roles, threads and the bot's own membership are kept up to date."""
    bot = Bot()
    async with running(bot, club.app):
        club.lobby.edit(name="hall")
        role = club.guild.add_role("Friends", mentionable=True)
        role.edit(mentionable=False)
        club.guild.give_role(club.app, role)
        club.guild.edit(name="Bookworms")
        said = await club.reader.say("Hello", in_=club.lobby)
        thread = await club.reader.start_thread("Talk", on=said)
        thread.edit(archived=True)
        await club.server.delivered()
        guild = bot.get_guild(club.guild.id)
        assert guild
        assert guild.name == "Bookworms"
        assert guild.get_channel(club.lobby.id).name == "hall"  # type: ignore[union-attr] # it is there
        assert guild.me.get_role(role.id)
        thread.delete()
        club.guild.remove_role(role)
        club.lobby.delete()
        await club.server.delivered()
        assert guild.get_channel(club.lobby.id) is None
        assert guild.get_role(role.id) is None


async def test_two_shards_share_the_guilds(server: LocalDiscord):
    """Each shard hears of its own guilds, and interactions find the right one."""
    app = server.world.add_application("Daily Passage", token=TOKEN)
    guilds = [server.world.add_guild(f"Guild {n}", shard=(n, 2)) for n in range(2)]
    channels = [guild.add_text_channel("lobby") for guild in guilds]
    for guild in guilds:
        guild.add_application(app)
    person = guilds[0].add_member("Reader")
    guilds[1].add_member(person)

    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
            """Identifies at once."""

        async def setup_hook(self) -> None:
            self.tree = discord.app_commands.CommandTree(self)

            @self.tree.command(description="Where?")
            async def where(interaction: discord.Interaction) -> None:
                assert interaction.guild
                await interaction.response.send_message(f"Shard {interaction.guild.shard_id}")

            await self.tree.sync()

    bot = Sharded(intents=discord.Intents(guilds=True), shard_count=2, guild_ready_timeout=0)
    async with running(bot, app):
        assert [bot.get_guild(guild.id).shard_id for guild in guilds] == [0, 1]  # type: ignore[union-attr] # it is there
        assert [(await person.slash("/where", in_=channel)).text for channel in channels] == ["Shard 0", "Shard 1"]


async def test_a_shard_hears_its_own_guilds_only(club: Club):
    """READY of a shard names its guilds, and what happens elsewhere does not reach it."""
    shard = club.guild.id >> 22 & 1
    async with aiohttp.ClientSession() as session:
        own, other = [await connect(session, club.server) for _ in range(2)]
        await own.send(2, identity(intents=GUILDS | GUILD_MESSAGES, shard=[shard, 2]))
        await other.send(2, identity(intents=GUILDS | GUILD_MESSAGES, shard=[1 - shard, 2]))
        assert len((await own.event("READY"))["d"]["guilds"]) == 1
        assert (await other.event("READY"))["d"]["guilds"] == []
        await club.reader.say("Hello", in_=club.lobby)
        assert (await own.event("MESSAGE_CREATE"))["d"]["channel_id"] == str(club.lobby.id)
        await other.send(1, None)
        assert [(await other.next())["op"] for _ in range(2)] == [1, 11]


async def test_sessions_of_one_bucket_begin_some_time_apart(club: Club):
    """One that comes too soon is ended at once (op 9); buckets are counted by `max_concurrency`."""
    club.server.gateway.starts_apart, club.server.world.settings.max_concurrency = 60.0, 2
    async with aiohttp.ClientSession() as session:
        for shard, answer in ((0, 0), (1, 0), (2, 9)):
            connection = await connect(session, club.server)
            await connection.send(2, identity(shard=[shard, 4]))
            assert (await connection.next())["op"] == answer
    assert club.app.early_identifies == 1


async def test_ephemeral_messages_are_not_told(club: Club):
    """The gateway says nothing of a message that one person alone sees, not even to the bot that sent it."""
    bot = Bot()

    @bot.tree.command(description="Whispers")
    async def whisper(interaction: discord.Interaction, *, loud: bool) -> None:
        await interaction.response.send_message("Psst", ephemeral=not loud)

    async with running(bot, club.app):
        await club.host.slash("/whisper", loud=False, in_=club.lobby)
        await club.server.delivered()
        assert "message" not in bot.events
        await club.host.slash("/whisper", loud=True, in_=club.lobby)
        await club.server.delivered()
        assert "message" in bot.events


async def test_members_are_fetched_in_chunks(club: Club):
    """With the members intent a bot gets all members of a guild."""
    club.app.flags = 1 << 15
    bot = Bot(discord.Intents(guilds=True, members=True))
    async with running(bot, club.app):
        guild = bot.get_guild(club.guild.id)
        assert guild
        await guild.chunk()
        assert {member.id for member in guild.members} == set(club.guild.members)


async def test_the_compressed_stream_is_what_discordpy_asks_for(club: Club):
    """discord.py asks for zlib-stream, and understands what it gets."""
    bot = Bot(enable_debug_events=True)
    raw: list[object] = []
    bot.event(_collect(raw))
    async with running(bot, club.app):
        assert club.server.gateway.connections
        assert len(raw) > 2


def _collect(into: list[object]) -> Any:
    async def on_socket_raw_receive(message: object) -> None:
        into.append(message)

    return on_socket_raw_receive
