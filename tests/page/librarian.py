"""A small bot with options, forms and menus of every kind, for what the real one does not have (yet)."""

import asyncio
import io

import discord
from discord import app_commands

from tests.local_discord.bots import Bot
from tests.page.forms import ESSAYS, NoteForm, ShareForm
from tests.page.layouts import LAYOUTS, Asked, leaf

WORDS = ("walking", "waiting", "weather")


class Librarian(Bot):
    """The bot."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = asyncio.Event()
        """Set it, and the promise of /wait is kept."""
        passage = app_commands.Group(name="passage", description="Passages")
        passage.command(name="search", description="Find passages by their words")(_search)
        self.tree.add_command(passage)
        self.tree.command(name="note", description="Write a note")(_note)
        self.tree.command(name="share", description="Share a picture")(_share)
        self.tree.command(name="meet", description="Arrange a meeting")(_meet)
        self.tree.command(name="keep", description="Keep a file")(_keep)
        self.tree.command(name="where", description="Where are we?")(_where)
        self.tree.command(name="wait", description="Take your time")(_wait)
        self.tree.context_menu(name="Bookmark passage")(_bookmark)
        self.tree.context_menu(name="Greet")(_greet)

    async def show(self, name: str, channel_id: int) -> discord.Message:
        """One of the layouts, posted."""
        view, files = LAYOUTS[name]()
        return await self.get_partial_messageable(channel_id).send(view=view, files=files)


async def _words(_: Asked, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=each, value=each) for each in WORDS if typed.lower() in each]


@app_commands.autocomplete(words=_words)
@app_commands.describe(words="Words that it holds", essay="Only this essay")
@app_commands.choices(essay=[app_commands.Choice(name=each, value=at) for at, each in enumerate(ESSAYS)])
async def _search(interaction: Asked, words: str, essay: int | None = None) -> None:
    within = words if essay is None else f"{words} in {ESSAYS[essay]}"
    await interaction.response.send_message(view=leaf(within, 1), ephemeral=True)


async def _note(interaction: Asked) -> None:
    await interaction.response.send_modal(NoteForm())


async def _share(interaction: Asked) -> None:
    await interaction.response.send_modal(ShareForm())


@app_commands.describe(person="With whom", day="Which day of the week", role="Who may come", room="Where")
async def _meet(
    interaction: Asked,
    person: discord.Member,
    day: app_commands.Range[int, 1, 7],
    role: discord.Role | None = None,
    room: discord.TextChannel | None = None,
    quiet: bool | None = None,
) -> None:
    told = [person.display_name, str(day), role.name if role else "-", room.name if room else "-", str(quiet)]
    await interaction.response.send_message("Meeting: " + " | ".join(told))


async def _keep(interaction: Asked, file: discord.Attachment) -> None:
    sent = discord.File(io.BytesIO(await file.read()), file.filename)
    await interaction.response.send_message(f"Kept {file.filename}, {file.size} bytes.", file=sent)


async def _where(interaction: Asked) -> None:
    await interaction.response.send_message("Here.", ephemeral=True)


async def _wait(interaction: Asked) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.client.kept.wait()
    await interaction.followup.send("Here it is at last.")


async def _bookmark(interaction: Asked, message: discord.Message) -> None:
    await interaction.response.send_message(f"Bookmarked what {message.author.display_name} wrote.", ephemeral=True)


async def _greet(interaction: Asked, member: discord.Member) -> None:
    await interaction.response.send_message(f"Greetings, {member.display_name}.", ephemeral=True)
