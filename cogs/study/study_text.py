"""How a study goes on, in words for hosts."""

from bot.core.models import Arrangement, Ending, Portion, QuestionsBy, Study, StudyState, Timetable
from bot.core.studies import schedule
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain
from bot.i18n import Say
from bot.services.studies.study_changes import StudyStatus
from cogs.study import weekday_choice
from cogs.ui.passage_parts import below, beside
from cogs.ui.replies import stamp

MOST_DATES = 7
"""Days left out that are named one by one."""


def goes_on(say: Say, head: Markup, status: StudyStatus) -> Markup:
    """After a head: when the study posts, how much is left, the next times, and a day on which clocks are set."""
    study = status.study
    gap = NOTHING
    if status.gap is not None:
        time = plain(study.timetable.time.isoformat("minutes"), 10)
        date, at = stamp(status.gap.due_at, "D"), stamp(status.gap.due_at, "t")
        gap = say("setup.gap", date=date, time=time, at=at)
    lines = plan_line(say, study.timetable), publish_line(say, study), *left_lines(say, status)
    return below(head, *lines, coming(say, status), gap)


def plan_line(say: Say, timetable: Timetable) -> Markup:
    """The timetable in words."""
    return say(
        "status.plan",
        time=timetable.time.isoformat("minutes"),
        zone=timetable.zone,
        days=weekday_choice.in_words(say, timetable.weekdays),
    )


def publish_line(say: Say, study: Study) -> Markup:
    """That its posts are published, if they are."""
    return say("edit.publish", channel=study.channel_id) if study.place.publish else NOTHING


def questions_line(say: Say, questions_by: QuestionsBy) -> Markup:
    """Who may put another question about a passage to the group."""
    return say(f"questions_by.{questions_by}.means")


def host_role_text(say: Say, channel_id: int, role_id: int | None) -> Markup:
    """Who steers a study besides the server's hosts, how far they reach, and what Discord still hides from them."""
    if role_id is None:
        return say("study.no_host_role", channel=channel_id)
    return say("study.host_role", channel=channel_id, role=role_id)


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


def portion_words(say: Say, portion: Portion) -> Markup:
    """How much comes at once, in words."""
    return say(f"portion.{portion.kind}", n=portion.words)


def left_lines(say: Say, status: StudyStatus) -> list[Markup]:
    """What is left and for how long; the order and what comes at the end, if a host has chosen them."""
    study = status.study
    key = "status.left_of_round" if study.ending is Ending.LOOP else "status.left"
    left = say(key, n=status.left, passages=status.passages)
    if status.last_at is not None:
        until = say("status.until", at=stamp(status.last_at, "D"), when=stamp(status.last_at, "R"))
        left = mark("{}{}", left, until)
    lines = [left]
    if study.portion != Portion():
        lines.append(say("status.portion", portion=portion_words(say, study.portion)))
    if (study.arrangement, study.ending) != (Arrangement.IN_ORDER, Ending.STOP):
        order, ending = say(f"order.{study.arrangement}"), say(f"ending.{study.ending}")
        lines.append(say("status.order", order=order, ending=ending))
    return lines
