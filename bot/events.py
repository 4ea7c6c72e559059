"""What one part of the bot tells all others that listen, through discord.py's own events.

Whoever tells calls a function here; a cog hears of it by `@commands.Cog.listener(events.TICKED)`.
"""

import discord

from bot.core.deliveries.delivery import Outcome
from bot.core.models import Author
from bot.core.posts import Delivery, Post
from bot.core.studies.participation.parts import OpenThread

TICKED = "on_study_tick"
POSTS_CLAIMED = "on_study_posts_claimed"
CLAIMED_BY_HOST = "on_study_claimed_by_host"
NOTICE_DUE = "on_study_notice_due"
THREAD_OPENED = "on_study_thread_opened"
ANSWER_CLAIMED = "on_study_answer_claimed"
WORDS_CLAIMED = "on_study_words_claimed"
COMMAND_REFUSED = "on_study_command_refused"
ANSWERED = "on_study_answered"
SUGGESTION_REVIEWED = "on_study_suggestion_reviewed"
POST_GOES_ON = "on_study_post_goes_on"
STORAGE_FAILS = "on_study_storage_fails"
LOOKED = "on_study_looked"
ATTEMPTED = "on_study_attempted"
DELIVERY_ENDED = "on_study_delivery_ended"


def ticked(bot: discord.Client) -> None:
    """Tell that the clockwork is about to look at what is due."""
    _tell(bot, TICKED)


def posts_claimed(bot: discord.Client) -> None:
    """Tell that slots have been claimed or skipped, about which hosts may have to hear something."""
    _tell(bot, POSTS_CLAIMED)


def claimed_by_host(bot: discord.Client, post: Post) -> None:
    """Tell that a host has claimed a post by hand: it has to be sent, or looked for again."""
    _tell(bot, CLAIMED_BY_HOST, post)


def notice_due(bot: discord.Client, guild_id: int | None = None) -> None:
    """Tell that the hosts of a server (for None, of some) have something to hear."""
    _tell(bot, NOTICE_DUE, guild_id)


def thread_opened(bot: discord.Client, thread: OpenThread) -> None:
    """Tell that a post has a thread, or will have none: messages in that, and replies to it, count as taking part."""
    _tell(bot, THREAD_OPENED, thread)


def answer_claimed(bot: discord.Client, interaction: discord.Interaction, delivery: Delivery, *, untried: bool) -> None:
    """Tell that a member has handed in an answer, which has to be sent (`untried`: for the first time)."""
    _tell(bot, ANSWER_CLAIMED, interaction, delivery, untried)


def words_claimed(bot: discord.Client, interaction: discord.Interaction, delivery: Delivery, *, untried: bool) -> None:
    """Tell that a host has handed in words for the group, which have to be sent (`untried`: for the first time)."""
    _tell(bot, WORDS_CLAIMED, interaction, delivery, untried)


def post_goes_on(bot: discord.Client) -> None:
    """Tell that what a post does not hold itself may have been claimed, and has to be sent below it."""
    _tell(bot, POST_GOES_ON)


def command_refused(bot: discord.Client, interaction: discord.Interaction) -> None:
    """Tell that a command has been answered with a refusal."""
    _tell(bot, COMMAND_REFUSED, interaction)


def answered(bot: discord.Client, interaction: discord.Interaction) -> None:
    """Tell that a button, list or form of somebody's has been answered."""
    _tell(bot, ANSWERED, interaction)


def suggestion_reviewed(bot: discord.Client, author: Author) -> None:
    """Tell that there is something to hear for a member who wants to know what becomes of their suggestion."""
    _tell(bot, SUGGESTION_REVIEWED, author)


def storage_fails(bot: discord.Client) -> None:
    """Tell that nothing could be saved for a while, which hosts may not have heard."""
    _tell(bot, STORAGE_FAILS)


def looked(bot: discord.Client) -> None:
    """Tell that a channel has been searched for a delivery."""
    _tell(bot, LOOKED)


def attempted(bot: discord.Client, outcome: Outcome) -> None:
    """Tell what an attempt to send a delivery has come to."""
    _tell(bot, ATTEMPTED, outcome)


def delivery_ended(bot: discord.Client, delivery: Delivery) -> None:
    """Tell that a delivery has come to its end, whichever it is."""
    _tell(bot, DELIVERY_ENDED, delivery)


def _tell(bot: discord.Client, event: str, *values: object) -> None:
    bot.dispatch(event.removeprefix("on_"), *values)
