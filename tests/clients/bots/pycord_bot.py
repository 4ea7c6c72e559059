"""A bot with py-cord: each command gets a context."""

import io
import os

import discord
from discord import ApplicationContext, AutocompleteContext, Option
from discord.ui import (
    ActionRow,
    Button,
    Container,
    DesignerView,
    InputText,
    Modal,
    Select,
    Separator,
    TextDisplay,
    View,
)

discord.http.Route.API_BASE_URL = os.environ["API"]
WORDS = ["neighbour", "next", "other"]
bot = discord.Bot(intents=discord.Intents(guilds=True, guild_messages=True, message_content=True))


@bot.slash_command(description="Says hello")
async def hello(context: ApplicationContext) -> None:
    await context.respond("Hello")


@bot.slash_command(description="Says it to one alone")
async def whisper(context: ApplicationContext) -> None:
    await context.respond("Only you", ephemeral=True)


@bot.slash_command(description="Promises, and keeps it")
async def wait(context: ApplicationContext) -> None:
    await context.defer()
    await context.followup.send("Done")


@bot.slash_command(description="Thinks better of it")
async def edit(context: ApplicationContext) -> None:
    await context.respond("One")
    assert (await context.interaction.original_response()).content == "One"
    await context.edit(content="Two")


@bot.slash_command(description="Says more")
async def more(context: ApplicationContext) -> None:
    await context.respond("This")
    await context.respond("And more", ephemeral=True)


class Form(Modal):
    def __init__(self) -> None:
        self.why = InputText(label="Why", custom_id="why")
        super().__init__(self.why, title="Form")

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.respond(f"Because {self.why.value}")


@bot.slash_command(description="Asks in a form")
async def ask(context: ApplicationContext) -> None:
    await context.send_modal(Form())


class Drink(Select):
    def __init__(self) -> None:
        options = [discord.SelectOption(label=each) for each in ("tea", "coffee")]
        super().__init__(placeholder="Drink", options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"You chose {self.values[0]}", view=None)


class Press(Button):
    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Pressed", view=None)


@bot.slash_command(description="Offers a choice")
async def drink(context: ApplicationContext) -> None:
    await context.respond("What?", view=View(Drink()))


@bot.slash_command(description="Offers a button")
async def press(context: ApplicationContext) -> None:
    await context.respond("Well?", view=View(Press(label="Press")))


async def matching(context: AutocompleteContext) -> list[str]:
    return [word for word in WORDS if word.startswith(context.value)]


@bot.slash_command(description="Finds")
async def find(context: ApplicationContext, words: Option(str, autocomplete=matching)) -> None:
    await context.respond(f"Found {words}")


@bot.slash_command(description="Names what it was given")
async def name(
    context: ApplicationContext,
    who: Option(discord.Member),
    where: Option(discord.TextChannel),
    role: Option(discord.Role),
) -> None:
    await context.respond(f"{who.display_name} {where.name} {role.name}")


@bot.slash_command(description="Turns a file around")
async def turn(context: ApplicationContext, file: Option(discord.Attachment)) -> None:
    await context.respond(file=discord.File(io.BytesIO((await file.read())[::-1]), "turned.txt"))


@bot.slash_command(description="Shows a layout")
async def layout(context: ApplicationContext) -> None:
    parts = Container(TextDisplay("A layout"), Separator(), ActionRow(Button(label="Press")))
    await context.respond(view=DesignerView(parts))


@bot.slash_command(description="Opens a thread")
async def thread(context: ApplicationContext) -> None:
    await context.defer()
    opened = await (await context.channel.send("Day 1")).create_thread(name="Talk")
    await opened.send("First word")
    await context.respond("Opened")


@bot.slash_command(description="Counts who is in the thread")
async def members(context: ApplicationContext) -> None:
    await context.respond(f"{len(await context.channel.fetch_members())} members")


@bot.slash_command(description="Reads back")
async def history(context: ApplicationContext) -> None:
    await context.defer()
    sent = [await context.channel.send(word) for word in ("One", "Two", "Three")]
    newest = [each.content async for each in context.channel.history(limit=3)]
    before = [each.content async for each in context.channel.history(limit=1, before=sent[-1])]
    await context.respond(f"{' '.join(newest)}, before it {before[0]}")


@bot.slash_command(description="Pins")
async def pins(context: ApplicationContext) -> None:
    await context.defer()
    sent = await context.channel.send("Keep this")
    await sent.pin()
    pinned = [each.message.content async for each in context.channel.pins()]
    await sent.unpin()
    await context.respond(f"{pinned[0]}, then {len([each async for each in context.channel.pins()])}")


@bot.slash_command(description="Sends with a nonce, twice")
async def nonce(context: ApplicationContext) -> None:
    await context.defer()
    sent = [await context.channel.send("Once", nonce="7", enforce_nonce=True) for _ in range(2)]
    await context.respond(f"{len({each.id for each in sent})} message")


@bot.slash_command(description="Reacts")
async def react(context: ApplicationContext) -> None:
    await context.respond("A line")
    await (await context.interaction.original_response()).add_reaction("👍")


@bot.slash_command(description="Does what it may not")
async def rename(context: ApplicationContext) -> None:
    try:
        await context.channel.edit(name="renamed")
    except discord.Forbidden as refused:
        await context.respond(f"Refused: {refused.code}")


@bot.event
async def on_message(message: discord.Message) -> None:
    if not message.author.bot:
        await message.reply(f"You said {message.content}")


bot.run(os.environ["TOKEN"])
