"""What hosts read about their studies."""

from discord.ui import Container, TextDisplay

from bot.core import schedule
from bot.core.models import Post, PostState, StudyState
from bot.i18n import Say
from bot.services.studies import StudyStatus
from cogs._shared.passages import ACCENT, plain
from cogs._shared.replies import Layout, stamp


def started_text(say: Say, status: StudyStatus) -> str:
    """What a host reads when a study has begun or goes on."""
    return "\n".join((say("setup.started", channel=status.study.channel_id, n=status.left), _coming(say, status)))


def status_layout(say: Say, statuses: list[StudyStatus]) -> Layout:
    """How each study stands, at most five at a time."""
    layout = Layout()
    for status in statuses[:5]:
        container: Container[Layout] = Container(accent_colour=ACCENT)
        container.add_item(TextDisplay(_status_text(say, status)[:780]))
        layout.add_item(container)
    return layout


def _status_text(say: Say, status: StudyStatus) -> str:
    study = status.study
    plan = say(
        "status.plan",
        time=study.timetable.time.isoformat("minutes"),
        zone=study.timetable.zone,
        days=days(say, study.timetable.weekdays),
    )
    titles = ", ".join(plain(essay.title, 60) for essay in status.essays[:3])
    more = len(status.essays) - 3
    lines = [
        f"### <#{study.channel_id}> · {say(f'status.{study.state}')}",
        *([say(study.paused_because)] if study.paused_because else []),
        plan,
        say("status.reading", titles=titles) if more <= 0 else say("status.reading_more", titles=titles, n=more),
        say("status.left", n=status.left, passages=status.passages),
        _coming(say, status),
        "",
        f"**{say('status.ledger')}**",
        *(_ledger_line(say, post) for post in status.recent[-7:]),
        *([] if status.recent else [say("status.no_posts")]),
    ]
    return "\n".join(lines)


def days(say: Say, weekdays: frozenset[int]) -> str:
    """The weekdays in words: one of the ready-made weeks, or each day."""
    for name, week in schedule.WEEKS.items():
        if week == weekdays:
            return say(f"week.{name}")
    return ", ".join(say(f"weekday.{day}") for day in sorted(weekdays))


def _coming(say: Say, status: StudyStatus) -> str:
    if status.study.state is not StudyState.ACTIVE or not status.upcoming:
        return say("status.nothing_planned")
    times = " · ".join(stamp(slot.due_at, "f") for slot in status.upcoming)
    return say("status.coming", times=times)


def _ledger_line(say: Say, post: Post) -> str:
    date = post.slot.date.isoformat()
    late = post.sent_at is not None and (post.sent_at - post.slot.due_at).total_seconds() > 60
    key = "late" if post.state is PostState.SENT and late else post.state
    reason = f" — {say(post.reason)}" if post.reason else ""
    return f"{date}: {say(f'ledger.{key}')}{reason}"
