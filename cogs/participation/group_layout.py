"""What `/group` shows."""

from collections.abc import Sequence

import discord

from bot.core.text.markup import NOTHING, Markup, joined, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, picture
from bot.services.participation.overviews import GroupWeek, StudyWeek
from cogs.participation.own_layout import counts
from cogs.ui.passage_parts import below
from cogs.ui.replies import channel_link, member_name, stamp

MOST_NAMED = 40
"""Members named at once; the rest are counted."""


def group_layout(say: Say, group: GroupWeek, files: Sequence[discord.File | None]) -> Layout:
    """How far each study has come and who took part this week, of those who agreed to be shown, with its picture."""
    layout = Layout(display(mark("### {}", say("group.title"))))
    most_named = MOST_NAMED // max(1, len(group.studies))
    for week, file in zip(group.studies, files, strict=True):
        layout.add_item(display(_week_lines(say, week, most_named, many=len(group.studies) > 1)))
        if file is not None:
            layout.add_item(picture(file))
    if not group.studies:
        layout.add_item(display(say("group.posts", n=0)))
    if group.more:
        layout.add_item(display(say("group.more", n=group.more)))
    return layout


def _week_lines(say: Say, week: StudyWeek, most_named: int, *, many: bool) -> Markup:
    read, length, next_at = week.reading
    return below(
        mark("**{}**", channel_link(week.channel_id)) if many else NOTHING,
        say("group.progress", n=length, read=read) if length else NOTHING,
        say("group.posts", n=week.week.posts),
        _members(say, week.shown, week.hidden, most_named),
        say("group.parts", **counts(week.week)),
        say("today.next", at=stamp(next_at, "R")) if next_at else say("today.no_next"),
    )


def _members(say: Say, shown: tuple[int, ...], hidden: int, most_named: int) -> Markup:
    named = joined(" ", map(member_name, shown[:most_named]))
    rest = hidden + max(0, len(shown) - most_named)
    if not named:
        return say("group.nobody") if not rest else say("group.only_hidden", n=rest)
    return say("group.named", members=named) if not rest else say("group.named_and_more", members=named, n=rest)
