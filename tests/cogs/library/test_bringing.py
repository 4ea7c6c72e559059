"""A text on its way to the shelf, end to end: forms, what was left out, chapters, versions."""

import asyncio

import pytest

from bot.core.text.normalization import shorten
from bot.outside import sandbox
from local_discord import File, Form, Reply
from tests.cogs.conftest import Circle
from tests.cogs.library.test_library import LETTER, bring, call, shelve
from tests.core.importers.drafts.test_chapters import LONG
from tests.core.importers.drafts.test_left_out import paragraph

COMMENT = "I was a miller once myself, and I can still hear the wheel when it rains at night and nobody else is up."
PAGE = f"""<html><head><title>On Weirs</title></head><body><nav><a href="/">Home</a> <a href="/a">About us</a></nav>
<article><h1>On Weirs</h1><p>By The Millers</p><p>{paragraph(1)}</p><p>{paragraph(2)}</p></article>
<section class="comments"><h2>1 comment</h2><p>{COMMENT}</p></section></body></html>"""


async def form_of(circle: Circle) -> Form:
    """The form that the command opens where no draft waits."""
    opened = await call(circle, "import")
    assert opened.modal is not None
    return opened.modal


async def press(circle: Circle, label: str, on: Reply) -> Reply:
    return await circle.done(await circle.host.press(label, on=on))


async def hand_in(circle: Circle, **fields: object) -> Reply:
    """The answer to the form with these fields, by their ids."""
    return await circle.done(await circle.host.submit(await form_of(circle), fields=fields))  # type: ignore[arg-type] # as filled in by a test


async def test_a_form_takes_a_text_piece_by_piece(circle: Circle):
    """Each piece goes below the last; title and author stay, and how much has come is said."""
    draft = await hand_in(circle, title="On Weirs", text=paragraph(1))
    assert "## On Weirs" in draft.text
    assert "76 words so far" in draft.text
    head = await press(circle, "Edit title and author", draft)
    await circle.done(await circle.host.submit(head, Title="On Weirs and Dams", Author="The Millers"))
    form = await press(circle, "Add more text", draft)
    await circle.done(await circle.host.submit(form, fields={"text": paragraph(2)}))
    assert "## On Weirs and Dams\nThe Millers" in draft.text
    assert "152 words so far" in draft.text
    shelved = await shelve(circle, draft)
    assert "in your library: 1 passage." in shelved.text
    assert "1 passage for" in (await circle.first.slash("/passage search", in_=circle.lobby, words="2th")).text


async def test_a_form_takes_a_file(circle: Circle):
    """As the command does."""
    draft = await hand_in(circle, file=[File("letter.txt", LETTER)])
    assert "## A Letter on Bread" in draft.text
    assert "Add more text" not in draft.buttons


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "The form was empty"),
        ({"text": paragraph(1), "file": [File("letter.txt", LETTER)]}, "both a file and a text"),
        ({"text": "--- --- ---"}, "no text here apart from a title"),
    ],
)
async def test_what_a_form_cannot_do_is_said_and_the_text_comes_back(
    circle: Circle, fields: dict[str, object], said: str
):
    """Nothing is imported, and nothing lost."""
    answer = await hand_in(circle, **fields)
    assert said in answer.text
    if len(str(fields.get("text", ""))) > 40:
        given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
        assert paragraph(1).encode() in given.attachments[0].data


async def test_a_second_import_leaves_the_first_draft_alone(circle: Circle):
    """Both wait, and each leads to the other."""
    first = await bring(circle)
    second = await bring(circle, "page.html", PAGE.encode())
    assert "## On Weirs" in second.text
    await circle.done(await circle.host.choose("Your other drafts", ["A Letter on Bread"], on=second))
    assert "## A Letter on Bread" in second.text
    assert "in your library" in (await shelve(circle, first)).text


async def test_what_was_left_out_is_put_back(circle: Circle):
    """It is listed, the longest parts first to choose from; what told title and author is not among it."""
    draft = await bring(circle, "page.html", PAGE.encode())
    assert "By The Millers" not in draft.text
    await press(circle, "What was left out", draft)
    assert "1. Home About us (3 words)" in draft.text
    await circle.done(await circle.host.choose("Put back …", [shorten(f"3. {COMMENT}", 90)], on=draft))
    assert "## On Weirs" in draft.text
    await press(circle, "What was left out", draft)
    assert "miller" not in draft.text
    answer = await press(circle, "Get it all as a file", draft)
    assert "Home About us" in answer.files[0].data.decode()
    await press(circle, "Back to the draft", draft)
    await shelve(circle, draft)
    assert "wheel" in (await circle.first.slash("/passage search", in_=circle.lobby, words="miller")).text


async def test_another_version_is_told_by_its_title(circle: Circle):
    """Whatever kind of file it is: *Update* keeps what was read, *Import as a separate essay* leaves the older one."""
    await shelve(circle, await bring(circle, "page.html", PAGE.encode()))
    longer = f"On Weirs\n\n{paragraph(1)}\n\n{paragraph(2)}\n\n{paragraph(4, 9)}"
    draft = await bring(circle, "on-weirs.txt", longer.encode())
    assert draft.buttons[:3] == ["Update", "Import as a separate essay", "Cancel"]
    assert "Passages unchanged: 1" in draft.text
    await shelve(circle, draft, "Update")
    assert (await call(circle, "list")).text.count("On Weirs") == 1
    other = await bring(circle, "on-weirs.txt", longer.replace("carried", "brought").encode())
    await shelve(circle, other, "Import as a separate essay")
    assert (await call(circle, "list")).text.count("On Weirs") == 2


async def test_a_book_that_is_too_long_is_read_by_chapters(circle: Circle):
    """It can be imported as soon as what was chosen fits; a number that means nothing is told, and nothing changed."""
    draft = await bring(circle, "book.md", f"# The Weir\n\n{LONG}".encode())
    while "Reading" in draft.text:
        await draft.changed()
    assert "Import" not in draft.buttons
    assert draft.buttons[0] == "Choose what to read"
    await press(circle, "Choose what to read", draft)
    assert "2. The second part (" in draft.text
    form = await press(circle, "Choose chapters", draft)
    refused = await circle.done(await circle.host.submit(form, fields={"chapters": "4"}))
    assert "Type numbers from 1 to 3" in (await refused.follow_up()).text
    form = await press(circle, "Choose chapters", draft)
    await circle.done(await circle.host.submit(form, fields={"chapters": "1, 3"}))
    assert "in 2 sections" in draft.text
    assert draft.buttons[0] == "Import"


async def test_sayings_come_one_a_day(circle: Circle):
    """A host says what makes a passage."""
    sayings = "\n\n".join(f"The {number}th loaf is for whoever comes late to the table." for number in range(18))
    draft = await bring(circle, "sayings.txt", f"Sayings of the Oven\n\n{sayings}".encode())
    assert "2 passages" in draft.text
    await press(circle, "Merge or split passages", draft)
    await circle.done(
        await circle.host.choose("Divide the whole text again …", ["A passage for each paragraph"], on=draft)
    )
    await press(circle, "Back to the draft", draft)
    assert "18 passages: 18 days" in draft.text


async def test_a_piece_that_makes_another_draft_s_text_is_refused(circle: Circle):
    """Both drafts stay, and the piece comes back."""
    draft = await hand_in(circle, title="On Weirs", text=paragraph(1))
    whole = f"On Weirs\n\n{paragraph(1)}\n\n{paragraph(2)}"
    await bring(circle, "weirs.txt", whole.encode())
    form = await press(circle, "Add more text", draft)
    refused = await circle.done(await circle.host.submit(form, fields={"text": paragraph(2)}))
    assert "the same as another of your drafts" in (await refused.follow_up()).text
    given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert paragraph(2).encode() in given.attachments[0].data


async def test_a_typed_title_is_the_title_and_comes_once(circle: Circle):
    """Also one that ends like a sentence, and after a host has changed it and added more."""
    draft = await hand_in(circle, title="What a weir holds.", text=f"{paragraph(1)}\n\n{paragraph(2)}")
    assert draft.text.count("What a weir holds.") == 2, "over the facts, and over the day"
    head = await press(circle, "Edit title and author", draft)
    await circle.done(await circle.host.submit(head, Title="On Millponds"))
    form = await press(circle, "Add more text", draft)
    await circle.done(await circle.host.submit(form, fields={"text": paragraph(3)}))
    assert draft.text.startswith("## On Millponds")
    assert "What a weir holds" not in draft.text


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """What a file waits for before it is read."""
    read, event = sandbox.read_essay, asyncio.Event()

    async def slowly(*asked: object, **said: object) -> object:
        await event.wait()
        return await read(*asked, **said)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(sandbox, "read_essay", slowly)
    return event


async def test_a_long_reading_says_so_and_the_draft_takes_its_place(circle: Circle, slow: asyncio.Event):
    """One message in all."""
    answer = await bring(circle)
    assert "Reading **letter.txt**" in answer.text
    slow.set()
    await answer.changed()
    assert "## A Letter on Bread" in answer.text
    assert answer.follow_ups == []


async def test_a_long_reading_that_fails_leaves_only_what_went_wrong(circle: Circle, slow: asyncio.Event):
    """The message that said so is gone."""
    answer = await bring(circle, "letter.txt", b"\x00\x01\x02" * 50)
    assert "Reading **letter.txt**" in answer.text
    slow.set()
    refused = await circle.host.sees("not a text file", in_=circle.lobby)
    assert refused.ephemeral
    assert answer.message is None, "deleted"
