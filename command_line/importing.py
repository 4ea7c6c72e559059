"""`python main.py import`: an essay from a file onto the shelf."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import StudyError
from bot.core.essays.draft import DraftEssay
from bot.i18n import Texts, Words
from bot.outside import sandbox
from bot.services.library import catalogue
from bot.services.library.catalogue import EssayFile
from bot.settings import read_backups, read_database_url
from bot.store.database import Database
from command_line.arguments import Asked


def import_file(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """Import a file, or show what would be imported. Raises `StudyError` when there is nothing to import."""
    guild_id = read_guild_id(asked.guild)
    file = read_file(asked.file)
    if asked.dry_run:
        draft = asyncio.run(sandbox.read_essay(file.name, file.data, Texts().banks()))
    else:
        draft = asyncio.run(_import(read_database_url(env), read_backups(env), guild_id, file))
    print(as_json(draft, say) if asked.json else _summary(draft, say, stored=not asked.dry_run))  # noqa: T201 # the command line speaks by printing
    return 0


def read_file(path: Path) -> EssayFile:
    """The file at a path. Raises `StudyError` when it cannot be read, and for an address instead of a path."""
    if path.parts and path.parts[0] in ("http:", "https:"):
        raise StudyError("import.address")
    try:
        return EssayFile(path.name, path.read_bytes())
    except OSError as refused:
        raise StudyError("import.unreadable", file=str(path), problem=refused.strerror or "") from refused


def as_json(draft: DraftEssay, say: Words) -> str:
    """The essay as JSON; passages are numbered through it from 1."""
    numbers = iter(range(1, len(draft.passages) + 1))
    return json.dumps(
        {
            "title": draft.title,
            "author": draft.author,
            "published": draft.published.isoformat() if draft.published else None,
            "language": draft.language,
            "source": draft.source,
            "sections": [
                {
                    "heading": section.heading,
                    "passages": [
                        {
                            "number": next(numbers),
                            "text": passage.text,
                            "questions": [
                                {"rung": question.rung, "text": question.text, "origin": question.origin}
                                for question in passage.questions
                            ],
                        }
                        for passage in section.passages
                    ],
                }
                for section in draft.sections
            ],
            "dropped": list(draft.left_out),
            "warnings": [say.remark(warning) for warning in draft.warnings],
        },
        ensure_ascii=False,
        indent=2,
    )


async def _import(database_url: str, backups: Path, guild_id: int | None, file: EssayFile) -> DraftEssay:
    async with Database.opened(database_url, backups) as database:
        return await catalogue.import_essay(database, guild_id, file, Texts().banks())


def read_guild_id(typed: str | None) -> int | None:
    """The id of a server as it was typed, or None. Raises `StudyError` for anything that is none."""
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdigit() and 17 <= len(typed) <= 20):
        raise StudyError("import.bad_guild", found=typed[:40])
    return int(typed)


def _summary(draft: DraftEssay, say: Words, *, stored: bool) -> str:
    """What was found in the file, for somebody at a terminal."""
    unknown = say("import.unknown")
    published = draft.published.isoformat() if draft.published else unknown
    lines = [
        say("import.done" if stored else "import.would", title=draft.title, n=len(draft.passages)),
        say("import.about", author=draft.author or unknown, published=published, language=draft.language),
    ]
    for section in draft.sections:
        heading = section.heading or say("import.no_heading")
        lines.append("  " + say("import.section", heading=heading, n=len(section.passages)))
    if draft.left_out:
        lines += [say("import.dropped"), *(f"  {line}" for part in draft.left_out for line in part.split("\n"))]
    if draft.warnings:
        lines += [say("import.warnings"), *(f"  {say.remark(warning)}" for warning in draft.warnings)]
    return "\n".join(lines)
