"""Questions that a language model drafts about the passages that studies come to next; each waits for a host.

No post waits for it, and nothing is held while it thinks: what it is told is read before, what came is written after.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.core.deliveries.notice_retries import next_try
from bot.core.errors import StudyError
from bot.core.essays.draft import DraftQuestion
from bot.core.essays.passage_splitter import LEAST
from bot.core.limits import OWN_QUESTIONS
from bot.core.models import Origin, Reason, Rung, Study
from bot.core.questions import drafting
from bot.core.questions.drafting import DraftedPassage
from bot.core.text.normalization import count_words
from bot.outside.chat_completions import ChatCompletions
from bot.services.studies import reading_ahead
from bot.store import counts, guilds
from bot.store.database import Connection, Database
from bot.store.essays import essays, passages, questions
from bot.store.studies import model_drafts, notices

AHEAD = 3
"""Passages of each study, the next ones, that drafts are asked for."""
A_LOOK = 4
"""Passages that a model is asked about in one look."""
TRIES = 5
"""How often a model is asked about a passage before it is given up."""
TELL_AFTER = 2
"""Failures in a row before hosts are told: a single one is no news."""


class Wanted(NamedTuple):
    """A passage that comes `place` posts from now in a study, and about which nothing has come `failures` times."""

    failures: int
    place: int
    study_id: int
    guild_id: int
    passage_id: int


class Drafter:
    """Asks one model for all guilds that agree to it, one passage at a time."""

    def __init__(
        self, database: Database, model: ChatCompletions, host: str, prompt: str, steady: Callable[[], datetime]
    ) -> None:
        """Ask the model on this machine as the prompt says; `steady` tells a time that only passes, for the pauses."""
        self._database, self._model, self._host, self._prompt = database, model, host, prompt
        self._steady = steady
        self._in_vain, self._next_at = 0, steady()

    async def look(self, now: datetime) -> bool:
        """Ask about passages that come next and bring no questions; whether hosts have something to hear.

        After an answer of which nothing can be used, nothing is asked for a while, and longer after each more.
        """
        if self._steady() < self._next_at:
            return False
        wanted = await self._wanted()
        for one in wanted[:A_LOOK]:
            if not await self._draft(one):
                self._in_vain += 1
                self._next_at = next_try(self._in_vain, self._steady())
                return self._in_vain >= TELL_AFTER and await self._tell(wanted, now)
            self._in_vain = 0
        return False

    async def _wanted(self) -> list[Wanted]:
        """What has failed least comes first, then what is posted soonest: no passage keeps others waiting."""
        async with self._database.reading() as connection:
            running = await model_drafts.agreed(connection, self._host)
        wanted: dict[tuple[int, int], Wanted] = {}
        for study in running:
            async with self._database.reading() as connection:
                for one in await _wanted_by(connection, study):
                    wanted.setdefault((one.guild_id, one.passage_id), one)
        return sorted(wanted.values())

    async def _draft(self, wanted: Wanted) -> bool:
        """Ask about a passage and store what can be used of the answer; whether that was anything."""
        async with self._database.reading() as connection:
            passage = await _passage(connection, wanted)
        if passage is None:
            return True
        if count_words(passage.text) < LEAST:  # a few words have nothing to ask about, as the bank has it
            await self._store(wanted, TRIES)
            return True
        try:
            answer = await self._model.answer(drafting.messages(self._prompt, passage))
        except StudyError:
            await self._store(wanted, wanted.failures + 1)
            return False
        drafted = [DraftQuestion(rung, text, Origin.MODEL) for rung, text in drafting.read_draft(answer, passage)]
        await self._store(wanted, 0 if drafted else TRIES, drafted)
        return bool(drafted)

    async def _store(self, wanted: Wanted, failures: int, drafted: Sequence[DraftQuestion] = ()) -> None:
        """Store what has come of it, unless a host has turned it off or removed the passage while the model thought."""
        _, _, _, guild_id, passage_id = wanted
        async with self._database.writing() as connection:
            there = await passages.passage(connection, passage_id, guild_id)
            if there is not None and await guilds.model_host(connection, guild_id) == self._host:
                await model_drafts.note(connection, guild_id, passage_id, failures)
                if drafted:
                    await model_drafts.add(connection, guild_id, passage_id, drafted)
                    await notices.forget_everywhere(connection, (Reason.NO_DRAFTS,))

    async def _tell(self, wanted: list[Wanted], now: datetime) -> bool:
        async with self._database.writing() as connection:
            return await notices.add_about(connection, Reason.NO_DRAFTS, {one.study_id for one in wanted}, now)


async def _wanted_by(connection: Connection, study: Study) -> list[Wanted]:
    """Those of a study's next passages that bring no question of their own and have not been given up."""
    coming = await reading_ahead.ahead(connection, study, AHEAD)
    known = await model_drafts.failures(connection, study.guild_id, coming)
    wanted: list[Wanted] = []
    for place, passage_id in enumerate(coming):
        if passage_id in known and not 0 < known[passage_id] < TRIES:
            continue
        asked = await questions.asked(connection, passage_id, study.guild_id)
        if all(question.origin is Origin.BANK for question in asked):
            wanted.append(Wanted(known.get(passage_id, 0), place, study.id, study.guild_id, passage_id))
    return wanted if wanted and await _has_room(connection, study.guild_id) else []


async def _has_room(connection: Connection, guild_id: int) -> bool:
    own = await counts.rows(connection, OWN_QUESTIONS.table, OWN_QUESTIONS.owner, guild_id)
    return own + len(Rung) <= OWN_QUESTIONS.most


async def _passage(connection: Connection, wanted: Wanted) -> DraftedPassage | None:
    passage = await passages.passage(connection, wanted.passage_id, wanted.guild_id)
    essay = None if passage is None else await essays.essay(connection, passage.essay_id, wanted.guild_id)
    if passage is None or essay is None:
        return None
    return DraftedPassage(essay.title, passage.heading, essay.language, passage.text)
