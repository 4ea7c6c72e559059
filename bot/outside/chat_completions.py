"""A language model behind an endpoint that speaks the usual chat completions.

The form is OpenAI's (https://platform.openai.com/docs/api-reference/chat/create), which local servers speak as well.
Only what all of them take is sent: a model and messages.
"""

import json
import logging
from collections.abc import Sequence

import aiohttp

from bot.core.errors import StudyError
from bot.outside.network_errors import BROKEN, in_words

_log = logging.getLogger(__name__)

MOST_BYTES = 200_000
"""Of an answer: a model that thinks aloud fills a hundred kilobytes at most."""
_OK, _TOO_MANY = 200, 429
_OURS = range(400, 500)


class ChatCompletions:
    """An endpoint and a model: the operator's choice. The key shows in no message and no log."""

    def __init__(self, url: str, model: str, key: str | None, *, seconds: float) -> None:
        """Speak to `url`, below which `/chat/completions` is; an answer may take so many seconds."""
        self._url, self._model, self._seconds = f"{url}/chat/completions", model, seconds
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    async def answer(self, messages: Sequence[dict[str, str]]) -> str:
        """What the model answers.

        Raises `StudyError`: `model.too_slow`, `model.too_many` (429), `model.refused` (another 4xx, with `status`),
        `model.broken` (no connection, another status) or `model.nonsense` (no completion, or too long a one).
        """
        timeout = aiohttp.ClientTimeout(total=self._seconds)
        asked = {"model": self._model, "messages": list(messages)}
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, headers=self._headers, trust_env=False) as session,
                session.post(self._url, json=asked, allow_redirects=False) as answer,
            ):
                _check(answer.status)
                body = await _body(answer)
        except TimeoutError:
            raise StudyError("model.too_slow", n=round(self._seconds)) from None
        except BROKEN as broken:
            _log.warning("The model that drafts questions could not be asked: %s", in_words(broken))
            raise StudyError("model.broken") from None
        return _text(body)


def _check(status: int) -> None:
    """Raises `StudyError` for an answer that is none."""
    if status == _OK:
        return
    if status == _TOO_MANY:
        raise StudyError("model.too_many")
    _log.warning("The model that drafts questions answers with %d", status)
    raise StudyError("model.refused", status=status) if status in _OURS else StudyError("model.broken")


async def _body(answer: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for part in answer.content.iter_any():
        body += part
        if len(body) > MOST_BYTES:
            raise StudyError("model.nonsense")
    return bytes(body)


def _text(body: bytes) -> str:
    """The text of the first choice. Raises `StudyError` where there is none."""
    try:
        completion = json.loads(body)
        text: object = completion["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        text = None
    if not isinstance(text, str) or not text:
        raise StudyError("model.nonsense")
    return text
