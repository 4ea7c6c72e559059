"""Every layout of the bot, made from texts of others, and from as much of everything as there can be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from bot.core.errors import Remark
from bot.core.essays.draft import DraftEssay, DraftPassage, DraftQuestion, DraftSection, LeftOut, TypedText
from bot.core.essays.sizes import QUOTE
from bot.core.lookup.quotes import QuoteKey
from bot.core.lookup.search_query import Query, parse_query
from bot.core.models import (
    Arrangement,
    Ending,
    Essay,
    HostAct,
    HostChange,
    Opening,
    Origin,
    Passage,
    Place,
    Portion,
    PortionKind,
    Question,
    QuestionsBy,
    QuestionState,
    Reason,
    Rung,
    Slot,
    Study,
    StudyState,
    Suggestion,
    Timetable,
    Verdict,
)
from bot.core.posts import (
    AnswerContent,
    ClosingContent,
    ContinuationContent,
    Delivery,
    DeliveryKind,
    DeliveryState,
    KeptLine,
    Moment,
    NamedPost,
    NextPost,
    NoticeContent,
    PassageView,
    Post,
    PostContent,
    PostedPassage,
    RecapContent,
    ReminderContent,
    Wish,
    WordsContent,
)
from bot.core.studies import post_parts
from bot.core.studies.participation import marked_lines as lines_of_post
from bot.core.studies.participation.growing_line import Counts
from bot.core.studies.participation.occasions import WORDS, Occasions
from bot.core.studies.participation.parts import Tally
from bot.core.studies.participation.pictures.month import Month
from bot.core.studies.participation.reminders import Reminder
from bot.core.studies.participation.reports.stages import Stages
from bot.core.studies.participation.reports.talk import Talk
from bot.core.studies.participation.streaks import Streaks
from bot.core.studies.passage_order import Span
from bot.core.text.markup import Markup
from bot.i18n import Say, Texts
from bot.interactions.answers import Layout, picture_file
from bot.services.deliveries.occasions.choices import Chosen
from bot.services.discussion import Topic
from bot.services.library.corrections import OnShelf, Reader
from bot.services.library.essay_drafts import Draft, Update, Waiting
from bot.services.library.shelving import Shelved
from bot.services.lookup.named_passages import Candidates
from bot.services.lookup.passage_lookup import SearchPage
from bot.services.lookup.quotes import Draw, QuoteView
from bot.services.participation.catching_up import CatchUp
from bot.services.participation.marked_lines import OwnLines
from bot.services.participation.overviews import MOST_REMINDERS, GroupWeek, OwnRecord, OwnStudy, StudyWeek
from bot.services.participation.reports.week import WeekReport
from bot.services.questions.host_questions import AboutPassage, Exchange
from bot.services.questions.prompts import Draw as PromptDraw
from bot.services.questions.prompts import Prompt
from bot.services.questions.review import Card
from bot.services.questions.suggestions import Suggested
from bot.services.studies.host_changes import Changed
from bot.services.studies.left_out_days import NextLeftOut, Shift
from bot.services.studies.preview import Coming
from bot.services.studies.reading_list import ListedEssay, ReadingList
from bot.services.studies.reading_position import Move
from bot.services.studies.reading_progress import Reading
from bot.services.studies.study_changes import Consequences, StudyStatus
from bot.services.studies.undo import Undone
from cogs.daily import catch_up, marked_lines, reminders
from cogs.daily.answer_form import answer_button
from cogs.daily.answer_layouts import answer_layout, given_back_layout
from cogs.daily.buttons import known_layout
from cogs.daily.layouts import continuation_layout, post_layout, today_layout
from cogs.discussion import discuss, put_questions, questions, talk_layouts
from cogs.discussion.talk_places import KnownTalk
from cogs.hosts import host_notices
from cogs.hosts.settings import HostSettings, NamedModel, settings_layout
from cogs.library import (
    chapters_page,
    draft_cuts,
    draft_page,
    essay_list,
    essay_page,
    imported,
    left_out_page,
    text_forms,
)
from cogs.lookup import passages, search_results, shared_quotes
from cogs.participation.buttons import delete_layout
from cogs.participation.group_layout import group_layout
from cogs.participation.occasions import layouts as occasions
from cogs.participation.own_layout import me_layout
from cogs.participation.reports.week_layout import week_layout
from cogs.questions import pages as question_pages
from cogs.questions import prompts
from cogs.study import edits, preview, repairs, status, undo
from cogs.study import occasions as chosen_occasions
from cogs.study.reading import reading_list, reading_position
from cogs.study.study_text import host_role_text
from cogs.suggestions import pages as suggestion_pages
from cogs.suggestions import results
from cogs.suggestions import review as suggestion_review
from cogs.ui.buttons import StudyButton
from cogs.ui.replies import message_link
from tests.test_catalogue import commands_named

NOW = datetime(2026, 5, 1, 7, tzinfo=UTC)
SNOWFLAKE = 2**64 - 1


def _speaking() -> Say:
    """English that mentions every command, with the longest id there can be."""
    texts = Texts()
    texts.mention_commands({name.removeprefix("/"): SNOWFLAKE for _, name in commands_named()})
    return texts.say()


SAY = _speaking()
SHORT = 5


@dataclass(frozen=True)
class Outside:
    """Texts that others have written, and how many of each thing there are."""

    title: str
    author: str
    source: str
    licence: str
    heading: str
    text: str
    question: str
    typed: str
    many: int = SHORT

    @property
    def essay(self) -> Essay:
        return Essay(1, SNOWFLAKE, self.title, self.author, "en", self.source, self.licence, 60, 1)

    @property
    def passage(self) -> Passage:
        return Passage(1, 1, 59, self.heading, self.text)

    @property
    def asked(self) -> Question:
        return Question(1, 1, Rung.UNDERSTAND, self.question, Origin.BANK)

    @property
    def content(self) -> PostContent:
        return PostContent(
            1, self.title, self.author, self.source, self.heading, self.text, 1, self.question, Origin.BANK,
            999, 1000, 9999, "7K3F9Q", "en", SNOWFLAKE,
        )  # fmt: skip

    @property
    def several(self) -> PostContent:
        more = PostedPassage(2, 1000, self.heading, self.text)
        return replace(self.content, heading=None, following=(more, more), second_question=self.question)

    @property
    def post(self) -> Post:
        return _post(DeliveryState.SENT, None, self.content)

    @property
    def view(self) -> PassageView:
        return PassageView(self.passage, self.essay, self.post, 999, before=1, after=2)

    @property
    def opening(self) -> Opening:
        return Opening(1, self.title, 999, self.heading, self.text[:80])

    @property
    def query(self) -> Query:
        return parse_query(self.typed) if parse_query(self.typed).wanted else parse_query("word")


SAID = Outside("T", "A", "S", "L", "H", "X", "Q", "Y").content


def _post(state: DeliveryState, reason: Reason | None, content: PostContent = SAID) -> Post:
    sent_at = NOW + timedelta(hours=1) if state is DeliveryState.SENT else None
    delivery = Delivery(
        1, DeliveryKind.POST, SNOWFLAKE, 1, SNOWFLAKE, False, None, "n", content, state, reason, NOW, NOW, NOW, NOW, 1,
        None, SNOWFLAKE, sent_at,
    )  # fmt: skip
    return Post(
        SNOWFLAKE // 100, 1, SNOWFLAKE, 1, Slot(NOW.date(), NOW), reason, delivery, SNOWFLAKE,
        Wish.DONE, Wish.NONE, Wish.NONE, 0,
    )  # fmt: skip


def _refused(outside: Outside) -> Delivery:
    post = _post(DeliveryState.SKIPPED, Reason.AUTOMOD).delivery
    assert post is not None
    return replace(post, kind=DeliveryKind.ANSWER, content=AnswerContent(1, outside.text), user_id=SNOWFLAKE)


def _continuation(content: PostContent) -> ContinuationContent:
    """What goes on below the post, if all does not stand in one message; else the same once more."""
    following = ContinuationContent(1, 1, content.heading, content.following[:1])
    return post_parts.continuation(1, content, 1) or following


def _study(state: StudyState = StudyState.ACTIVE, because: Reason | None = None) -> Study:
    timetable = Timetable(time(7, 0), "America/Argentina/ComodRivadavia", frozenset({0, 1, 2, 3, 5}))
    return Study(
        1, SNOWFLAKE, Place(SNOWFLAKE), SNOWFLAKE, timetable, state, because, 1, Slot(NOW.date(), NOW),
        Arrangement.PASSAGES_SHUFFLED, Ending.GO_ON, Portion(PortionKind.WORDS, 3000), 1, None, 9,
        QuestionsBy.EVERYBODY,
    )  # fmt: skip


def _status(outside: Outside, state: StudyState, because: Reason | None, unknown: int) -> StudyStatus:
    study = _study(state, because)
    if state is StudyState.FINISHED:
        study = replace(study, ending=Ending.STOP)
    return StudyStatus(
        study=study,
        essays=(outside.essay,) * outside.many,
        recent=(_post(DeliveryState.UNKNOWN, Reason.UNKNOWN),) * 7,
        unknown=tuple(replace(_post(DeliveryState.UNKNOWN, None), id=number + study.id) for number in range(unknown)),
        upcoming=(Slot(NOW.date(), NOW),) * 3,
        left_out=frozenset(date(2026, 6, day) for day in range(1, 1 + min(outside.many, 30))),
        gap=Slot(NOW.date(), NOW),
        passages=1000,
        left=0 if state is StudyState.FINISHED else 999,
        last_at=NOW,
        changes=(HostChange(1, study.id, HostAct.GO_BACK, NOW, SNOWFLAKE, is_last=True),),
    )


def _statuses(outside: Outside) -> list[StudyStatus]:
    """Studies of every kind, all with what can be wrong with them."""
    kinds = [
        _status(outside, StudyState.PAUSED, Reason.REFUSED, 2),
        _status(outside, StudyState.PAUSED, None, 1),
        _status(outside, StudyState.FINISHED, None, 0),
        _status(outside, StudyState.ACTIVE, None, 30),
    ]
    found: list[StudyStatus] = []
    for number in range(outside.many):
        kind = kinds[number % 4]
        unknown = tuple(replace(post, id=number * 100 + at) for at, post in enumerate(kind.unknown))
        changes = tuple(change._replace(id=number) for change in kind.changes)
        found.append(replace(kind, study=replace(kind.study, id=number + 1), unknown=unknown, changes=changes))
    return found


def _draft(outside: Outside) -> Waiting:
    asked = (DraftQuestion(Rung.NOTICE, outside.question, Origin.BANK),)
    sections = tuple(
        DraftSection(outside.heading, (DraftPassage(outside.text, asked), DraftPassage(outside.text, asked)))
        for _ in range(outside.many)
    )
    essay = DraftEssay(
        title=outside.title,
        author=outside.author,
        published=date(2020, 1, 1),
        language="en",
        source=outside.source,
        sections=sections,
        licence=outside.licence,
        around=tuple(LeftOut(f"Left {outside.typed}", number) for number in range(9 * outside.many)),
        dropped=(f"Left {outside.typed}",) * 9,
        warnings=(Remark("import.no_author"), Remark("import.short")),
        typed=TypedText("", "A text."),
    )
    others = tuple((outside.title, number) for number in range(2, 6))
    draft = Draft(1, SNOWFLAKE, "digest", 1, NOW, essay)
    return Waiting(draft, NOW + timedelta(days=1), Update(outside.essay, 1, 2, 3, 4), others)


def _on_shelf(outside: Outside) -> OnShelf:
    kinds = [(9, False, True), (9, False, False), (0, True, True), (0, True, False), (0, False, False)]
    readers = tuple(
        Reader(_study(), unread, again=again, only=only)
        for unread, again, only in (kinds[number % len(kinds)] for number in range(outside.many))
    )
    held = tuple(replace(outside.passage, number=number) for number in range(1, 61))
    asked = tuple(replace(outside.asked, id=number) for number in range(20))
    return OnShelf(outside.essay, held, readers, 2, 3, asked)


def _about(outside: Outside) -> AboutPassage:
    kinds = [
        replace(outside.asked, id=number, rung=rung, state=state)
        for number, (rung, state) in enumerate([(rung, state) for rung in Rung for state in QuestionState] * 2, start=1)
    ]
    return AboutPassage(outside.view, tuple(kinds[: max(5, outside.many)]))


def _suggested(outside: Outside, most: int) -> list[Suggested]:
    """A member's suggestions, each in other words if it has been reviewed."""
    asked = [
        replace(outside.asked, id=number, origin=Origin.MEMBER, state=QuestionState.PENDING)
        for number in range(1, 1 + min(most, outside.many))
    ]
    return [
        Suggested(outside.view, Suggestion(question, SNOWFLAKE, True, Verdict.REWORDED, outside.question))
        for question in asked
    ]


def _card(outside: Outside) -> Card:
    (suggested,) = _suggested(outside, 1)
    kinds = [(Origin.MODEL, QuestionState.PENDING), (Origin.PACK, QuestionState.APPROVED)]
    near = [
        replace(outside.asked, id=number, origin=origin, state=state)
        for number, (origin, state) in enumerate(kinds * outside.many)
    ]
    return Card(*suggested, tuple(near), 500)


def _reading_list(outside: Outside) -> ReadingList:
    listed = tuple(
        ListedEssay(replace(outside.essay, id=number), *((1, 2), (0, 3), (1000, 0), (2, 0), (0, 0))[number % 5])
        for number in range(1, 1 + outside.many)
    )
    addable = tuple(replace(outside.essay, id=number) for number in range(1000, 1000 + outside.many))
    study = replace(_study(), arrangement=Arrangement.IN_ORDER)
    return ReadingList(study, listed, addable, 99, outside.opening, 999, NOW)


def _views(outside: Outside, most: int) -> tuple[PassageView, ...]:
    each = (replace(outside.passage, id=number) for number in range(1, 1 + min(most, outside.many)))
    return tuple(replace(outside.view, passage=passage) for passage in each)


def _closest(outside: Outside) -> SearchPage:
    near = [Query((f"word{number}", *outside.query.wanted[:1])) for number in range(5)]
    return SearchPage(outside.query, _views(outside, 3), 3, 0, None, whole=False, suggestions=near)


def _shelved(outside: Outside) -> Layout:
    woken = (_study(),) * outside.many
    others = [replace(_study(), id=number) for number in range(1, 1 + outside.many)]
    return imported.shelved_layout(SAY, _guild(outside.typed), Shelved(outside.essay, woken), others)


def _guild(name: str) -> Any:
    """A server all of whose channels have this name."""
    return SimpleNamespace(get_channel=lambda _: SimpleNamespace(name=name))


def _catch_up(
    post: Post | None, *, older: bool = False, newest: Post | None = None, started: int | None = None
) -> CatchUp:
    return CatchUp(10**17, post, 0, 60, older, newest, may_start=True, started=started)


def _range(outside: Outside) -> Layout:
    rest = replace(outside.passage, text=outside.text[:550])  # together as long as a single one may be
    first = replace(outside.view, passage=rest, following=(rest, rest))
    return passages.passage_layout(SAY, first)


def _preview(outside: Outside, *, left_out: bool) -> Layout:
    days = [Slot(date(2026, 5, day), NOW) for day in (1, 2, 3)]
    drafts = tuple(replace(outside.asked, id=number, origin=Origin.MODEL) for number in range(9))
    coming = [Coming(1, SNOWFLAKE, day, replace(outside.content, reference=""), 2, True, drafts) for day in days]
    coming[1] = replace(coming[1], content=None) if left_out else coming[1]
    done = preview.Done(9, Exchange(1, 2, 3))
    return preview.preview_layout(SAY, coming, days[1].date, done)


def _drafts(outside: Outside) -> Layout:
    drafts = tuple(replace(outside.asked, id=number, origin=Origin.MODEL) for number in range(9))
    shown = Coming(1, SNOWFLAKE, Slot(NOW.date(), NOW), outside.content, drafts=drafts)
    return preview.drafts_layout(SAY, shown, outside.content)


def _move(outside: Outside) -> Move:
    lost = tuple((outside.title, Span(1, number, number + 1)) for number in range(1, 1 + outside.many))
    return Move(_study(), outside.opening, lost, 2, 3, _upcoming(outside))


def _upcoming(outside: Outside) -> tuple[tuple[Slot, Opening], ...]:
    return tuple((Slot(NOW.date(), NOW), outside.opening) for _ in range(3))


def _quote(outside: Outside) -> QuoteView:
    return QuoteView(outside.view, QuoteKey(10**17, 99999), outside.text[:QUOTE], 999, again=True)


def _own_lines(outside: Outside, number: int) -> OwnLines:
    """A page of a post with several passages, of which the person has marked every second line."""
    pages = lines_of_post.pages(outside.several)
    page = pages[number - 1]
    own = [line for line in page.lines if line.sentence % 2][: lines_of_post.MOST]
    counts = dict.fromkeys(page.lines, 999) if number > 1 else None
    return OwnLines(10**17, outside.several, page, number, len(pages), frozenset(own), counts)


def _prompt(outside: Outside) -> Prompt:
    return Prompt(outside.view, outside.asked, True, 10**17)


def _edit(outside: Outside) -> Layout:
    before = _study()
    place = Place(1, role_id=SNOWFLAKE, tag_id=1, pin=True, publish=True)
    timetable = replace(before.timetable, zone="UTC")
    by, upcoming = QuestionsBy.HOSTS, (Slot(NOW.date(), NOW),) * 3
    return edits.edit_layout(SAY, Consequences(before, place, timetable, by, None, upcoming))


def _week(outside: Outside) -> Layout:
    """Of somebody who posts several times a day, as after a change of the time."""
    talks = [
        Talk(replace(outside.post, thread_id=SNOWFLAKE if number % 2 else None), 9, number % 3, 1)
        for number in range(outside.many // 2)
    ]
    people = tuple(range(SNOWFLAKE - outside.many, SNOWFLAKE))
    coming = tuple(Coming(1, SNOWFLAKE, Slot(NOW.date(), NOW), outside.content, is_paused=True) for _ in talks)
    report = WeekReport(SNOWFLAKE, SNOWFLAKE, NOW, tuple(talks), Stages(9, 99, 9, 9, 9), people, 99, coming)
    return week_layout(SAY, report, people)


def _onward(outside: Outside) -> StudyButton:
    return discuss._onward(SAY, Topic(outside.view, outside.asked))


def _named(outside: Outside, number: int) -> NamedPost:
    return NamedPost(9999, outside.title, 999, 1000, SNOWFLAKE, SNOWFLAKE if number % 2 else None, 99)


def _recap(outside: Outside) -> Layout:
    posts = tuple(_named(outside, number) for number in range(outside.many))
    line = KeptLine(outside.text[:QUOTE], 9999, 999)
    content = RecapContent(NOW, posts, 999, line, NextPost(NOW, outside.title, 1000))
    return occasions.recap_layout(SAY, content, SNOWFLAKE)


def _unsaid(outside: Outside) -> Delivery:
    words = WordsContent(Moment.PAUSE, outside.text[:WORDS], None)
    return replace(_refused(outside), kind=DeliveryKind.WORDS, content=words, user_id=None)


def _closing(outside: Outside, following: NextPost | None) -> Layout:
    lines = (KeptLine(outside.text[:QUOTE], 9999, 999),) * 3
    talks = tuple(_named(outside, number) for number in range(3))
    words = None if following else outside.text[:WORDS]
    is_end = following is None
    content = ClosingContent(outside.title, outside.author, 1, 9999, 999, 999, lines, talks, following, is_end, words)
    return occasions.closing_layout(SAY, content, SNOWFLAKE)


_TALLY = Tally(7, 6, 5, 4, 3)
_STREAKS = Streaks(99999, 99999, 99999)
_DAYS = [date(2026, 5, day) for day in range(1, 31)]
Made = Callable[[Outside], Layout]


def _me(studies: int, more: int) -> Layout:
    """All that a member can have taken part in, with a picture of each study."""
    own = OwnStudy(SNOWFLAKE, _TALLY, _TALLY, NOW, _STREAKS, Month(NOW.date(), {}))
    files = [picture_file(f"month-{number}.png", b"", "w" * 1024) for number in range(studies)]
    return me_layout(SAY, OwnRecord((own,) * studies, more, shown=True), files)


_REMINDER = Reminder(10**17, SNOWFLAKE, SNOWFLAKE, time(20), "America/Argentina/ComodRivadavia", SNOWFLAKE, NOW)


def _reminders(many: int) -> tuple[tuple[int, Reminder], ...]:
    """Every other one has ended."""
    return tuple((SNOWFLAKE, _REMINDER._replace(due_at=NOW if number % 2 else None)) for number in range(many))


def _group(studies: int, many: int) -> Layout:
    """The week of many members, with as many pictures as there can be."""
    week = StudyWeek(SNOWFLAKE, _TALLY, (SNOWFLAKE,) * many, 99, (), Reading(99999, 99999, NOW))
    files = [picture_file(f"week-{number}.png", b"", "w" * 1024) for number in range(studies)]
    return group_layout(SAY, GroupWeek((week,) * studies, many), files)


LAYOUTS: dict[str, Made] = {
    "post": lambda o: post_layout(SAY, o.post, o.content),
    "post with several passages": lambda o: post_layout(SAY, o.post, o.several),
    "post that many have read": lambda o: post_layout(SAY, o.post, o.content, Counts(o.many, o.many)),
    "what goes on below a post": lambda o: continuation_layout(_continuation(o.several)),
    "today": lambda o: today_layout(SAY, o.post, SAY("today.no_next"), new=False),
    "today for somebody new": lambda o: today_layout(SAY, o.post, SAY("today.no_next"), new=True, unread=59),
    "today without a thread": lambda o: today_layout(
        SAY, replace(o.post, thread_id=None), SAY("today.no_next"), new=True, unread=59
    ),
    "today before the first post": lambda o: today_layout(SAY, None, SAY("today.no_next"), new=True),
    "read before": lambda _: known_layout(SAY, 10**17),
    "catching up": lambda o: catch_up.catch_up_layout(SAY, _catch_up(o.post, started=99), 99),
    "catching up with several passages": lambda o: catch_up.catch_up_layout(
        SAY, _catch_up(_post(DeliveryState.SENT, None, o.several), older=True), 59
    ),
    "caught up": lambda o: catch_up.catch_up_layout(SAY, _catch_up(None, newest=o.post, older=True), 1),
    "caught up before the first post": lambda _: catch_up.catch_up_layout(SAY, _catch_up(None)),
    "which study to catch up with": lambda o: catch_up.which_layout(
        SAY, _guild(o.typed), [replace(_study(), id=number) for number in range(1, 1 + o.many)][:25]
    ),
    "lines of a post": lambda o: marked_lines.lines_layout(SAY, _own_lines(o, 1)),
    "other lines of a post, with counts": lambda o: marked_lines.lines_layout(
        SAY, _own_lines(o, 2)._replace(is_full=True)
    ),
    "an hour to be reminded at": lambda _: reminders.reminder_layout(SAY, _REMINDER),
    "the first direct message": lambda _: reminders.greeting_layout(SAY, _study()),
    "a reminder": lambda o: reminders.said_layout(
        SAY, ReminderContent(o.typed, 99999, SNOWFLAKE, SNOWFLAKE), SNOWFLAKE, 10**17
    ),
    "recap of a week": _recap,
    "an essay that was read": lambda o: _closing(o, NextPost(NOW, o.title, 1000)),
    "the end of a study": lambda o: _closing(o, None),
    "words of a host": lambda o: occasions.words_layout(
        SAY, WordsContent(Moment.RESUME, o.text[:WORDS], NextPost(NOW, o.title, 1000))
    ),
    "words that could not be said": lambda o: occasions.not_said_layout(SAY, _unsaid(o)),
    "what is said besides posts": lambda o: chosen_occasions.occasions_layout(
        SAY, Chosen(_study(), Occasions(6, closings=True, last_words=o.text[:WORDS]), NOW, 9)
    ),
    "another question": lambda o: questions.question_layout(SAY, o.asked, o.asked.id, 10**17, may_put=True),
    "question put to the group": lambda o: put_questions.put_layout(SAY, o.asked, SNOWFLAKE),
    "question that stands before the group": lambda o: questions.standing_layout(
        SAY, put_questions.Standing(o.asked, message_link(SNOWFLAKE, SNOWFLAKE, SNOWFLAKE), False), 1, 10**17
    ),
    "questions about a passage": lambda o: question_pages.questions_layout(SAY, _about(o)),
    "questions after a change": lambda o: question_pages.questions_layout(SAY, _about(o), done=Exchange(1, 2, 3)),
    "question about a passage": lambda o: question_pages.question_layout(SAY, o.view, o.asked),
    "which passage's questions": lambda o: question_pages.which_layout(SAY, _views(o, 8)),
    "own suggestions": lambda o: suggestion_pages.own_layout(SAY, _suggested(o, 20), 1, SAY("suggestion.stored")),
    "own suggestions without any": lambda _: suggestion_pages.own_layout(SAY, []),
    "passages to suggest a question about": lambda o: suggestion_pages.passages_layout(SAY, _views(o, 8)),
    "what became of suggestions": lambda o: results.results_layout(SAY, _suggested(o, results.MOST)),
    "suggestion to review": lambda o: suggestion_review.card_layout(
        SAY,
        _card(o),
        SAY("review.already.reworded"),
        suggestion_review.UndoReviewButton(10**17, 10**17, label=SAY("button.undo")),
    ),
    "nothing to review": lambda _: suggestion_review.card_layout(SAY, None),
    "prompt": lambda o: prompts.prompt_layout(
        SAY, PromptDraw(99999, o.typed[:10], 10**17, 10**17, Rung.APPLY), _prompt(o), in_guild=True
    ),
    "prompt shared": lambda o: prompts.shared_layout(SAY, _prompt(o)),
    "prompt for all": lambda o: prompts.share_layout(SAY, _prompt(o), SNOWFLAKE),
    "prompt marked": lambda _: prompts.marked_layout(SAY, 1),
    "talk": lambda o: talk_layouts.passage_talk(SAY, Topic(o.view, o.asked), SNOWFLAKE, _onward(o)),
    "talk below a passage": lambda o: talk_layouts.question_talk(SAY, Topic(o.view, o.asked), SNOWFLAKE, _onward(o)),
    "way to the talk": lambda o: talk_layouts.there_layout(SAY, SNOWFLAKE, o.asked),
    "talk that would be posted": lambda o: discuss._sure_layout(
        SAY, Topic(o.view, o.asked), SNOWFLAKE, discuss.PostTalkButton(1, 1, SNOWFLAKE), in_thread=False
    ),
    "talk that is known": lambda o: discuss._known_layout(SAY, o.view, KnownTalk(Markup("<#1>"), o.asked)),
    "answer": lambda o: answer_layout(SAY, o.text, SNOWFLAKE),
    "answer given back": lambda o: given_back_layout(SAY, _refused(o), partial(answer_button, SAY)),
    "passage": lambda o: passages.passage_layout(SAY, o.view),
    "range of passages": _range,
    "which passage": lambda o: passages.which_layout(SAY, Candidates(o.typed[:100], list(_views(o, 8)))),
    "search": lambda o: search_results.found_layout(SAY, SearchPage(o.query, _views(o, 6), 60, 1, None)),
    "search that comes closest": lambda o: search_results.found_layout(SAY, _closest(o)),
    "quote": lambda o: shared_quotes.quote_layout(SAY, Draw(99999, o.typed[:20], 10**17), _quote(o)),
    "quote shared": lambda o: shared_quotes.shared_layout(SAY, _quote(o)),
    "quote for all": lambda o: shared_quotes.share_layout(SAY, _quote(o), SNOWFLAKE),
    "draft": lambda o: draft_page.draft_layout(SAY, _draft(o)),
    "what was left out of a draft": lambda o: left_out_page.left_out_layout(SAY, _draft(o)),
    "the way to a form": lambda o: text_forms.bring_layout(SAY),  # nothing of others stands in it
    "chapters of a draft": lambda o: chapters_page.chapters_layout(SAY, _draft(o), 1),
    "passages of a draft": lambda o: draft_cuts.cuts_layout(SAY, _draft(o), 1),
    "passage of a draft": lambda o: draft_cuts.cut_layout(SAY, _draft(o), 2),
    "library": lambda o: essay_list.shelf_layout(SAY, [replace(o.essay, id=n) for n in range(1, 1 + o.many)]),
    "essay": lambda o: essay_page.essay_layout(SAY, _on_shelf(o), 26),
    "passage of an essay": lambda o: essay_page.passage_layout(SAY, _on_shelf(o), 2),
    "taking an essay off the shelf": lambda o: essay_page._sure_layout(SAY, _on_shelf(o)),
    "essay imported": _shelved,
    "study begun": lambda o: status.running_layout(
        SAY, "setup.started", _statuses(o)[0], (SNOWFLAKE,), host_role_text(SAY, SNOWFLAKE, SNOWFLAKE), Moment.START
    ),
    "study paused": lambda o: status.paused_layout(SAY, _statuses(o)[0]),
    "preview": lambda o: _preview(o, left_out=False),
    "questions drafted for a post": _drafts,
    "preview of a day without a post": lambda o: _preview(o, left_out=True),
    "day skipped": lambda _: preview.skipped_layout(
        SAY, NextLeftOut(1, Slot(NOW.date(), NOW), Slot(NOW.date(), NOW), 9, True)
    ),
    "reading list": lambda o: reading_list.reading_layout(SAY, _reading_list(o), o.many),
    "taking an essay out": lambda o: reading_list._sure_layout(SAY, 1, _reading_list(o).essays[0]),
    "move": lambda o: reading_position.move_layout(SAY, _move(o), back=False),
    "moved": lambda o: reading_position.moved_layout(SAY, Changed(_study(), _upcoming(o), 9)),
    "shift": lambda o: reading_position.shift_layout(SAY, Shift(_study(), tuple(_DAYS), _upcoming(o))),
    "shifted": lambda o: reading_position.shifted_layout(SAY, Changed(_study(), _upcoming(o), 9), _DAYS),
    "change undone": lambda o: undo.undone_layout(SAY, Undone(HostAct.SWAP, Changed(_study(), _upcoming(o), None))),
    "change of a study": _edit,
    "another role for hosts of a study": lambda _: edits.host_role_layout(SAY, _study(), None),
    "removing a study": lambda _: edits.remove_layout(SAY, _study()),
    "another channel": lambda _: repairs.elsewhere_layout(SAY, 1),
    "notice": lambda _: host_notices.notice_layout(SAY, 1, NoticeContent(SNOWFLAKE, Reason.REFUSED)),
    "notice of what is left": lambda _: host_notices.notice_layout(
        SAY, 1, NoticeContent(SNOWFLAKE, Reason.LEFT_14, 14)
    ),
    "settings": lambda _: settings_layout(SAY, HostSettings(SNOWFLAKE, is_public=True, role_id=SNOWFLAKE)),
    "settings with a model": lambda o: settings_layout(
        SAY, HostSettings(None, is_public=False, role_id=SNOWFLAKE, model=NamedModel(o.typed, o.typed, "other.example"))
    ),
    "settings with a model that drafts": lambda o: settings_layout(
        SAY, HostSettings(SNOWFLAKE, is_public=True, role_id=SNOWFLAKE, model=NamedModel(o.typed, o.typed, o.typed))
    ),
    "settings without any": lambda _: settings_layout(SAY, HostSettings(None, is_public=False, role_id=None)),
    "delete my data": lambda _: delete_layout(SAY),
    "me": lambda o: _me(min(o.many, 3), o.many),
    "me before the first part": lambda _: me_layout(SAY, OwnRecord((), 0, shown=False), ()),
    "me with reminders": lambda o: me_layout(
        SAY, OwnRecord((), 0, shown=False, reminders=_reminders(min(o.many, MOST_REMINDERS)), study_id=10**17), ()
    ),
    "group": lambda o: _group(1, o.many),
    "group of many studies": lambda o: _group(min(o.many, 10), o.many),
    "group without a study": lambda _: group_layout(SAY, GroupWeek((), 0), ()),
    "week for hosts": _week,
    "week for hosts without a post": lambda _: week_layout(
        SAY, WeekReport(SNOWFLAKE, SNOWFLAKE, NOW, (), Stages(), (), 0, ()), ()
    ),
    **{
        f"status, study {n + 1}": lambda o, n=n: status.status_layout(
            SAY, _statuses(o)[n : n + 1] or _statuses(o), status.ServerView((SNOWFLAKE,), (SNOWFLAKE,))
        )
        for n in range(4)
    },
}
"""How each layout is made; a test finds those that are missing here."""
