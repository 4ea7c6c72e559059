"""Changing a study: first what would change and when its next passages would come, then the change."""

import base64
from datetime import time
from itertools import compress
from typing import Annotated, NamedTuple

from bot.core.models import Place, QuestionsBy, Study, StudyState, Timetable
from bot.core.studies import weekdays
from bot.core.text.markup import NOTHING, Markup, mark
from bot.i18n import Say
from bot.interactions.answers import Layout, display, panel, reply
from bot.services.studies import study_changes
from bot.services.studies.study_changes import Change, Consequences
from cogs.study.channel_checks import check_place
from cogs.study.status import running_layout, server_view
from cogs.study.study_text import host_role_text, plan_line, questions_line
from cogs.study.undo import with_undo
from cogs.ui.buttons import Pressed, row
from cogs.ui.hosts import HostButton, StudyHostButton, role_for_hosts
from cogs.ui.id_fields import Count, Id, IdField, Snowflake
from cogs.ui.passage_parts import below, beside
from cogs.ui.replies import channel_link, guild_of, stamp

_FLAGS = (1, 2, 4, 8)
"""What stands for a forum, pins, publishing and everybody's questions in a custom id, which has no room for more."""


class Wanted(NamedTuple):
    """How a study is to stand: all that the command for editing it can change, but for the role of its hosts."""

    place: Place
    timetable: Timetable
    questions_by: QuestionsBy


def edit_layout(say: Say, consequences: Consequences) -> Layout:
    """What would change, the next three times, and the button that does it; only words where nothing would."""
    differences = _differences(say, consequences)
    if not differences:
        return Layout(display(say("edit.nothing")))
    times = beside(*(stamp(slot.due_at, "f") for slot in consequences.upcoming))
    coming = say("edit.coming", times=times) if times else say("study.nothing_left")
    paused = say("study.if_resumed") if times and consequences.before.state is StudyState.PAUSED else NOTHING
    text = below(mark("### {}", say("edit.title")), *differences, coming, paused)
    container = panel(display(text))
    study = consequences.before
    wanted = Wanted(consequences.place, consequences.timetable, consequences.questions_by)
    button = ApplyButton(study.id, wanted, study.revision, label=say("button.apply"))
    return Layout(container, row(button))


def _read_wanted(written: str) -> Wanted:
    clock, days, ids, flags, zone = written.split(":")
    channel_id, tag_id, role_id = (_unpacked(ids[at : at + 11]) for at in (0, 11, 22))
    forum, pin, publish, open_to_all = (bool(int(flags, 16) & bit) for bit in _FLAGS)
    place = Place(channel_id or 0, forum, tag_id, role_id, pin, publish)
    timetable = Timetable(time(int(clock[:2]), int(clock[2:])), zone, weekdays.unpacked(int(days)))
    return Wanted(place, timetable, QuestionsBy.EVERYBODY if open_to_all else QuestionsBy.HOSTS)


def _write_wanted(wanted: Wanted) -> str:
    place, timetable, questions_by = wanted
    ids = "".join(map(_packed, (place.channel_id, place.tag_id, place.role_id)))
    chosen = place.forum, place.pin, place.publish, questions_by is QuestionsBy.EVERYBODY
    flags = f"{sum(compress(_FLAGS, chosen)):x}"
    return f"{timetable.time:%H%M}:{weekdays.packed(timetable.weekdays)}:{ids}:{flags}:{timetable.zone}"


class ApplyButton(StudyHostButton, kind="apply", style="success"):
    """*Change it*: what is wanted is in the custom id, so that the button works after a restart."""

    study_id: Count
    wanted: Annotated[
        Wanted,
        IdField(r"\d{4}:\d{1,3}:[\w-]{33}:[\w]{1}:[\w/+-]{1,32}", _read_wanted, _write_wanted),
    ]
    revision: Count
    """Of the study when the change was shown."""

    async def pressed(self, interaction: Pressed) -> None:
        """Check the place once more, and make the change."""
        bot, (place, timetable, questions_by) = interaction.client, self.wanted
        check_place(interaction.guild, place)
        change = Change(
            place=place,
            time=timetable.time.isoformat("minutes"),
            zone=timetable.zone,
            weekdays=timetable.weekdays,
            questions_by=questions_by,
        )
        status = await study_changes.apply(bot.database, bot.asker(interaction), self.study_id, change, self.revision)
        silent = server_view(interaction, [status]).silent
        await reply(interaction, running_layout(bot.say(interaction), "setup.changed", status, silent))


def host_role_layout(say: Say, study: Study, role_id: int | None) -> Layout:
    """What another role for the study's hosts means, and the button that chooses it; only words for the same one."""
    if role_id == study.host_role_id:
        return Layout(display(say("edit.nothing")))
    container = panel(display(below(mark("### {}", say("edit.title")), host_role_text(say, study.channel_id, role_id))))
    button = HostRoleButton(study.id, role_id or 0, study.revision, label=say("button.apply"))
    return Layout(container, row(button))


class HostRoleButton(HostButton, kind="hostrole", style="success"):
    """*Change it*, for the role whose members steer the study."""

    study_id: Id
    role_id: Snowflake
    """0 for none."""
    revision: Count
    """Of the study when the change was shown."""

    async def pressed(self, interaction: Pressed) -> None:
        """Check the role once more, and choose it."""
        bot, say, guild = interaction.client, interaction.client.say(interaction), interaction.guild
        role_id = role_for_hosts(guild.get_role(self.role_id) if guild else None) if self.role_id else None
        asker = bot.asker(interaction)
        chosen = await bot.host_roles.choose_for_study(asker, self.study_id, role_id, self.revision)
        text = display(host_role_text(say, chosen.study.channel_id, role_id))
        await reply(interaction, with_undo(say, text, chosen.study.id, chosen.undo))


class RemoveButton(HostButton, kind="remove", style="danger"):
    """*Remove it*: deletes the study with its ledger."""

    study_id: Id

    async def pressed(self, interaction: Pressed) -> None:
        """Remove the study."""
        bot = interaction.client
        study = await study_changes.by_id(bot.database, guild_of(interaction), self.study_id)
        async with bot.host_roles.changing(study.guild_id):
            await study_changes.remove(bot.database, study)
        await reply(interaction, bot.say(interaction)("remove.done", channel=study.channel_id))


def remove_layout(say: Say, study: Study) -> Layout:
    """What removing a study means, and the button that does it."""
    return Layout(
        display(say("remove.sure", channel=study.channel_id)), row(RemoveButton(study.id, label=say("button.remove")))
    )


def _differences(say: Say, consequences: Consequences) -> list[Markup]:
    old, new = consequences.before.place, consequences.place
    lines: list[Markup] = []
    if consequences.timetable != consequences.before.timetable:
        before, after = plan_line(say, consequences.before.timetable), plan_line(say, consequences.timetable)
        lines.append(say("edit.from_to", before=before, after=after))
    if new.channel_id != old.channel_id:
        lines.append(say("edit.from_to", before=channel_link(old.channel_id), after=channel_link(new.channel_id)))
    if new.role_id != old.role_id:
        lines.append(say("edit.role", role=new.role_id) if new.role_id else say("edit.no_role"))
    if new.pin != old.pin:
        lines.append(say("edit.pin" if new.pin else "edit.no_pin"))
    if new.publish and not old.publish:
        lines.append(say("edit.publish", channel=new.channel_id))
    elif old.publish and not new.publish:
        lines.append(say("edit.no_publish" if new.channel_id == old.channel_id else "edit.no_publish_there"))
    if new.tag_id != old.tag_id:
        lines.append(say("edit.tag" if new.tag_id else "edit.no_tag"))
    if consequences.questions_by is not consequences.before.questions_by:
        lines.append(questions_line(say, consequences.questions_by))
    return lines


def _packed(snowflake: int | None) -> str:
    """An id in eleven characters."""
    return base64.urlsafe_b64encode((snowflake or 0).to_bytes(8)).decode().rstrip("=")


def _unpacked(text: str) -> int | None:
    return int.from_bytes(base64.urlsafe_b64decode(f"{text}=")) or None
