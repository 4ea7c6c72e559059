"""`python main.py health`: whether the bot that runs on this machine is well, for containers and scripts."""

import json
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from typing import Any

from bot.i18n import Words
from bot.settings import read_health_port
from command_line.arguments import Asked
from command_line.exit_codes import ExitCode

ANSWER_WITHIN = 5.0
"""Seconds that the bot has for its answer."""


def ask_health(asked: Asked, env: Mapping[str, str], say: Words) -> int:
    """0 when all is well; else 1, and a line for each part that is not. Raises `StudyError` without `HEALTH_PORT`."""
    del asked
    port = read_health_port(env)
    try:
        health = _read(port)
    except (OSError, HTTPException, ValueError) as problem:
        print(say("health.no_answer", port=port, problem=type(problem).__name__))  # noqa: T201 # the command line speaks by printing
        return ExitCode.TO_MEND
    for part in health["parts"]:
        if not part["healthy"]:
            print(_line(part, say))  # noqa: T201 # see above
    return ExitCode.DONE if health["healthy"] else ExitCode.TO_MEND


def _read(port: int) -> dict[str, Any]:
    connection = HTTPConnection("127.0.0.1", port, timeout=ANSWER_WITHIN)
    try:
        connection.request("GET", "/health")
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


def _line(part: Mapping[str, Any], say: Words) -> str:
    """What is wrong with a part: that it has nothing to show, or how much more time it took than it may."""
    key, shard = f"health.{part['part']}", part.get("shard", 0)
    if part["seconds"] is None:
        return say(f"{key}.none", shard=shard)
    return say(key, shard=shard, seconds=f"{part['seconds']:.1f}", most=round(part["bound"]))
