"""Running `python main.py` as people do: in a process of its own."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.logs import without_private

PROJECT = Path(__file__).parents[2]
TOKEN = "AAAAAAAAAAAA.BBBBBB.CCCCCCCCCCCCCCCCCCCCCCCC"
"""Shaped like a token; it opens nothing but the local Discord."""
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "DATABASE_"))}


async def begin(*arguments: str, env: Mapping[str, str] | None = None) -> asyncio.subprocess.Process:
    """The started process."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROJECT / "main.py"),
        *arguments,
        env={**CLEAN, **(env or {})},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
    )


async def end(process: asyncio.subprocess.Process) -> tuple[int, str, str]:
    """Exit code, output and errors, once the process has ended; what it logged holds nothing private."""
    out, err = await process.communicate()
    assert without_private(err.decode()) == err.decode()
    return process.returncode or 0, out.decode(), err.decode()


async def run(*arguments: str, env: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    async with asyncio.timeout(60):
        return await end(await begin(*arguments, env=env))
