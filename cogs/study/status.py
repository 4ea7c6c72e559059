"""How a study stands, as hosts read it, with the buttons that mend what is wrong."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.core.deliveries.delivery import LATE
from bot.core.errors import StudyError
from bot.core.models import Ending, HostChange, QuestionsBy, Study, StudyState
from bot.core.posts import DeliveryState, Moment, Post
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain
from bot.i18n import Say
from bot.interactions.answers import Layout, Panel, display, panel
from bot.services.studies import study_changes
from bot.services.studies.study_changes import StudyStatus
from cogs.study import channel_checks
from cogs.study.host_words import tell_button
from cogs.study.preview import PageButton
from cogs.study.reading.reading_list import ReadingButton
from cogs.study.repairs import CheckAgainButton, LookAgainButton, SendAgainButton, SettleButton, repair_row
from cogs.study.study_text import coming, goes_on, left_lines, plan_line, publish_line, questions_line
from cogs.study.undo import undo_buttons
from cogs.ui.buttons import Pressed, StudyButton, row
from cogs.ui.hosts import must_steer_some
from cogs.ui.id_fields import Number
from cogs.ui.passage_parts import below, beside, small
from cogs.ui.replies import stamp, turn

MOST_UNKNOWN = 4
"""Posts with an unknown end that have buttons at once; the others follow when these are settled."""
MOST_PARTS, MOST_TEXT = 36, 3900
"""Components and characters of a page's studies: Discord takes 40 and 4,000, and the way to other pages has some."""


def running_layout(
    say: Say,
    key: str,
    status: StudyStatus,
    silent: Collection[int] = (),
    hosts: Markup = NOTHING,
    moment: Moment | None = None,
) -> Layout:
    """What a host reads when a study has begun, goes on or has been changed (the key), the preview, and *Undo*.

    `silent` are channels in which members cannot talk, `hosts` says who steers the study if that is new; at a `moment`
    like this, a button tells the group of it.
    """
    study = status.study
    text = goes_on(say, say(key, channel=study.channel_id), status)
    layout = Layout(display(below(text, _silence(say, study.channel_id, silent), hosts)))
    slot = study.next_slot
    ways: list[StudyButton] = [] if slot is None else [PageButton(study.id, slot.date, label=say("button.preview"))]
    if moment is not None:
        ways.append(tell_button(say, study.id, moment))
    ways += undo_buttons(say, study.id, status.undo)
    if ways:
        layout.add_item(row(*ways))
    return layout


def paused_layout(say: Say, status: StudyStatus) -> Layout:
    """That a study is paused, *Resume*, *Tell the group*, and *Undo*."""
    study = status.study
    resume = CheckAgainButton(study.id, label=say("button.resume"))
    text = display(say("pause.done", channel=study.channel_id))
    tell = tell_button(say, study.id, Moment.PAUSE)
    return Layout(text, row(resume, tell, *undo_buttons(say, study.id, status.undo)))


class ServerView(NamedTuple):
    """What a host sees of the server: channels in which members cannot talk, and roles for hosts that are gone.

    `may_move` is whether they may move a study to another channel.
    """

    silent: Collection[int] = ()
    gone: Collection[int] = ()
    may_move: bool = True


def server_view(interaction: Pressed, statuses: Sequence[StudyStatus]) -> ServerView:
    """What whoever asks for these studies sees of the server."""
    guild, may_move = interaction.guild, interaction.client.asker(interaction).steered is None
    studies = [status.study for status in statuses]
    silent = channel_checks.silent(guild, (study.channel_id for study in studies))
    if guild is None or guild.unavailable:  # nobody knows its roles then
        return ServerView(silent, (), may_move)
    roles = (study.host_role_id for study in studies if study.host_role_id is not None)
    gone = frozenset(role_id for role_id in roles if guild.get_role(role_id) is None)
    return ServerView(silent, gone, may_move)


def status_layout(say: Say, statuses: Sequence[StudyStatus], view: ServerView, page: int = 0) -> Layout:
    """How each study of a page stands; open problems have buttons, and the studies that have some come first."""
    ordered = sorted(statuses, key=lambda status: not (status.study.paused_because or status.unknown))
    pages = _pages([_study_panel(say, status, view) for status in ordered])
    page = min(page, len(pages) - 1)
    layout = Layout(*pages[page])
    ways = ((page - 1, "button.previous_page"), (page + 1, "button.next_page"))
    buttons = [StatusButton(to, label=say(key)) for to, key in ways if 0 <= to < len(pages)]
    if buttons:
        layout.add_item(display(small(say("status.page", page=page + 1, pages=len(pages), n=len(statuses)))))
        layout.add_item(row(*buttons))
    return layout


class StatusButton(StudyButton, kind="statuspage"):
    """Shows another page of the studies, to each host of those that they steer."""

    page: Number

    def check(self, interaction: Pressed) -> None:
        """Raise also for everybody who steers no study here."""
        must_steer_some(interaction)
        super().check(interaction)

    async def pressed(self, interaction: Pressed) -> None:
        """Show the page, with the studies as they stand now."""
        bot = interaction.client
        statuses = await study_changes.status(bot.database, bot.asker(interaction))
        if not statuses:
            raise StudyError("study.none_yet")
        await turn(
            interaction,
            status_layout(bot.say(interaction), statuses, server_view(interaction, statuses), self.page),
        )


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


def _study_panel(say: Say, status: StudyStatus, view: ServerView) -> Panel:
    container = panel(display(_status_text(say, status, view)))
    if status.study.paused_because:
        container.add_item(repair_row(say, status.study.id, may_move=view.may_move))
    elif _all_read(status):
        container.add_item(row(ReadingButton(status.study.id, label=say("button.reading"))))
    elif status.study.state is StudyState.PAUSED:
        container.add_item(row(CheckAgainButton(status.study.id, label=say("button.resume"))))
    if status.undo is not None:
        container.add_item(row(*undo_buttons(say, status.study.id, status.undo)))
    for post in status.unknown[-MOST_UNKNOWN:]:
        container.add_item(display(say("status.unknown", date=stamp(post.slot.due_at, "D"))))
        container.add_item(
            row(
                LookAgainButton(post.study_id, post.id, label=say("button.look_again")),
                SendAgainButton(post.study_id, post.id, label=say("button.send_again")),
                SettleButton(post.study_id, post.id, label=say("button.settle")),
            )
        )
    if (earlier := len(status.unknown) - MOST_UNKNOWN) > 0:
        container.add_item(display(small(say("status.more_unknown", n=earlier))))
    return container


def _silence(say: Say, channel_id: int, silent: Collection[int]) -> Markup:
    return say("status.silent", channel=channel_id) if channel_id in silent else NOTHING


def _status_text(say: Say, status: StudyStatus, view: ServerView) -> Markup:
    study, why = status.study, status.study.paused_because
    problem = mark("**{}** {}", say("status.problem"), say(why.key)) if why else NOTHING
    about = below(
        beside(mark("### <#{}>", study.channel_id), say(f"status.{_state(status)}")),
        problem,
        _silence(say, study.channel_id, view.silent),
        plan_line(say, study.timetable),
        publish_line(say, study),
        _host_line(say, study, view.gone),
        questions_line(say, study.questions_by) if study.questions_by is not QuestionsBy.HOSTS else NOTHING,
        say("status.waiting", n=status.waiting) if status.waiting and view.may_move else NOTHING,
        _reading_line(say, status) if status.essays else NOTHING,
        *(left_lines(say, status) if status.passages else []),
        coming(say, status),
    )
    ledger = below(*(_ledger_line(say, post) for post in status.recent[-7:])) or say("status.no_posts")
    text = mark("{}\n\n**{}**\n{}", about, say("status.ledger"), ledger)
    if not status.changes:
        return text
    lines = below(*(_change_line(say, change) for change in status.changes))
    return mark("{}\n\n**{}**\n{}", text, say("status.changes"), lines)


def _host_line(say: Say, study: Study, gone: Collection[int]) -> Markup:
    """Whose role steers the study besides the server's hosts, or that it has been deleted."""
    if study.host_role_id is None:
        return NOTHING
    key = "status.host_role_gone" if study.host_role_id in gone else "status.host_role"
    return say(key, role=study.host_role_id)


def _change_line(say: Say, change: HostChange) -> Markup:
    """What a host did, when and who it was."""
    return say("status.change", at=stamp(change.at, "f"), act=say(change.act.key), user=change.user_id)


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


def _ledger_line(say: Say, post: Post) -> Markup:
    late = post.sent_at is not None and post.sent_at - post.slot.due_at > LATE
    key = "late" if post.state is DeliveryState.SENT and late else post.state
    line = mark("{}: {}", stamp(post.slot.due_at, "D"), say(f"ledger.{key}"))
    return beside(line, say(post.reason.key) if post.reason else NOTHING)
