"""`/questions review`, end to end: each suggestion is reviewed once, as the host has seen it."""

import pytest

from bot.core.essays.draft import DraftQuestion
from bot.core.models import Origin, Rung
from bot.store.members import suggestions
from local_discord import Reply
from tests.cogs.conftest import Circle
from tests.cogs.suggestions.test_suggesting import APPLY, NOTHING, OTHER, OWN, suggest, write
from tests.services.lookup.looked_up import the_one


async def card(circle: Circle) -> Reply:
    return await circle.host.slash("/questions review", in_=circle.lobby)


async def listed(circle: Circle, passage: str = "bread 1") -> str:
    return (await circle.host.slash("/questions list", in_=circle.lobby, passage=passage)).text


async def reword(circle: Circle, form: Reply, text: str) -> Reply:
    given = {"The question": text, "How deep it goes": APPLY}
    return await circle.done(await circle.host.submit(form, fields=given))


async def test_a_host_approves_what_a_member_has_suggested(circle: Circle):
    """The card has all that a host wants to know; *Undo* brings it back."""
    await suggest(circle, circle.first)
    shown = await card(circle)
    assert shown.ephemeral
    for part in ("On Bread", "about bread and neighbours", OWN, APPLY, f"<@{circle.first.user.id}>", "1 question is"):
        assert part in shown.text
    assert shown.buttons == ["Approve", "Edit and approve", "Decline"]
    assert OWN not in await listed(circle)
    approved = await circle.host.press("Approve", on=shown)
    assert "Approved" in approved.text
    assert "No question is waiting" in approved.text
    assert f"{OWN} · suggested by a member" in await listed(circle)
    undone = await circle.host.press("Undo", on=approved)
    assert OWN in undone.text
    assert undone.buttons == ["Approve", "Edit and approve", "Decline"]
    assert OWN not in await listed(circle)


async def test_status_says_that_questions_wait(circle: Circle):
    """So that hosts hear of them without looking; nobody does when none waits."""
    await circle.set_up()
    assert "/questions review" not in (await circle.host.slash("/study status", in_=circle.lobby)).text
    await suggest(circle, circle.first)
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "1 question is waiting for hosts" in status.text
    assert "/questions review" in status.text


async def test_a_host_edits_and_approves(circle: Circle):
    """It is asked in the host's words, as a member's question; *Undo* has the member's wait again."""
    await suggest(circle, circle.first)
    form = await circle.host.press("Edit and approve", on=await card(circle))
    assert form.modal is not None
    assert form.modal.fields[1].value == OWN
    done = await reword(circle, form, OTHER)
    assert "in your words" in done.text
    assert f"{OTHER} · suggested by a member" in await listed(circle)
    assert OWN not in await listed(circle)
    undone = await circle.host.press("Undo", on=done)
    assert OWN in undone.text
    assert OTHER not in await listed(circle)


async def test_cards_come_one_after_another(circle: Circle):
    """The oldest first; *Later* leads round and round, and leaves each waiting."""
    for number in range(3):
        await suggest(circle, circle.first, f"Number {number}?", hear=NOTHING)
    shown = await card(circle)
    for number in (0, 1, 2, 0):
        assert f"Number {number}?" in shown.text
        assert "3 questions are waiting" in shown.text
        shown = await circle.host.press("Later", on=shown)
    declined = await circle.host.press("Decline", on=shown)
    assert "Declined" in declined.text
    assert "Number 2?" in declined.text
    assert "2 questions are waiting" in declined.text
    assert "Number 1?" in (await circle.host.press("Undo", on=declined)).text


async def test_the_second_of_two_hosts_hears_what_the_first_did(circle: Circle):
    """Nothing is done twice, and the words of a form are not lost."""
    await suggest(circle, circle.first, hear=NOTHING)
    first, second = await card(circle), await card(circle)
    form = await circle.host.press("Edit and approve", on=second)
    await circle.host.press("Decline", on=first)
    assert "already declined" in (await circle.host.press("Approve", on=second)).text
    late = await reword(circle, form, OTHER + OTHER)
    assert "already declined" in late.text
    given = await circle.host.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert (OTHER + OTHER).encode() in given.attachments[0].data
    assert OWN not in await listed(circle)


async def test_what_its_author_has_changed_is_shown_anew(circle: Circle):
    """A host approves what they have read, and nothing else."""
    stored = await suggest(circle, circle.first, hear=NOTHING)
    shown = await card(circle)
    await write(circle, circle.first, await circle.first.press("Edit suggestion", on=stored), OTHER)
    again = await circle.host.press("Approve", on=shown)
    assert "has changed this question in the meantime" in again.text
    assert OTHER in again.text
    assert OTHER not in await listed(circle)
    await circle.host.press("Approve", on=again)
    assert OTHER in await listed(circle)


async def test_what_was_taken_back_is_gone(circle: Circle):
    """The card says so, and shows what else waits."""
    stored = await suggest(circle, circle.first, hear=NOTHING)
    shown = await card(circle)
    await circle.first.press("Take back", on=stored)
    assert "taken back" in (await circle.host.press("Approve", on=shown)).text


async def test_questions_that_ask_nearly_the_same_are_shown(circle: Circle):
    """Those that are asked, and those that wait as well."""
    await suggest(circle, circle.first, "Which loaf would you keep for the one who comes late?", hear=NOTHING)
    await suggest(circle, circle.second, OWN, hear=NOTHING)
    shown = await card(circle)
    assert "A question about this passage asks nearly the same" in shown.text
    assert f"• {OWN} · suggested by a member · waiting as well" in shown.text


async def test_cards_survive_a_restart(circle: Circle):
    """What they are about stands in their ids."""
    await suggest(circle, circle.first, hear=NOTHING)
    shown = await card(circle)
    await circle.stop()
    await circle.start()
    assert "Approved" in (await circle.host.press("Approve", on=shown)).text


@pytest.mark.parametrize("label", ["Approve", "Edit and approve"])
async def test_what_a_model_has_drafted_waits_as_well(circle: Circle, label: str):
    """Said as what it is; nobody is named."""
    passage_id = (await the_one(circle.bot.database, circle.guild.id, "bread 1", None)).passage.id
    await suggest(circle, circle.first, "Another?", hear=NOTHING)  # with the server's first row
    async with circle.bot.database.writing() as connection:
        draft = DraftQuestion(Rung.APPLY, OWN, Origin.MODEL)
        await suggestions.add(connection, circle.guild.id, passage_id, draft)
    shown = await circle.host.press("Later", on=await card(circle))
    assert "drafted by a language model" in shown.text
    assert "<@" not in shown.text
    answer = await circle.host.press(label, on=shown)
    if label != "Approve":
        await reword(circle, answer, OTHER)
    asked = OWN if label == "Approve" else OTHER
    assert f"{asked} · drafted by a language model" in await listed(circle)


async def test_only_hosts_review(circle: Circle):
    """Whoever is shown the command is told who may."""
    circle.application.allow("questions", circle.guild, to=circle.guild.members[circle.first.user.id])
    assert "Manage Server" in (await circle.first.slash("/questions review", in_=circle.lobby)).text
