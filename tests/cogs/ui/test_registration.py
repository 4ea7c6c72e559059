"""What can be pressed, chosen or sent is answered, because its class is among those that the bot knows."""

import asyncio
import gc
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import cogs
from bot.interactions.answers import Layout
from cogs.ui.buttons import ITEMS, StudyButton, StudyItem
from cogs.ui.forms import FORMS, StudyForm
from cogs.ui.hosts import HostForm, StudyHostForm
from cogs.ui.id_fields import Id
from tests.cogs.conftest import Circle


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(module.name)


async def test_every_button_list_and_form_is_known_to_the_bot(circle: Circle):
    """Whichever module it stands in: no list is kept by hand."""
    declared = [each for module in modules(cogs) for each in vars(module).values() if isinstance(each, type)]
    ours = {each for each in declared if each.__module__.startswith("cogs.")}
    items = {each for each in ours if issubclass(each, StudyItem) and "ids" in vars(each)}
    forms = {each for each in ours if issubclass(each, StudyForm) and "ids" in vars(each)}
    assert len(items) > 45
    assert items == set(circle.bot._connection._view_store._dynamic_items.values())
    assert len(forms) >= 3
    assert {each.answer for each in forms} == set(circle.bot._forms.values())


def test_two_kinds_never_have_the_same_ids():
    """The later class would answer for the earlier one."""
    with pytest.raises(TypeError):
        type("Again", (StudyButton,), {}, kind=next(iter(ITEMS)))
    with pytest.raises(TypeError):
        type("Again", (StudyForm,), {}, kind=next(iter(FORMS)))


def test_a_custom_id_gives_back_what_it_was_made_of():
    """With defaults for the last values, of which an older version may not have known."""

    class Made(StudyButton, kind="made-for-a-test"):
        essay_id: Id
        shown: Id = 0

    try:
        made = Made(3, label="Made")
        assert (made.custom_id, made.essay_id, made.shown) == ("made-for-a-test:3:0", 3, 0)
        read = Made.read("made-for-a-test:4:5")
        assert read is not None
        assert (read.essay_id, read.shown) == (4, 5)
        older = Made.read("made-for-a-test:4")
        assert older is not None
        assert (older.essay_id, older.shown) == (4, 0)
        assert Made.read("made-for-a-test") is None
        assert Made.read("made-for-a-test:٤:5") is not None  # digits of any script are numbers to Python
    finally:
        del ITEMS["made-for-a-test"]


def test_forms_of_hosts_are_for_hosts():
    """All others hand in something of one's own."""
    own = {kind for kind, form in FORMS.items() if not issubclass(form, (HostForm, StudyHostForm))}
    assert own == {"answer", "suggest", "editsuggestion", "remind"}


async def test_nothing_remembers_what_one_person_alone_has_seen(circle: Circle):
    """For a quarter of an hour discord.py would: with many members that is most of what the bot takes of memory."""
    await circle.set_up()
    assert (await circle.host.slash("/study status", in_=circle.lobby)).ephemeral
    await circle.quiet()
    gc.collect()
    assert not [each for each in gc.get_objects() if isinstance(each, Layout)]
    assert not [task for task in asyncio.all_tasks() if "timeout" in getattr(task.get_coro(), "__qualname__", "")]
