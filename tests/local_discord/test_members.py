"""People in tests: what they wait for, and what a failure tells."""

import asyncio
from typing import Any

import discord
import pytest

from local_discord import NotPossible, NotSeen
from tests.local_discord.bots import Bot, running
from tests.local_discord.conftest import Club


async def test_waiting_ends_with_the_event(club: Club):
    """What is waited for is found as soon as it is said, edited or started."""
    waiting = asyncio.create_task(club.reader.sees(text="Day 1", in_=club.lobby, by=club.host))
    await asyncio.wait([waiting], timeout=0)
    await club.reader.say("Day 1?", in_=club.lobby)
    said = await club.host.say("Day", in_=club.lobby)
    await club.host.edit(said, "Day 1")
    assert await waiting is said
    waiting_too = asyncio.create_task(club.reader.sees_thread(of=said))
    await asyncio.wait([waiting_too], timeout=0)
    thread = await club.host.start_thread("Talk", on=said)
    assert await waiting_too is thread


async def test_a_failure_says_who_saw_what(club: Club):
    """The transcript has every message, who sees it, and what people did."""
    bot = Bot()

    @bot.tree.command(description="Whispers")
    async def whisper(interaction: discord.Interaction) -> None:
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="Go", url="https://example.org"))
        await interaction.response.send_message("Psst", view=view, ephemeral=True)

    async with running(bot, club.app):
        await club.host.slash("/whisper", in_=club.lobby)
        with pytest.raises(NotSeen) as failed:
            await club.reader.sees(text="Psst", in_=club.lobby, timeout=0.01)
    told = str(failed.value)
    assert "Reader did not see 'Psst' in #lobby within 0.01 s." in told
    assert "Daily Passage (only Host sees this) (not Reader): Psst [Go]" in told
    assert "Host used /whisper" in told


async def test_a_failure_names_hidden_places(club: Club):
    """Whoever cannot see a place, or read its history, is told apart."""
    said = await club.host.say("Hello", in_=club.lobby)
    club.lobby.set_overwrite(club.guild.everyone, deny=65536)
    with pytest.raises(NotSeen, match="does not read its history"):
        await club.reader.sees(text="Hello", in_=club.lobby, timeout=0.01)
    club.lobby.set_overwrite(club.guild.everyone, deny=1024)
    with pytest.raises(NotSeen, match="saw no thread"):
        await club.reader.sees_thread(of=said, timeout=0.01)


async def test_what_people_cannot_do(club: Club):
    """Each refusal says why."""
    said = await club.host.say("Hello", in_=club.lobby)
    cases: list[tuple[Any, str]] = [
        (club.reader.edit(said, "Bye"), "did not write that message"),
        (club.reader.delete(said), "may not delete the messages of others"),
        (club.reader.say("x" * 2001, in_=club.lobby), "2000 characters at most"),
        (club.reader.unreact("👍", to=said), "did not react"),
        (club.reader.press("Go", on=said), "There is no button 'Go'"),
        (club.reader.menu("Keep", said), "does not offer 'Keep'"),
        (club.reader.start_thread("", on=said), "1 to 100 characters"),
        (club.world.add_person("Stranger").slash("/today"), "sees no channel"),
    ]
    for attempt, reason in cases:
        with pytest.raises(NotPossible, match=reason):
            await attempt
    await club.host.delete(said)
    with pytest.raises(NotPossible, match="was deleted"):
        await club.reader.react("👍", to=said)


async def test_two_buttons_of_one_label(club: Club):
    """They are told apart by their custom ids; a link opens a browser instead."""
    bot = Bot()

    class Two(discord.ui.View):
        @discord.ui.button(label="Approve", custom_id="one")
        async def one(self, interaction: discord.Interaction, button: discord.ui.Button[Any]) -> None:
            await interaction.response.send_message("First")

        @discord.ui.button(label="Approve", custom_id="two")
        async def two(self, interaction: discord.Interaction, button: discord.ui.Button[Any]) -> None:
            await interaction.response.send_message("Second")

    @bot.tree.command(description="Reviews")
    async def review(interaction: discord.Interaction) -> None:
        view = Two()
        view.add_item(discord.ui.Button(label="Site", url="https://example.org"))
        await interaction.response.send_message("Two", view=view)

    async with running(bot, club.app):
        reply = await club.host.slash("/review", in_=club.lobby)
        with pytest.raises(NotPossible, match="use a custom id: one, two"):
            await club.host.press("Approve", on=reply)
        assert (await club.host.press("two", on=reply)).text == "Second"
        with pytest.raises(NotPossible, match="opens in a browser"):
            await club.host.press("Site", on=reply)


async def test_a_user_menu(club: Club):
    """The menu on a person brings them, with their roles."""
    bot = Bot()

    @bot.tree.context_menu(name="Greet")
    async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
        await interaction.response.send_message(f"Hello {member.display_name}, {len(member.roles)}")

    async with running(bot, club.app):
        assert (await club.reader.menu("Greet", club.host, in_=club.lobby)).text == "Hello Host, 2"


async def test_a_reply_that_changes_later(club: Club):
    """An edit after the answer can be waited for, and one that does not come is reported."""
    bot = Bot()
    go = asyncio.Event()

    @bot.tree.command(description="Counts")
    async def count(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("One")
        await go.wait()
        await interaction.edit_original_response(content="Two")

    async with running(bot, club.app):
        reply = await club.host.slash("/count", in_=club.lobby)
        with pytest.raises(NotSeen, match="did not change"):
            await reply.changed(within=0.01)
        with pytest.raises(NotSeen, match="no follow-up"):
            await reply.follow_up(within=0.01)
        go.set()
        assert (await reply.changed()).text == "Two"


async def test_localised_names_are_understood(club: Club):
    """A person may type a command's name in their own language, which the bot is told."""
    bot = Bot()
    reader = club.guild.add_member("Читатель", locale="ru")

    class Russian(discord.app_commands.Translator):
        async def translate(
            self,
            string: discord.app_commands.locale_str,
            locale: discord.Locale,
            context: discord.app_commands.TranslationContextTypes,
        ) -> str | None:
            return "сегодня" if locale is discord.Locale.russian and string.message == "today" else None

    @bot.tree.command(name="today", description="Shows")
    async def today(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.locale))

    async def translate() -> None:
        await bot.tree.set_translator(Russian())

    bot.prepare = translate
    async with running(bot, club.app):
        assert (await reader.slash("/сегодня", in_=club.lobby)).text == "ru"
