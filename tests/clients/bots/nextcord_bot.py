"""A bot with nextcord: a view and a form are classes."""

import io
import os

import nextcord
from nextcord import Interaction
from nextcord.ui import Button, Modal, Select, TextInput, View

nextcord.http.Route.BASE = os.environ["API"]
WORDS = ["neighbour", "next", "other"]
bot = nextcord.Client(intents=nextcord.Intents(guilds=True, guild_messages=True, message_content=True))


@bot.slash_command(description="Says hello")
async def hello(used: Interaction) -> None:
    await used.send("Hello")


@bot.slash_command(description="Says it to one alone")
async def whisper(used: Interaction) -> None:
    await used.send("Only you", ephemeral=True)


@bot.slash_command(description="Promises, and keeps it")
async def wait(used: Interaction) -> None:
    await used.response.defer()
    await used.followup.send("Done")


@bot.slash_command(description="Thinks better of it")
async def edit(used: Interaction) -> None:
    await used.send("One")
    assert (await used.original_message()).content == "One"
    await used.edit_original_message(content="Two")


@bot.slash_command(description="Says more")
async def more(used: Interaction) -> None:
    await used.send("This")
    await used.followup.send("And more", ephemeral=True)


class Form(Modal):
    def __init__(self) -> None:
        super().__init__("Form")
        self.why = TextInput("Why", custom_id="why")
        self.add_item(self.why)

    async def callback(self, interaction: Interaction) -> None:
        await interaction.send(f"Because {self.why.value}")


@bot.slash_command(description="Asks in a form")
async def ask(used: Interaction) -> None:
    await used.response.send_modal(Form())


class Drink(Select):
    def __init__(self) -> None:
        options = [nextcord.SelectOption(label=each) for each in ("tea", "coffee")]
        super().__init__(placeholder="Drink", options=options)

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.edit_message(content=f"You chose {self.values[0]}", view=None)


class Press(Button):
    def __init__(self) -> None:
        super().__init__(label="Press")

    async def callback(self, interaction: Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_message(content="Pressed", view=None)


def with_one(item: Drink | Press) -> View:
    view = View(timeout=60)
    view.add_item(item)
    return view


@bot.slash_command(description="Offers a choice")
async def drink(used: Interaction) -> None:
    await used.send("What?", view=with_one(Drink()))


@bot.slash_command(description="Offers a button")
async def press(used: Interaction) -> None:
    await used.send("Well?", view=with_one(Press()))


@bot.slash_command(description="Finds")
async def find(used: Interaction, words: str) -> None:
    await used.send(f"Found {words}")


@find.on_autocomplete("words")
async def matching(used: Interaction, typed: str) -> None:
    await used.response.send_autocomplete([word for word in WORDS if word.startswith(typed)])


@bot.slash_command(description="Names what it was given")
async def name(used: Interaction, who: nextcord.Member, where: nextcord.TextChannel, role: nextcord.Role) -> None:
    await used.send(f"{who.global_name} {where.name} {role.name}")


@bot.slash_command(description="Turns a file around")
async def turn(used: Interaction, file: nextcord.Attachment) -> None:
    await used.send(file=nextcord.File(io.BytesIO((await file.read())[::-1]), "turned.txt"))


@bot.slash_command(description="Opens a thread")
async def thread(used: Interaction) -> None:
    await used.response.defer()
    opened = await (await used.channel.send("Day 1")).create_thread(name="Talk")
    await opened.send("First word")
    await used.edit_original_message(content="Opened")


@bot.slash_command(description="Counts who is in the thread")
async def members(used: Interaction) -> None:
    await used.send(f"{len(await used.channel.fetch_members())} members")


@bot.slash_command(description="Reads back")
async def history(used: Interaction) -> None:
    await used.response.defer()
    sent = [await used.channel.send(word) for word in ("One", "Two", "Three")]
    newest = [each.content async for each in used.channel.history(limit=3)]
    before = [each.content async for each in used.channel.history(limit=1, before=sent[-1])]
    await used.edit_original_message(content=f"{' '.join(newest)}, before it {before[0]}")


@bot.slash_command(description="Pins")
async def pins(used: Interaction) -> None:
    await used.response.defer()
    sent = await used.channel.send("Keep this")
    await sent.pin()
    pinned = await used.channel.pins()
    await sent.unpin()
    await used.edit_original_message(content=f"{pinned[0].content}, then {len(await used.channel.pins())}")


@bot.slash_command(description="Reacts")
async def react(used: Interaction) -> None:
    await used.send("A line")
    await (await used.original_message()).add_reaction("👍")


@bot.slash_command(description="Does what it may not")
async def rename(used: Interaction) -> None:
    try:
        await used.channel.edit(name="renamed")
    except nextcord.Forbidden as refused:
        await used.send(f"Refused: {refused.code}")


@bot.event
async def on_message(message: nextcord.Message) -> None:
    if not message.author.bot:
        await message.reply(f"You said {message.content}")


bot.run(os.environ["TOKEN"])
