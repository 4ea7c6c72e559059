import re
from typing import Any, Self

import discord
import discord.http
import pytest
from discord import app_commands

from local_discord import Member, NoAnswer, NotPossible, NotSeen
from tests.local_discord.bots import Bot, running
from tests.local_discord.conftest import Club


async def test_a_bare_bot_logs_in_and_knows_its_guild(club: Club):
    """READY names the guild, and GUILD_CREATE brings its channels."""
    bot = Bot()
    async with running(bot, club.app):
        assert [guild.name for guild in bot.guilds] == ["Readers"]
        assert bot.guilds[0].get_channel(club.lobby.id)
        assert bot.guilds[0].me.guild_permissions.create_public_threads


async def test_a_slash_command_is_answered(club: Club):
    """Options of every plain kind arrive, and the ephemeral answer is the caller's alone."""
    bot = Bot()

    @bot.tree.command(description="Greets")
    async def greet(
        interaction: discord.Interaction, who: discord.Member, times: app_commands.Range[int, 1, 3], loud: bool = False
    ) -> None:
        await interaction.response.send_message(f"{'HELLO' if loud else 'Hello'} {who.name} " * times, ephemeral=True)

    async with running(bot, club.app):
        reply = await club.host.slash("/greet", who=club.reader, times=2, loud=True, in_=club.lobby)
        assert reply.text.count("HELLO") == 2
        assert reply.ephemeral
        assert reply.message in club.host.reads(club.lobby)
        assert reply.message not in club.reader.reads(club.lobby)
        with pytest.raises(NotPossible, match="no more than 3"):
            await club.host.slash("/greet", who=club.reader, times=4, in_=club.lobby)
        with pytest.raises(NotPossible, match="must be filled in"):
            await club.host.slash("/greet", times=1, in_=club.lobby)


async def test_autocompletion_gives_choices(club: Club):
    """The focused option is the last one given; its value is what was typed so far."""
    bot = Bot()

    @bot.tree.command(description="Shows")
    async def show(interaction: discord.Interaction, passage: str) -> None:
        await interaction.response.send_message(passage)

    @show.autocomplete("passage")
    async def complete(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}ting closer", value="1")]

    async with running(bot, club.app):
        choices = await club.reader.autocomplete("/show", passage="get", in_=club.lobby)
        assert [tuple(choice) for choice in choices] == [("getting closer", "1")]


class Count(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"count:(?P<n>\d+)"):
    def __init__(self, n: int) -> None:
        super().__init__(discord.ui.Button(label=f"Count {n}", custom_id=f"count:{n}"))
        self.n = n

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str]
    ) -> Self:
        return cls(int(match["n"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=layout(self.n + 1))


def layout(n: int) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    container = discord.ui.Container(discord.ui.TextDisplay(f"# Counted {n}"), discord.ui.Separator())
    container.add_item(discord.ui.ActionRow[Any](Count(n)))
    view.add_item(container)
    return view


async def test_components_v2_and_a_dynamic_button(club: Club):
    """A button in a container changes its message, also after a restart of the bot."""
    bot = Bot()

    @bot.tree.command(description="Counts")
    async def count(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=layout(0))

    bot.add_dynamic_items(Count)
    async with running(bot, club.app):
        reply = await club.reader.slash("/count", in_=club.lobby)
        assert reply.buttons == ["Count 0"]
        assert reply.message
        assert reply.message.flags & 32768
        again = await club.host.press("Count 0", on=reply)
        assert again.text == "# Counted 1"
    second = Bot()
    second.add_dynamic_items(Count)
    async with running(second, club.app):
        assert (await club.reader.press("Count 1", on=reply)).text == "# Counted 2"


class Ask(discord.ui.Modal, title="Your answer"):
    answer = discord.ui.Label(text="Answer", component=discord.ui.TextInput(style=discord.TextStyle.long))
    mood = discord.ui.Label(
        text="Mood",
        component=discord.ui.Select(
            options=[discord.SelectOption(label="Glad"), discord.SelectOption(label="Sad")], required=False
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.answer.component, discord.ui.TextInput)
        assert isinstance(self.mood.component, discord.ui.Select)
        await interaction.response.send_message(f"{self.answer.component.value} {self.mood.component.values}")


async def test_a_form_is_filled_in(club: Club):
    """A modal opens, checks what must be filled in, and its values reach the bot."""
    bot = Bot()

    @bot.tree.command(description="Asks")
    async def ask(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Ask())

    async with running(bot, club.app):
        form = await club.reader.slash("/ask", in_=club.lobby)
        assert form.modal
        assert form.modal.labels == ["Answer", "Mood"]
        with pytest.raises(NotPossible, match="must be filled in"):
            await club.reader.submit(form)
        reply = await club.reader.submit(form, Answer="It is shorter.", Mood="Glad")
        assert reply.text == "It is shorter. ['Glad']"
        with pytest.raises(NotPossible, match="No form is open"):
            await club.reader.submit(form, Answer="Again")


async def test_threads_and_what_members_say_there(club: Club):
    """A thread has its message's id; a member's words there arrive without their text."""
    bot = Bot()
    heard: list[discord.Message] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if message.author != bot.user:
            heard.append(message)

    async with running(bot, club.app):
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        sent = await channel.send("Day 1")
        made = await sent.create_thread(name="Day 1 of 12")
        assert made.id == sent.id
        with pytest.raises(discord.HTTPException) as refused:
            await sent.create_thread(name="Again")
        assert refused.value.code == 160004
        post = await club.reader.sees(text="Day 1", in_=club.lobby)
        thread = await club.reader.sees_thread(of=post)
        await club.reader.say("I thought so too.", in_=thread)
        await club.server.delivered()
        assert [(message.content, message.channel.id) for message in heard] == [("", thread.id)]


async def test_no_history_without_permission(club: Club):
    """Without Read Message History the list is empty, and no error is raised."""
    bot = Bot()
    async with running(bot, club.app):
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("Day 1")
        assert len([message async for message in channel.history()]) == 1
        club.lobby.set_overwrite(club.app.user, deny=65536)
        assert [message async for message in channel.history()] == []


async def test_a_nonce_makes_one_message(club: Club):
    """The same nonce gives the same message back; once it is deleted, 10008."""
    bot = Bot()
    async with running(bot, club.app):
        channel = bot.get_channel(club.lobby.id)
        assert isinstance(channel, discord.TextChannel)
        first = await channel.send("Day 1", nonce="slot-1")
        second = await channel.send("Day 1", nonce="slot-1")
        assert first.id == second.id
        await first.delete()
        with pytest.raises(discord.NotFound) as gone:
            await channel.send("Day 1", nonce="slot-1")
        assert gone.value.code == 10008
        club.server.clock.move(club.world.settings.nonce_window)
        assert (await channel.send("Day 1", nonce="slot-1")).id != first.id


async def test_a_lost_connection_is_resumed(club: Club):
    """What happened while the socket was down is replayed after RESUME."""
    bot = Bot()
    heard: list[int] = []

    @bot.event
    async def on_message(message: discord.Message) -> None:
        heard.append(message.id)

    async with running(bot, club.app):
        club.server.faults.cut_gateway()
        missed = await club.reader.say("Are you there?", in_=club.lobby)
        await bot.until("resumed")
        await club.server.delivered()
        assert heard == [missed.id]


async def test_an_unanswered_command_fails_with_a_transcript(club: Club):
    """A bot that does not answer within three seconds is reported with what was seen."""
    bot = Bot()
    club.world.settings.answer_seconds = 0.05

    @bot.tree.command(description="Sulks")
    async def sulk(_: discord.Interaction) -> None:
        """Says nothing."""

    async with running(bot, club.app):
        await club.reader.say("Hello?", in_=club.lobby)
        with pytest.raises(NoAnswer) as failed:
            await club.host.slash("/sulk", in_=club.lobby)
        assert "Reader: Hello?" in str(failed.value)
        assert "Host used /sulk" in str(failed.value)


async def test_what_does_not_appear_fails_with_a_transcript(club: Club):
    """An expectation that is not met says what was there instead."""
    await club.reader.say("Something else", in_=club.lobby)
    with pytest.raises(NotSeen, match=r"Reader: Something else"):
        await club.host.sees(text="Day 1", in_=club.lobby, timeout=0.01)


async def test_hidden_commands_cannot_be_used(club: Club):
    """default_member_permissions hides a command, until an administrator allows it to a role."""
    bot = Bot()

    @bot.tree.command(description="Sets up")
    @app_commands.default_permissions(manage_guild=True)
    async def setup(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Done", ephemeral=True)

    async with running(bot, club.app):
        assert (await club.host.slash("/setup", in_=club.lobby)).text == "Done"
        with pytest.raises(NotPossible, match="hidden from Reader"):
            await club.reader.slash("/setup", in_=club.lobby)
        friends = club.guild.add_role("Friends")
        club.guild.give_role(club.reader, friends)
        club.app.allow("setup", club.guild, to=friends)
        assert (await club.reader.slash("/setup", in_=club.lobby)).text == "Done"


async def test_deferred_answers_are_filled_by_the_first_follow_up(club: Club):
    """The follow-up after a defer is the reply itself, and ephemeral because the promise was."""
    bot = Bot()

    @bot.tree.command(description="Thinks")
    async def think(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.followup.send("Thought")
        await interaction.followup.send("And more", ephemeral=True)

    async with running(bot, club.app):
        reply = await club.host.slash("/think", in_=club.lobby)
        assert reply.deferred
        assert reply.ephemeral
        assert reply.text == "Thought"
        assert (await reply.follow_up()).text == "And more"


async def test_message_menus(club: Club):
    """A message menu brings the message with its text, because the person chose it."""
    bot = Bot()

    @bot.tree.context_menu(name="Bookmark passage")
    async def bookmark(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"Kept: {message.content}", ephemeral=True)

    async with running(bot, club.app):
        said = await club.reader.say("A good line", in_=club.lobby)
        assert (await club.host.menu("Bookmark passage", said)).text == "Kept: A good line"


async def test_unknown_routes_are_recorded(club: Club):
    """A route that is not there answers 501 and is remembered, so that the test that caused it fails."""
    bot = Bot()
    async with running(bot, club.app):
        with pytest.raises(discord.DiscordServerError):
            await bot.http.request(discord.http.Route("GET", "/voice/regions"))
        assert club.server.unknown_requests == ["GET /voice/regions"]
        club.server.unknown_requests.clear()


def test_a_person_is_known_by_name(club: Club):
    """The people of the world are the ones who can act."""
    assert isinstance(club.host, Member)
    assert [person.name for person in club.world.people.values()] == ["Host", "Reader"]
