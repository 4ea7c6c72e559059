"""How many and how often: every limit that keeps one person from taking what others need (docs/limits.md).

How large one essay and its parts may be stands in `sizes.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.core.errors import StudyError
from bot.core.essays import sizes


class Rate(NamedTuple):
    """So many at once, and as many again, evenly, within so many seconds."""

    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many rows of a table for each `owner`, a column; `refusal` is the key of what is said otherwise."""

    table: str
    owner: str
    most: int
    refusal: str

    def check(self, count: int) -> None:
        """Raises `StudyError` when so many are too many."""
        if count > self.most:
            raise StudyError(self.refusal, n=self.most, found=count, most=self.most)


STUDIES = Limit("studies", "guild_id", 25, "limit.studies")
ESSAYS = Limit("essays", "guild_id", 200, "limit.essays")
SHELF = Limit("passages", "guild_id", 20_000, "limit.shelf")
"""Passages on a server's own shelf: two million words and more, some 80 MB with the index."""
PASSAGES = Limit("passages", "essay_id", sizes.PASSAGES, "import.many_passages")
QUESTIONS = Limit("questions", "passage_id", sizes.QUESTIONS, "library.many_questions")
OWN_QUESTIONS = Limit("questions", "guild_id", 10_000, "limit.questions")
"""Questions that hosts have written and members suggested, with those that are asked no more."""
SUGGESTIONS = Limit("suggestions", "user_id", 20, "limit.suggestions")
"""Questions that a member has suggested in one server and no host has reviewed."""
ALL_SUGGESTIONS = Limit("suggestions", "guild_id", 500, "limit.all_suggestions")
"""The same of all its members: a host reads no more than a few hundred."""
QUOTES = Limit("quotes", "passage_id", sizes.QUOTES, "library.many_quotes")
DRAFTS = Limit("drafts", "guild_id", 5, "library.many_drafts")
SKIPS = Limit("skips", "study_id", 400, "limit.skips")

LIMITS = (
    STUDIES,
    ESSAYS,
    SHELF,
    PASSAGES,
    QUESTIONS,
    OWN_QUESTIONS,
    SUGGESTIONS,
    ALL_SUGGESTIONS,
    QUOTES,
    DRAFTS,
    SKIPS,
)
BOUNDED_OTHERWISE: Mapping[str, str] = {
    "applications": "one for each application that the operator has run the bot as",
    "registered_commands": "one for each command of the bot and each of those applications",
    "guilds": "one for each server that has invited the bot",
    "members": "one for each member of a server",
    "study_essays": "one for each study and essay that its server can read",
    "hidden_questions": "one for each server and question that came with an essay it can read",
    "good_questions": "one for each question and member of a server who can read it",
    "asked_of_model": "one for each server and passage that it can read",
    "chosen_questions": "one for each study and passage that its server can read",
    "changes": "the newest 50 of each study",
    "plan": "one for each study and passage that its server can read",
    "notices": "one while it waits, for each study and thing to tell, and as many told ones as posts at most",
    "deliveries": "one for each post and message below it, the latest of each notice, ten answers a member and post, "
    "the latest reminder of each member and study, and the latest recap, closing post and words of each study",
    "post_passages": "25 for each post",
    "put_questions": "one for each post and question about its passages, five by members who are no hosts",
    "posts": "one for each study and day, and a skipped one more for a change of its time",
    "participation": "one for each post, member and way of taking part",
    "fresh_starts": "one for each post and member",
    "reminders": "one for each study and member",
    "occasions": "one for each study",
    "closings": "one for each post",
    "marks": "ten for each post and member",
    "tombstones": "one for each person who has had their data deleted in the last 44 days",
    "passage_words": "one for each passage",
}
"""The other tables, and why nobody can fill them. A table that is neither here nor in a limit fails a test."""


class Act(StrEnum):
    """What is counted, each by itself."""

    USE = "use"
    TYPE = "type"
    SHARE = "share"
    TALK = "talk"
    ANSWER = "answer"
    SUGGEST = "suggest"
    IMPORT = "import"
    RECORD = "record"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Rates:
    """How often one person and one server may do a thing, None without limit; the keys of what is said otherwise."""

    person: Rate | None
    guild: Rate | None
    person_refusal: str = "limit.person"
    guild_refusal: str = "limit.guild"


MINUTE, HOUR, DAY = 60, 3600, 86400

RATES: Mapping[Act, Rates] = {
    # Commands, menus, buttons, lists and forms. Whoever leafs through thirty passages as quickly as they can, three a
    # second, is not stopped; two a second are not, for any time. A large server's first half minute after the post
    # (three hundred who press a button) is not stopped either.
    Act.USE: Rates(Rate(40, 20), Rate(300, 30)),
    # Autocompletion: Discord asks a few times a second while somebody types, five at the most, for any time.
    Act.TYPE: Rates(Rate(20, 4), Rate(100, 4)),
    # Quotes and questions shown to everybody: two a minute, as anybody might write, four of them at once.
    Act.SHARE: Rates(Rate(4, 2 * MINUTE), Rate(30, 3 * MINUTE), "limit.share", "limit.share_guild"),
    # Talks: each is a thread in the list of the channel. A lively hour of a group has a handful.
    Act.TALK: Rates(Rate(6, HOUR), Rate(60, HOUR), "limit.talk", "limit.talk_guild"),
    # Answers handed in: messages in a thread, and not as quick as typing. A class that answers at once is not stopped.
    Act.ANSWER: Rates(Rate(5, 10 * MINUTE), Rate(150, 10 * MINUTE), "limit.answer", "limit.answer_guild"),
    # Questions suggested: each is written with thought, and a host has to read it.
    Act.SUGGEST: Rates(Rate(10, 10 * MINUTE), Rate(150, 10 * MINUTE), "limit.suggest", "limit.suggest_guild"),
    # Files read: up to ten seconds of a processor each, a minute for a PDF. A shelf is filled in an evening, a mistake
    # or two included.
    Act.IMPORT: Rates(None, Rate(20, DAY), guild_refusal="limit.import"),
    # Records of a study: each reads up to five hundred answers back from Discord. One is kept, not read every day.
    Act.RECORD: Rates(Rate(2, 10 * MINUTE), Rate(10, 10 * MINUTE), "limit.record", "limit.record_guild"),
    # Refusals that are said. A flood of refused uses would otherwise be as many requests; people read the first ones.
    Act.REFUSAL: Rates(Rate(3, MINUTE), Rate(60, MINUTE)),
}
"""How often: rates that nobody meets in ordinary use."""
