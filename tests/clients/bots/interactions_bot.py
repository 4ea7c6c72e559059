"""A bot with interactions.py: commands are described by decorators, and events are objects."""

import io
import os

import aiohttp
import interactions
from interactions import (
    ActionRow,
    AutocompleteContext,
    Button,
    ButtonStyle,
    ComponentContext,
    ContainerComponent,
    Intents,
    Modal,
    ModalContext,
    OptionType,
    SeparatorComponent,
    ShortText,
    SlashContext,
    StringSelectMenu,
    TextDisplayComponent,
    component_callback,
    modal_callback,
    slash_option,
)
from interactions.api.http.route import Route

Route.BASE = os.environ["API"]
WORDS = ["neighbour", "next", "other"]
bot = interactions.Client(intents=Intents.GUILDS | Intents.GUILD_MESSAGES | Intents.MESSAGE_CONTENT)


def command(name: str) -> interactions.SlashCommand:
    return interactions.slash_command(name=name, description="One of the steps")


@command("hello")
async def hello(context: SlashContext) -> None:
    await context.send("Hello")


@command("whisper")
async def whisper(context: SlashContext) -> None:
    await context.send("Only you", ephemeral=True)


@command("wait")
async def wait(context: SlashContext) -> None:
    await context.defer()
    await context.send("Done")


@command("edit")
async def edit(context: SlashContext) -> None:
    sent = await context.send("One")
    assert sent.content == "One"
    await context.edit("@original", content="Two")


@command("more")
async def more(context: SlashContext) -> None:
    await context.send("This")
    await context.send("And more", ephemeral=True)


@command("ask")
async def ask(context: SlashContext) -> None:
    await context.send_modal(Modal(ShortText(label="Why", custom_id="why"), title="Form", custom_id="form"))


@modal_callback("form")
async def form(context: ModalContext, why: str) -> None:
    await context.send(f"Because {why}")


@command("drink")
async def drink(context: SlashContext) -> None:
    menu = StringSelectMenu("tea", "coffee", placeholder="Drink", custom_id="drink")
    await context.send("What?", components=menu)


@component_callback("drink")
async def chosen(context: ComponentContext) -> None:
    await context.edit_origin(content=f"You chose {context.values[0]}", components=[])


@command("press")
async def press(context: SlashContext) -> None:
    await context.send("Well?", components=Button(label="Press", style=ButtonStyle.BLUE, custom_id="press"))


@component_callback("press")
async def pressed(context: ComponentContext) -> None:
    await context.defer(edit_origin=True)
    await context.edit_origin(content="Pressed", components=[])


@command("find")
@slash_option("words", "Words", OptionType.STRING, required=True, autocomplete=True)
async def find(context: SlashContext, words: str) -> None:
    await context.send(f"Found {words}")


@find.autocomplete("words")
async def matching(context: AutocompleteContext) -> None:
    await context.send([word for word in WORDS if word.startswith(context.input_text)])


@command("name")
@slash_option("who", "Somebody", OptionType.USER, required=True)
@slash_option("where", "A channel", OptionType.CHANNEL, required=True)
@slash_option("role", "A role", OptionType.ROLE, required=True)
async def name(
    context: SlashContext, who: interactions.Member, where: interactions.GuildText, role: interactions.Role
) -> None:
    await context.send(f"{who.display_name} {where.name} {role.name}")


@command("turn")
@slash_option("file", "A file", OptionType.ATTACHMENT, required=True)
async def turn(context: SlashContext, file: interactions.Attachment) -> None:
    async with aiohttp.ClientSession() as session, session.get(file.url) as got:
        data = await got.read()
    await context.send(file=interactions.File(io.BytesIO(data[::-1]), file_name="turned.txt"))


@command("layout")
async def layout(context: SlashContext) -> None:
    row = ActionRow(Button(label="Press", style=ButtonStyle.BLUE, custom_id="nothing"))
    parts = ContainerComponent(TextDisplayComponent("A layout"), SeparatorComponent(), row)
    await context.send(components=[parts])


@command("thread")
async def thread(context: SlashContext) -> None:
    await context.defer()
    opened = await (await context.channel.send("Day 1")).create_thread(name="Talk")
    await opened.send("First word")
    await context.send("Opened")


@command("members")
async def members(context: SlashContext) -> None:
    await context.send(f"{len(await context.channel.fetch_members())} members")


@command("history")
async def history(context: SlashContext) -> None:
    await context.defer()
    sent = [await context.channel.send(word) for word in ("One", "Two", "Three")]
    newest = await context.channel.fetch_messages(limit=3)
    before = await context.channel.fetch_messages(limit=1, before=sent[-1].id)
    await context.send(f"{' '.join(each.content for each in newest)}, before it {before[0].content}")


@command("pins")
async def pins(context: SlashContext) -> None:
    await context.defer()
    sent = await context.channel.send("Keep this")
    await sent.pin()
    pinned = await context.channel.fetch_pinned_messages()
    await sent.unpin()
    await context.send(f"{pinned[0].content}, then {len(await context.channel.fetch_pinned_messages())}")


@command("nonce")
async def nonce(context: SlashContext) -> None:
    await context.defer()
    sent = [await context.channel.send("Once", nonce="7", enforce_nonce=True) for _ in range(2)]
    await context.send(f"{len({each.id for each in sent})} message")


@command("react")
async def react(context: SlashContext) -> None:
    await (await context.send("A line")).add_reaction("👍")


@command("rename")
async def rename(context: SlashContext) -> None:
    try:
        await context.channel.edit(name="renamed")
    except interactions.errors.Forbidden as refused:
        await context.send(f"Refused: {refused.code}")


@interactions.listen()
async def on_message_create(event: interactions.events.MessageCreate) -> None:
    if not event.message.author.bot:
        await event.message.reply(f"You said {event.message.content}")


bot.start(os.environ["TOKEN"])
