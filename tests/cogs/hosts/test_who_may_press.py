"""Each kind of button, list and form says for whom it is, and is for nobody else whatever its id names."""

import importlib
import re
from typing import Any

import pytest

from cogs import EXTENSIONS
from cogs.study.status import StatusButton
from cogs.ui.buttons import ITEMS, StudyItem
from cogs.ui.forms import FORMS, StudyForm
from cogs.ui.hosts import (
    HostButton,
    HostChannelSelect,
    HostForm,
    HostSelect,
    StudyHostButton,
    StudyHostForm,
    StudyHostSelect,
)
from local_discord.interactions.interaction import Interaction, Kind, open_interaction
from local_discord.member.reply import Reply
from tests.cogs.hosts.conftest import SERVER, STUDY, Two
from tests.cogs.interactions.test_forged_ids import forged, use

for extension in EXTENSIONS:
    importlib.import_module(extension)

EVERYBODY = """
    another anotherquote answer bringback catchup catchupwith delete-me delete-me-now discuss discussquestion
    editsuggestion export-me goodquestion linespage mark marklines
    passage posttalk prompt putquestion read readon remind remindhour remindstop
    search share shareprompt shown startfromtoday suggest suggestions takeback unread
"""
OF_ANY_STUDY = "statuspage"
OF_ONE_STUDY = """
    addto again apply askanother check goto leaveout listadd listdrop listend listkeep listmove listorder listout
    listplace listportion listremove look now occasions preview readinglist settle shift swap tell undo
"""
OF_THE_SERVER = """
    addquestion addtext approve approvedraft bring chapters choosechapters cut cuts decline draft draftcancel drafthead
    drafts draftsoff draftson editquestion elsewhere exchange export head hostrole join later leftout leftoutfile
    library moveessay movepassage moveto nohostchannel nohostrole per postdrafts putback putbackall question questions
    remove
    reword shelf shelfessay shelfpassage shelve split takebackquestion takeoff takeoffnow text undoreview update
    writequestion
"""
FORMS_OF_THE_SERVER = "addquestion addtext bring chapters drafthead editquestion head reword text writequestion"
FORMS_OF_ONE_STUDY = "occasions words"
FORMS_OF_EVERYBODY = "answer editsuggestion remind suggest"


def kinds(*bases: type, among: dict[str, Any] = ITEMS) -> set[str]:
    return {kind for kind, declared in among.items() if issubclass(declared, bases)}


def test_every_kind_has_been_decided():
    """A new one belongs in a line above: who may use it is a question of its own, whatever its neighbours do."""
    hosts = kinds(HostButton, HostSelect, HostChannelSelect)
    of_one = kinds(StudyHostButton, StudyHostSelect)
    assert hosts == set(OF_THE_SERVER.split())
    assert of_one == set(OF_ONE_STUDY.split())
    assert kinds(StatusButton) == set(OF_ANY_STUDY.split())
    assert ITEMS.keys() - hosts - of_one - kinds(StatusButton) == set(EVERYBODY.split())
    of_hosts = kinds(HostForm, among=FORMS)
    assert of_hosts == set(FORMS_OF_THE_SERVER.split())
    of_one_study = kinds(StudyHostForm, among=FORMS)
    assert of_one_study == set(FORMS_OF_ONE_STUDY.split())
    assert FORMS.keys() - of_hosts - of_one_study == set(FORMS_OF_EVERYBODY.split())


def about(kind: type[StudyItem[Any]] | type[StudyForm], study_id: int) -> str:
    """An id of this kind that names the study, if such ids name one, and nothing else that there is."""
    _, written, _ = forged(kind.ids.pattern)  # the one that can be read: there is no day 0
    written = written.replace("1" * 20, "1" * 19)  # nor a Discord id that large
    match = re.fullmatch(kind.ids.pattern, written)
    assert match is not None
    if "study_id" not in kind.ids.fields:
        return written
    start, end = match.span("study_id")
    return f"{written[:start]}{study_id}{written[end:]}"


@pytest.mark.parametrize("study", ["their own", "another", "none"])
async def test_the_role_of_one_study_reaches_no_other_by_any_button(two: Two, study: str):
    """Whichever kind, and whatever study its id names: only what is about their own is done for them."""
    study_id = {"their own": two.study_id, "another": two.other_id, "none": 9999}[study]
    circle, before = two.circle, await two.study(two.other_id)
    for name in (*OF_THE_SERVER.split(), *OF_ONE_STUDY.split()):
        kind = ITEMS[name]
        mine = await circle.first.slash("/me", in_=two.other)
        assert mine.message is not None
        answer = await use(circle.first, circle, mine.message, kind, about(kind, study_id))
        text = answer.text + "".join(message.text for message in answer.interaction.follow_ups)
        if name in OF_THE_SERVER.split():
            assert (name, SERVER in text) == (name, True)
        else:
            assert (name, STUDY in text) == (name, study != "their own")
    assert await two.study(two.other_id) == before


async def test_no_form_is_sent_by_a_study_s_host_but_about_their_own(two: Two):
    """And those of everybody: each is checked when it is sent, not only when it opens."""
    circle = two.circle
    mine = (await circle.first.slash("/me", in_=circle.lobby)).interaction
    of_server = [(name, two.study_id, SERVER) for name in FORMS_OF_THE_SERVER.split()]
    for name, study_id, refusal in of_server + [(name, two.other_id, STUDY) for name in FORMS_OF_ONE_STUDY.split()]:
        data = {"custom_id": f"{about(FORMS[name], study_id)}:00", "components": []}
        sent = Interaction(mine.world.new_id(), mine.application, Kind.FORM, mine.user, mine.place, data, before=mine)
        answer = await Reply(open_interaction(sent)).wait(10)
        assert (name, refusal in answer.text) == (name, True)
