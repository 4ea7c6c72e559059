"""The buttons under a problem: look again, post now, go on elsewhere, or let it be."""

from collections.abc import Iterator

import discord
from discord.ui import ActionRow

from bot import events
from bot.client import StudyBot
from bot.core.deliveries.delivery import Sighting
from bot.core.models import Place
from bot.core.text.markup import Markup
from bot.i18n import Say
from bot.interactions.answers import Layout, display, reply
from bot.services.deliveries import daily_posts, slot_claims
from bot.services.studies import study_changes
from cogs.deliveries.channel_search import look, made_at
from cogs.deliveries.daily_post import DailyPost
from cogs.deliveries.time_evidence import must_be_sure
from cogs.study.channel_checks import can_be_published, check_place, place_in, study_channel
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton, HostChannelSelect, StudyHostButton
from cogs.ui.id_fields import Id
from cogs.ui.passage_parts import below, beside
from cogs.ui.replies import guild_of, message_link, stamp


def repair_row(say: Say, study_id: int, *, may_move: bool = True) -> ActionRow[Layout]:
    """*Check again*, *Post now* and, for those who may, *Use another channel* for a study that was stopped."""
    elsewhere = OtherChannelButton(study_id, label=say("button.other_channel"))
    return row(
        CheckAgainButton(study_id, label=say("button.check_again")),
        PostNowButton(study_id, label=say("button.post_now")),
        *([elsewhere] if may_move else []),
    )


def elsewhere_layout(say: Say, study_id: int) -> Layout:
    """The list of channels to which a study can move."""
    choice = ChannelChoice(study_id, placeholder=say("repair.which_channel"))
    return Layout(display(say("repair.choose_channel")), row(choice))


class CheckAgainButton(StudyHostButton, kind="check", style="primary"):
    """*Check again* and *Resume*: goes on with the study if what stopped it has been mended."""

    async def pressed(self, interaction: Pressed) -> None:
        """Check the place, and resume."""
        bot = interaction.client
        study = await study_changes.by_id(bot.database, guild_of(interaction), self.study_id)
        check_place(interaction.guild, study.place)
        status = await study_changes.resume(bot.database, bot.asker(interaction), study.id)
        times = beside(*(stamp(slot.due_at, "f") for slot in status.upcoming))
        await reply(interaction, bot.say(interaction)("repair.goes_on", channel=study.channel_id, times=times))


class PostNowButton(StudyHostButton, kind="now"):
    """*Post now*: checks the place, resumes the study, and sends today's passage."""

    async def pressed(self, interaction: Pressed) -> None:
        """Check, resume if need be, and claim today's slot."""
        bot = interaction.client
        await post_now(bot, interaction, guild_of(interaction), self.study_id)


class OtherChannelButton(HostButton, kind="elsewhere"):
    """*Use another channel*: asks which one."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Show the list of channels."""
        await reply(interaction, elsewhere_layout(interaction.client.say(interaction), self.study_id))


class ChannelChoice(HostChannelSelect, kind="moveto"):
    """The channels a study can move to."""

    study_id: Id

    async def chosen(self, interaction: Pressed, channel_id: int) -> None:
        """Move the study to the channel, keep all else that can be had there, and go on if it was stopped."""
        bot = interaction.client
        study = await study_changes.by_id(bot.database, guild_of(interaction), self.study_id)
        channel = study_channel(interaction.guild, channel_id)
        role = interaction.guild.get_role(study.place.role_id or 0) if interaction.guild else None
        pin = study.place.pin and isinstance(channel, discord.TextChannel)
        publish = study.place.publish and can_be_published(channel)
        place = place_in(channel, role=role, tag=None, pin=pin, publish=publish)
        status = await study_changes.go_on_elsewhere(bot.database, bot.asker(interaction), study.id, place)
        times, say = beside(*(stamp(slot.due_at, "f") for slot in status.upcoming)), bot.say(interaction)
        goes_on = say("repair.goes_on", channel=channel.id, times=times)
        await reply(interaction, below(goes_on, *_left_behind(say, study.place, place)))


class LookAgainButton(StudyHostButton, kind="look", style="primary"):
    """*Look again*: searches the channel for a post whose end is unknown."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Look, and say what was found."""
        sighting = await _look(interaction, self.study_id, self.post_id)
        if sighting is not Sighting.FOUND:
            say = interaction.client.say(interaction)
            await reply(interaction, say("repair.absent" if sighting is Sighting.ABSENT else "repair.unclear"))


class SendAgainButton(StudyHostButton, kind="again"):
    """*Post it now*: a host says that it is not there, which the bot believes unless it finds it."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Look once more (only here is it known since when), then claim the slot again and have it sent."""
        bot = interaction.client
        if await _look(interaction, self.study_id, self.post_id) is Sighting.FOUND:
            return
        await must_be_sure(bot)
        post = await daily_posts.try_unknown_again(bot.database, bot.asker(interaction), self.study_id, self.post_id)
        events.claimed_by_host(bot, post)
        await reply(interaction, bot.say(interaction)("post.going_out", channel=post.channel_id))


class SettleButton(StudyHostButton, kind="settle"):
    """*Treat as not posted*: the slot ends as skipped, and the passage comes next."""

    post_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Record the slot as skipped."""
        bot = interaction.client
        comes_next = await daily_posts.settle_unknown(
            bot.database, guild_of(interaction), self.study_id, self.post_id, bot.safe_now(), message_id=None
        )
        await reply(interaction, bot.say(interaction)("repair.settled" if comes_next else "repair.settled_overtaken"))


def _left_behind(say: Say, old: Place, new: Place) -> Iterator[Markup]:
    """What posts in another place can do no more."""
    if old.pin and not new.pin:
        yield say("edit.no_pin")
    if old.publish and not new.publish:
        yield say("edit.no_publish_there")


async def post_now(bot: StudyBot, interaction: Pressed, guild_id: int, study_id: int) -> None:
    """Send today's passage of a study now."""
    study = await study_changes.by_id(bot.database, guild_id, study_id)
    check_place(interaction.guild, study.place)
    await must_be_sure(bot)
    claimed = await slot_claims.claim_now(bot.database, bot.app_id, study.id, bot.safe_now())
    events.claimed_by_host(bot, claimed)
    events.posts_claimed(bot)
    await reply(interaction, bot.say(interaction)("post.going_out", channel=study.channel_id))


async def _look(interaction: Pressed, study_id: int, post_id: int) -> Sighting:
    """Look for a post whose end is unknown; one that is found is recorded, and the host told where it is."""
    bot, guild_id = interaction.client, guild_of(interaction)
    post = await daily_posts.unknown(bot.database, guild_id, study_id, post_id)
    await interaction.response.defer(ephemeral=True, thinking=True)
    seen = await look(bot, DailyPost(bot, post))
    if seen.sighting is Sighting.FOUND and seen.message_id is not None:
        at = made_at(seen.message_id)
        await daily_posts.settle_unknown(bot.database, guild_id, study_id, post_id, at, message_id=seen.message_id)
        link = message_link(post.guild_id, post.channel_id, seen.message_id)
        await reply(interaction, bot.say(interaction)("repair.found", link=link))
    return seen.sighting
