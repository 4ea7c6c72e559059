"""`/suggest`, end to end: a member's question is theirs to change until a host has reviewed it."""

from local_discord import Member, Reply
from tests.cogs.conftest import Circle

OWN = "Which loaf would you keep for the one who comes late to the table?"
OTHER = "What would you have to give up for that?"
APPLY, NOTICE = "Apply: where in my life?", "Notice: what does it say?"
HEAR, NOTHING = "Yes, with the next thing I do here", "No"


async def form_of(circle: Circle, who: Member, passage: str = "bread 1") -> Reply:
    return await who.slash("/suggest question", in_=circle.lobby, passage=passage)


async def write(
    circle: Circle, who: Member, form: Reply, text: str = OWN, rung: str = APPLY, hear: str = HEAR
) -> Reply:
    """The answer to a form for a suggestion."""
    given = {"The question": text, "How deep it goes": rung, "Tell me what becomes of it": hear}
    return await circle.done(await who.submit(form, fields=given))


async def suggest(circle: Circle, who: Member, text: str = OWN, passage: str = "bread 1", hear: str = HEAR) -> Reply:
    return await write(circle, who, await form_of(circle, who, passage), text, hear=hear)


async def test_a_member_suggests_a_question_changes_it_and_takes_it_back(circle: Circle):
    """Only they see any of it."""
    stored = await suggest(circle, circle.first)
    assert stored.ephemeral
    assert "Your question is with the hosts" in stored.text
    assert "Your suggestions: 1 of 20" in stored.text
    assert f"{OWN}**" in stored.text
    assert "you hear what becomes of it" in stored.text
    assert stored.buttons == ["Edit suggestion", "Take back"]
    form = await circle.first.press("Edit suggestion", on=stored)
    assert form.modal is not None
    assert form.modal.fields[1].value == OWN
    edited = await write(circle, circle.first, form, OTHER, hear=NOTHING)
    assert OWN not in edited.text
    assert OTHER in edited.text
    assert "you hear" not in edited.text
    taken = await circle.first.press("Take back", on=edited)
    assert "Nothing of it is kept" in taken.text
    assert OTHER not in (await circle.first.slash("/suggest list", in_=circle.lobby)).text


async def test_a_member_sees_their_own_suggestions_alone(circle: Circle):
    """Five a page, the newest first; nobody else has them in their list."""
    for number in range(6):
        await suggest(circle, circle.first, f"Number {number}?", hear=NOTHING)
    listed = await circle.first.slash("/suggest list", in_=circle.lobby)
    assert "6 of 20" in listed.text
    assert listed.text.index("Number 5?") < listed.text.index("Number 1?")
    assert "Number 0?" not in listed.text
    assert "Number 0?" in (await circle.first.press("Next page", on=listed)).text
    assert "Number" not in (await circle.second.slash("/suggest list", in_=circle.lobby)).text


async def test_what_cannot_be_suggested_is_given_back(circle: Circle):
    """The form says what is wrong, and nothing that was written is lost."""
    await suggest(circle, circle.first)
    again = await suggest(circle, circle.first)
    assert "suggested this question about this passage already" in again.text
    given = await circle.first.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert OWN.encode() in given.attachments[0].data
    form = await form_of(circle, circle.first)
    known = await write(circle, circle.first, form, "What is passage 1 of On Bread?", NOTICE)
    assert "already has this question" in known.text


async def test_a_reviewed_suggestion_is_changed_no_more(circle: Circle):
    """Whoever is writing just then has their words back."""
    stored = await suggest(circle, circle.first, hear=NOTHING)
    form = await circle.first.press("Edit suggestion", on=stored)
    await circle.host.press("Approve", on=await circle.host.slash("/questions review", in_=circle.lobby))
    late = await write(circle, circle.first, form, f"{OTHER} {OTHER}")
    assert "A host has reviewed this suggestion" in late.text
    given = await circle.first.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert f"{OTHER} {OTHER}".encode() in given.attachments[0].data
    assert "A host has reviewed" in (await circle.first.press("Take back", on=stored)).text


async def test_nobody_changes_what_another_has_suggested(circle: Circle):
    """Not by a button that names it either."""
    stored = await suggest(circle, circle.first)
    assert stored.message is not None
    for label in ("Edit suggestion", "Take back"):
        stolen = await circle.second.slash("/suggest list", in_=circle.lobby)
        assert stolen.message is not None
        stolen.message.components = stored.message.components
        assert "no longer there" in (await circle.second.press(label, on=stolen)).text
    assert OWN in (await circle.first.slash("/suggest list", in_=circle.lobby)).text


async def test_several_passages_are_offered(circle: Circle):
    """Each with a button that opens the form; the list of choices has them while somebody types."""
    which = await form_of(circle, circle.first, "passage 1 about bread")
    assert "Several passages may be meant" in which.text
    stored = await write(circle, circle.first, await circle.first.press("On Salt 1", on=which))
    assert "On Salt · passage 1 of 2" in stored.text.replace("Passage", "passage")
    choices = await circle.first.autocomplete("/suggest question", passage="salt 2", in_=circle.lobby)
    assert "On Salt" in choices[0].name


async def test_what_a_member_cannot_look_up_is_not_named_either(circle: Circle):
    """As `/passage show` refuses it."""
    refused = await form_of(circle, circle.first, "bread 99")
    shown = await circle.first.slash("/passage show", in_=circle.lobby, passage="bread 99")
    assert refused.modal is None
    assert refused.text == shown.text


async def test_forms_and_buttons_survive_a_restart(circle: Circle):
    """What they are about stands in their ids."""
    stored = await suggest(circle, circle.first)
    form = await circle.first.press("Edit suggestion", on=stored)
    await circle.stop()
    await circle.start()
    assert OTHER in (await write(circle, circle.first, form, OTHER)).text
    assert "Nothing of it is kept" in (await circle.first.press("Take back", on=stored)).text


async def test_somebody_in_a_hurry_waits(circle: Circle):
    """Ten at once, and what they wrote is theirs still."""
    for number in range(10):
        await suggest(circle, circle.first, f"Number {number}?")
    late = await suggest(circle, circle.first)
    assert "several questions just now" in late.text
    given = await circle.first.sees("Nothing you wrote is lost", in_=circle.lobby)
    assert OWN.encode() in given.attachments[0].data
