"""`/questions`, end to end: what hosts write is asked, on their server."""

from local_discord import Reply
from tests.cogs.conftest import Circle
from tests.cogs.library.test_library import offered

OWN = "Which loaf would you keep for the one who comes late to the table?"
NOTICE, APPLY = "Notice: what does it say?", "Apply: where in my life?"


async def call(circle: Circle, command: str, **options: object) -> Reply:
    return await circle.host.slash(f"/questions {command}", in_=circle.lobby, options=options)  # type: ignore[arg-type] # as typed by a test


async def write(circle: Circle, form: Reply, text: str, rung: str | None = None) -> Reply:
    """The answer to a form for a question."""
    given = {"The question": text} | ({"How deep it goes": rung} if rung else {})
    return await circle.done(await circle.host.submit(form, fields=given))


async def read(circle: Circle) -> str:
    """What a member reads in the day's post, and of all the questions that it leads to."""
    await circle.set_up(essay="On Bread")
    post, _ = await circle.next_day(1)
    seen = await circle.first.press("Another question", on=post)
    texts = [post.text, seen.text]
    for _ in range(3):
        await circle.first.press("Another question", on=seen)
        texts.append(seen.text)
    return "\n".join(texts)


async def test_a_host_writes_a_question_and_takes_it_back(circle: Circle):
    """By the command, on a rung; it is listed with where it comes from, and *Undo* takes it away."""
    listed = await write(circle, await call(circle, "add", passage="bread 1", rung="apply"), OWN)
    assert listed.ephemeral
    assert f"3. {OWN} · written by a host" in listed.text
    assert "What is passage 1 of On Bread? · from the essay" in listed.text
    assert listed.text.index(NOTICE) < listed.text.index(APPLY)
    assert listed.buttons == ["Next passage", "Add a question", "Undo"]
    taken = await circle.host.press("Undo", on=listed)
    assert OWN not in taken.text
    assert "no longer asked on your server" in taken.text
    assert OWN in (await circle.host.press("Put back", on=taken)).text


async def test_one_of_the_essay_s_own_is_edited_and_removed_for_this_server(circle: Circle):
    """Chosen from the list; the former words are seen, and put back with one press."""
    listed = await call(circle, "list", passage="bread 1")
    assert offered(listed)[0] == "1. What is passage 1 of On Bread?"
    chosen = await circle.host.choose(
        "Choose a question to edit or remove", ["1. What is passage 1 of On Bread?"], on=listed
    )
    assert chosen.buttons == ["Edit question", "Remove", "All questions"]
    edited = await write(circle, await circle.host.press("Edit question", on=chosen), OWN)
    assert "1. ~~What is passage 1 of On Bread?~~ · from the essay · not asked on this server" in edited.text
    assert OWN in edited.text
    undone = await circle.host.press("Undo", on=edited)
    assert OWN not in undone.text
    removed = await call(circle, "remove", passage="bread 1", question="what is")
    assert "~~What is passage 1 of On Bread?~~" in removed.text
    put_back = await circle.host.press("Put back", on=removed)
    assert "~~" not in put_back.text


async def test_what_is_typed_leads_to_the_question(circle: Circle):
    """The list of choices has those of the passage chosen; what leaves it open shows them all."""
    choices = await circle.host.autocomplete("/questions edit", passage="bread 2", question="mean", in_=circle.lobby)
    assert [choice.name for choice in choices] == ["What does passage 2 of On Bread mean?"]
    form = await call(circle, "edit", passage="bread 2", question=choices[0].value)
    assert form.modal is not None
    assert "What does passage 2 of On Bread mean?" in form.modal.fields[1].value
    assert "from the essay" in (await call(circle, "edit", passage="bread 2", question="passage")).text


async def test_what_cannot_be_asked_is_given_back(circle: Circle):
    """The form says what is wrong, and nothing that was written is lost."""
    await write(circle, await call(circle, "add", passage="bread 1"), OWN, NOTICE)
    again = await write(circle, await call(circle, "add", passage="bread 1"), OWN, NOTICE)
    assert "already has this question" in again.text
    given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert given.attachments[0].data == f"notice\n\n{OWN}".encode()


async def test_several_passages_are_offered(circle: Circle):
    """Each with a button to its questions."""
    which = await call(circle, "list", passage="passage 1 about bread")
    assert "Several passages may be meant" in which.text
    shown = await circle.host.press("On Salt 1", on=which)
    assert "What is passage 1 of On Salt?" in shown.text


async def test_the_library_shows_what_is_asked(circle: Circle):
    """With the passage, and the way to change it."""
    essay = await circle.host.slash("/library show", in_=circle.lobby, essay="On Bread")
    passage = await circle.done(await circle.host.choose("Choose a passage", [offered(essay)[0]], on=essay))
    assert "• What is passage 1 of On Bread?" in passage.text
    listed = await circle.host.press("Questions", on=passage)
    assert "What does passage 1 of On Bread mean? · from the essay" in listed.text


async def test_members_read_what_hosts_have_written(circle: Circle):
    """In its turn; what is hidden does not come."""
    await write(circle, await call(circle, "add", passage="bread 1"), OWN, NOTICE)
    await call(circle, "remove", passage="bread 1", question="what is passage 1")
    texts = await read(circle)
    assert OWN in texts
    assert "What is passage 1" not in texts


async def test_only_hosts_write_questions(circle: Circle):
    """Whoever is shown the command is told who may; so is a host who is one no longer, and gets the text back."""
    circle.application.allow("questions", circle.guild, to=circle.guild.members[circle.first.user.id])
    refused = await circle.first.slash("/questions list", in_=circle.lobby, passage="bread 1")
    assert "Manage Server" in refused.text
    form = await call(circle, "add", passage="bread 1")
    (hosts,) = [role for role in circle.guild.roles.values() if role.name == "Hosts"]
    circle.guild.take_role(circle.host, hosts)
    assert "Manage Server" in (await write(circle, form, OWN, NOTICE)).text


async def test_forms_and_lists_survive_a_restart(circle: Circle):
    """What they are about stands in their ids."""
    listed = await call(circle, "list", passage="bread 1")
    form = await circle.host.press("Add a question", on=listed)
    await circle.stop()
    await circle.start()
    assert OWN in (await write(circle, form, OWN, NOTICE)).text
