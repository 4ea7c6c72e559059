"""Files from outside, read where they can do no harm."""

import asyncio
import ctypes
import logging
import os
import re
import socket
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from bot.core.errors import StudyError
from bot.core.importers import reader
from bot.i18n import Texts
from bot.outside import sandbox

BANKS = Texts().banks()
READERS = "tests.outside.readers"
ESSAY = ("On Bread\n\n" + "Bread is older than the field that bears it, “naïve” or not. " * 40).encode()


def confinement_there() -> bool:
    """Whether this system has Landlock with all that is used of it (ABI 6)."""
    return sys.platform == "linux" and ctypes.CDLL(None).syscall(444, None, 0, 1) >= 6


_strangers: set[psutil.Process] = set()


@pytest.fixture(autouse=True)
def strangers():
    """Children that other tests have left at work."""
    _strangers.clear()
    _strangers.update(psutil.Process().children())


def readers() -> list[psutil.Process]:
    """The children of this process that began in the test and have not been reaped."""
    return [child for child in psutil.Process().children() if child not in _strangers]


async def refused(reader: str, seconds: float = 20) -> str:
    """Why a file is refused with this reader, which is gone then."""
    with pytest.raises(StudyError) as error:
        await sandbox.read_essay("a.txt", ESSAY, {}, seconds=seconds, reader=f"{READERS}.{reader}")
    assert readers() == []
    return error.value.key


async def until_begun(n: int) -> None:
    async with asyncio.timeout(20):
        while len(readers()) < n:  # noqa: ASYNC110 # nobody tells when a process has begun
            await asyncio.sleep(0)


@pytest.mark.parametrize("name", ["essay.txt", "essay.md", "essay.html"])
async def test_an_essay_is_read_as_without_a_cage(name: str):
    """Questions and all."""
    assert await sandbox.read_essay(name, ESSAY, BANKS) == reader.read_essay(name, ESSAY, BANKS)


async def test_a_pack_is_read_as_without_a_cage(project: Path):
    """Its own questions stay its own."""
    pack = next((project / "data" / "essays").glob("*.md"))
    draft = await sandbox.read_essay(pack.name, pack.read_bytes(), BANKS)
    assert draft == reader.read_essay(pack.name, pack.read_bytes(), BANKS)


@pytest.mark.parametrize("name", ["chromium.mhtml", "pandoc-3.epub", "libreoffice.docx", "typst.pdf"])
async def test_books_and_documents_are_read_as_without_a_cage(project: Path, name: str):
    """The libraries for them are found in there."""
    data = (project / "tests" / "core" / "importers" / "real_files" / name).read_bytes()
    assert await sandbox.read_essay(name, data, BANKS) == reader.read_essay(name, data, BANKS)


async def test_a_refusal_crosses_whole():
    """Its key, its values, and every mistake with its line."""
    pack = b"---\nmood: low\nid: x\n---\n? notice: too early\n\nText.\n"
    with pytest.raises(StudyError) as inside:
        reader.read_essay("t.md", pack, BANKS)
    with pytest.raises(StudyError) as outside:
        await sandbox.read_essay("t.md", pack, BANKS)
    assert str(outside.value) == str(inside.value)
    assert outside.value.details == inside.value.details
    assert len(outside.value.details) == 3


@pytest.mark.parametrize("name", ["\ud800a.txt", "a\nb.txt", '{"name": 1}.txt', "../../etc/passwd.txt"])
async def test_a_strange_name_does_no_harm(name: str):
    """It is only ever the title, where the file has none."""
    assert (await sandbox.read_essay(name, b"# not\n\nIt is what it is, whatever it is called.", {})).passages


async def test_the_largest_files_have_room():
    """Ten megabytes of page, and two million characters of text."""
    picture = f"<img src='data:image/png;base64,{'A' * 9_900_000}'>"
    page = f"<p>Bread is older than the field.</p>{picture}<p>It rises.</p>".encode()
    assert (await sandbox.read_essay("page.html", page, BANKS)).passages
    assert len((await sandbox.read_essay("line.txt", b"x" * 2_000_000, BANKS)).passages) > 600


async def test_a_reader_that_hangs_is_ended():
    """A host is told what to do instead of waiting."""
    assert await refused("hanging", 0.5) == "import.took_too_long"
    assert await refused("busy", 0.5) == "import.took_too_long"


async def test_a_reader_that_eats_memory_is_refused():
    """It gets no more than a reader needs; the machine has other things to do."""
    assert await refused("greedy") == "import.reader_failed"


@pytest.mark.parametrize("reader", ["dying", "babbling", "senseless", "nowhere"])
async def test_a_reader_that_fails_is_a_refusal(reader: str, caplog: pytest.LogCaptureFixture):
    """Whether it crashes, floods, ends with nonsense or never began; and whoever runs the bot can see it."""
    assert await refused(reader) == "import.reader_failed"
    assert [record.levelno for record in caplog.records if record.name == "bot.outside.sandbox"] == [logging.WARNING]


async def test_a_mistake_is_logged_by_its_place_alone(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    """The words of a file have no business in a log."""
    assert await refused("failing") == "import.reader_failed"
    assert re.search(r"LookupError at \S+failing\.py:\d+$", caplog.messages[-1])
    assert "Bread" not in caplog.text + capfd.readouterr().err


async def test_what_a_library_says_goes_nowhere(capfd: pytest.CaptureFixture[str]):
    """A log in a file would take nothing from a reader, which may write none, and fail it."""
    assert (await sandbox.read_essay("a.txt", ESSAY, {}, reader=f"{READERS}.warning")).passages
    assert capfd.readouterr().err == ""


async def test_a_reader_knows_nothing_of_the_bot(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """No environment, so no token; no open file but its pipes and the log; limits, and a session of its own."""
    monkeypatch.setenv("DISCORD_TOKEN", "a secret")
    with (tmp_path / "open").open("w"):
        told = await sandbox.read_essay("a.txt", b"", {}, seconds=3, reader=f"{READERS}.telling")
    assert {line.partition("=")[0] for line in told.dropped if "=" in line} <= {"LC_CTYPE"}
    assert [line for line in told.dropped if "=" not in line] == ["0", "1", "2"]
    assert told.author == "True"
    assert told.source == str([(512 << 20, 512 << 20), (4, 4), (0, 0)])


@pytest.mark.parametrize("where", ["group", "session"])
async def test_a_process_that_a_reader_leaves_takes_no_place(where: str):
    """It holds on to the reader's pipe; what was told counts, and the next files have their turn."""
    for _ in range(3):
        with suppress(StudyError):  # the system lets root alone begin a process in there
            async with asyncio.timeout(15):
                assert (await sandbox.read_essay(where, ESSAY, {}, reader=f"{READERS}.forking")).title == where
    left = [each for each in psutil.process_iter(["cmdline"]) if f"{READERS}.forking" in (each.info["cmdline"] or [])]
    if where == "group":  # one that left for a session of its own cannot be found by the system's ordinary means
        psutil.wait_procs(left, timeout=10)
        assert [each for each in left if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
    for each in left:
        with suppress(psutil.NoSuchProcess):
            each.kill()


@pytest.mark.skipif(not confinement_there(), reason="only Linux from 6.12 on has all that confines a reader")
async def test_a_reader_reaches_nothing(tmp_path: Path):
    """Neither token nor database nor network, as an ordinary user who may read them all."""
    secret = tmp_path / "secret"
    secret.write_text("the token")
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        udp.bind(("127.0.0.1", 0))
        targets = (secret, tcp.getsockname()[1], udp.getsockname()[1], os.getpid())
        asked = "\n".join(map(str, targets)).encode()
        told = await sandbox.read_essay("a.txt", asked, {}, reader=f"{READERS}.breaking_out")
    assert told.dropped == ()
    assert secret.read_text() == "the token"


async def test_giving_up_leaves_no_process():
    """Whoever cancelled is not waited for, and neither is the file."""
    reading = asyncio.create_task(sandbox.read_essay("a.txt", ESSAY, {}, reader=f"{READERS}.hanging"))
    await until_begun(1)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert readers() == []


async def test_two_are_read_at_once_and_others_wait():
    """A server that brings in a hundred files is not a hundred processes."""
    reading = [
        asyncio.create_task(sandbox.read_essay("a.txt", ESSAY, {}, reader=f"{READERS}.hanging")) for _ in range(4)
    ]
    await until_begun(2)
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(readers()) == 2
    reading[0].cancel()
    reading[1].cancel()
    await asyncio.wait(reading[:2])
    await until_begun(2)
    for task in reading:
        task.cancel()
    await asyncio.wait(reading)
    assert readers() == []


async def test_the_time_begins_with_the_reading():
    """Whoever had to wait has as long as anybody."""
    waiting = [asyncio.create_task(refused_alone("hanging", 0.6)) for _ in range(2)]
    draft = await sandbox.read_essay("a.txt", ESSAY, {}, seconds=5)
    assert draft.passages
    assert {await task for task in waiting} == {"import.took_too_long"}


async def refused_alone(reader: str, seconds: float) -> str:
    with pytest.raises(StudyError) as error:
        await sandbox.read_essay("a.txt", ESSAY, {}, seconds=seconds, reader=f"{READERS}.{reader}")
    return error.value.key
