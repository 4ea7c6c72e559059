"""What a study group works with, as values: essays, passages, questions, studies, posts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, TypeAlias
from zlib import crc32

from bot.core.errors import StudyError


class Rung(StrEnum):
    """How deep a question goes: what it says, what it means, where in my life, what speaks against it."""

    NOTICE = "notice"
    UNDERSTAND = "understand"
    APPLY = "apply"
    DISAGREE = "disagree"


class Origin(StrEnum):
    """Who wrote a question: the pack that brought the essay, a host, a member, the bot from its bank, or a model."""

    PACK = "pack"
    HOST = "host"
    MEMBER = "member"
    BANK = "bank"
    MODEL = "model"


class QuestionState(StrEnum):
    """Whether a question is asked in a guild: *pending* waits for a host, *declined* is asked no more, or never was."""

    APPROVED = "approved"
    PENDING = "pending"
    DECLINED = "declined"


class Verdict(StrEnum):
    """What hosts have made of a suggested question: asked as it is, asked in other words, or not asked."""

    APPROVED = "approved"
    REWORDED = "reworded"
    DECLINED = "declined"


class StudyState(StrEnum):
    """Whether a study posts: *finished* waits for more to read, *paused* for a host."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"


class Arrangement(StrEnum):
    """In which order a study reads its list: as it stands, essays or passages at random, or each on its own date."""

    IN_ORDER = "in_order"
    ESSAYS_SHUFFLED = "essays_shuffled"
    PASSAGES_SHUFFLED = "passages_shuffled"
    ON_DATES = "on_dates"


class PortionKind(StrEnum):
    """What a study counts by when it posts: one passage, so many words, or a section."""

    PASSAGE = "passage"
    WORDS = "words"
    SECTION = "section"


class Portion(NamedTuple):
    """How much of its reading a study posts at once; `words` are the most, where words are what is counted."""

    kind: PortionKind = PortionKind.PASSAGE
    words: int = 0


class Ending(StrEnum):
    """What a study does after its list: stop, begin the list again, or go on with the rest of the library."""

    STOP = "stop"
    LOOP = "loop"
    GO_ON = "go_on"


class QuestionsBy(StrEnum):
    """Who may put another question about a day's passage to the group: hosts, or whoever may write there."""

    HOSTS = "hosts"
    EVERYBODY = "everybody"


class DeliveryState(StrEnum):
    """How far a delivery, or a slot, has come: *claimed* may or may not be on Discord yet; the other three are ends."""

    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class DeliveryKind(StrEnum):
    """What it is that the bot says: by itself, or for a member who has handed it in."""

    POST = "post"
    NOTICE = "notice"
    ANSWER = "answer"
    CONTINUATION = "continuation"
    REMINDER = "reminder"
    RECAP = "recap"
    CLOSING = "closing"
    WORDS = "words"


class Moment(StrEnum):
    """When a host has the bot say something to the group, besides the posts."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"


class Wish(StrEnum):
    """How far a step after the post has come: its thread, its pin, its publishing."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"
    REFUSED = "refused"


class Part(StrEnum):
    """How a member took part in a post; each counts once a post."""

    READ = "read"
    ANSWERED = "answered"
    REPLIED = "replied"


@dataclass(frozen=True, slots=True)
class Essay:
    """An essay on the shelf of one guild, or of every guild when `guild_id` is None.

    `length` counts passages; `revision` goes up with every change.
    """

    id: int
    guild_id: int | None
    title: str
    author: str | None
    language: str
    source: str | None
    licence: str | None
    length: int
    revision: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One day's reading; `number` runs through the essay from 1, `heading` is its section's, if it has one."""

    id: int
    essay_id: int
    number: int
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """How a passage begins, for lists of choices: enough to recognise it by."""

    passage_id: int
    title: str
    number: int
    heading: str | None
    start: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question about one passage, as one guild sees it.

    `guild_id` is None for one that came with its essay; any other is known to that guild alone.
    """

    id: int
    passage_id: int
    rung: Rung
    text: str
    origin: Origin
    guild_id: int | None = None
    state: QuestionState = QuestionState.APPROVED

    @property
    def wording(self) -> int:
        """A number of nine digits that is another as soon as the words or the rung are: a button compares it."""
        return crc32(f"{self.rung}:{self.text}".encode()) % 10**9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question of a guild's own that waits for its hosts, or has waited.

    `user_id` is the member who suggested it: None for one that a model has drafted, and after that member has deleted
    their data. `asked_as` are the words in which it is asked now, if it is.
    """

    question: Question
    user_id: int | None
    wants_to_hear: bool
    verdict: Verdict | None = None
    asked_as: str | None = None


class Author(NamedTuple):
    """A member of a guild who has suggested something."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a study posts: a local time in an IANA zone on some weekdays (0 is Monday)."""

    time: time
    zone: str
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class Slot:
    """One study's one local day: the date the host meant, and the instant (UTC) it falls on."""

    date: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a study posts; in a forum each day is a post of its own, with the tag if there is one.

    In an announcement channel a post can be published to those who follow the channel.
    """

    channel_id: int
    forum: bool = False
    tag_id: int | None = None
    role_id: int | None = None
    pin: bool = False
    publish: bool = False


Sees: TypeAlias = Callable[[int], bool]
"""Whether somebody can see a channel now, by its id."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for something, where and when: made once for each command, button or form.

    Inside a thread, `channel_id` is that of the channel it belongs to; `now` is the time that is safe to claim by.
    `steered` are the studies of the guild that they steer, by the role of each; None for a host of the server, who
    steers all.
    """

    guild_id: int | None
    channel_id: int | None
    user_id: int
    now: datetime
    steered: frozenset[int] | None

    @property
    def guild(self) -> int:
        """The guild in which it is asked. Raises `StudyError` in a direct message."""
        if self.guild_id is None:
            raise StudyError("error.guild_only")
        return self.guild_id

    def may_steer(self, study_id: int) -> bool:
        """Whether they are a host of this study of the guild."""
        return self.steered is None or study_id in self.steered


class Reason(StrEnum):
    """Why a slot has no post or a study has stopped, and what else hosts have to know."""

    OFFLINE = "offline"
    CLOCKS = "clocks"
    NO_ANSWER = "no_answer"
    STORAGE = "storage"
    LATE = "late"
    UNKNOWN = "unknown"
    NOTHING_LEFT = "nothing_left"
    NO_READING = "no_reading"
    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no_channel"
    REFUSED = "refused"
    WRONG_KIND = "wrong_kind"
    TAG_NEEDED = "tag_needed"
    TAG_GONE = "tag_gone"
    AUTOMOD = "automod"
    THREADS_FULL = "threads_full"
    NO_THREAD = "no_thread"
    THREAD_REFUSED = "thread_refused"
    NO_PIN = "no_pin"
    PINS_FULL = "pins_full"
    NO_PUBLISHING = "no_publishing"
    NOT_ANNOUNCEMENTS = "not_announcements"
    GONE_UNPUBLISHED = "gone_unpublished"
    NOT_CONTINUED = "not_continued"
    ROLE_GONE = "role_gone"
    LOCKED = "locked"
    HOST = "host"
    CHANGED = "changed"
    ZONE_GONE = "zone_gone"
    BACK_AGAIN = "back_again"
    NO_DRAFTS = "no_drafts"
    NO_DIRECT = "no_direct"
    LEFT_14 = "left_14"
    LEFT_7 = "left_7"
    LEFT_2 = "left_2"
    LEFT_0 = "left_0"

    @property
    def key(self) -> str:
        """Its sentence in the catalogue."""
        return f"reason.{self}"


class HostAct(StrEnum):
    """What a host did to one study; each can be undone."""

    EDIT = "edit"
    PAUSE = "pause"
    RESUME = "resume"
    LEAVE_OUT = "leave_out"
    TAKE_IN = "take_in"
    SWAP = "swap"
    SKIP_TO = "skip_to"
    GO_BACK = "go_back"
    PORTION = "portion"
    ADD_ESSAY = "add_essay"
    REMOVE_ESSAY = "remove_essay"
    MOVE_ESSAY = "move_essay"
    ARRANGE = "arrange"
    END_WITH = "end_with"
    HOST_ROLE = "host_role"
    ASK = "ask"
    OCCASIONS = "occasions"

    @property
    def key(self) -> str:
        """Its words in the catalogue."""
        return f"act.{self}"


class HostChange(NamedTuple):
    """What a host did to a study, and whether nothing has been posted or changed in it since."""

    id: int
    study_id: int
    act: HostAct
    at: datetime
    user_id: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Study:
    """One reading plan in one channel.

    `host_role_id` is the role whose members steer it besides the hosts of the server, if they have chosen one.
    `next_slot` is None while nothing is planned. `round` counts how often the list has been begun; `left_told` is the
    mark of what is left to read that hosts know of. `revision` counts changes of its plan and by its hosts.
    """

    id: int
    guild_id: int
    place: Place
    host_role_id: int | None
    timetable: Timetable
    state: StudyState
    paused_because: Reason | None
    epoch: int
    next_slot: Slot | None
    arrangement: Arrangement
    ending: Ending
    portion: Portion
    round: int
    left_told: int | None
    revision: int
    questions_by: QuestionsBy = QuestionsBy.HOSTS

    @property
    def channel_id(self) -> int:
        """The channel it posts in."""
        return self.place.channel_id

    def takes_questions_of(self, asker: Asker) -> bool:
        """Whether somebody may put another question to those who read it."""
        return self.questions_by is QuestionsBy.EVERYBODY or asker.may_steer(self.id)


class PostedPassage(NamedTuple):
    """A passage that a post holds, as it was at the claim."""

    passage_id: int
    number: int
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class PostContent:
    """All that a post says, as values fixed at its claim, so that a retry says exactly the same.

    `following` are the passages that come at once with its first one, and follow it in the essay; the second question
    is about one of them.
    """

    passage_id: int
    title: str
    author: str | None
    source: str | None
    heading: str | None
    text: str
    question_id: int | None
    question: str | None
    origin: Origin | None
    number: int
    length: int
    day: int
    reference: str
    language: str
    role_id: int | None
    following: tuple[PostedPassage, ...] = ()
    about_id: int | None = None  # the passage that its question is about, where that is not its first
    second_question: str | None = None
    said_in: str = "en"  # the language of what stands around the passage

    @property
    def passages(self) -> tuple[PostedPassage, ...]:
        """All its passages, in order."""
        return PostedPassage(self.passage_id, self.number, self.heading, self.text), *self.following

    @property
    def passage_ids(self) -> list[int]:
        """The ids of all its passages, in order."""
        return [passage.passage_id for passage in self.passages]

    @property
    def asked_about(self) -> int:
        """The id of the passage that its question is about."""
        return self.about_id or self.passage_id

    @property
    def last_number(self) -> int:
        """The number of its last passage."""
        return self.following[-1].number if self.following else self.number


class Mark(NamedTuple):
    """Which line of a post is marked: the place of its passage there, 0 for the first, and its number in that, from 1.

    A post's content is fixed at its claim, so that neither of them shifts.
    """

    place: int
    sentence: int


@dataclass(frozen=True, slots=True)
class ContinuationContent:
    """What one message below a post says: passages that come after one under `heading`; the first has `position` 1."""

    post_id: int
    position: int
    heading: str | None
    passages: tuple[PostedPassage, ...]


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """All that a notice says of a study, as values; `left` counts the passages still to be read."""

    channel_id: int
    reason: Reason
    left: int = 0
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A member's answer to the question of a post, as they handed it in."""

    post_id: int
    text: str
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class ReminderContent:
    """What a member is reminded of: the post of a day, and the channel or thread in which its message stands."""

    title: str
    day: int
    place_id: int
    message_id: int
    said_in: str = "en"


class NamedPost(NamedTuple):
    """A post as others name it: its day, what it held, how much was said about it, and where that stands.

    That is in a thread or, without a message id, in a channel that is all about it.
    """

    day: int
    title: str
    number: int
    last_number: int
    place_id: int
    message_id: int | None
    said: int


class KeptLine(NamedTuple):
    """A line worth keeping: the day of its post if members have marked it, and how many; else 0 of both."""

    text: str
    day: int = 0
    people: int = 0


class NextPost(NamedTuple):
    """What comes next in a study, and when."""

    at: datetime
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class RecapContent:
    """What a study has read in the seven days to `until`, how many took part, and what comes next."""

    until: datetime
    posts: tuple[NamedPost, ...]
    members: int
    line: KeptLine | None
    following: NextPost | None
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class ClosingContent:
    """What is said of an essay that a study has read to its end, after so many posts; what comes next in the study.

    `lines` are those that struck most members, `talks` the posts about which most was said. If that is the end of the
    study as well, `last_words` are what hosts want to be said then.
    """

    title: str
    author: str | None
    first_day: int
    last_day: int
    posts: int
    members: int
    lines: tuple[KeptLine, ...]
    talks: tuple[NamedPost, ...]
    following: NextPost | None
    is_end: bool
    last_words: str | None = None
    said_in: str = "en"


@dataclass(frozen=True, slots=True)
class WordsContent:
    """What a host has the bot say to the group when a study starts, rests or goes on, and what comes next in it."""

    moment: Moment
    words: str
    following: NextPost | None
    said_in: str = "en"


Content: TypeAlias = (
    PostContent
    | ContinuationContent
    | NoticeContent
    | AnswerContent
    | ReminderContent
    | RecapContent
    | ClosingContent
    | WordsContent
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a host has to know about a study."""

    id: int
    guild_id: int
    study_id: int
    content: NoticeContent

    @property
    def reason(self) -> Reason:
        """What it is about."""
        return self.content.reason


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something that the bot says, claimed before it is sent, and how far it has come.

    `expires_at` is the last moment at which it may still be sent, `tried_at` when the first attempt began that may have
    made the message. An answer is its member's, `user_id`, and has no content once that is with people.
    """

    id: int
    kind: DeliveryKind
    guild_id: int
    study_id: int
    channel_id: int
    forum: bool
    tag_id: int | None
    nonce: str
    content: Content | None
    state: DeliveryState
    reason: Reason | None
    due_at: datetime
    expires_at: datetime
    claimed_at: datetime
    tried_at: datetime
    attempts: int
    retry_at: datetime | None
    message_id: int | None
    sent_at: datetime | None
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the ledger: what became of a slot. One that was skipped without a claim has no delivery.

    `reason` is why it ended so. `extras_tries` counts how often what follows it has been tried in vain.
    """

    id: int
    study_id: int
    guild_id: int
    epoch: int
    slot: Slot
    skipped_because: Reason | None
    delivery: Delivery | None
    thread_id: int | None
    thread: Wish
    pin: Wish
    publish: Wish
    extras_tries: int

    @property
    def state(self) -> DeliveryState:
        """How far it has come."""
        return self.delivery.state if self.delivery else DeliveryState.SKIPPED

    @property
    def reason(self) -> Reason | None:
        """Why it has ended so, if it was not sent."""
        return self.delivery.reason if self.delivery else self.skipped_because

    @property
    def content(self) -> PostContent | None:
        """What it says."""
        content = self.delivery.content if self.delivery else None
        return content if isinstance(content, PostContent) else None

    @property
    def message_id(self) -> int | None:
        """Its message, if it is there."""
        return self.delivery.message_id if self.delivery else None

    @property
    def sent_at(self) -> datetime | None:
        """When its message was made."""
        return self.delivery.sent_at if self.delivery else None

    @property
    def talked_about_in(self) -> tuple[int, int | None] | None:
        """Where the group talks about it: the id of its thread, or of its channel and of its message in that.

        None when neither is known to be there: a forum post is gone with its thread.
        """
        if self.thread_id is not None:
            return self.thread_id, None
        if self.message_id is None or (self.delivery is not None and self.delivery.forum):
            return None
        return self.channel_id, self.message_id

    @property
    def channel_id(self) -> int:
        """The channel that it is for. Raises `ValueError` for a slot that was skipped without a claim."""
        if self.delivery is None:
            raise ValueError(f"post {self.id} has never been claimed")
        return self.delivery.channel_id


@dataclass(frozen=True, slots=True)
class PutQuestion:
    """Another question that somebody has put to the group, in the thread of a post or below it in its channel.

    It has no message while it is not known whether Discord has taken it.
    """

    channel_id: int
    at: datetime
    message_id: int | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its essay, and the guild's own post of it with how many took part, when there was one.

    `following` are the rest of a range; `before` and `after` are the ids of the passages around what is shown.
    """

    passage: Passage
    essay: Essay
    post: Post | None
    members: int
    before: int | None = None
    after: int | None = None
    following: tuple[Passage, ...] = ()
