"""`python main.py try`: anybody sees it work in a minute."""

import asyncio
import re
import signal
from pathlib import Path

import aiohttp
import pytest

from bot.i18n import Texts
from tests.command_line.programs import begin, end, run


async def test_two_days_are_played_and_told():
    """Post, thread, two members, a look-up, a quote and the next day's post; anything missing would be exit code 1."""
    code, out, err = await run("try", "--once")
    assert (code, err) == (0, "")
    for told in (
        "/study setup",
        "Day 1 · passage 1 of",
        "a thread opens: Day 1",
        "First member  presses “I’ve read it”",
        "Second member  #Day 1",
        "/passage search",
        "/quote",
        "Day 2 · passage 2 of",
        "2 members took part",
    ):
        assert told in out


async def test_one_s_own_essay_can_be_tried(tmp_path: Path):
    """A plain text gets its passages and questions at once."""
    essay = tmp_path / "rivers.txt"
    text = "A river gives its water to the sea, and the field on its way has a share of it. "
    essay.write_text(f"On Rivers\n\n{text * 10}\n\n{text * 10}\n", "utf-8")
    code, out, _ = await run("try", "--once", "--essay", str(essay))
    assert code == 0
    assert out.count("## On Rivers") == 2
    searched = re.search("/passage search words: (.*)", out)
    assert searched
    assert searched[1] in text
    assert "The Neighbour and the Source" not in out
    assert not re.search(r"\d\d:\d\d \(", out), "a time is followed by the same one"
    assert "question suggested by the bot" in out


async def test_an_essay_of_one_passage_can_be_tried(tmp_path: Path):
    """There is no second day, and the tour says why."""
    essay = tmp_path / "brook.txt"
    essay.write_text(f"The Brook\n\n{'A brook runs down to the mill and asks for nothing. ' * 8}\n", "utf-8")
    code, out, err = await run("try", "--once", "--essay", str(essay))
    assert (code, err) == (0, "")
    assert "Day 1 · passage 1 of 1" in out
    assert "no second day comes" in out
    assert "2 members took part" in out


async def test_the_article_can_be_tried(article: Path):
    """Its first two passages are posted, each with a question."""
    code, out, _ = await run("try", "--once", "--essay", str(article))
    assert code == 0
    title = article.read_text("utf-8").split("\n", 1)[0]
    posts = out.split(f"## {title}")[1:]
    assert ["Day 1 · passage 1 of 5" in posts[0], "Day 2 · passage 2 of 5" in posts[1]] == [True, True]
    assert all("question suggested by the bot" in post and "?" in post for post in posts)


async def test_an_essay_that_cannot_be_read_is_refused(tmp_path: Path):
    """One sentence, and no server is started."""
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    code, _, err = await run("try", "--once", "--essay", str(empty))
    assert code == 78
    assert err.startswith("This file is empty, so nothing was imported.")


@pytest.mark.parametrize("port", ["99999", "-1"])
async def test_a_port_that_there_is_not_is_refused_in_one_line(port: str):
    """The numbers of ports end at 65535."""
    code, out, err = await run("try", "--no-browser", f"--port={port}")
    assert (code, out) == (78, "")
    assert err == f"{Texts().say().plain('try.no_port', port=port)}\n"


async def test_make_hands_its_arguments_on(project: Path):
    """`make try ARGS="--port 9000"`, as the list of targets says."""
    made = await asyncio.create_subprocess_exec(
        "make",
        "-n",
        "-o",
        ".venv/run",
        "try",
        "ARGS=--port 9000 --no-browser",
        cwd=project,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await made.communicate()
    assert "main.py try --port 9000 --no-browser\n" in out.decode()


async def test_ctrl_c_ends_it_quietly():
    """The address is printed; then nothing more is."""
    process = await begin("try", "--no-browser", "--port", "0")
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert b"http://127.0.0.1:" in await process.stdout.readline()
        await process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert await end(process) == (0, "", "")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_nothing_is_kept_however_it_is_ended(told: signal.Signals, tmp_path: Path):
    """By Ctrl+C, by a service manager, or by closing the terminal: the database was in a folder that is gone."""
    if signal.getsignal(told) is signal.SIG_IGN:  # these tests may have been started by `nohup`, which is inherited
        signal.signal(told, signal.SIG_DFL)
    process = await begin("try", "--no-browser", "--port", "0", env={"TMPDIR": str(tmp_path)})
    assert process.stdout is not None
    async with asyncio.timeout(30):
        await process.stdout.readline()
        assert [folder.name.startswith("daily-passage-") for folder in tmp_path.iterdir()] == [True]
        await process.stdout.readline()
        process.send_signal(told)
        assert await end(process) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


async def test_ctrl_c_ends_it_quietly_while_days_go_by():
    """A page is open, and the bot is in the middle of a month."""
    process = await begin("try", "--no-browser", "--port", "0")
    assert process.stdout is not None
    async with asyncio.timeout(30), aiohttp.ClientSession() as session:
        address = next(each for each in (await process.stdout.readline()).decode().split() if each.startswith("http"))
        await process.stdout.readline()
        async with session.ws_connect(address.replace("/?", "/page/socket?")) as page:
            await page.send_json({"open": {}})
            await page.send_json({"id": 1, "do": "move_clock", "seconds": 30 * 86400})
            while (await page.receive_json()).get("event") != "MESSAGE_CREATE":
                pass
            process.send_signal(signal.SIGINT)
            assert await end(process) == (0, "", "")
