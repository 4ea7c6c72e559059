"""The session kit of a week as a message: what fits of it; a file has the whole."""

from collections.abc import Collection, Sequence

from bot.core.posts import PostContent
from bot.core.studies.participation.reports.talk import Talk, liveliest, unanswered
from bot.core.text.lines import one_line
from bot.core.text.markup import NOTHING, Markup, joined, mark, plain, some_lines
from bot.i18n import Say
from bot.interactions.answers import Layout, display
from bot.services.participation.reports.week import WeekReport
from bot.services.studies.preview import Coming
from cogs.ui.passage_parts import below, beside, place_of, small
from cogs.ui.replies import channel_link, member_name, stamp

MOST_NAMED = 15
"""Members named in the message; the others are counted."""
ROOM_FOR_POSTS, ROOM_FOR_QUESTIONS, ROOM_FOR_COMING = 1500, 450, 650
"""Characters of what is said of the posts, the questions that nobody answered and the days to come."""
TITLE, START, QUESTION = 60, 60, 100


def week_layout(say: Say, report: WeekReport, here: Collection[int]) -> Layout:
    """The week for a host; of those who agreed to be named, those who are still `here` are."""
    head = mark("### {}", say("report.week", channel=channel_link(report.channel_id)))
    about = below(head, say("group.posts", n=len(report.talks)), _members(say, report, here), _stages(say, report))
    days, open_questions = [_post(say, each) for each in report.talks], map(_unanswered, unanswered(report.talks))
    parts = [
        about,
        _section(say, "report.day_by_day", days, ROOM_FOR_POSTS),
        _liveliest(say, report.talks),
        _section(say, "report.unanswered", [*open_questions], ROOM_FOR_QUESTIONS),
        _coming(say, report.coming),
        small(say("report.in_file")),
    ]
    return Layout(display(joined("\n\n", filter(None, parts))))


def _members(say: Say, report: WeekReport, here: Collection[int]) -> Markup:
    named = [user_id for user_id in report.shown if user_id in here]
    rest = report.hidden + len(report.shown) - min(len(named), MOST_NAMED)
    members = joined(" ", map(member_name, named[:MOST_NAMED]))
    if not named:
        return say("report.not_named", n=rest) if rest else say("group.nobody")
    return say("group.named_and_more", members=members, n=rest) if rest else say("group.named", members=members)


def _stages(say: Say, report: WeekReport) -> Markup:
    stages = report.stages
    counts = {"new": stages.new, "steady": stages.steady, "returned": stages.returned, "fading": stages.fading}
    return say("report.stages", **counts)


def _post(say: Say, talk: Talk) -> Markup:
    content = talk.post.content
    if content is None:
        return NOTHING
    counts = say("group.parts", read=talk.read, answered=talk.answered, replied=talk.replied)
    day = mark("**{}** {}", say("report.day", day=content.day), _passage(content))
    question = mark("> {}", plain(content.question, QUESTION)) if content.question else NOTHING
    return below(beside(day, place_of(talk.post)), question, small(counts))


def _passage(content: PostContent) -> Markup:
    """Which passage it is, and how it begins."""
    numbers = str(content.number) if not content.following else f"{content.number}–{content.last_number}"
    return mark("{} {}: {}", plain(content.title, TITLE), numbers, plain(one_line(content.text), START))


def _liveliest(say: Say, talks: Sequence[Talk]) -> Markup:
    named = [beside(place_of(each.post), say("report.said", n=each.said)) for each in liveliest(talks)]
    return below(mark("**{}**", say("report.liveliest")), *named) if named else NOTHING


def _unanswered(talk: Talk) -> Markup:
    content = talk.post.content
    question = content.question or "" if content else ""
    return beside(plain(question, QUESTION), place_of(talk.post))


def _coming(say: Say, coming: Sequence[Coming]) -> Markup:
    if not coming:
        return say("report.nothing_comes")
    lines = [_coming_line(say, each) for each in coming]
    paused = small(say("study.if_resumed")) if coming[0].is_paused else NOTHING
    return below(_section(say, "report.coming", lines, ROOM_FOR_COMING), paused)


def _coming_line(say: Say, coming: Coming) -> Markup:
    what = _passage(coming.content) if coming.content else say("report.day_skipped")
    return beside(stamp(coming.slot.due_at, "D"), what)


def _section(say: Say, key: str, lines: Sequence[Markup], room: int) -> Markup:
    """The lines below a heading, as many as there is room for; nothing when there are none."""
    if not lines:
        return NOTHING
    return below(mark("**{}**", say(key)), some_lines(lines, room, lambda n: small(say("report.more", n=n))))
