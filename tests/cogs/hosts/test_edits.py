"""Hosts change where and when a study posts: they see first what that brings."""

from bot.core.models import QuestionsBy
from bot.services.studies import study_changes
from tests.asking import asks
from tests.cogs.conftest import Circle
from tests.cogs.hosts.shutting_out import shut_out


async def test_a_study_moves_to_another_channel_with_all_its_settings(circle: Circle):
    """*Use another channel* asks which, and goes on there."""
    await circle.set_up()
    await shut_out(circle)
    elsewhere = circle.guild.add_text_channel("elsewhere")
    await circle.quiet()
    status = await circle.host.slash("/study status", in_=circle.lobby)
    asked = await circle.host.press("Use another channel", on=status)
    moved = await circle.host.choose("A text channel, an announcement channel or a forum", [elsewhere], on=asked)
    assert f"goes on in <#{elsewhere.id}>" in moved.text
    status = await circle.host.slash("/study status", in_=circle.lobby)
    assert "Every day at 07:00, UTC" in status.text


async def test_an_edit_of_nothing_has_no_button(circle: Circle):
    """There is nothing it could do."""
    await circle.set_up()
    edit = await circle.host.slash("/study edit", in_=circle.lobby, time="07:00")
    assert "Nothing would change" in edit.text
    assert edit.buttons == []


async def test_an_edit_shows_its_consequences_first(circle: Circle):
    """Nothing changes before the button; then the next times are the ones that were shown."""
    await circle.set_up()
    edit = await circle.host.slash("/study edit", time="19:30", zone="Asia/Jerusalem", in_=circle.lobby)
    assert "Every day at 07:00, UTC → Every day at 19:30, Asia/Jerusalem" in edit.text
    assert "<t:1777653000:f>" in edit.text
    assert "07:00, UTC" in (await circle.host.slash("/study status", in_=circle.lobby)).text
    await circle.stop()
    await circle.start()
    changed = await circle.host.press("Change it", on=edit)
    assert "<t:1777653000:f>" in changed.text
    assert "19:30, Asia/Jerusalem" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_an_edit_of_yesterday_undoes_no_later_one(circle: Circle):
    """Two hosts were shown a change each: the second who presses is told that things have changed."""
    await circle.set_up()
    first = await circle.host.slash("/study edit", in_=circle.lobby, time="19:30")
    second = await circle.host.slash("/study edit", in_=circle.lobby, days="Tue Thu")
    await circle.host.press("Change it", on=first)
    assert "Something has changed" in (await circle.host.press("Change it", on=second)).text
    assert "Every day at 19:30" in (await circle.host.slash("/study status", in_=circle.lobby)).text


async def test_an_edit_leaves_what_it_does_not_name(circle: Circle):
    """Also a role that could not be named anew."""
    readers = circle.guild.add_role("Readers", mentionable=True)
    await circle.quiet()
    await circle.set_up(role=readers)
    readers.edit(mentionable=False)
    await circle.quiet()
    edit = await circle.host.slash("/study edit", in_=circle.lobby, time="19:30")
    assert "19:30" in (await circle.host.press("Change it", on=edit)).text
    study = await study_changes.the_one(circle.bot.database, asks(circle.guild.id))
    assert study.place.role_id == readers.id


async def test_an_edit_takes_a_role_and_a_tag_away(circle: Circle):
    """Each when it is asked for, and only that."""
    readers = circle.guild.add_role("Readers", mentionable=True)
    forum = circle.guild.add_forum_channel("readings", tags=["Daily", "Other"])
    await circle.quiet()
    await circle.set_up(channel=forum, tag="daily", role=readers)
    edit = await circle.host.slash("/study edit", in_=circle.lobby, without="role")
    assert "ping" in edit.text
    await circle.host.press("Change it", on=edit)
    study = await study_changes.the_one(circle.bot.database, asks(circle.guild.id))
    assert (study.place.role_id, study.place.tag_id) == (None, forum.tags[0].id)
    edit = await circle.host.slash("/study edit", in_=circle.lobby, without="tag")
    await circle.host.press("Change it", on=edit)
    study = await study_changes.the_one(circle.bot.database, asks(circle.guild.id))
    assert study.place.tag_id is None


async def test_an_edit_says_who_may_put_questions_to_the_group(circle: Circle):
    """Kept when something else is changed, shown where it is not as usual, and undone like the rest."""
    await circle.set_up()
    usual = (await circle.host.slash("/study status", in_=circle.lobby)).text
    assert "another question to the group" not in usual
    edit = await circle.host.slash("/study edit", in_=circle.lobby, questions="everybody")
    assert "Everybody who may write in the thread of a post may put another question to the group." in edit.text
    await circle.host.press("Change it", on=edit)
    edit = await circle.host.slash("/study edit", in_=circle.lobby, time="19:30")
    assert "another question" not in edit.text
    later = await circle.host.press("Change it", on=edit)
    assert "Everybody who may write" in (await circle.host.slash("/study status", in_=circle.lobby)).text
    await circle.host.press("Undo", on=later)
    study = await study_changes.the_one(circle.bot.database, asks(circle.guild.id))
    assert study.questions_by is QuestionsBy.EVERYBODY
    edit = await circle.host.slash("/study edit", in_=circle.lobby, questions="hosts")
    assert "Only hosts may put another question to the group." in edit.text
    await circle.host.press("Undo", on=await circle.host.press("Change it", on=edit))
    study = await study_changes.the_one(circle.bot.database, asks(circle.guild.id))
    assert study.questions_by is QuestionsBy.EVERYBODY


async def test_an_edit_of_nothing_says_so(circle: Circle):
    """And a mistake in it is told like everywhere."""
    await circle.set_up()
    assert "Nothing would change" in (await circle.host.slash("/study edit", in_=circle.lobby)).text
    assert "not a time of day" in (await circle.host.slash("/study edit", time="26:00", in_=circle.lobby)).text
