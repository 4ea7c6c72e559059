"""What `/me` shows."""

from bot.core.studies.participation.parts import Tally
from bot.core.studies.participation.streaks import Streaks
from bot.core.text.markup import NOTHING, Markup, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.participation.overviews import OwnRecord, OwnStudy
from cogs.participation.buttons import DeleteButton, ExportButton, ShownButton
from cogs.ui.buttons import row
from cogs.ui.passage_parts import below, beside, small
from cogs.ui.replies import channel_link, stamp


def me_layout(say: Say, own: OwnRecord) -> Layout:
    """What a member took part in, and the buttons that show or hide them, export and delete."""
    many = len(own.studies) > 1
    lines = below(
        mark("### {}", say("me.title")),
        *([_own_lines(say, study, many=many) for study in own.studies] or [say("me.not_yet")]),
        say("me.more", n=own.more) if own.more else NOTHING,
        small(say("me.is_shown" if own.shown else "me.is_hidden")),
    )
    buttons = row(
        ShownButton(not own.shown, label=say.plain("button.hide_me" if own.shown else "button.show_me")),
        ExportButton(label=say("button.export_me")),
        DeleteButton(label=say("button.delete_me")),
    )
    return Layout(display(lines), buttons)


def _own_lines(say: Say, own: OwnStudy, *, many: bool) -> Markup:
    return below(
        mark("**{}**", channel_link(own.channel_id)) if many else NOTHING,
        say("me.week", **counts(own.week)) if own.week.posts else NOTHING,
        say("me.ever", **counts(own.ever)),
        _streak_line(say, own.streaks),
        say("me.last", at=stamp(own.last_at, "R")),
    )


def _streak_line(say: Say, streaks: Streaks) -> Markup:
    return beside(
        say("me.streak", n=streaks.current) if streaks.current else say("me.no_streak"),
        say("me.forgiven", n=streaks.forgiven) if streaks.forgiven else NOTHING,
        say("me.longest", n=streaks.longest),
    )


def counts(tally: Tally) -> dict[str, int]:
    """What was added up, as the sentences name it."""
    return {
        "n": tally.posts,
        "joined": tally.joined,
        "read": tally.read,
        "answered": tally.answered,
        "replied": tally.replied,
    }
