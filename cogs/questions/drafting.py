"""Having a language model draft questions, now and then, where hosts agree to it."""

import asyncio
import logging

from discord.ext import commands

from bot import events
from bot.client import StudyBot
from bot.i18n import QUESTIONS
from bot.outside.chat_completions import ChatCompletions
from bot.services.questions.model_drafts import Drafter

_log = logging.getLogger(__name__)

LOOK = 60
"""Seconds between two looks at what comes next."""


class Drafting(commands.Cog):
    """The loop in which questions are drafted; posts and people never wait for it."""

    def __init__(self, bot: StudyBot) -> None:
        """Prepare the loop. Raises `ValueError` where the operator has named no model."""
        if bot.model is None:
            raise ValueError("no model")
        model = ChatCompletions(bot.model.url, bot.model.model, bot.model.key, seconds=bot.model.seconds)
        prompt = (QUESTIONS / "drafting-prompt.txt").read_text("utf-8")
        self._bot = bot
        self._loop: asyncio.Task[None] | None = None
        self._drafter = Drafter(bot.database, model, bot.model.host, prompt, bot.steady)
        self.looking = asyncio.Lock()

    async def cog_load(self) -> None:
        """Start the loop that looks every `LOOK` seconds."""
        self._loop = asyncio.create_task(self._run(), name="question drafting")

    async def cog_unload(self) -> None:
        """Stop at once: what a model has not answered is asked again after the next start."""
        if self._loop:
            self._loop.cancel()
            await asyncio.wait([self._loop])

    async def _run(self) -> None:
        await self._bot.wait_until_ready()
        while True:
            moves = self._bot.clock.moves  # read before the time is: a look may see what was before a move
            async with self.looking:
                try:
                    if await self._drafter.look(self._bot.safe_now()):
                        events.notice_due(self._bot)
                except Exception:  # noqa: BLE001 # as in the tick: whatever went wrong, the next look must come
                    _log.exception("Questions could not be drafted; the next look tries again")
            await self._bot.clock.sleep(LOOK, moves)
