"""*Discuss*: the way to the talk about a passage, or what would be posted to open one, and then the talk itself."""

from enum import Enum, auto

import discord

from bot.core.deliveries.discussion_nonce import Subject
from bot.core.limits import Act
from bot.core.text.markup import NOTHING, Markup, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services import discussion
from bot.services.discussion import Carried, MessageTopic, Topic
from bot.services.lookup.passage_lookup import PassageView
from cogs.discussion.questions import AnotherQuestionButton, another
from cogs.discussion.talk_layouts import passage_talk, question_talk, there_layout, thread_name
from cogs.discussion.talk_places import (
    KnownTalk,
    is_there,
    known_talk,
    message_to_talk_below,
    place_for_talk,
    post_to_talk_below,
    thread_of_day,
)
from cogs.discussion.talks import Opener, open_below, open_here
from cogs.discussion.threads import TalkPlace
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.deferral import put_off
from cogs.ui.id_fields import Flag, Id, Snowflake
from cogs.ui.passage_parts import asked as question_line
from cogs.ui.passage_parts import below
from cogs.ui.replies import channel_link, guild_of, turn


class Step(Enum):
    """How far somebody has come on the way to a talk."""

    ASK = auto()
    """They want to talk: where no talk is, they are told what would be posted."""
    POST = auto()
    """They have been told, and want it; a talk that has been opened since is where they are led."""
    POST_ANOTHER = auto()
    """They know of a talk, and want another."""


class DiscussButton(StudyButton, kind="discuss"):
    """*Discuss*: leads to the talk about a passage, or asks whether to open one where it is pressed."""

    passage_id: Id
    asked: Id = 0
    """The question just asked (0: none)."""
    anew: Flag = False
    """Whether it is *Open another*, under the answer that told of a talk and of what would be posted."""

    async def pressed(self, interaction: Pressed) -> None:
        """Begin the talk at the message if everybody sees that, else by a message of its own."""
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            await discuss_message(interaction, interaction.message)
        else:
            step = Step.POST_ANOTHER if self.anew else Step.ASK
            await _discuss_passage(interaction, Carried(self.passage_id, self.asked), step)


class DiscussQuestionButton(StudyButton, kind="discussquestion"):
    """*Discuss* and *Open a thread* under a question without its passage: the talk begins with that question."""

    passage_id: Id
    asked: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Begin the talk at the message if everybody sees that, else by a message of its own."""
        if interaction.message is not None and not interaction.message.flags.ephemeral:
            await discuss_message(interaction, interaction.message)
        else:
            await _discuss_passage(interaction, Carried(self.passage_id, self.asked, begins=True), Step.ASK)


class PostTalkButton(StudyButton, kind="posttalk", style="primary"):
    """*Post it*: opens the talk of which somebody has been told what it posts."""

    passage_id: Id
    asked: Id = 0
    """The question just asked (0: none)."""
    message_id: Snowflake = 0
    """The message of the bot's at which the talk begins (0: a message of its own)."""
    begins: Flag = False
    """Whether the talk begins with that question; else with another one."""

    async def pressed(self, interaction: Pressed) -> None:
        """Open the talk, in the place of what was asked."""
        await put_off(interaction)
        if self.message_id:
            message = await message_to_talk_below(interaction, self.message_id)
            await discuss_message(interaction, message, Step.POST)
        else:
            await _discuss_passage(interaction, Carried(self.passage_id, self.asked, self.begins), Step.POST)


async def discuss_message(interaction: Pressed, message: discord.Message, step: Step = Step.ASK) -> None:
    """Lead to the talk about one of the bot's messages; where there is none, open it.

    In a channel that is the message's thread, in a thread an answer to the message; either begins with a question, and
    below a quote with its whole passage, of which the person is told first.
    """
    bot, say = interaction.client, interaction.client.say(interaction)
    carried = _carried(message)
    if message.flags.ephemeral and carried is not None:  # seen by one person only: no thread can begin there
        await _discuss_passage(interaction, carried, step)
        return
    about = await discussion.of_message(bot.database, guild_of(interaction), message.id, carried)
    await put_off(interaction, alone=step is Step.ASK)
    question = about.topic.question if about.topic else None
    thread_id = (about.post.thread_id if about.post else None) or message.id
    if await is_there(interaction, thread_id):
        await _answer(interaction, step, there_layout(say, thread_id, question))
    elif about.topic is None or about.post is not None:
        await _open_with_question(interaction, message, about, place_for_talk(interaction, below=True), step)
    elif (known := await thread_of_day(interaction, about.topic.view)) is not None:
        await _answer(interaction, step, _known_layout(say, about.topic.view, known))
    elif carried is not None and carried.asked and not carried.begins:
        await _open_with_question(interaction, message, about, place_for_talk(interaction, below=True), step)
    else:  # a quote, or a question without its passage
        await _open_with_passage(interaction, about.topic, step, carried, message)


async def _discuss_passage(interaction: Pressed, carried: Carried, step: Step) -> None:
    """Lead to the talk that the group has already, unless another is wanted; where there is none, open it.

    Where the group's post of the passage has no thread any more, that is opened again.
    """
    topic = await discussion.topic(interaction.client.database, guild_of(interaction), carried)
    await put_off(interaction, alone=step is Step.ASK)
    if step is not Step.POST_ANOTHER:
        if (known := await known_talk(interaction, topic)) is not None:
            await _answer(interaction, step, _known_layout(interaction.client.say(interaction), topic.view, known))
            return
        post = topic.view.post
        if post is not None and (posted := await post_to_talk_below(interaction, post)):
            await _open_with_question(interaction, posted.message, MessageTopic(post, topic), posted.channel, step)
            return
    await _open_with_passage(interaction, topic, step, carried)


async def _open_with_question(
    interaction: Pressed, message: discord.Message, about: MessageTopic, place: TalkPlace, step: Step
) -> None:
    """Open a talk below a message in this place that has shown the whole passage."""
    to_guild = interaction.client.say_to_guild(interaction.guild_id)
    onward = _onward(to_guild, about.topic) if about.topic else None
    first = question_talk(to_guild, about.topic, interaction.user.id, onward)
    opened = await open_below(interaction, message, about.post, place, Opener(first, thread_name(to_guild, about)))
    await _answer(interaction, step, opened.told(interaction.client.say(interaction)))


async def _open_with_passage(
    interaction: Pressed, topic: Topic, step: Step, carried: Carried | None, message: discord.Message | None = None
) -> None:
    """Open a talk with the whole passage, below this message or by one of its own; tell first what will be posted."""
    bot, say = interaction.client, interaction.client.say(interaction)
    place = place_for_talk(interaction, below=message is not None)
    if step is Step.ASK:
        bot.rate_limits.check(Act.TALK, interaction)
        message_id, (_, asked, begins) = message.id if message else 0, carried or Carried(topic.view.passage.id)
        post_it = PostTalkButton(topic.view.passage.id, asked, message_id, begins, label=say("button.post_talk"))
        sure = _sure_layout(say, topic, place.id, post_it, in_thread=isinstance(place, discord.Thread))
        await reply(interaction, sure)
        return
    to_guild = bot.say_to_guild(interaction.guild_id)
    first = passage_talk(to_guild, topic, interaction.user.id, _onward(to_guild, topic))
    opener = Opener(first, thread_name(to_guild, MessageTopic(None, topic)))
    if message is not None:
        opened = await open_below(interaction, message, None, place, opener)
    else:
        pressed_on = interaction.message.id if step is Step.POST_ANOTHER and interaction.message else None
        subject = (Subject.PASSAGE, topic.view.passage.id) if pressed_on is None else (Subject.ONCE_MORE, pressed_on)
        opened = await open_here(interaction, place, subject, opener)
    if opened.first_id < interaction.id:  # Discord gave back what somebody had opened before this was pressed
        await _answer(interaction, step, _known_layout(say, topic.view, KnownTalk(opened.where, topic.question)))
    else:
        await _answer(interaction, step, opened.told(say))


async def _answer(interaction: Pressed, step: Step, answer: Layout | Markup) -> None:
    """Answer the person: in the place of the message that told what would be posted, if they come from there."""
    await (reply if step is Step.ASK else turn)(interaction, answer)


def _carried(message: discord.Message) -> Carried | None:
    """The passage and the question that the message's buttons name."""
    for part in discord.ui.LayoutView.from_message(message).walk_children():
        if not isinstance(part, discord.ui.Button):
            continue
        written = part.custom_id or ""
        if (another_question := AnotherQuestionButton.read(written)) is not None:
            return Carried(another_question.passage_id, another_question.shown)
        if (discuss := DiscussButton.read(written)) is not None:
            return Carried(discuss.passage_id, discuss.asked)
        if (question := DiscussQuestionButton.read(written)) is not None:
            return Carried(question.passage_id, question.asked, begins=True)
        if (post_it := PostTalkButton.read(written)) is not None:
            return Carried(post_it.passage_id, post_it.asked, post_it.begins)
    return None


def _sure_layout(say: Say, topic: Topic, place_id: int, post_it: PostTalkButton, *, in_thread: bool) -> Layout:
    """What would be posted and where, for one person, and the button that posts it."""
    view = topic.view
    key = "discuss.sure_in_thread" if in_thread else "discuss.sure_below" if post_it.message_id else "discuss.sure"
    posts = say(key, number=view.passage.number, title=plain(view.essay.title, 120), place=channel_link(place_id))
    first = below(say("discuss.begins_with"), question_line(topic.question.text)) if topic.question else NOTHING
    return Layout(display(below(posts, first)), row(post_it))


def _known_layout(say: Say, view: PassageView, known: KnownTalk) -> Layout:
    """The way to the talk there is, and a button for those who want one here all the same, with another question."""
    title = plain(view.essay.title, 120)
    told = say("discuss.known", place=known.place, number=view.passage.number, title=title)
    asked = known.question.id if known.question else 0
    return Layout(display(told), row(DiscussButton(view.passage.id, asked, True, label=say("button.open_another"))))


def _onward(say: Say, topic: Topic) -> StudyButton:
    """The button under a talk; either kind tells what the talk is about, for *Discuss this*."""
    if topic.question is not None:
        return another(say, topic.question)
    return DiscussButton(topic.view.passage.id, label=say("button.discuss"))
