"""A bot with disnake: everything is a function with annotations."""

import io
import os

import disnake
from disnake.ext import commands
from disnake.ui import ActionRow, Button, Container, Separator, StringSelect, TextDisplay, TextInput

disnake.http.Route.BASE = os.environ["API"]
Used = disnake.ApplicationCommandInteraction
WORDS = ["neighbour", "next", "other"]
intents = disnake.Intents(guilds=True, guild_messages=True, message_content=True)
bot = commands.InteractionBot(intents=intents, allowed_mentions=disnake.AllowedMentions.none())


@bot.slash_command(description="Says hello")
async def hello(used: Used) -> None:
    await used.send("Hello")


@bot.slash_command(description="Says it to one alone")
async def whisper(used: Used) -> None:
    await used.send("Only you", ephemeral=True)


@bot.slash_command(description="Promises, and keeps it")
async def wait(used: Used) -> None:
    await used.response.defer()
    await used.followup.send("Done")


@bot.slash_command(description="Thinks better of it")
async def edit(used: Used) -> None:
    await used.send("One")
    assert (await used.original_response()).content == "One"
    await used.edit_original_response("Two")


@bot.slash_command(description="Says more")
async def more(used: Used) -> None:
    await used.send("This")
    await used.followup.send("And more", ephemeral=True)


@bot.slash_command(description="Asks in a form")
async def ask(used: Used) -> None:
    await used.response.send_modal(title="Form", custom_id="form", components=TextInput(label="Why", custom_id="why"))


@bot.event
async def on_modal_submit(used: disnake.ModalInteraction) -> None:
    await used.send(f"Because {used.text_values['why']}")


@bot.slash_command(description="Offers a choice")
async def drink(used: Used) -> None:
    await used.send("What?", components=StringSelect(placeholder="Drink", options=["tea", "coffee"]))


@bot.slash_command(description="Offers a button")
async def press(used: Used) -> None:
    await used.send("Well?", components=Button(label="Press"))


@bot.event
async def on_dropdown(used: disnake.MessageInteraction) -> None:
    await used.response.edit_message(f"You chose {used.values[0]}", components=None)


@bot.event
async def on_button_click(used: disnake.MessageInteraction) -> None:
    await used.response.defer()
    await used.edit_original_response("Pressed", components=None)


async def matching(_: Used, typed: str) -> list[str]:
    return [word for word in WORDS if word.startswith(typed)]


@bot.slash_command(description="Finds")
async def find(used: Used, words: str = commands.Param(autocomplete=matching)) -> None:
    await used.send(f"Found {words}")


@bot.slash_command(description="Names what it was given")
async def name(used: Used, who: disnake.Member, where: disnake.TextChannel, role: disnake.Role) -> None:
    await used.send(f"{who.display_name} {where.name} {role.name}")


@bot.slash_command(description="Turns a file around")
async def turn(used: Used, file: disnake.Attachment) -> None:
    await used.send(file=disnake.File(io.BytesIO((await file.read())[::-1]), "turned.txt"))


@bot.slash_command(description="Shows a layout")
async def layout(used: Used) -> None:
    await used.send(components=Container(TextDisplay("A layout"), Separator(), ActionRow(Button(label="Press"))))


@bot.slash_command(description="Opens a thread")
async def thread(used: Used) -> None:
    await used.response.defer()
    opened = await (await used.channel.send("Day 1")).create_thread(name="Talk")
    await opened.send("First word")
    await used.edit_original_response("Opened")


@bot.slash_command(description="Counts who is in the thread")
async def members(used: Used) -> None:
    await used.send(f"{len(await used.channel.fetch_members())} members")


@bot.slash_command(description="Reads back")
async def history(used: Used) -> None:
    await used.response.defer()
    sent = [await used.channel.send(word) for word in ("One", "Two", "Three")]
    newest = [each.content async for each in used.channel.history(limit=3)]
    before = [each.content async for each in used.channel.history(limit=1, before=sent[-1])]
    await used.edit_original_response(f"{' '.join(newest)}, before it {before[0]}")


@bot.slash_command(description="Pins")
async def pins(used: Used) -> None:
    await used.response.defer()
    sent = await used.channel.send("Keep this")
    await sent.pin()
    pinned = [each.content async for each in used.channel.pins()]
    await sent.unpin()
    await used.edit_original_response(f"{pinned[0]}, then {len([each async for each in used.channel.pins()])}")


@bot.slash_command(description="Reacts")
async def react(used: Used) -> None:
    await used.send("A line")
    await (await used.original_response()).add_reaction("👍")


@bot.slash_command(description="Does what it may not")
async def rename(used: Used) -> None:
    try:
        await used.channel.edit(name="renamed")
    except disnake.Forbidden as refused:
        await used.send(f"Refused: {refused.code}")


@bot.event
async def on_message(message: disnake.Message) -> None:
    if not message.author.bot:
        await message.reply(f"You said {message.content}")


bot.run(os.environ["TOKEN"])
