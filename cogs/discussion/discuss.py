"""*Discuss*: a talk about a passage, where somebody asks for one; or the way to the talk that there is already."""

from typing import NamedTuple

import discord

from bot import events
from bot.core.deliveries.discussion_nonce import Subject, talk_nonce
from bot.core.limits import Act
from bot.core.models import Question
from bot.core.text.markup import NOTHING, Markup, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services import discussion
from bot.services.discussion import MessageTopic, Topic
from cogs.discussion.questions import AnotherQuestionButton, another, question_lines
from cogs.discussion.talks import is_there, place_for_talk, post_to_talk_below, send_once, talk_called, thread_of
from cogs.discussion.threads import day_name, talk_name
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.id_fields import Flag, Id
from cogs.ui.passage_parts import (
    Room,
    below,
    framed,
    headed,
    origin_line,
    read_together,
    roomy,
    small,
    suggested,
    title_line,
)
from cogs.ui.replies import channel_link, guild_of, member_name, message_link


class DiscussButton(StudyButton, kind="discuss"):
    """*Discuss*: opens a talk about a passage where it is pressed, for the one who presses."""

    passage_id: Id
    asked: Id = 0
    """The question just asked (0: none)."""
    anew: Flag = False
    """Whether another talk is opened although there is one."""

    async def pressed(self, interaction: Pressed) -> None:
        """Open the talk from the message if everybody sees that, else by a message of its own."""
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            await discuss_message(interaction, interaction.message)
        else:
            await _discuss_passage(interaction, self.passage_id, self.asked, anew=self.anew)


async def discuss_message(interaction: Pressed, message: discord.Message) -> None:
    """Lead to the talk about one of the bot's messages; where there is none, open it.

    In a channel that is the message's thread, in a thread an answer to the message; either begins with a question, and
    below a quote with its whole passage.
    """
    bot, say = interaction.client, interaction.client.say(interaction)
    carried = _carried(message)
    if message.flags.ephemeral and carried is not None:  # seen by one person only: no thread can begin there
        await _discuss_passage(interaction, *carried, anew=False)
        return
    about = await discussion.of_message(bot.database, guild_of(interaction), message.id, carried)
    await interaction.response.defer(ephemeral=True, thinking=True)
    question = about.topic.question if about.topic else None
    thread_id = (about.post.thread_id if about.post else None) or message.id
    if await is_there(interaction, thread_id):
        await reply(interaction, _there_layout(say, thread_id, question))
        return
    if (known := await _post_s_thread(interaction, about)) is not None:
        asked = question.id if question else 0
        await reply(interaction, _known_layout(say, known.passage_id, asked, channel_link(known.thread_id)))
        return
    whole = about.post is not None or (carried is not None and carried[1] > 0)  # under a quote stands no question
    await _open_below(interaction, message, about, place_for_talk(interaction, below=True), shown=whole)


class _Known(NamedTuple):
    """The thread in which the group talks about a passage."""

    passage_id: int
    thread_id: int


async def _post_s_thread(interaction: Pressed, about: MessageTopic) -> _Known | None:
    """The thread of the day on which the group read what a quote or a talk is about, if the person can see it."""
    view = about.topic.view if about.topic is not None and about.post is None else None
    thread_id = view.post.thread_id if view and view.post else None
    if view is None or thread_id is None or not await is_there(interaction, thread_id):
        return None
    return _Known(view.passage.id, thread_id)


async def _open_below(
    interaction: Pressed,
    message: discord.Message,
    about: MessageTopic,
    place: discord.TextChannel | discord.Thread,
    *,
    shown: bool,
) -> None:
    """Open a talk below a message in this place, which has `shown` the whole passage or a part of it."""
    bot, say = interaction.client, interaction.client.say(interaction)
    bot.rate_limits.take(Act.TALK, interaction)
    first = _first_layout(bot.say_to_guild(interaction.guild_id), about.topic, interaction.user.id, shown=shown)
    nonce = talk_nonce(bot.app_id, place.id, Subject.MESSAGE, message.id)
    async with bot.keyed_lock.hold(nonce):
        if isinstance(place, discord.Thread):
            sent = await send_once(message, first, nonce)
            await reply(interaction, say("discuss.here", place=_link_to(sent)))
            return
        thread_id = await thread_of(message, _thread_name(bot.say_to_guild(interaction.guild_id), about))
        if about.post is not None:
            counting = await discussion.thread_opened(bot.database, about.post, thread_id, bot.safe_now())
            if counting is not None:
                events.thread_opened(bot, counting)
        await send_once(bot.get_partial_messageable(thread_id, guild_id=interaction.guild_id), first, nonce)
    await reply(interaction, say("discuss.open", place=channel_link(thread_id)))


async def _discuss_passage(interaction: Pressed, passage_id: int, asked: int, *, anew: bool) -> None:
    """Open a talk by a message of its own; unless `anew`, lead to the one that the group has already.

    Where the group's post of the passage has no thread any more, that is opened again.
    """
    bot, say = interaction.client, interaction.client.say(interaction)
    topic = await discussion.topic(bot.database, guild_of(interaction), passage_id, asked)
    await interaction.response.defer(ephemeral=True, thinking=True)
    asked_there = topic.question.id if topic.question else 0
    name = _thread_name(bot.say_to_guild(interaction.guild_id), MessageTopic(None, topic))
    if not anew:
        thread_id = topic.view.post.thread_id if topic.view.post else None
        if thread_id is not None and await is_there(interaction, thread_id):
            await reply(interaction, _known_layout(say, passage_id, 0, channel_link(thread_id)))
            return
        if (talk := talk_called(interaction, name)) is not None:
            await reply(interaction, _known_layout(say, passage_id, asked_there, channel_link(talk.id)))
            return
        if topic.view.post is not None and (posted := await post_to_talk_below(interaction, topic.view.post)):
            about = MessageTopic(topic.view.post, topic)
            await _open_below(interaction, posted.message, about, posted.channel, shown=True)
            return
    place = place_for_talk(interaction)
    bot.rate_limits.take(Act.TALK, interaction)
    pressed_on = interaction.message.id if anew and interaction.message else None
    subject = (Subject.PASSAGE, passage_id) if pressed_on is None else (Subject.ONCE_MORE, pressed_on)
    nonce = talk_nonce(bot.app_id, place.id, *subject)
    async with bot.keyed_lock.hold(nonce):
        message = await send_once(
            place, _talk_layout(bot.say_to_guild(interaction.guild_id), topic, interaction.user.id), nonce
        )
        in_thread = isinstance(place, discord.Thread)
        where = _link_to(message) if in_thread else channel_link(await thread_of(message, name))
    if message.id < interaction.id:  # Discord gave back what somebody had opened before this was pressed
        await reply(interaction, _known_layout(say, passage_id, asked_there, where))
    else:
        await reply(interaction, say("discuss.here" if in_thread else "discuss.open", place=where))


def _link_to(message: discord.Message) -> Markup:
    return message_link(message.guild.id if message.guild else 0, message.channel.id, message.id)


def _carried(message: discord.Message) -> tuple[int, int] | None:
    """The passage and the question that the message's buttons name."""
    for part in discord.ui.LayoutView.from_message(message).walk_children():
        if not isinstance(part, discord.ui.Button):
            continue
        written = part.custom_id or ""
        if (another_question := AnotherQuestionButton.read(written)) is not None:
            return another_question.passage_id, another_question.shown
        if (discuss := DiscussButton.read(written)) is not None:
            return discuss.passage_id, discuss.asked
    return None


def _thread_name(say: Say, about: MessageTopic) -> str:
    """What the thread is called: a post's after its day, any other after its passage."""
    if about.post is not None and about.post.content is not None:
        return day_name(say, about.post.content)
    if about.topic is None:
        raise ValueError("a message is about a post or a topic")
    view = about.topic.view
    return talk_name(view.essay.title, view.passage.number, view.passage.text)


def _talk_layout(say: Say, topic: Topic, user_id: int) -> Layout:
    """What opens a talk in a channel: who wants it (named, and not pinged), the passage and the question."""
    return roomy(lambda room: _talk(say, topic, user_id, room))


def _talk(say: Say, topic: Topic, user_id: int, room: Room) -> Layout:
    passage, essay, question = topic.view.passage, topic.view.essay, topic.question
    where = mark("**{}**", say("passage.number", number=passage.number, length=essay.length))
    by = origin_line(say, essay.author, essay.source, room)
    origin = small(by, suggested(say, question.origin) if question else NOTHING)
    read = read_together(say, topic.view) if room.read else NOTHING
    head = below(title_line(essay.title, room.title), headed(where, passage.heading, room.heading))
    return Layout(
        display(say("discuss.by", member=member_name(user_id))),
        framed(head, room.text(passage.text), question.text if question else None, below(read, origin)),
        row(_onward(say, passage.id, question)),
    )


def _first_layout(say: Say, topic: Topic | None, user_id: int, *, shown: bool) -> Layout:
    """What begins the talk below a message: who wants it, the passage unless the message has `shown` it, a question."""
    by = say("discuss.by", member=member_name(user_id))
    if topic is None:
        return Layout(display(by))
    if not shown:
        return _talk_layout(say, topic, user_id)
    question = question_lines(say, topic.question) if topic.question else NOTHING
    lines = below(by, question, read_together(say, topic.view))
    return Layout(display(lines), row(_onward(say, topic.view.passage.id, topic.question)))


def _there_layout(say: Say, thread_id: int, question: Question | None) -> Layout:
    """The way to the talk, and a question to begin with, for one person."""
    layout = Layout(display(say("today.talk", thread=thread_id)))
    if question is not None:
        layout.add_item(display(question_lines(say, question))).add_item(row(another(say, question)))
    return layout


def _known_layout(say: Say, passage_id: int, asked: int, place: Markup) -> Layout:
    """The way to the talk there is, and a button for those who want one here all the same, with another question."""
    anew = DiscussButton(passage_id, asked, True, label=say("button.open_another"))
    return Layout(display(say("discuss.known", place=place)), row(anew))


def _onward(say: Say, passage_id: int, question: Question | None) -> StudyButton:
    """The button under a talk; either kind tells what the talk is about, for *Discuss this*."""
    return another(say, question) if question else DiscussButton(passage_id, label=say("button.discuss"))
