"""What a host reads about what a study reads."""

from bot.core.models import Ending, Opening, StudyState
from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain
from bot.i18n import Say
from bot.services.studies.host_changes import Upcoming
from bot.services.studies.reading_list import ListedEssay, ReadingList
from cogs.ui.hosts import MOST_CHOICES
from cogs.ui.passage_parts import beside, small
from cogs.ui.replies import stamp

MOST_LINES = 20
"""Essays shown at once."""
TITLES = (80, 40)
"""Characters of each title that are tried until the message fits."""


def list_text(say: Say, reading_list: ReadingList, chosen: int | None, most: int) -> Markup:
    """The essays with how far the group is, the next passage, and how long it all lasts; `chosen` is marked."""
    wanted = (entry.to_come if chosen is None else entry.essay.id == chosen for entry in reading_list.essays)
    at = next((at for at, is_wanted in enumerate(wanted) if is_wanted), 0)
    first = max(0, min(at - 2, len(reading_list.essays) - MOST_LINES))
    shown = list(enumerate(reading_list.essays, start=1))[first : first + MOST_LINES]
    lines = [
        mark("### {}", say("reading.title", channel=reading_list.study.channel_id)),
        *([say("reading.before", n=first)] if first else []),
        *(_line(say, number, entry, most, chosen=entry.essay.id == chosen) for number, entry in shown),
    ]
    after = len(reading_list.essays) - first - len(shown)
    if after > 0:
        lines.append(say("reading.after", n=after))
    if reading_list.then:
        lines.append(say("reading.others", n=reading_list.then))
    lines.append(NOTHING)
    if reading_list.next is not None:
        title = plain(reading_list.next.title, 80)
        lines.append(
            say("reading.next", title=title, number=reading_list.next.number, start=start_of(reading_list.next))
        )
    lines.append(_left(say, reading_list))
    if len(reading_list.addable) > MOST_CHOICES:
        lines.append(small(say("reading.more_to_add", most=MOST_CHOICES, n=len(reading_list.addable))))
    if len(reading_list.essays) > MOST_CHOICES:
        lines.append(small(say("reading.more_to_change", most=MOST_CHOICES, n=len(reading_list.essays))))
    return joined("\n", lines)


def coming_lines(say: Say, upcoming: Upcoming, *, paused: bool = False) -> list[Markup]:
    """The next posts, a line each; of a study that is paused, those that would come if it went on now."""
    lines = [
        say("moving.coming", at=stamp(slot.due_at, "F"), passage=name_of(opening), start=start_of(opening))
        for slot, opening in upcoming
    ] or [say("study.nothing_left")]
    return [*lines, say("study.if_resumed")] if paused and upcoming else lines


def name_of(opening: Opening) -> Markup:
    """A passage by its essay's title and its number."""
    return mark("{} {}", plain(opening.title, 60), opening.number)


def start_of(opening: Opening) -> Markup:
    """How a passage begins, enough to recognise it by."""
    return plain(one_line(opening.start), 60)


def _line(say: Say, number: int, entry: ListedEssay, most: int, *, chosen: bool) -> Markup:
    """An essay of the list, and how far the group is with it."""
    if entry.read and entry.to_come:
        stand = say("reading.begun", read=entry.read, n=entry.essay.length, left=entry.to_come)
    elif entry.to_come:
        stand = say("reading.length", n=entry.essay.length)
    elif entry.read == entry.essay.length:
        stand = say("reading.read")
    elif entry.read:
        passed = entry.essay.length - entry.read
        stand = say("reading.read_some", read=entry.read, length=entry.essay.length, n=passed)
    else:
        stand = say("reading.passed")
    return beside(mark("{}. {}**{}**", number, "▸ " if chosen else "", plain(entry.essay.title, most)), stand)


def _left(say: Say, reading_list: ReadingList) -> Markup:
    """How much is left to read, and what comes then."""
    study = reading_list.study
    if not reading_list.essays and not reading_list.left:
        return say("reading.empty")
    if not reading_list.left:
        return say("reading.round_read" if study.ending is Ending.LOOP else "reading.all_read")
    if study.state is StudyState.PAUSED or reading_list.last_at is None:
        return say("reading.paused", n=reading_list.left)
    return say(f"reading.left.{study.ending}", n=reading_list.left, at=stamp(reading_list.last_at, "D"))
