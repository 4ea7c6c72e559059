"""The library, end to end: from a file to an essay on the shelf, and corrected there."""

import asyncio
from datetime import timedelta

import pytest

from local_discord import File, Permission, Reply
from local_discord.world.content.components import ComponentType, walk
from tests.cogs.conftest import Circle
from tests.services.conftest import pack

LETTER = """A Letter on Bread

By A Circle

What is broken

Bread is broken for whoever comes late. Nobody at the table counts the pieces. {filler}

Salt is passed from hand to hand. It is never missed until it is gone. {filler}

What is shared

A lamp lights the one who carries it last of all. Whoever walks behind sees the road. {filler}

Share this article
""".format(filler=" ".join(["The neighbours sit down together and speak of the day that was."] * 6)).encode()


async def bring(circle: Circle, name: str = "letter.txt", data: bytes = LETTER) -> Reply:
    return await circle.host.slash("/library import", in_=circle.lobby, options={"file": File(name, data)})


def offered(reply: Reply) -> list[str]:
    """What can be chosen in the only list of an answer."""
    assert reply.message is not None
    (menu,) = (part for part in walk(reply.message.components) if part.get("type") == ComponentType.SELECT)
    return [str(option["label"]) for option in menu["options"]]  # type: ignore[index, union-attr] # as Discord shows it


async def shelve(circle: Circle, draft: Reply, label: str = "Import") -> Reply:
    """The answer to *Import*, once it is done."""
    return await circle.done(await circle.host.press(label, on=draft))


async def call(circle: Circle, command: str, **options: object) -> Reply:
    return await circle.host.slash(f"/library {command}", in_=circle.lobby, options=options)  # type: ignore[arg-type] # as typed by a test


async def test_a_file_becomes_an_essay_in_two_steps(circle: Circle):
    """First what was found, to the host alone; then it is on the shelf, and its passages can be looked up."""
    draft = await bring(circle)
    assert draft.ephemeral
    for part in ("A Letter on Bread", "A Circle", "English", "3 passages", "in 2 sections", "Share this article"):
        assert part in draft.text
    assert "What is broken" in draft.text
    assert "Day 2" in draft.text
    changes = ["What was left out", "Edit title and author", "Merge or split passages", "Choose what to read"]
    assert draft.buttons == ["Import", "Cancel", *changes, "Add another text"]
    assert "in your library: 3 passages" in (await shelve(circle, draft)).text
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="letter 3")
    assert "A lamp lights" in shown.text
    assert "A Letter on Bread" in (await call(circle, "list")).text


async def test_an_import_leads_into_the_study(circle: Circle):
    """One press reads the essay after all others; a study that has it already is not offered."""
    await circle.set_up(essay="On Bread")
    shelved = await shelve(circle, await bring(circle))
    assert shelved.buttons == ["Add it to #daily-passage"]
    await circle.done(await circle.host.press("Add it to #daily-passage", on=shelved))
    assert "**A Letter on Bread** is now the last on the reading list" in shelved.text
    assert "6 passages are left there, the last one on <t:1778050800:D>." in shelved.text
    assert shelved.buttons == []
    reading = await circle.host.slash("/study reading", in_=circle.lobby)
    assert "2. **A Letter on Bread** · 3 passages" in reading.text


async def test_an_export_brings_up_to_date_what_it_came_from(circle: Circle):
    """Also one that came as a plain text: its pack has an id, and brings it up to date."""
    await shelve(circle, await bring(circle))
    exported = await call(circle, "export", essay="A Letter on Bread")
    (file,) = exported.files
    again = await bring(circle, file.filename, file.data)
    assert "Passages unchanged: 3 · changed: 0 · new: 0 · gone: 0" in again.text
    assert again.buttons[0] == "Update"


async def test_only_hosts_bring_essays(circle: Circle):
    """A member to whom somebody has shown the command is told who may; so is a host who is one no longer."""
    circle.application.allow("library", circle.guild, to=circle.guild.members[circle.first.user.id])
    refused = await circle.first.slash("/library list", in_=circle.lobby)
    assert "Manage Server" in refused.text
    draft = await bring(circle)
    form = await circle.done(await circle.host.press("Edit title and author", on=draft))
    (hosts,) = [role for role in circle.guild.roles.values() if role.name == "Hosts"]
    circle.guild.take_role(circle.host, hosts)
    answer = await circle.done(
        await circle.host.submit(form, Title="A title that is long enough to be worth giving back")
    )
    assert "Manage Server" in answer.text
    given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert b"worth giving back" in given.attachments[0].data
    assert "Manage Server" in (await circle.done(await circle.host.press("Cancel", on=draft))).text


async def test_a_draft_survives_a_restart_and_is_offered_again(circle: Circle):
    """By the command without a file, and by the same file; its old buttons work."""
    draft = await bring(circle)
    await circle.stop()
    await circle.start()
    form = await circle.done(await circle.host.press("Edit title and author", on=draft))
    changed = await circle.done(await circle.host.submit(form, Title="On Bread and Lamps", Author="The Circle"))
    assert "On Bread and Lamps" in changed.text
    for again in (await call(circle, "import"), await bring(circle, "other-name.txt")):
        assert "On Bread and Lamps" in again.text
        assert "The Circle" in again.text


async def test_a_form_that_was_open_during_a_restart_still_arrives(circle: Circle):
    """Nothing that somebody wrote is lost."""
    form = await circle.done(await circle.host.press("Edit title and author", on=await bring(circle)))
    await circle.stop()
    await circle.start()
    assert "After the night" in (await circle.done(await circle.host.submit(form, Title="After the night"))).text


async def test_a_draft_is_gone_after_a_day(circle: Circle):
    """Its buttons say so, and the command asks for a file."""
    draft = await bring(circle)
    circle.clock.move(timedelta(hours=24, seconds=1))
    refused = await circle.done(await circle.host.press("Import", on=draft))
    assert "no longer there" in (await refused.follow_up()).text
    assert (await call(circle, "import")).modal, "none waits"


async def test_cancel_forgets_the_draft(circle: Circle):
    """The shelf is as it was."""
    draft = await bring(circle)
    assert "has been deleted" in (await circle.done(await circle.host.press("Cancel", on=draft))).text
    assert (await call(circle, "import")).modal, "none waits"
    assert "A Letter on Bread" not in (await call(circle, "list")).text


async def test_any_draft_fits_into_a_message(circle: Circle):
    """Long titles, headings, questions and many lines left out: fewer days are shown, and shorter lines."""
    sections = "\n".join(
        f"## {'Heading *number* ' * 8}{number}\n\n{'A sentence of *this* kind. ' * 20}\n\n? notice: {'Why? ' * 59}\n"
        for number in range(26)
    )
    source = f"https://example.org/{'x' * 170}"
    head = f"---\ntitle: {'Title *long* ' * 15}\nauthor: {'By *somebody* ' * 14}\nsource: {source}\n"
    draft = await bring(circle, "long.md", f"{head}---\n{sections}".encode())
    assert "26 passages" in draft.text
    cuts = await circle.done(await circle.host.press("Merge or split passages", on=draft))
    assert "25. A sentence" in cuts.text


async def test_passages_are_joined_and_parted(circle: Circle):
    """On a page of their own; what was joined can be parted again."""
    cuts = await circle.done(await circle.host.press("Merge or split passages", on=await bring(circle)))
    assert "1. Bread is broken" in cuts.text
    passage = await circle.done(await circle.host.choose("Choose a passage", ["2"], on=cuts))
    assert passage.buttons == ["Merge with the passage before", "All passages", "Back to the draft"]
    assert "There is a heading between this passage and the one after it, so they cannot be merged." in passage.text
    together = await circle.done(await circle.host.press("Merge with the passage before", on=passage))
    assert "Passage 1 of 2" in together.text
    assert "Bread is broken" in together.text
    assert "Salt is passed" in together.text
    assert together.menus == ["Split it: where the new passage begins"]
    (start,) = (each for each in offered(together) if each.startswith("Salt is passed"))
    parted = await circle.done(await circle.host.choose(together.menus[0], [start], on=together))
    assert "Passage 1 of 3" in parted.text
    assert "Salt" not in parted.text
    draft = await circle.done(await circle.host.press("Back to the draft", on=parted))
    assert "3 passages" in draft.text


async def test_what_a_host_has_not_seen_is_not_imported(circle: Circle):
    """The button of a draft that has been changed since says so."""
    old = await bring(circle)
    other = await call(circle, "import")
    await circle.done(
        await circle.host.submit(
            await circle.done(await circle.host.press("Edit title and author", on=other)), Title="Otherwise"
        )
    )
    refused = await circle.done(await circle.host.press("Import", on=old))
    assert "has been changed since" in (await refused.follow_up()).text
    assert "Otherwise" not in (await call(circle, "list")).text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("letter.odt", LETTER, "save it as a Word document"),
        ("letter.txt", b"", "empty"),
        ("letter.txt", b"\x00\x01\x02" * 50, "not a text file"),
        ("letter.md", b"---\ntitle: A\nid: a\nauthor: B\npublished: soon\n---\nText.\n", "soon"),
        ("letter.txt", b"word " * 500_000, "characters"),
    ],
)
async def test_a_file_that_cannot_be_read_leaves_no_draft(circle: Circle, name: str, data: bytes, said: str):
    """One sentence says what is wrong with it."""
    assert said in (await bring(circle, name, data)).text
    assert (await call(circle, "import")).modal, "none waits"


async def test_an_essay_that_is_there_already_is_not_imported_twice(circle: Circle):
    """Its name is said."""
    await shelve(circle, await bring(circle))
    assert "A Letter on Bread" in (again := await bring(circle)).text
    assert again.buttons == []


async def test_five_drafts_are_enough(circle: Circle):
    """The sixth is asked to wait; a list leads from one to another."""
    letters = [LETTER.replace(b"A Letter", f"Letter {number}".encode()) for number in range(5)]
    *_, draft = [await bring(circle, data=letter) for letter in letters]
    assert draft.menus == ["Your other drafts"]
    assert "already have 5 drafts" in (await bring(circle)).text
    other = await circle.done(await circle.host.choose("Your other drafts", ["Letter 1 on Bread"], on=draft))
    assert "Letter 1 on Bread" in other.text


async def test_a_new_version_of_a_pack_says_what_it_would_change(circle: Circle):
    """And keeps what the group has read."""
    before = pack("Ours", 4)
    await shelve(circle, await bring(circle, before.name, before.data))
    after = before.data.replace(b"Ours, passage 2, about bread", b"Ours, passage 2, of rye bread")
    draft = await bring(circle, before.name, after)
    assert "Passages unchanged: 3 · changed: 1 · new: 0 · gone: 0" in draft.text
    await circle.done(await circle.host.press("Merge or split passages", on=draft))
    back = await circle.done(await circle.host.press("Back to the draft", on=draft))
    assert "Passages unchanged: 3 · changed: 1 · new: 0 · gone: 0" in back.text
    await shelve(circle, draft, "Update")
    assert "rye bread" in (await circle.first.slash("/passage show", in_=circle.lobby, passage="ours 2")).text


async def test_text_and_title_on_the_shelf_are_corrected(circle: Circle):
    """Look-up finds the new words; what was posted of it stays as it was said."""
    await shelve(circle, await bring(circle))
    await circle.set_up(essay="letter")
    post, _ = await circle.next_day(1)
    form = await call(circle, "edit", essay="letter", passage=1)
    corrected = await circle.done(await circle.host.submit(form, fields={"Text of the passage": "Rye is broken here."}))
    assert "Rye is broken here." in corrected.text
    head = await call(circle, "edit", essay="letter")
    await circle.done(await circle.host.submit(head, Title="On Rye", Author=""))
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="on rye 1")
    assert "Rye is broken here." in shown.text
    assert "Bread is broken" in post.text
    today = await circle.first.slash("/today", in_=circle.channel)
    assert "Bread is broken" in today.text


async def test_two_hosts_never_overwrite_one_another(circle: Circle):
    """The second gets back what they wrote, and is told to look again."""
    await shelve(circle, await bring(circle))
    mine = await call(circle, "edit", essay="letter", passage=1)
    theirs = await call(circle, "edit", essay="letter", passage=1)
    await circle.done(await circle.host.submit(theirs, fields={"Text of the passage": "What they wrote."}))
    long = "What I wrote, which is longer than a line and worth keeping."
    refused = await circle.done(await circle.host.submit(mine, fields={"Text of the passage": long}))
    assert "has been changed since" in refused.text
    given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert long.encode() in given.attachments[0].data


async def test_passages_and_essays_move(circle: Circle):
    """One place at a time."""
    await shelve(circle, await bring(circle))
    await shelve(circle, await bring(circle, data=LETTER.replace(b"A Letter", b"A Second")))
    shown = await call(circle, "show", essay="second")
    assert "Move down in the library" not in shown.buttons
    await circle.done(await circle.host.press("Move up in the library", on=shown))
    listed = (await call(circle, "list")).text
    assert listed.index("A Second on Bread") < listed.index("A Letter on Bread")
    passage = await circle.done(
        await circle.host.choose("Choose a passage", ["2"], on=await call(circle, "show", essay="second"))
    )
    moved = await circle.done(await circle.host.press("Move up", on=passage))
    assert "Passage 1 of 3" in moved.text
    assert "Salt is passed" in moved.text


async def test_the_starter_library_is_nobody_s_to_change(circle: Circle):
    """It can be looked at and exported; where essays are changed, only the server's own are offered."""
    await shelve(circle, await bring(circle))
    shown = await call(circle, "show", essay="on bread")
    assert shown.buttons == ["Export"]
    for command in ("edit", "remove"):
        assert "starter library" in (await call(circle, command, essay="on bread")).text
        offers = await circle.host.autocomplete(f"/library {command}", in_=circle.lobby, essay="on b")
        assert [offer.name for offer in offers] == ["A Letter on Bread"]
    offers = await circle.host.autocomplete("/library export", in_=circle.lobby, essay="on b")
    assert [offer.name for offer in offers] == ["On Bread", "A Letter on Bread"]


async def test_an_exported_essay_comes_back_the_same(circle: Circle):
    """The file is a study pack."""
    exported = await call(circle, "export", essay="on bread")
    (file,) = exported.files
    assert file.filename == "on-bread.md"
    assert exported.ephemeral
    await shelve(circle, await bring(circle, file.filename, file.data))


async def test_removing_an_essay_asks_first_and_names_the_study_that_needs_it(circle: Circle):
    """The study goes on without it."""
    await shelve(circle, await bring(circle))
    await circle.set_up(essay="letter")
    asked = await call(circle, "remove", essay="letter")
    assert f"The study in <#{circle.channel.id}> has only 3 passages of it left" in asked.text
    asked_again = await call(circle, "remove", essay="letter")
    assert "A Letter on Bread" in (await call(circle, "list")).text
    assert "has been removed from your library" in (await circle.done(await circle.host.press("Remove", on=asked))).text
    assert "A Letter on Bread" not in (await call(circle, "list")).text
    refused = await circle.done(await circle.host.press("Remove", on=asked_again))
    assert "no longer in the library" in (await refused.follow_up()).text


async def test_an_essay_that_is_needed_since_the_question_is_asked_about_again(circle: Circle):
    """A study was begun between the question and the answer; and one that begins again needs even what it has read."""
    await shelve(circle, await bring(circle))
    asked = await call(circle, "remove", essay="letter")
    assert "The study in" not in asked.text
    await circle.set_up(essay="letter", ending="loop")
    assert (
        "has only 3 passages of it left to read, so it would stop"
        in (await circle.done(await circle.host.press("Remove", on=asked))).text
    )
    for day in range(1, 4):
        await circle.next_day(day)
    again = await call(circle, "remove", essay="letter")
    assert f"<#{circle.channel.id}> reads only this essay, again and again, so it would stop" in again.text
    await circle.host.slash("/study reading", in_=circle.lobby, essay="on salt")
    await circle.next_day(4)
    await circle.next_day(5)
    shown = await call(circle, "show", essay="letter")
    assert f"Read in <#{circle.channel.id}>, where it comes again when the list begins again." in shown.text
    again = await call(circle, "remove", essay="letter")
    assert "reads it again whenever its list begins again, and would go on without it" in again.text
    assert "has been removed from your library" in (await circle.done(await circle.host.press("Remove", on=again))).text


async def test_a_draft_that_another_host_has_imported_is_not_said_to_be_forgotten(circle: Circle):
    """*Cancel* comes too late; the shelf is not as it was."""
    mine, theirs = await bring(circle), await call(circle, "import")
    assert "All of them come from the starter library" in (await call(circle, "list")).text
    await shelve(circle, theirs)
    assert "it was imported, cancelled" in (await circle.done(await circle.host.press("Cancel", on=mine))).text
    assert "1 of them is your own" in (await call(circle, "list")).text


async def test_a_study_that_had_read_everything_goes_on_with_a_new_essay(circle: Circle):
    """If it goes on with the library at the end of its list; the answer says when."""
    short = pack("Short", 1)
    await shelve(circle, await bring(circle, short.name, short.data))
    await circle.set_up(essay="short", ending="go_on")
    for day in range(1, 7):
        await circle.next_day(day)
    ended = circle.until_ended()
    circle.clock.move(timedelta(days=1))
    await ended
    await circle.ticked()
    assert "goes on with this essay" in (await shelve(circle, await bring(circle))).text
    post, _ = await circle.next_day(7)
    assert "A Letter on Bread" in post.text


async def test_another_guild_sees_nothing_of_it(circle: Circle):
    """Not in a list, not by name, not by a button's id, not as a draft."""
    draft = await bring(circle)
    elsewhere = circle.server.world.add_guild("Others")
    elsewhere.add_application(circle.application)
    lobby = elsewhere.add_text_channel("lobby")
    hosts = elsewhere.add_role("Hosts", permissions=Permission.MANAGE_GUILD)
    stranger = elsewhere.add_member("Stranger", [hosts])
    await circle.quiet()
    assert (await stranger.slash("/library import", in_=lobby)).modal, "none waits there"
    await shelve(circle, draft)
    assert "A Letter on Bread" not in (await stranger.slash("/library list", in_=lobby)).text
    for command in ("show", "edit", "remove", "export"):
        answer = await stranger.slash(f"/library {command}", in_=lobby, essay="letter")
        assert "A Letter on Bread" not in answer.text
        assert answer.files == []
        assert await stranger.autocomplete(f"/library {command}", in_=lobby, essay="letter") == []


async def test_a_host_is_answered_while_the_database_is_busy_with_something_else(circle: Circle):
    """Whatever changes the library: Discord waits three seconds for an answer, and then shows that there is none."""
    await shelve(circle, await bring(circle))
    head = await call(circle, "edit", essay="letter")
    text = await call(circle, "edit", essay="letter", passage=1)
    asked = await call(circle, "remove", essay="letter")
    draft = await bring(circle, "other.txt", LETTER.replace(b"Bread", b"Rye"))
    async with circle.bot.database.writing():
        promised = [await circle.host.press("Import", on=draft), await circle.host.press("Remove", on=asked)]
        forms = [
            asyncio.create_task(circle.host.submit(head, Title="On Bread")),
            asyncio.create_task(circle.host.submit(text, fields={"Text of the passage": "Rye is broken here."})),
        ]
    for answer in (*promised, *await asyncio.gather(*forms)):
        assert (await circle.done(answer)).deferred
