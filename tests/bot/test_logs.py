"""What reaches the log, and what is kept out of it."""

import io
import json
import logging

import pytest

from bot.client import PERMISSIONS
from bot.interactions.first_start import invite_link
from bot.logs import LIBRARIES, JsonFormatter, PrivateFormatter, set_up_logs
from local_discord import LocalDiscord
from tests.command_line.programs import TOKEN
from tests.private_logs import LogWatch

ID = 1499651585565786120


FORMATTERS = [PrivateFormatter("%(message)s"), JsonFormatter()]


def told(record: logging.LogRecord) -> str:
    """The record in both forms."""
    return "\n".join(formatter.format(record) for formatter in FORMATTERS)


def raised(error: Exception) -> logging.LogRecord:
    return logging.LogRecord("bot", logging.ERROR, __file__, 1, "It failed", (), (type(error), error, None))


@pytest.mark.parametrize("text", [f"member {ID}", f"<@{ID}> wrote", TOKEN, f"/webhooks/{ID}/{'x' * 60}/messages"])
def test_ids_and_tokens_are_left_out(text: str):
    """Whoever logs them, by whatever way they come."""
    line = told(logging.LogRecord("discord.http", logging.WARNING, __file__, 1, "Asked %s", (text,), None))
    assert str(ID) not in line
    assert TOKEN not in line
    assert "x" * 20 not in line


def test_an_invitation_can_be_opened():
    """The application's id is in its own profile, for everybody to see."""
    link = invite_link(ID, PERMISSIONS)
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "Open %s", (link,), None)
    assert told(record).splitlines()[0] == f"Open {link}"
    assert str(ID) in link


def test_an_exception_is_told_by_its_kind_and_place():
    """Its text may be what somebody wrote."""
    line = told(raised(ValueError("could not read 'my secret diary'")))
    assert "builtins.ValueError" in line
    assert "diary" not in line


def test_what_the_system_says_is_told():
    """A full disk has to be recognised."""
    assert "No space left" in told(raised(OSError(28, "No space left on device")))


def test_a_record_is_one_object_on_one_line():
    """With its time in UTC; a program reads it line by line."""
    record = raised(OSError(28, "No space left\non device"))
    record.created, record.msg, record.args = 1_777_620_600.25, "It failed:\n%s", ("“here”",)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    written = json.loads(line)
    assert written.pop("exception").endswith("builtins.OSError: [Errno 28] No space left\non device")
    assert written == {
        "time": "2026-05-01T07:30:00.250+00:00",
        "level": "ERROR",
        "logger": "bot",
        "message": "It failed:\n“here”",
    }


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_library_tells_more_than_what_goes_wrong(library: str):
    """At DEBUG they tell every event, statement and value."""
    set_up_logs("DEBUG", stream=io.StringIO())
    assert not logging.getLogger(f"{library}.inside").isEnabledFor(logging.DEBUG)


async def test_the_watch_sees_a_name_and_what_was_typed():
    """Otherwise it would prove nothing."""
    async with LocalDiscord() as server:
        guild = server.world.add_guild("Garden readers")
        member = guild.add_member("Rosalind")
        channel = guild.add_text_channel("talk")
        await member.say("the bread of the presence", in_=channel)
        watch = LogWatch()
        for line in ("Rosalind was here", "somebody wrote the bread of the presence", f"user {ID}", "Post 7 is out"):
            watch.emit(logging.LogRecord("cogs.daily", logging.DEBUG, __file__, 1, line, (), None))
        watch.lines.append(f"user {ID}")  # as if the formatter had let it pass
        assert len(watch.private([server])) == 3
