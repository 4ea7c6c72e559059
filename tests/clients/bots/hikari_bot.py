"""A bot with hikari: no framework for commands, an interaction is an event like any other."""

import os

import hikari
import hikari.urls
from hikari import ButtonStyle, CommandOption, MessageFlag, OptionType, ResponseType

hikari.urls.REST_API_URL = os.environ["API"]
WORDS = ["neighbour", "next", "other"]
PLAIN = "hello whisper wait edit more ask drink press layout thread members history pins nonce react rename"
GIVEN = {
    "find": [
        CommandOption(type=OptionType.STRING, name="words", description="Words", is_required=True, autocomplete=True)
    ],
    "name": [
        CommandOption(type=OptionType.USER, name="who", description="Somebody", is_required=True),
        CommandOption(type=OptionType.CHANNEL, name="where", description="A channel", is_required=True),
        CommandOption(type=OptionType.ROLE, name="role", description="A role", is_required=True),
    ],
    "turn": [CommandOption(type=OptionType.ATTACHMENT, name="file", description="A file", is_required=True)],
}
intents = hikari.Intents.GUILDS | hikari.Intents.GUILD_MESSAGES | hikari.Intents.MESSAGE_CONTENT
bot = hikari.GatewayBot(os.environ["TOKEN"], intents=intents, banner=None)
rest = bot.rest


@bot.listen()
async def started(_: hikari.StartedEvent) -> None:
    commands = [rest.slash_command_builder(name, "One of the steps") for name in [*PLAIN.split(), *GIVEN]]
    for command in commands:
        for option in GIVEN.get(command.name, ()):
            command.add_option(option)
    await rest.set_application_commands(await rest.fetch_application(), commands)


@bot.listen()
async def used(event: hikari.InteractionCreateEvent) -> None:
    interaction = event.interaction
    if isinstance(interaction, hikari.AutocompleteInteraction):
        typed = str(interaction.options[0].value)
        choices = [hikari.impl.AutocompleteChoiceBuilder(word, word) for word in WORDS if word.startswith(typed)]
        await interaction.create_response(choices)
    elif isinstance(interaction, hikari.ModalInteraction):
        await say(interaction, f"Because {interaction.components[0].components[0].value}")
    elif isinstance(interaction, hikari.ComponentInteraction):
        await on_component(interaction)
    elif isinstance(interaction, hikari.CommandInteraction):
        await COMMANDS[interaction.command_name](interaction)


async def say(interaction: hikari.CommandInteraction | hikari.ModalInteraction, content: str, **more: object) -> None:
    await interaction.create_initial_response(ResponseType.MESSAGE_CREATE, content, **more)


async def promise(interaction: hikari.CommandInteraction) -> None:
    await interaction.create_initial_response(ResponseType.DEFERRED_MESSAGE_CREATE)


async def on_component(interaction: hikari.ComponentInteraction) -> None:
    if interaction.custom_id == "drink":
        words = f"You chose {interaction.values[0]}"
        await interaction.create_initial_response(ResponseType.MESSAGE_UPDATE, words, components=[])
    else:
        await interaction.create_initial_response(ResponseType.DEFERRED_MESSAGE_UPDATE)
        await interaction.edit_initial_response("Pressed", components=[])


async def hello(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "Hello")


async def whisper(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "Only you", flags=MessageFlag.EPHEMERAL)


async def wait(interaction: hikari.CommandInteraction) -> None:
    await promise(interaction)
    await interaction.execute("Done")


async def edit(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "One")
    assert (await interaction.fetch_initial_response()).content == "One"
    await interaction.edit_initial_response("Two")


async def more(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "This")
    await interaction.execute("And more", flags=MessageFlag.EPHEMERAL)


async def ask(interaction: hikari.CommandInteraction) -> None:
    row = rest.build_modal_action_row().add_text_input("why", "Why")
    await interaction.create_modal_response("Form", "form", component=row)


async def drink(interaction: hikari.CommandInteraction) -> None:
    row = rest.build_message_action_row()
    row.add_text_menu("drink", placeholder="Drink").add_option("tea", "tea").add_option("coffee", "coffee")
    await say(interaction, "What?", component=row)


def button() -> hikari.api.MessageActionRowBuilder:
    return rest.build_message_action_row().add_interactive_button(ButtonStyle.PRIMARY, "press", label="Press")


async def press(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "Well?", component=button())


async def find(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, f"Found {interaction.options[0].value}")


async def name(interaction: hikari.CommandInteraction) -> None:
    who, where, role = (option.value for option in interaction.options)
    found = interaction.resolved
    await say(interaction, f"{found.members[who].display_name} {found.channels[where].name} {found.roles[role].name}")


async def turn(interaction: hikari.CommandInteraction) -> None:
    (file,) = interaction.resolved.attachments.values()
    await say(interaction, "", attachment=hikari.Bytes((await file.read())[::-1], "turned.txt"))


async def layout(interaction: hikari.CommandInteraction) -> None:
    parts = hikari.impl.ContainerComponentBuilder()
    parts.add_text_display("A layout")
    parts.add_separator()
    parts.add_component(button())
    how = {"component": parts, "flags": MessageFlag.IS_COMPONENTS_V2}
    await interaction.create_initial_response(ResponseType.MESSAGE_CREATE, **how)


async def thread(interaction: hikari.CommandInteraction) -> None:
    await promise(interaction)
    sent = await rest.create_message(interaction.channel_id, "Day 1")
    opened = await rest.create_message_thread(interaction.channel_id, sent, "Talk")
    await rest.create_message(opened, "First word")
    await interaction.edit_initial_response("Opened")


async def members(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, f"{len(await rest.fetch_thread_members(interaction.channel_id))} members")


async def history(interaction: hikari.CommandInteraction) -> None:
    await promise(interaction)
    channel = interaction.channel_id
    sent = [await rest.create_message(channel, word) for word in ("One", "Two", "Three")]
    newest = [each.content for each in await rest.fetch_messages(channel).limit(3)]
    before = [each.content for each in await rest.fetch_messages(channel, before=sent[-1]).limit(1)]
    await interaction.edit_initial_response(f"{' '.join(newest)}, before it {before[0]}")


async def pins(interaction: hikari.CommandInteraction) -> None:
    await promise(interaction)
    channel = interaction.channel_id
    sent = await rest.create_message(channel, "Keep this")
    await rest.pin_message(channel, sent)
    pinned = list(await rest.fetch_pins(channel))
    await rest.unpin_message(channel, sent)
    left = list(await rest.fetch_pins(channel))
    await interaction.edit_initial_response(f"{pinned[0].message.content}, then {len(left)}")


async def nonce(interaction: hikari.CommandInteraction) -> None:
    await promise(interaction)
    sent = [await rest.create_message(interaction.channel_id, "Once", nonce="7") for _ in range(2)]
    await interaction.edit_initial_response(f"{len({each.id for each in sent})} message")


async def react(interaction: hikari.CommandInteraction) -> None:
    await say(interaction, "A line")
    await (await interaction.fetch_initial_response()).add_reaction("👍")


async def rename(interaction: hikari.CommandInteraction) -> None:
    try:
        await rest.edit_channel(interaction.channel_id, name="renamed")
    except hikari.ForbiddenError as refused:
        await say(interaction, f"Refused: {refused.code}")


COMMANDS = {name: globals()[name] for name in [*PLAIN.split(), *GIVEN]}


@bot.listen()
async def said(event: hikari.GuildMessageCreateEvent) -> None:
    if event.is_human:
        await event.message.respond(f"You said {event.content}", reply=True)


bot.run(check_for_updates=False)
