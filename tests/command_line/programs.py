"""Running `python main.py` as people do: in a process of its own."""

import asyncio
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.logs import without_private

PROJECT = Path(__file__).parents[2]
PROGRAM = PROJECT / "main.py"
TOKEN = "AAAAAAAAAAAA.BBBBBB.CCCCCCCCCCCCCCCCCCCCCCCC"
"""Shaped like a token; it opens nothing but the local Discord."""
SETTINGS = re.findall(r"^#? ?([A-Z_]+)=", (PROJECT / ".env.example").read_text("utf-8"), re.MULTILINE)
CLEAN = {**os.environ, **dict.fromkeys(SETTINGS, "")}
"""This process's environment with every setting empty: each has its default, whatever a `.env` in the checkout says."""


async def begin(
    *arguments: str, env: Mapping[str, str | None] | None = None, program: Path = PROGRAM
) -> asyncio.subprocess.Process:
    """The started process; what is in `env` is set beside `CLEAN`, and what is None there is not set at all."""
    variables = {**CLEAN, **(env or {})}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(program),
        *arguments,
        env={name: value for name, value in variables.items() if value is not None},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
    )


async def end(process: asyncio.subprocess.Process) -> tuple[int, str, str]:
    """Exit code, output and errors, once the process has ended; what it logged holds nothing private."""
    out, err = await process.communicate()
    assert without_private(err.decode()) == err.decode()
    return process.returncode or 0, out.decode(), err.decode()


async def run(
    *arguments: str, env: Mapping[str, str | None] | None = None, program: Path = PROGRAM
) -> tuple[int, str, str]:
    """Exit code, output and errors."""
    async with asyncio.timeout(60):
        return await end(await begin(*arguments, env=env, program=program))
