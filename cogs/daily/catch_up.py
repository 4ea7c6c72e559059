"""`/catch-up`: what somebody has not read yet, a post at a time in one message that only they see."""

from collections.abc import Sequence

import discord

from bot.core.models import Study
from bot.core.posts import Post, PostContent
from bot.core.studies import post_parts
from bot.core.studies.participation.unread import OFFERED
from bot.core.text.markup import NOTHING, Markup
from bot.core.text.normalization import shorten
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.participation import catching_up
from bot.services.participation.catching_up import CatchUp
from cogs.ui.buttons import Pressed, StudyButton, StudySelect, row
from cogs.ui.hosts import numbered_options
from cogs.ui.id_fields import Count, Id, Number
from cogs.ui.passage_parts import Room, below, part_container, place_of, roomy, small
from cogs.ui.replies import turn_or_reply
from cogs.ui.visibility import sight_of

NAME = 60
"""Characters of a channel's name in a list."""


class CatchUpButton(StudyButton, kind="catchup"):
    """*Catch me up*: the oldest unread post of a study, in a message of its own."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show it to the one who pressed."""
        bot = interaction.client
        found = await catching_up.of_study(bot.database, bot.asker(interaction), self.study_id, sight_of(interaction))
        await reply(interaction, catch_up_layout(bot.say(interaction), found))


class CatchUpSelect(StudySelect, kind="catchupwith"):
    """The studies that somebody can catch up with, where there are several."""

    async def chosen(self, interaction: Pressed, value: str) -> None:
        """Show the oldest unread post of the chosen one."""
        bot = interaction.client
        found = await catching_up.of_study(bot.database, bot.asker(interaction), int(value), sight_of(interaction))
        await turn_or_reply(interaction, catch_up_layout(bot.say(interaction), found))


class ReadOnButton(StudyButton, kind="readon", style="primary"):
    """*Next*: counts the post above it as read, once all of it has been shown, and shows what comes next."""

    post_id: Id
    part: Number
    """Which of the messages that the post consists of is shown, from 0 on."""
    done: Count
    """Posts that have been read in this message before."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the next one in the place of this one."""
        bot, sees = interaction.client, sight_of(interaction)
        after = await catching_up.read_on(bot.database, bot.asker(interaction), self.post_id, self.part, sees)
        done = self.done if after.part else self.done + 1
        await turn_or_reply(interaction, catch_up_layout(bot.say(interaction), after, done))


class StartFromTodayButton(StudyButton, kind="startfromtoday"):
    """*Start from today*: what was posted before the newest post is offered no more, and is not missed."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Store it, and go on with the newest post."""
        bot, sees = interaction.client, sight_of(interaction)
        after = await catching_up.start_from_today(bot.database, bot.asker(interaction), self.study_id, sees)
        await turn_or_reply(interaction, catch_up_layout(bot.say(interaction), after))


class BringBackButton(StudyButton, kind="bringback"):
    """*Bring them back*: takes a fresh start back."""

    post_id: Id
    """The post after which it was made."""

    async def pressed(self, interaction: Pressed) -> None:
        """Show the oldest unread post again."""
        bot, sees = interaction.client, sight_of(interaction)
        after = await catching_up.bring_back(bot.database, bot.asker(interaction), self.post_id, sees)
        await turn_or_reply(interaction, catch_up_layout(bot.say(interaction), after))


def catch_up_layout(say: Say, shown: CatchUp, done: int = 0) -> Layout:
    """The next unread post as it was posted, and the ways on from it; or that there is none, after `done` of them."""
    post, content = shown.post, shown.post.content if shown.post else None
    if post is None or content is None:
        return _up_to_date_layout(say, shown, done)
    return roomy(lambda room: _post_layout(say, shown, post, content, done, room))


def which_layout(say: Say, guild: discord.Guild | None, studies: Sequence[Study]) -> Layout:
    """The studies that somebody can catch up with, by their channels."""
    named = [(_name(guild, study), study.id) for study in studies]
    options = numbered_options(named)
    return Layout(
        display(say("catch_up.which")),
        row(CatchUpSelect(options=options, placeholder=say.plain("catch_up.choose"))),
    )


def _name(guild: discord.Guild | None, study: Study) -> str:
    channel = guild.get_channel(study.channel_id) if guild else None
    return f"#{shorten(channel.name, NAME)}" if channel else "…"


def _post_layout(say: Say, shown: CatchUp, post: Post, content: PostContent, done: int, room: Room) -> Layout:
    parts, unread = len(post_parts.parts(content)), done + max(1, shown.left)
    where = small(
        say("catch_up.position", number=done + 1, n=unread),
        say("catch_up.part", part=shown.part + 1, parts=parts) if parts > 1 else NOTHING,
        place_of(post),
    )
    buttons: list[StudyButton] = [ReadOnButton(post.id, shown.part, done, label=say("button.next"))]
    return Layout(
        part_container(say, content, shown.part, room),
        display(below(_started(say, shown), where, _older(say, shown))),
        row(*buttons, *_fresh_start(say, shown)),
    )


def _up_to_date_layout(say: Say, shown: CatchUp, done: int) -> Layout:
    newest, place = shown.newest, place_of(shown.newest) if shown.newest else NOTHING
    if newest is None:
        return Layout(display(say("today.none")))
    started = _started(say, shown)
    key = "catch_up.done" if done else "catch_up.nothing"
    lines = below(started or say(key), say("catch_up.newest", place=place) if place else NOTHING, _older(say, shown))
    buttons = _fresh_start(say, shown)
    return Layout(display(lines), *([row(*buttons)] if buttons else []))


def _started(say: Say, shown: CatchUp) -> Markup:
    return say("catch_up.started") if shown.started is not None else NOTHING


def _older(say: Say, shown: CatchUp) -> Markup:
    return small(say("catch_up.older", n=OFFERED)) if shown.older else NOTHING


def _fresh_start(say: Say, shown: CatchUp) -> list[StudyButton]:
    """The way to a fresh start, or back from the one just made."""
    if shown.started is not None:
        return [BringBackButton(shown.started, label=say("button.bring_back"))]
    if shown.may_start:
        return [StartFromTodayButton(shown.study_id, label=say("button.start_from_today"))]
    return []
