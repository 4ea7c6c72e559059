"""What a study group works with, as values: essays, passages, questions, studies, and who asks for something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple, TypeAlias
from zlib import crc32

from bot.core.errors import StudyError


@dataclass(frozen=True, slots=True)
class Shards:
    """Which of its shards a process runs: Discord tells each of the guilds whose id says so (Gateway, Sharding)."""

    count: int = 1
    ids: tuple[int, ...] = (0,)

    @property
    def are_all(self) -> bool:
        """Whether no other process runs any."""
        return len(self.ids) == self.count


ALL_SHARDS = Shards()
"""Of a bot that is one process."""


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

    Inside a thread, `channel_id` is that of the channel it belongs to; `now` is when they asked, by Discord's clock.
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
