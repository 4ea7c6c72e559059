"""How a study stands, as hosts read it, with the buttons that mend what is wrong."""

from collections.abc import Sequence

from bot.core.errors import StudyError
from bot.core.models import Arrangement, Ending, Post, PostState, StudyState, Timetable
from bot.core.studies import schedule
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from cogs.study import weekday_choice
from cogs.study.preview import PageButton
from cogs.study.reading_list import ReadingButton
from cogs.study.repairs import CheckAgainButton, LookAgainButton, SendAgainButton, SettleButton, repair_row
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton
from cogs.ui.id_fields import Number
from cogs.ui.passage_parts import below, beside, small
from cogs.ui.replies import stamp, turn

LATE = 90
"""Seconds after its time from which a post counts as late: more than the spread of those due together."""
MOST_UNKNOWN = 4
"""Posts with an unknown end that have buttons at once; the others follow when these are settled."""
MOST_PARTS, MOST_TEXT = 36, 3900
"""Components and characters of a page's studies: Discord takes 40 and 4,000, and the way to other pages has some."""
MOST_DATES = 7
"""Days left out that are named one by one."""


def running_layout(say: Say, key: str, status: StudyStatus) -> Layout:
    """What a host reads when a study has begun, goes on or has been changed (the key), and the way to the preview."""
    study = status.study
    gap = NOTHING
    if status.gap is not None:
        time = plain(study.timetable.time.isoformat("minutes"), 10)
        date, at = stamp(status.gap.due_at, "D"), stamp(status.gap.due_at, "t")
        gap = say("setup.gap", date=date, time=time, at=at)
    text = below(
        say(key, channel=study.channel_id),
        plan_line(say, study.timetable),
        *_left_lines(say, status),
        coming(say, status),
        gap,
    )
    layout = Layout(display(text))
    if study.next_slot is not None:
        layout.add_item(row(PageButton(study.id, study.next_slot.date, label=say("button.preview"))))
    return layout


def status_layout(say: Say, statuses: Sequence[StudyStatus], page: int = 0) -> Layout:
    """How each study of a page stands; open problems have buttons, and the studies that have some come first."""
    ordered = sorted(statuses, key=lambda status: not (status.study.paused_because or status.unknown))
    pages = _pages([_study_panel(say, status) for status in ordered])
    page = min(page, len(pages) - 1)
    layout = Layout(*pages[page])
    ways = ((page - 1, "button.earlier"), (page + 1, "button.later"))
    buttons = [StatusButton(to, label=say(key)) for to, key in ways if 0 <= to < len(pages)]
    if buttons:
        layout.add_item(display(small(say("status.page", page=page + 1, pages=len(pages), n=len(statuses)))))
        layout.add_item(row(*buttons))
    return layout


class StatusButton(HostButton, kind="statuspage"):
    """Shows another page of the studies."""

    page: Number

    async def pressed(self, interaction: Pressed) -> None:
        """Show the page, with the studies as they stand now."""
        bot = interaction.client
        statuses = await study_changes.status(bot.database, bot.asker(interaction))
        if not statuses:
            raise StudyError("study.none_yet")
        await turn(interaction, status_layout(bot.say(interaction), statuses, self.page))


def _pages(panels: Sequence[Panel]) -> list[list[Panel]]:
    """The panels in order, as many on each page as a message takes; there is one page at least."""
    pages: list[list[Panel]] = [[]]
    parts = text = 0
    for shown in panels:
        own_parts, own_text = 1 + sum(1 for _ in shown.walk_children()), shown.content_length()
        if pages[-1] and (parts + own_parts > MOST_PARTS or text + own_text > MOST_TEXT):
            pages.append([])
            parts = text = 0
        pages[-1].append(shown)
        parts, text = parts + own_parts, text + own_text
    return pages


def _study_panel(say: Say, status: StudyStatus) -> Panel:
    container = panel(display(_status_text(say, status)))
    if status.study.paused_because:
        container.add_item(repair_row(say, status.study.id))
    elif _all_read(status):
        container.add_item(row(ReadingButton(status.study.id, label=say("button.reading"))))
    elif status.study.state is StudyState.PAUSED:
        container.add_item(row(CheckAgainButton(status.study.id, label=say("button.resume"))))
    for post in status.unknown[-MOST_UNKNOWN:]:
        container.add_item(display(say("status.unknown", date=stamp(post.slot.due_at, "D"))))
        container.add_item(
            row(
                LookAgainButton(post.id, label=say("button.look_again")),
                SendAgainButton(post.id, label=say("button.send_again")),
                SettleButton(post.id, label=say("button.settle")),
            )
        )
    if (earlier := len(status.unknown) - MOST_UNKNOWN) > 0:
        container.add_item(display(small(say("status.more_unknown", n=earlier))))
    return container


def plan_line(say: Say, timetable: Timetable) -> Markup:
    """The timetable in words."""
    return say(
        "status.plan",
        time=timetable.time.isoformat("minutes"),
        zone=timetable.zone,
        days=weekday_choice.in_words(say, timetable.weekdays),
    )


def coming(say: Say, status: StudyStatus) -> Markup:
    """The next times, and the days that are left out."""
    if status.study.state is StudyState.PAUSED:
        return say("status.until_resumed")
    if not status.upcoming:
        return say("study.nothing_left" if status.essays else "status.no_essay")
    times = beside(*(stamp(slot.due_at, "f") for slot in status.upcoming))
    left_out = NOTHING
    if status.left_out:
        timetable = status.study.timetable
        first = sorted(status.left_out)[:MOST_DATES]
        dates = joined(", ", (stamp(schedule.instant(day, timetable.time, timetable.zone), "D") for day in first))
        more = len(status.left_out) - MOST_DATES
        left_out = say("status.left_out_more" if more > 0 else "status.left_out", dates=dates, n=more)
    return below(say("status.coming", times=times), left_out)


def _status_text(say: Say, status: StudyStatus) -> Markup:
    study, why = status.study, status.study.paused_because
    problem = mark("**{}** {}", say("status.problem"), say(why.key)) if why else NOTHING
    about = below(
        mark("### <#{}> · {}", study.channel_id, say(f"status.{_state(status)}")),
        problem,
        plan_line(say, study.timetable),
        _reading_line(say, status) if status.essays else NOTHING,
        *(_left_lines(say, status) if status.passages else []),
        coming(say, status),
    )
    ledger = below(*(_ledger_line(say, post) for post in status.recent[-7:])) or say("status.no_posts")
    return mark("{}\n\n**{}**\n{}", about, say("status.ledger"), ledger)


def _all_read(status: StudyStatus) -> bool:
    """Whether nothing comes any more, even if the day on which that shows is not there yet."""
    return not status.left and (status.study.ending is not Ending.LOOP or not status.passages)


def _state(status: StudyStatus) -> StudyState:
    running = status.study.state is not StudyState.PAUSED
    return StudyState.FINISHED if running and _all_read(status) else status.study.state


def _reading_line(say: Say, status: StudyStatus) -> Markup:
    """The first essays of the list."""
    titles = joined(", ", (plain(essay.title, 60) for essay in status.essays[:3]))
    more = len(status.essays) - 3
    return say("status.reading_more" if more > 0 else "status.reading", titles=titles, n=more)


def _left_lines(say: Say, status: StudyStatus) -> list[Markup]:
    """What is left and for how long; the order and what comes at the end, if a host has chosen them."""
    study = status.study
    key = "status.left_of_round" if study.ending is Ending.LOOP else "status.left"
    left = say(key, n=status.left, passages=status.passages)
    if status.last_at is not None:
        until = say("status.until", at=stamp(status.last_at, "D"), when=stamp(status.last_at, "R"))
        left = mark("{}{}", left, until)
    lines = [left]
    if (study.arrangement, study.ending) != (Arrangement.IN_ORDER, Ending.STOP):
        order, ending = say(f"order.{study.arrangement}"), say(f"ending.{study.ending}")
        lines.append(say("status.order", order=order, ending=ending))
    return lines


def _ledger_line(say: Say, post: Post) -> Markup:
    late = post.sent_at is not None and (post.sent_at - post.slot.due_at).total_seconds() > LATE
    key = "late" if post.state is PostState.SENT and late else post.state
    line = mark("{}: {}", stamp(post.slot.due_at, "D"), say(f"ledger.{key}"))
    return beside(line, say(post.reason.key) if post.reason else NOTHING)
