"""What the page asks for, done by the person it acts as."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TypeAlias

from local_discord.member import commands
from local_discord.member.errors import NotPossible
from local_discord.member.forms import Filled, Form
from local_discord.member.member import Member
from local_discord.member.options import ATTACHMENT, CHANNEL, MENTIONABLE, ROLE, USER, File, Value
from local_discord.member.reply import Reply
from local_discord.member.world import World
from local_discord.page.schedule import Schedule
from local_discord.wire import Json, JsonObject, items, moment, number, obj, snowflake, text, texts
from local_discord.world.access import guild_of
from local_discord.world.content.components import ComponentType as Is
from local_discord.world.content.components import walk
from local_discord.world.conversations import Channel, Message, Place, Thread

WAIT = 900.0  # seconds: a promise may be kept until its token dies
KINDS = {Is.USERS: USER, Is.ROLES: ROLE, Is.MENTIONABLES: MENTIONABLE, Is.CHANNELS: CHANNEL, Is.UPLOAD: ATTACHMENT}
NEXT = "next"


class Actions:
    """The actions of one page; uploads and open forms are its own."""

    def __init__(self, world: World, schedule: Schedule) -> None:
        self._world = world
        self._schedule = schedule
        self._uploads: dict[str, File] = {}
        self._forms: dict[str, Form] = {}

    async def do(self, person: Member, asked: JsonObject) -> JsonObject:
        """The result of an action; NotPossible or NotSeen with a sentence when it cannot be done."""
        action = DOING.get(text(asked.get("do")))
        if action is None:
            raise NotPossible(f"The page does not know the action {asked.get('do')!r}.")
        return await action(self, person, asked)

    async def say(self, person: Member, asked: JsonObject) -> JsonObject:
        """Writes a message."""
        message = await person.say(text(asked.get("content")), in_=self._place(asked), files=self._files(asked))
        return {"message": str(message.id)}

    async def reply(self, person: Member, asked: JsonObject) -> JsonObject:
        """Writes a reply."""
        message = await person.reply(
            text(asked.get("content")),
            to=self._message(asked, "to"),
            files=self._files(asked),
            mention=asked.get("mention") is not False,
        )
        return {"message": str(message.id)}

    async def edit(self, person: Member, asked: JsonObject) -> JsonObject:
        """Changes a message."""
        message = await person.edit(self._message(asked), text(asked.get("content")))
        return {"message": str(message.id)}

    async def delete(self, person: Member, asked: JsonObject) -> JsonObject:
        """Takes a message away."""
        await person.delete(self._message(asked))
        return {}

    async def react(self, person: Member, asked: JsonObject) -> JsonObject:
        """Reacts."""
        await person.react(text(asked.get("emoji")), to=self._message(asked))
        return {}

    async def unreact(self, person: Member, asked: JsonObject) -> JsonObject:
        """Takes a reaction back."""
        await person.unreact(text(asked.get("emoji")), to=self._message(asked))
        return {}

    async def thread(self, person: Member, asked: JsonObject) -> JsonObject:
        """Starts a thread."""
        thread = await person.start_thread(text(asked.get("name")), on=self._message(asked))
        return {"thread": str(thread.id)}

    async def channel(self, person: Member, asked: JsonObject) -> JsonObject:
        """Makes a channel."""
        guild = self._world.guilds.get(snowflake(asked.get("guild")) or 0)
        if guild is None:
            raise NotPossible("That server is not there any more.")
        tags = texts(asked.get("tags")) if "tags" in asked else None
        return {"channel": str((await person.make_channel(text(asked.get("name")), in_=guild, tags=tags)).id)}

    async def slash(self, person: Member, asked: JsonObject) -> JsonObject:
        """Uses a command."""
        place, command = self._place(asked), text(asked.get("command"))
        options = self._options(person, place, command, obj(asked.get("options")))
        return self._answer(await person.slash(command, in_=place, within=WAIT, options=options))

    async def autocomplete(self, person: Member, asked: JsonObject) -> JsonObject:
        """Asks for suggestions."""
        place, command = self._place(asked), text(asked.get("command"))
        options = self._options(person, place, command, obj(asked.get("options")))
        choices = await person.autocomplete(command, in_=place, **options)
        return {"choices": [{"name": choice.name, "value": choice.value} for choice in choices]}

    async def press(self, person: Member, asked: JsonObject) -> JsonObject:
        """Presses a button."""
        message = self._message(asked)
        return self._answer(await person.press(text(asked.get("custom_id")), on=message, within=WAIT))

    async def choose(self, person: Member, asked: JsonObject) -> JsonObject:
        """Chooses in a menu."""
        message, custom_id = self._message(asked), text(asked.get("custom_id"))
        select = next((each for each in walk(message.components) if each.get("custom_id") == custom_id), obj(None))
        values = [self._value(KINDS.get(number(select.get("type"))), each) for each in items(asked.get("values"))]
        return self._answer(await person.choose(custom_id, values, on=message, within=WAIT))

    async def submit(self, person: Member, asked: JsonObject) -> JsonObject:
        """Sends a form."""
        form = self._forms.get(text(asked.get("form")))
        if form is None:
            raise NotPossible("That form is not open any more.")
        kinds = {field.custom_id: KINDS.get(number(field.component.get("type"))) for field in form.fields}
        fields: dict[str, Filled] = {}
        for custom_id, value in obj(asked.get("values")).items():
            kind = kinds.get(custom_id)
            listed = isinstance(value, list)
            fields[custom_id] = (
                [self._value(kind, each) for each in items(value)] if listed else self._value(kind, value)
            )
        answer = self._answer(await person.submit(form, within=WAIT, fields=fields))
        del self._forms[text(asked.get("form"))]
        return answer

    async def menu(self, person: Member, asked: JsonObject) -> JsonObject:
        """Chooses an entry in the menu of a message or a person."""
        name, place = text(asked.get("name")), self._place(asked)
        if "message" in asked:
            return self._answer(await person.menu(name, self._message(asked), within=WAIT))
        user = self._world.users.get(snowflake(asked.get("user")) or 0)
        if user is None:
            raise NotPossible("That person is not here.")
        return self._answer(await person.menu(name, Member(self._world, user), in_=place, within=WAIT))

    async def upload(self, person: Member, asked: JsonObject) -> JsonObject:
        """Keeps a file until it is sent."""
        del person
        try:
            data = base64.b64decode(text(asked.get("data")), validate=True)
        except binascii.Error:
            raise NotPossible("That file did not arrive whole.") from None
        if len(data) > self._world.settings.attachment_bytes:
            raise NotPossible(f"A file has {self._world.settings.attachment_bytes // 1024 // 1024} MB at most.")
        upload_id = str(len(self._uploads) + 1)
        self._uploads[upload_id] = File(text(asked.get("name"), "file"), data, text(asked.get("description")) or None)
        return {"upload": upload_id}

    async def move_clock(self, person: Member, asked: JsonObject) -> JsonObject:
        """Moves the world's time forward."""
        del person
        clock, schedule = self._world.clock, self._schedule
        wanted = clock.now() + timedelta(seconds=max(0, number(asked.get("seconds"))))
        if asked.get("to") == NEXT:
            planned = await schedule.next_moment() if schedule.next_moment else None
            if planned is None:
                raise NotPossible("Nothing is planned: no study is under way.")
            wanted = planned
        if schedule.pass_time:
            await schedule.pass_time(wanted)
        else:
            clock.move_to(max(wanted, clock.now()))
        return {"now": moment(clock.now())}

    def _answer(self, reply: Reply) -> JsonObject:
        modal: Json = None
        if reply.modal:
            form_id = str(reply.interaction.id)
            self._forms[form_id] = reply.modal
            payload = reply.modal.payload
            modal = {"form": form_id, **{key: payload.get(key) for key in ("title", "custom_id", "components")}}
        return {"message": str(reply.message.id) if reply.message else None, "modal": modal}

    def _place(self, asked: JsonObject) -> Place:
        found = self._world.place(snowflake(asked.get("in")) or 0)
        if found is None:
            raise NotPossible("That place is not there any more.")
        return found

    def _message(self, asked: JsonObject, name: str = "message") -> Message:
        place, message_id = self._place(asked), snowflake(asked.get(name)) or 0
        found = place.by_id.get(message_id) or place.hidden.get(message_id)
        if found is None:
            raise NotPossible("That message is not there any more.")
        return found

    def _files(self, asked: JsonObject) -> list[File]:
        return [self._upload(each) for each in texts(asked.get("files"))]

    def _upload(self, upload_id: str) -> File:
        if upload_id not in self._uploads:
            raise NotPossible("That file was not uploaded.")
        return self._uploads[upload_id]

    def _options(self, person: Member, place: Place, command: str, given: JsonObject) -> dict[str, Value]:
        typed = commands.named(self._world, person.user, place, command)
        kinds = {text(option.get("name")): number(option.get("type")) for option in typed.options}
        return {name: self._value(kinds.get(name), value, place) for name, value in given.items()}

    def _value(self, kind: int | None, value: Json, place: Place | None = None) -> Value:
        """The thing that an id stands for; other values as they are."""
        found = snowflake(value) if kind in (USER, ROLE, MENTIONABLE, CHANNEL) else None
        if kind == ATTACHMENT:
            return self._upload(text(value))
        if found is not None:
            return self._named(found, place)
        return value if isinstance(value, str | int | float | bool) else text(None)

    def _named(self, wanted: int, place: Place | None) -> Value:
        guilds = [guild] if place and (guild := guild_of(place)) else list(self._world.guilds.values())
        for guild in guilds:
            if role := guild.roles.get(wanted):
                return role
        channel = self._world.place(wanted)
        if isinstance(channel, Channel | Thread):
            return channel
        if wanted in self._world.users:
            return self._world.users[wanted]
        raise NotPossible("That is not there any more.")


Doing: TypeAlias = Callable[[Actions, Member, JsonObject], Awaitable[JsonObject]]
DOING: Mapping[str, Doing] = {
    "say": Actions.say,
    "reply": Actions.reply,
    "edit": Actions.edit,
    "delete": Actions.delete,
    "react": Actions.react,
    "unreact": Actions.unreact,
    "thread": Actions.thread,
    "channel": Actions.channel,
    "slash": Actions.slash,
    "autocomplete": Actions.autocomplete,
    "press": Actions.press,
    "choose": Actions.choose,
    "submit": Actions.submit,
    "menu": Actions.menu,
    "upload": Actions.upload,
    "move_clock": Actions.move_clock,
}
