"""A person who acts in the local Discord, held to what Discord's client would let them do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from local_discord.interactions.interaction import Interaction, Kind, open_interaction
from local_discord.member import commands, message_actions, screen, waits
from local_discord.member.errors import NotPossible
from local_discord.member.forms import Filled, Form
from local_discord.member.options import File, Value, fill, partly
from local_discord.member.reply import Choice, Reply
from local_discord.member.resolved import Resolved
from local_discord.member.select_values import pick
from local_discord.wire import Json, JsonObject, number
from local_discord.world.access import messages_seen
from local_discord.world.applications import MESSAGE_MENU, USER_MENU, Application
from local_discord.world.content.components import ComponentType
from local_discord.world.conversations import Channel, DirectChannel, Message, Place, Thread
from local_discord.world.guilds import Guild
from local_discord.world.people import User
from local_discord.world.world import World

WAIT = 10.0  # seconds for a promised answer


class Member:
    """A person; `in_` names a channel, a thread, a conversation, or an application for its direct messages."""

    def __init__(self, world: World, user: User) -> None:
        self.world = world
        self.user = user

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id

    @property
    def name(self) -> str:
        """What others call them."""
        return self.user.name

    @property
    def mention(self) -> str:
        """The text that mentions them."""
        return self.user.mention

    def __repr__(self) -> str:
        return f"<Member {self.name}>"

    def install(self, application: Application) -> None:
        """Adds an application to their account, for use everywhere."""
        self.user.installed.add(application.id)

    def uninstall(self, application: Application) -> None:
        """Removes an application from their account."""
        self.user.installed.remove(application.id)

    def direct(self, other: Application | Member) -> DirectChannel:
        """Their conversation with a bot or a person."""
        return self.world.direct_channel(self.user, other.user)

    def commands(self, in_: Place | Application) -> list[str]:
        """The commands that Discord shows them there, as they are typed; menus by their bare names."""
        shown = commands.visible(self.world, self.user, self._place(in_))
        return [f"/{command.name}" if command.kind == 1 else command.name for command in shown]

    async def slash(
        self,
        command: str,
        /,
        *,
        in_: Place | Application | None = None,
        within: float = WAIT,
        options: Mapping[str, Value] | None = None,
        **filled: Value,
    ) -> Reply:
        """The answer to a slash command; `options` takes those whose names are no keywords."""
        place = self._place(in_)
        typed = commands.named(self.world, self.user, place, command)
        resolved = self._resolved(place)
        sent = typed.around(fill(typed.options, {**(options or {}), **filled}, resolved))
        data = self._command_data(typed.command, sent, resolved)
        self._note(place, f"used {command}" + "".join(f" {name}:{value}" for name, value in filled.items()))
        return await self._open(Kind.COMMAND, typed.command.application, place, data).wait(within)

    async def autocomplete(
        self, command: str, /, *, in_: Place | Application | None = None, **filled: Value
    ) -> list[Choice]:
        """The suggestions for the last option given."""
        place = self._place(in_)
        typed = commands.named(self.world, self.user, place, command)
        resolved = self._resolved(place)
        sent = typed.around(partly(typed.options, filled, resolved))
        data = self._command_data(typed.command, sent, resolved)
        self._note(place, f"typed {command}" + "".join(f" {name}:{value}" for name, value in filled.items()))
        return (await self._open(Kind.AUTOCOMPLETE, typed.command.application, place, data).wait(WAIT)).choices

    async def menu(
        self, name: str, target: Message | Member, *, in_: Place | None = None, within: float = WAIT
    ) -> Reply:
        """The answer to an entry of the menu on a message or a person."""
        place = target.place if isinstance(target, Message) else self._place(in_)
        if isinstance(target, Message):
            screen.seen(self.user, target)
        kind = MESSAGE_MENU if isinstance(target, Message) else USER_MENU
        command = commands.in_menu(self.world, self.user, place, name, kind)
        resolved = self._resolved(place)
        target_id = resolved.message(target) if isinstance(target, Message) else resolved.user(target.user)
        data: JsonObject = {**self._command_data(command, [], resolved), "target_id": target_id}
        self._note(place, f"chose {name} in a menu")
        return await self._open(Kind.COMMAND, command.application, place, data).wait(within)

    async def press(self, label: str, *, on: Message | Reply, within: float = WAIT) -> Reply:
        """The answer to a button, named by its label, emoji or custom id."""
        message = screen.message_of(self.user, on)
        button = screen.button(message, label)
        data: JsonObject = {
            "component_type": ComponentType.BUTTON,
            "custom_id": button["custom_id"],
            "id": button["id"],
        }
        self._note(message.place, f"pressed {label}")
        return await self._open(
            Kind.COMPONENT, screen.owner(self.world, message), message.place, data, source=message
        ).wait(within)

    async def choose(self, select: str, values: Sequence[Value], *, on: Message | Reply, within: float = WAIT) -> Reply:
        """The answer to a select menu, named by its placeholder or custom id, with these options picked."""
        message = screen.message_of(self.user, on)
        menu = screen.select(message, select)
        resolved = self._resolved(message.place)
        picked = pick(menu, values, resolved, select)
        data: dict[str, Json] = {"component_type": menu["type"], "custom_id": menu["custom_id"], "id": menu["id"]}
        data["values"] = picked
        if number(menu["type"]) != ComponentType.SELECT:
            data["resolved"] = resolved.payload
        self._note(message.place, f"chose {values} in {select}")
        return await self._open(
            Kind.COMPONENT, screen.owner(self.world, message), message.place, data, source=message
        ).wait(within)

    async def submit(
        self,
        form: Reply | Form,
        /,
        *,
        within: float = WAIT,
        fields: Mapping[str, Filled] | None = None,
        **filled: Filled,
    ) -> Reply:
        """The answer to a form, filled in by labels or custom ids; `fields` takes names with spaces."""
        shown = form.modal if isinstance(form, Reply) else form
        if shown is None or not shown.is_open or shown.interaction.user is not self.user:
            raise NotPossible(f"No form is open for {self.name}.")
        before = shown.interaction
        resolved = self._resolved(before.place)
        data: dict[str, Json] = dict(shown.filled({**(fields or {}), **filled}, resolved))
        data["resolved"] = resolved.payload
        self._note(before.place, f"sent the form {shown.title}")
        source = before.source if before.source and not before.source.deleted else None
        reply = self._open(Kind.FORM, before.application, before.place, data, source=source, before=before)
        await reply.wait(within)
        shown.is_open = False
        return reply

    async def say(self, content: str = "", *, in_: Place | Application, files: Sequence[File] = ()) -> Message:
        """The message, once written."""
        return message_actions.say(self.world, self.user, self._place(in_), content, files)

    async def reply(self, content: str, *, to: Message, files: Sequence[File] = (), mention: bool = True) -> Message:
        """The message, once written as a reply; it mentions the other unless `mention` is False."""
        return message_actions.say(self.world, self.user, to.place, content, files, to=to, mention=mention)

    async def edit(self, message: Message, content: str) -> Message:
        """Their own message after the edit."""
        return message_actions.edit(self.world, self.user, message, content)

    async def delete(self, message: Message) -> None:
        """Takes a message away: their own, one that they moderate, or dismisses an ephemeral reply."""
        message_actions.delete(self.world, self.user, message)

    async def react(self, emoji: str, *, to: Message) -> None:
        """Reacts to a message."""
        message_actions.react(self.world, self.user, to, emoji)

    async def unreact(self, emoji: str, *, to: Message) -> None:
        """Takes their reaction back."""
        message_actions.unreact(self.world, self.user, to, emoji)

    async def start_thread(self, name: str, *, on: Message) -> Thread:
        """The thread, started from a message."""
        return message_actions.start_thread(self.user, on, name)

    async def make_channel(self, name: str, *, in_: Guild, tags: Sequence[str] | None = None) -> Channel:
        """The channel, once made: a forum with these tags, or a text channel where they are None."""
        return message_actions.make_channel(self.user, in_, name, tags)

    def reads(self, in_: Place | Application) -> list[Message]:
        """The messages on their screen there, oldest first, with their own ephemeral replies."""
        return list(messages_seen(self.user, self._place(in_)))

    async def sees(
        self,
        text: str = "",
        *,
        in_: Place | Application,
        by: Application | Member | None = None,
        timeout: float = 5,  # noqa: ASYNC109 - how long a test gives it
    ) -> Message:
        """The newest message with that text on their screen there, as soon as there is one; else NotSeen."""
        author = by.user if by else None
        return await waits.message(self.world, self.user, self._place(in_), text, author, timeout)

    async def sees_thread(self, *, of: Message, timeout: float = 5) -> Thread:  # noqa: ASYNC109 - as above
        """The thread of a message, as soon as it is there; else NotSeen."""
        return await waits.thread(self.world, self.user, of, timeout)

    async def sees_post(self, name: str = "", *, in_: Place, timeout: float = 5) -> Thread:  # noqa: ASYNC109 - as above
        """The newest thread or forum post whose name contains that text, as soon as there is one; else NotSeen."""
        return await waits.post(self.world, self.user, in_, name, timeout)

    def _place(self, in_: Place | Application | None) -> Place:
        if in_ is None:
            return screen.first_channel(self.world, self.user)
        place = self.direct(in_) if isinstance(in_, Application) else in_
        screen.entered(self.user, place)
        return place

    def _resolved(self, place: Place) -> Resolved:
        return Resolved(self.world, self.user, place)

    def _command_data(self, command: commands.Command, sent: Sequence[Json], resolved: Resolved) -> dict[str, Json]:
        data: dict[str, Json] = {"id": str(command.id), "name": command.name, "type": command.kind}
        if sent:
            data["options"] = sent
        if resolved.found:
            data["resolved"] = resolved.payload
        if command.guild_id:
            data["guild_id"] = str(command.guild_id)
        return data

    def _open(
        self,
        kind: Kind,
        application: Application,
        place: Place,
        data: JsonObject,
        *,
        source: Message | None = None,
        before: Interaction | None = None,
    ) -> Reply:
        interaction = Interaction(
            self.world.new_id(), application, kind, self.user, place, data, source=source, before=before
        )
        return Reply(open_interaction(interaction))

    def _note(self, place: Place, what: str) -> None:
        place.log.append(f"{self.world.clock.now():%H:%M:%S} {self.name} {what}")
