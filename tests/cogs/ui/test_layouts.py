"""Whatever others have written and however much there is: every layout fits a message, and nothing in it acts."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from discord import ComponentType
from discord.ui import TextDisplay
from hypothesis import given, settings
from hypothesis import strategies as st

import cogs
from bot.core.essays.sizes import AUTHOR, HEADING, PASSAGE, QUESTION, TITLE
from bot.core.limits import STUDIES
from bot.core.lookup import autocomplete
from bot.core.studies.participation.growing_line import Counts
from bot.core.text.markup import body, emphasised, length_in_post, plain
from bot.core.text.normalization import clean, shorten
from bot.interactions.answers import TEXT_LIMIT, Layout
from cogs.daily.layouts import post_layout
from cogs.discussion.threads import day_name, talk_name
from cogs.library.draft_page import draft_form
from cogs.library.essay_page import _file_name, head_form, text_form
from cogs.study.status import ServerView, status_layout
from tests.cogs.ui.discord_markdown import ACTING, OPEN, acts, hostile, marks
from tests.cogs.ui.layouts import LAYOUTS, SAY, Outside, _draft, _statuses
from tests.growth.processor_time import growth
from tests.test_catalogue import keys

HARMLESS = Outside(
    title="On Bread",
    author="A writer",
    source="https://example.org/bread",
    licence="CC0",
    heading="The oven",
    text="Bread is broken for whoever comes late, and so is the silence.",
    question="Who comes late?",
    typed="bread",
)
WORST = ["word and other ", "*_~", "[", "](", "<@1>", "<:/", "`", "||", "# \n", "> # a\n", "[a](b) ", "字", "w", "\\"]
"""Fillings that grow most when they are made harmless, and those that can be cut nowhere."""


def displays(layout: Layout) -> list[str]:
    return [part.content for part in layout.walk_children() if isinstance(part, TextDisplay)]


def components(of: Any) -> Iterator[Mapping[str, Any]]:
    """All components of a message, nested ones too."""
    for each in of if isinstance(of, list) else [of]:
        if isinstance(each, dict):
            if ("type" in each and "value" not in each) or each.get("type") == ComponentType.text_input.value:
                yield each
            for name in ("components", "component", "accessory"):
                yield from components(each.get(name, []))


def names(layout: Layout) -> list[str]:
    """What stands where Discord knows no Markdown: labels, options and what is said about lists."""
    found: list[str] = []
    for each in components(layout.to_components()):
        found += [each.get("label") or "", each.get("placeholder") or ""]
        for option in each.get("options", []):
            found += [option["label"], option.get("description") or ""]
    return [name for name in found if name]


def check_size(layout: Layout) -> None:
    """Discord's limits (Component Reference): what exceeds one is refused as a whole."""
    found = list(components(layout.to_components()))
    assert sum(map(len, displays(layout))) <= TEXT_LIMIT
    assert len(found) <= 40
    assert all(displays(layout))
    ids = [each["custom_id"] for each in found if each.get("custom_id")]
    assert len(ids) == len(set(ids))
    assert all(len(each) <= 100 for each in ids)
    for each in found:
        if each["type"] == ComponentType.action_row.value:
            assert 1 <= len(each["components"]) <= 5
        if each["type"] == ComponentType.button.value:
            assert 1 <= len(each["label"]) <= 80
        if each["type"] == ComponentType.select.value:
            assert 1 <= len(each["options"]) <= 25
            assert len(each.get("placeholder") or "") <= 150
            assert all(1 <= len(option["label"]) <= 100 for option in each["options"])
            assert all(len(option.get("description") or "") <= 100 for option in each["options"])
            assert len({option["value"] for option in each["options"]}) == len(each["options"])


def filled(filling: str, many: int, *, beyond: int = 1) -> Outside:
    """Everything as long as an import takes it (or so many times longer), of one filling."""

    def of(most: int) -> str:
        return (filling * most)[: most * beyond].strip() or "w"

    text = of(PASSAGE)
    while beyond == 1 and length_in_post(text) > PASSAGE:
        text = text[: len(text) * 9 // 10].strip()
    line = filling.replace("\n", " ")
    return Outside(
        title=f"A {(line * TITLE)[: TITLE * beyond - 2]}",
        author=(line * AUTHOR)[: AUTHOR * beyond],
        source="https://example.org/" + "a" * 180,
        licence=(line * 500)[:500],
        heading=(line * HEADING)[: HEADING * beyond],
        text=text,
        question=(line * QUESTION)[:QUESTION],
        typed=(line * 100)[:100].strip() or "w",
        many=many,
    )


_WORST_OUTSIDE = [outside for filling in WORST for outside in (filled(filling, 25), filled(filling, 100, beyond=10))]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_fits_a_message(name: str):
    """At the limits of an import and of a server, with the characters that take most room; beyond them, too."""
    for outside in _WORST_OUTSIDE:
        check_size(LAYOUTS[name](outside))


@pytest.mark.parametrize("filling", WORST)
@pytest.mark.parametrize(
    "name",
    ["post", "today", "today for somebody new", "catching up", "talk", "preview", "passage", "passage of an essay"],
)
def test_no_passage_that_can_be_imported_is_cut(name: str, filling: str):
    """What stands beside it goes first: the source, then the author, then the section, then when it was read."""
    outside = filled(filling, 25)
    assert body(outside.text) in displays(LAYOUTS[name](outside))


def test_a_usual_post_has_all_that_belongs_to_it():
    """Where there is room, nothing is left out."""
    shown = "\n".join(displays(LAYOUTS["post"](HARMLESS)))
    for part in ("## On Bread", "The oven", HARMLESS.text, "Who comes late?", "A writer", HARMLESS.source, "7K3F9Q"):
        assert part in shown


def test_how_many_have_read_stands_where_there_is_room():
    """Nothing makes way for it: a post that fills its message says what it said before."""
    counts = Counts(read=7, answered=3)
    line = "\n-# 7 have read ·\u00a03 answered"
    beside = sum(map(len, displays(LAYOUTS["post"](HARMLESS)))) - len(HARMLESS.text)
    for spare in (0, len(line) - 1, len(line), 100):
        content = replace(HARMLESS.content, text="x" * (TEXT_LIMIT - beside - spare))
        before = displays(post_layout(SAY, HARMLESS.post, content))
        after = displays(post_layout(SAY, HARMLESS.post, content, counts))
        assert sum(map(len, before)) == TEXT_LIMIT - spare
        assert after == (before if spare < len(line) else [*before[:-1], before[-1] + line])


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_of_our_own_is_escaped(name: str):
    """Times, mentions and links of the bot arrive as what they are: a backslash is for what others wrote."""
    layout = LAYOUTS[name](HARMLESS)
    assert not [shown for shown in [*displays(layout), *names(layout)] if "\\" in shown or "\u200b" in shown]


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_that_others_wrote_acts(name: str):
    """What acts in a layout is the same whatever stands in it, and so is every mark that opens or closes something.

    A passage may keep its emphasis, since it stands in a text display of its own; a question what is emphasised in it.
    """
    usual = LAYOUTS[name](HARMLESS)
    for written in [*ACTING, *OPEN]:
        check_marks(name, usual, LAYOUTS[name](_written([written] * 8)))


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=10)
@given(texts=st.lists(hostile, min_size=8, max_size=8))
def test_nor_does_anything_they_could_write(name: str, texts: list[str]):
    """The same with pieces of all that put together at random."""
    check_marks(name, LAYOUTS[name](HARMLESS), LAYOUTS[name](_written(texts)))


def check_marks(name: str, usual: Layout, tried: Layout) -> None:
    assert len(displays(usual)) == len(displays(tried))
    for expected, shown in zip(displays(usual), displays(tried), strict=True):
        if expected.removeprefix("> ") == HARMLESS.text:
            assert [act for act in acts(shown) if act.strip("> ")] == []
        elif HARMLESS.question in expected or name.startswith("search"):  # stars of its own, or around each hit
            assert _without_stars(shown) == _without_stars(expected)
            assert sum(mark.count("*") for mark in marks(shown)) % 2 == 0
        elif "lines of a post" in name:  # each sentence has a number in stars
            assert set(marks(shown)) <= set(marks(expected))
        else:
            assert marks(shown) == marks(expected)


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=10)
@given(texts=st.lists(hostile, min_size=8, max_size=8))
def test_names_are_shown_as_they_are(name: str, texts: list[str]):
    """Buttons and options know no Markdown: what would guard something there would be read."""
    bare = [re.sub(r"[\\\u200b]", "", text) for text in texts]
    shown = names(LAYOUTS[name](_written(bare)))
    assert not [each for each in shown if "\\" in each or "\u200b" in each]


@pytest.mark.parametrize("name", LAYOUTS)
def test_names_mention_nothing(name: str):
    """A command in the label of a button stands as people type it: a mention of it would be read as signs."""
    assert [each for each in names(LAYOUTS[name](HARMLESS)) if acts(each)] == []


def test_no_sentence_lets_a_value_act():
    """Refusals above all: they repeat what somebody typed, titles and names."""
    assert [key for key in sorted(keys("en")) if _lets_a_value_act(key)] == []


def _lets_a_value_act(key: str) -> bool:
    named = set(re.findall(r"{(\w+)}", SAY._catalogues[0].gettext(key) + SAY._catalogues[0].ngettext(key, key, 2))) - {
        "n"
    }
    usual = SAY(key, n=2, **dict.fromkeys(named, "a"))
    for written in [*ACTING, *OPEN, "[a](https://evil.example)\n# b"]:
        said = SAY(key, n=2, **dict.fromkeys(named, f"a{written}"))
        if marks(said) != marks(usual) or said.count("\n") != usual.count("\n"):
            return True
    return False


@pytest.mark.parametrize("filling", WORST)
@pytest.mark.parametrize("beyond", [1, 10])
async def test_names_and_forms_fit_as_well(filling: str, beyond: int):
    """Threads, choices while somebody types, files, and forms with what is in them already."""
    outside = filled(filling, 25, beyond=beyond)
    essay, opening = outside.essay, outside.opening
    found = [*autocomplete.listed([opening] * 30), *autocomplete.essays([essay] * 30, "")]
    assert all(1 <= len(each.name) <= 100 and len(each.value) <= 100 for each in found)
    assert len(found) == 50
    assert 1 <= len(day_name(SAY, outside.content)) <= 100
    assert 1 <= len(talk_name(outside.title, 1000, outside.text)) <= 100
    assert re.fullmatch(r"[a-z0-9-]{1,60}", _file_name(outside.title))
    for form in (
        head_form(SAY, essay),
        text_form(SAY, essay, outside.passage),
        draft_form(SAY, _draft(outside).draft),
    ):
        assert 1 <= len(form.title) <= 45
        fields = [each for each in components(form.to_components()) if each["type"] == ComponentType.text_input.value]
        assert fields
        assert all(len(each.get("value") or "") <= each["max_length"] <= 4000 for each in fields)


@given(hostile)
def test_what_is_escaped_takes_twice_its_room_at_most(written: str):
    """The layouts count on it; and it reads as it was written."""
    shown = plain(written, 120)
    assert len(shown) <= 240
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown).replace("\u200b", "") == re.sub(r"\s+", " ", plainly(written))
    assert marks(shown) == []


def plainly(written: str) -> str:
    return shorten(written, 120).replace("\u200b", "")


@given(hostile)
def test_emphasis_in_a_question_ends_within_it(written: str):
    """Every star that is left has its partner, and nothing else is left."""
    found = marks(emphasised(written))
    assert set("".join(found)) <= {"*"}
    assert sum(map(len, found)) % 2 == 0


PUMPED = ["[", "](", "[a](", "[[a]", "<", "<:/", "@", "*a", "> ", ">", "- ", "1. ", "1", "#", "-#", " ", "] ", "\n"]


@pytest.mark.parametrize("shown", [body, emphasised, lambda text: plain(text, 10**6)])
@pytest.mark.parametrize("pumped", PUMPED)
def test_guarding_a_text_takes_steps_in_proportion_to_its_length(shown: Any, pumped: str):
    """No pattern goes over the same characters again and again."""
    found = growth(shown, lambda size: pumped * (size // len(pumped)) + "!", 20_000)
    assert found.kept, found


def _written(texts: list[str]) -> Outside:
    title, author, _, licence, heading, text, question, typed = (clean(text)[:100] for text in texts)
    line = " ".join(title.split())
    return Outside(
        title=f"T{line}",
        author=f"A{author}",
        source=HARMLESS.source,
        licence=f"L{licence}",
        heading=f"H{heading}",
        text=f"{text} x",
        question=f"Q{question}",
        typed=f"b{typed}",
    )


def _without_stars(shown: str) -> list[str]:
    return [mark for mark in marks(shown) if not mark.startswith("*")]


def _makers() -> dict[CodeType, str]:
    """Every function of the cogs that gives a layout, by its code."""
    found: dict[CodeType, str] = {}
    for module in pkgutil.walk_packages(cogs.__path__, "cogs."):
        for name, each in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            if each.__module__ == module.name and str(inspect.signature(each).return_annotation) in _GIVES:
                found[each.__code__] = f"{module.name}.{name}"
    return found


_GIVES = {
    "<class 'bot.interactions.answers.Layout'>",
    "discord.ui.container.Container[bot.interactions.answers.Layout]",
}


def test_every_layout_is_tried_here():
    """Whoever writes a new one is told to add it to `LAYOUTS`."""
    made: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            made.add(frame.f_code)

    makers = _makers()
    assert len(makers) > 40
    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for layout in LAYOUTS.values():
            layout(HARMLESS)
    finally:
        sys.setprofile(before)
    assert {name for code, name in makers.items() if code not in made} == set()


def test_layouts_are_made_by_functions_that_say_so(project: Path):
    """One that is put together in passing would escape the test above; and text comes into it only by `display`."""
    wrong: list[str] = []
    for path in sorted((project / "cogs").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        giving = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.returns and "Layout" in ast.unparse(node.returns)
        ]
        allowed = {id(call) for function in giving for call in ast.walk(function)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = ast.unparse(call.func).split("[")[0].rsplit(".", 1)[-1]
            if called == "TextDisplay" or (called == "Layout" and id(call) not in allowed):
                wrong.append(f"{path.name}:{call.lineno}: {called}")
    assert [each for each in wrong if not each.startswith("replies.py")] == []


def test_markup_is_made_in_two_places(project: Path):
    """Elsewhere it would be a word's promise."""
    for folder in ("bot", "cogs", "command_line"):
        for path in (project / folder).rglob("*.py"):
            if path.name not in ("markup.py", "i18n.py"):
                assert "Markup(" not in path.read_text("utf-8"), path


@pytest.mark.parametrize("many", [1, 4, 5, STUDIES.most])
def test_every_study_is_on_a_page_of_the_status(many: int):
    """With what is wrong with it, and the studies that need a host first; none is left out."""
    studies = _statuses(filled("*_~", many))
    pages: list[Layout] = []
    while True:
        pages.append(status_layout(SAY, studies, ServerView(), len(pages)))
        check_size(pages[-1])
        if f"statuspage:{len(pages)}" not in str(pages[-1].to_components()):
            break
    shown = str([page.to_components() for page in pages])
    for found in studies:
        if found.study.paused_because:
            assert f"check:{found.study.id}'" in shown
        assert all(f"look:{post.study_id}:{post.id}'" in shown for post in found.unknown[-4:])
    headings = [text for page in pages for text in displays(page) if text.startswith("### ")]
    assert len(headings) == many
    if many > 1:
        assert "running" in headings[-1] or "read" in headings[-1] or "paused" in headings[-1]
