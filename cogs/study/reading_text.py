"""What a host reads about what a study reads."""

from bot.core.models import Ending, Opening, StudyState
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain
from bot.i18n import Say
from bot.services.studies.reading_list import ListedEssay, ReadingList
from cogs.ui.hosts import MOST_CHOICES
from cogs.ui.passage_parts import small
from cogs.ui.replies import stamp

MOST_LINES = 20
"""Essays shown at once."""
TITLES = (80, 40)
"""Characters of each title that are tried until the message fits."""


def list_text(say: Say, found: ReadingList, chosen: int | None, most: int) -> Markup:
    """The essays with how far the group is, the next passage, and how long it all lasts; `chosen` is marked."""
    wanted = (each.to_come if chosen is None else each.essay.id == chosen for each in found.essays)
    at = next((at for at, here in enumerate(wanted) if here), 0)
    first = max(0, min(at - 2, len(found.essays) - MOST_LINES))
    shown = list(enumerate(found.essays, start=1))[first : first + MOST_LINES]
    lines = [
        mark("### {}", say("reading.title", channel=found.study.channel_id)),
        *([say("reading.before", n=first)] if first else []),
        *(_line(say, number, each, most, chosen=each.essay.id == chosen) for number, each in shown),
    ]
    after = len(found.essays) - first - len(shown)
    if after > 0:
        lines.append(say("reading.after", n=after))
    if found.then:
        lines.append(say("reading.others", n=found.then))
    lines.append(NOTHING)
    if found.next is not None:
        title = plain(found.next.title, 80)
        lines.append(say("reading.next", title=title, number=found.next.number, start=start_of(found.next)))
    lines.append(_left(say, found))
    if len(found.addable) > MOST_CHOICES:
        lines.append(small(say("reading.more_to_add", most=MOST_CHOICES, n=len(found.addable))))
    if len(found.essays) > MOST_CHOICES:
        lines.append(small(say("reading.more_to_change", most=MOST_CHOICES, n=len(found.essays))))
    return joined("\n", lines)


def start_of(opening: Opening) -> Markup:
    """How a passage begins, enough to recognise it by."""
    return plain(opening.start.replace("*", ""), 60)


def _line(say: Say, number: int, each: ListedEssay, most: int, *, chosen: bool) -> Markup:
    """An essay of the list, and how far the group is with it."""
    if each.read and each.to_come:
        stand = say("reading.begun", read=each.read, n=each.essay.length, left=each.to_come)
    elif each.to_come:
        stand = say("reading.length", n=each.essay.length)
    elif each.read == each.essay.length:
        stand = say("reading.read")
    elif each.read:
        passed = each.essay.length - each.read
        stand = say("reading.read_some", read=each.read, length=each.essay.length, n=passed)
    else:
        stand = say("reading.passed")
    return mark("{}. {}**{}** · {}", number, "▸ " if chosen else "", plain(each.essay.title, most), stand)


def _left(say: Say, found: ReadingList) -> Markup:
    """How much is left to read, and what comes then."""
    study = found.study
    if not found.essays and not found.left:
        return say("reading.empty")
    if not found.left:
        return say("reading.round_read" if study.ending is Ending.LOOP else "reading.all_read")
    if study.state is StudyState.PAUSED or found.last_at is None:
        return say("reading.paused", n=found.left)
    return say(f"reading.left.{study.ending}", n=found.left, at=stamp(found.last_at, "D"))
