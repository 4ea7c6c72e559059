"""What the bot refuses: it always arrives, all of it can be read, and nothing in it does anything."""

import pytest

from bot.core.errors import Remark, StudyError
from bot.i18n import Texts
from bot.services.library import essay_drafts
from local_discord import File, Reply
from tests.cogs.conftest import Circle
from tests.cogs.ui.discord_markdown import marks
from tests.services.conftest import pack


async def bring(circle: Circle, data: bytes, name: str = "bread.md") -> Reply:
    return await circle.host.slash("/library import", in_=circle.lobby, options={"file": File(name, data)})


def mistaken(mistakes: int) -> bytes:
    """A pack with so many questions on a rung that does not exist."""
    return ("---\ntitle: On Bread\nid: bread\n---\nBread is old.\n\n" + "? why: Is it?\n" * mistakes).encode()


@pytest.mark.parametrize("mistakes", [60, 10_000])
async def test_a_pack_with_many_mistakes_is_answered_with_all_of_them(circle: Circle, mistakes: int):
    """The first ones in the answer, and every one, with its line, in a file."""
    refused = await bring(circle, mistaken(mistakes))
    assert refused.ephemeral
    assert f"has {mistakes} mistakes" in refused.text
    assert "• Line 7: “why” is not a kind of question." in refused.text
    assert refused.text.count("• ") == 10
    assert "all of it in the file below" in refused.text
    (file,) = refused.files
    lines = file.data.decode().split("\n")
    assert lines[1].startswith("• Line 7: “why”")
    assert lines[-1].startswith(f"• Line {6 + mistakes}:" if mistakes < 10_000 else "… and 1 more.")


async def test_a_few_mistakes_need_no_file(circle: Circle):
    """They are read at once."""
    refused = await bring(circle, mistaken(3))
    assert "has 3 mistakes" in refused.text
    assert refused.text.count("• Line") == 3
    assert refused.files == []


async def test_a_refusal_of_any_length_arrives(circle: Circle, monkeypatch: pytest.MonkeyPatch):
    """Whatever service gives it, whatever it says."""

    async def refuse(*_: object) -> None:
        raise StudyError("import.known", title="word " * 3000, details=(Remark("import.no_author"),) * 12)

    monkeypatch.setattr(essay_drafts, "newest", refuse)
    refused = await circle.host.slash("/library import", in_=circle.lobby)
    assert refused.text.startswith("This text is already in the library: word word")
    assert len(refused.text) <= 4000
    assert refused.files[0].data.decode().count("No author was found") == 12


HIDING = "[bank](https://evil.example) <@1> `x` ||y"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("/passage show", {"passage": f"{HIDING} 99"}),
        ("/passage search", {"words": f"{HIDING} xylophone"}),
        ("/passage random", {"essay": HIDING}),
        ("/quote", {"words": f"{HIDING} xylophone"}),
    ],
)
async def test_what_was_typed_is_repeated_as_it_was_typed(circle: Circle, command: str, options: dict[str, object]):
    """And does nothing: no link that hides where it leads, no mention but of the bot's own commands, no code."""
    refused = await circle.first.slash(command, options=options, in_=circle.lobby)  # type: ignore[arg-type] # as typed by a test
    commands = tuple(f":{each.id}>" for each in circle.application.commands.values())
    acting = [mark for mark in marks(refused.text) if not mark.endswith(commands)]
    assert [mark for mark in acting if mark not in ("**", "###", "-#", "### ", "-# ")] == []


async def test_a_title_in_a_refusal_does_nothing(circle: Circle):
    """Hosts bring essays called anything."""
    file = pack("On Bread", 1)
    written = file.data.replace(b"On Bread", b"[The rules](https://evil.example) <@1>")
    await (await circle.host.press("Import", on=await bring(circle, written, file.name))).changed()
    known = await bring(circle, written, file.name)
    assert "already" in known.text
    assert "[The rules]" in known.text.replace("\\", "")
    assert marks(known.text) == []


async def test_a_hit_in_a_search_makes_no_link(circle: Circle):
    """Stars are taken out of what is found before it is made harmless, not after."""
    file = pack("On Bread", 1)
    trap = b"Read [the group rules]*(https://evil.example) and ask <*@1> about rye flour. "
    head, text = file.data.split(b"\n---\n", 1)
    data = head.replace(b"id: ", b"id: x-") + b"\n---\n" + trap + text
    draft = await bring(circle, data, "trap.md")
    await (await circle.host.press("Import", on=draft)).changed()
    found = await circle.first.slash("/passage search", in_=circle.lobby, words="rye flour")
    assert "**rye** **flour**" in found.text
    assert "the group rules" in found.text
    assert [mark for mark in marks(found.text) if mark != "**" and not mark.startswith(("###", "-#"))] == []


def test_a_terminal_shows_no_backslashes():
    """It knows no Markdown: what would guard something there would be read."""
    refusal = StudyError("import.known", title="[a](b) *c*")
    assert [Texts().say().plain.error(refusal)] == [
        "This text is already in the library: [a](b) *c*. Nothing was changed."
    ]
