"""The log: what operators need to mend something, and nothing about a person.

Names, typed words and interaction tokens reach a log by way of the libraries (discord.py logs every event at DEBUG) and
of exceptions, whose text may hold what somebody wrote. Both ways are closed here, whatever the level.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

LIBRARIES = {
    "aiohttp": logging.INFO,
    "aiosqlite": logging.INFO,
    "alembic": logging.INFO,
    "alembic.runtime.plugins": logging.WARNING,  # it lists itself, six lines long
    "asyncio": logging.INFO,
    "discord": logging.INFO,
    "discord.client": logging.WARNING,  # it says that it logs in, at each attempt
    "sqlalchemy": logging.WARNING,  # at INFO it tells every statement
}
"""The lowest levels of libraries: below these they tell all that arrives and all that is stored."""
_SNOWFLAKE = re.compile(r"(?<!\d)(?<!\?client_id=)\d{17,20}(?!\d)")
"""Discord's ids, but for the application's own in an invitation: everybody who opens a profile sees that one."""
_TOKEN_IN_PATH = re.compile(r"(/(?:interactions|webhooks)/[^/\s]{1,24}/)[^/\s?]{20,}")
_BOT_TOKEN = re.compile(r"(?<![\w-])[\w-]{10,}+\.[\w-]{4,}+\.[\w-]{20,}")
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TELLING = ("discord.", "aiohttp.", "sqlalchemy.", "bot.")
"""Where exceptions come from whose text is about requests, statements and settings, not about what people wrote."""


def set_up_logs(level: str, form: str = "text", stream: TextIO = sys.stderr) -> None:
    """Write the log to the stream from this level on, as `text` or `json`; libraries from their own lowest level on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter() if form == "json" else PrivateFormatter(_LINE))
    logging.basicConfig(level=level, handlers=[handler])
    limit_libraries(level)


def limit_libraries(level: str) -> None:
    """Keep the libraries from telling more than what goes wrong."""
    for name, least in LIBRARIES.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelNamesMapping()[level]))


class PrivateFormatter(logging.Formatter):
    """Leaves out Discord's ids, tokens, and the text of exceptions that may hold what somebody wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with what is private left out."""
        return without_private(super().format(record))

    def formatException(  # noqa: N802 # logging's own name
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The exception with what led to it, each by its kind and the places it passed."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


class JsonFormatter(PrivateFormatter):
    """Leaves out the same, and writes each record as one object on one line, its time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """The object; `exception` is there only where there was one."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_private(record.getMessage()),
        }
        if record.exc_info:
            told["exception"] = without_private(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def without_private(text: str) -> str:
    """The text without Discord's ids, and without tokens.

    >>> without_private("PATCH /webhooks/1499651585565786120/aW50ZXJhY3Rpb246MTIzNDU2Nzg5/messages/@original")
    'PATCH /webhooks/…/…/messages/@original'
    """
    return _SNOWFLAKE.sub("…", _TOKEN_IN_PATH.sub(r"\1…", _BOT_TOKEN.sub("…", text)))


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield "which led to:"
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{kind}: {error}" if kind.startswith(_TELLING) or isinstance(error, OSError) else kind
