"""How a study stands, as hosts read it, with the buttons that mend what is wrong."""

from discord.ui import Container, TextDisplay

from bot.core import schedule
from bot.core.models import Arrangement, Ending, Post, PostState, StudyState, Timetable
from bot.i18n import Say
from bot.services.studies import StudyStatus
from cogs._shared.buttons import row
from cogs._shared.passages import ACCENT, plain
from cogs._shared.replies import Layout, stamp
from cogs.setup import weeks
from cogs.setup.previews import PageButton
from cogs.setup.reading_list import ReadingButton
from cogs.setup.repairs import CheckAgainButton, LookAgainButton, SendAgainButton, SettleButton, repair_row

LATE = 90
"""Seconds after its time from which a post counts as late: more than the spread of those due together."""
MOST_STUDIES = 4
"""Studies shown at once, so that the message keeps within Discord's 40 components and 4,000 characters."""
MOST_DATES = 7
"""Days left out that are named one by one."""


def running_layout(say: Say, key: str, status: StudyStatus) -> Layout:
    """What a host reads when a study has begun, goes on or has been changed (the key), and the way to the preview."""
    study = status.study
    lines = [
        say(key, channel=study.channel_id),
        plan_line(say, study.timetable),
        *_left_lines(say, status),
        coming(say, status),
    ]
    if status.gap is not None:
        time = status.study.timetable.time.isoformat("minutes")
        date, at = stamp(status.gap.due_at, "D"), stamp(status.gap.due_at, "t")
        lines.append(say("setup.gap", date=date, time=time, at=at))
    layout = Layout(TextDisplay("\n".join(lines)))
    if study.next_slot is not None:
        layout.add_item(row(PageButton(study.id, study.next_slot.date.toordinal(), label=say("button.preview"))))
    return layout


def status_layout(say: Say, statuses: list[StudyStatus]) -> Layout:
    """How each study stands; open problems have buttons."""
    layout = Layout()
    for status in statuses[:MOST_STUDIES]:
        container: Container[Layout] = Container(accent_colour=ACCENT)
        container.add_item(TextDisplay(_status_text(say, status)[: 3900 // min(len(statuses), MOST_STUDIES)]))
        if status.study.paused_because:
            container.add_item(repair_row(say, status.study.id))
        elif _all_read(status):
            container.add_item(row(ReadingButton(status.study.id, label=say("button.reading"))))
        elif status.study.state is StudyState.PAUSED:
            container.add_item(row(CheckAgainButton(status.study.id, label=say("button.resume"))))
        for post in status.unknown[-2:]:
            container.add_item(TextDisplay(say("status.unknown", date=stamp(post.slot.due_at, "D"))))
            container.add_item(
                row(
                    LookAgainButton(post.id, label=say("button.look_again")),
                    SendAgainButton(post.id, label=say("button.send_again")),
                    SettleButton(post.id, label=say("button.settle")),
                )
            )
        layout.add_item(container)
    return layout


def plan_line(say: Say, timetable: Timetable) -> str:
    """The timetable in words."""
    return say(
        "status.plan",
        time=timetable.time.isoformat("minutes"),
        zone=timetable.zone,
        days=weeks.in_words(say, timetable.weekdays),
    )


def coming(say: Say, status: StudyStatus) -> str:
    """The next times, and the days that are left out."""
    if status.study.state is StudyState.PAUSED:
        return say("status.until_resumed")
    if not status.upcoming:
        return say("study.nothing_left" if status.essays else "status.no_essay")
    times = " · ".join(stamp(slot.due_at, "f") for slot in status.upcoming)
    lines = [say("status.coming", times=times)]
    if status.left_out:
        timetable = status.study.timetable
        first = sorted(status.left_out)[:MOST_DATES]
        dates = ", ".join(stamp(schedule.instant(day, timetable.time, timetable.zone), "D") for day in first)
        more = len(status.left_out) - MOST_DATES
        lines.append(
            say("status.left_out", dates=dates) if more <= 0 else say("status.left_out_more", dates=dates, n=more)
        )
    return "\n".join(lines)


def _status_text(say: Say, status: StudyStatus) -> str:
    study = status.study
    lines = [
        f"### <#{study.channel_id}> · {say(f'status.{_state(status)}')}",
        *([f"**{say('status.problem')}** {say(study.paused_because)}"] if study.paused_because else []),
        plan_line(say, study.timetable),
        *([_reading_line(say, status)] if status.essays else []),
        *(_left_lines(say, status) if status.passages else []),
        coming(say, status),
        "",
        f"**{say('status.ledger')}**",
        *(_ledger_line(say, post) for post in status.recent[-7:]),
        *([] if status.recent else [say("status.no_posts")]),
    ]
    return "\n".join(lines)


def _all_read(status: StudyStatus) -> bool:
    """Whether nothing comes any more, even if the day on which that shows is not there yet."""
    return not status.left and (status.study.ending is not Ending.LOOP or not status.passages)


def _state(status: StudyStatus) -> StudyState:
    running = status.study.state is not StudyState.PAUSED
    return StudyState.FINISHED if running and _all_read(status) else status.study.state


def _reading_line(say: Say, status: StudyStatus) -> str:
    """The first essays of the list."""
    titles = ", ".join(plain(essay.title, 60) for essay in status.essays[:3])
    more = len(status.essays) - 3
    return say("status.reading_more" if more > 0 else "status.reading", titles=titles, n=more)


def _left_lines(say: Say, status: StudyStatus) -> list[str]:
    """What is left and for how long; the order and what comes at the end, if a host has chosen them."""
    study = status.study
    key = "status.left_of_round" if study.ending is Ending.LOOP else "status.left"
    lines = [say(key, n=status.left, passages=status.passages)]
    if status.last_at is not None:
        lines[0] += say("status.until", at=stamp(status.last_at, "D"), when=stamp(status.last_at, "R"))
    if (study.arrangement, study.ending) != (Arrangement.IN_ORDER, Ending.STOP):
        order, ending = say(f"order.{study.arrangement}"), say(f"ending.{study.ending}")
        lines.append(say("status.order", order=order, ending=ending))
    return lines


def _ledger_line(say: Say, post: Post) -> str:
    late = post.sent_at is not None and (post.sent_at - post.slot.due_at).total_seconds() > LATE
    key = "late" if post.state is PostState.SENT and late else post.state
    reason = f" · {say(post.reason)}" if post.reason else ""
    return f"{stamp(post.slot.due_at, 'D')}: {say(f'ledger.{key}')}{reason}"
