"""What takes a text from outside takes time in proportion to it: nothing that somebody types or sends is a trap.

The bot answers everybody in one thread. Once a member stopped it for all servers with a few thousand hash signs, by a
pattern that began anew at each of them. Patterns, functions and caches are found by themselves, in all modules.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

import bot.core
import bot.interactions.forms
import bot.services
import cogs
from tests.growth import modules, pumps
from tests.growth.calls import calls
from tests.growth.processor_time import growth
from tests.growth.values import UnknownTypeError

pytestmark = pytest.mark.slow

PATTERN_CHARACTERS, CHARACTERS = 1500, 500
"""Characters of the shorter text; the longer one is as long as what can be sent in one option, and as a passage."""
PATTERNS = modules.patterns()
FUNCTIONS = {
    name: function
    for name, function in modules.functions(bot.core, bot.services, bot.interactions.forms, cogs).items()
    if calls(function)
}
NOT_CALLED: dict[str, str] = {
    "bot.core.essays.file_encoding.decode_older": "takes an encoding that `file_text.decode` has found",
    "bot.core.importers.html.essay_region.find_essay": "takes the blocks of a page, and is tried by `page.read`",
    "bot.core.questions.named_words.named_words": "takes counts of words, and is tried by `suggestions.suggest`",
    "bot.core.studies.schedule.instant": "takes the name of a zone that `time_zones.choice.named` has found",
    "bot.core.time_zones.clocks.offsets": "takes the name of a zone that `time_zones.choice.named` has found",
    "cogs.deliveries.permissions.surely_lacks": "takes the bot, and the names of permissions",
    "cogs.discussion.below_post.both_must_have": "takes Discord's own objects, and the names of permissions",
    "cogs.discussion.permissions.missing": "takes Discord's own objects, and the names of permissions",
    "cogs.discussion.permissions.must_have": "takes Discord's own objects, and the names of permissions",
    "cogs.study.channel_checks.place_edited": "takes Discord's own objects, and compares the name of a tag",
    "cogs.study.channel_checks.place_in": "takes Discord's own objects, and compares the name of a tag",
    "bot.core.studies.schedule.local_date": "takes the name of a zone that `time_zones.choice.named` has found",
    "bot.core.studies.participation.reminders.next_time": "takes a zone that `time_zones.choice.named` has found",
}
MADE_WHEN_NEEDED = {
    "bot.core.lookup.references: re.search(pattern, rest)": "tried by `references.meanings`",
    "bot.core.questions.quote_rules: re.compile(": "tried by `lines_that_stand_alone`, in bounded sentences",
    "bot.core.lookup.highlights: re.finditer(re.escape(run), folded)": "looks for the very words",
    "bot.core.text.stems": "tried by `stems.variants`",
    "bot.core.text.scripts": "tried by `normalization.words` and `normalization.count_words`",
    "bot.core.text.sentences": "tried by `sentences.sentences`",
    "bot.core.text.word_pieces": "tried by `word_pieces.parts`",
    "cogs.ui.id_fields: re.fullmatch(self.pattern, written)": "colons between patterns of a bounded length",
    "bot.core.studies.day_books: re.compile(": "tried by `day_books.day_of`",
    "bot.core.importers.markdown.codes: re.compile(": "kept in `_RULES`, and found there",
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_more_than_in_proportion(name: str):
    """Wherever it is searched for, or when all of a text must fit it."""
    pattern = PATTERNS[name]
    for pump in (*pumps.common(), *pumps.of_pattern(pattern)):
        for search in (_everywhere(pattern), _whole(pattern)):
            found = growth(search, pump.text, PATTERN_CHARACTERS)
            assert found.kept, f"{pump} takes {found}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_function_takes_more_than_in_proportion(name: str):
    """Each text it takes, by itself; what else it takes is plain and short."""
    if name in NOT_CALLED:
        return
    for call in calls(FUNCTIONS[name]):
        for pump in pumps.common():
            found = growth(call, lambda size, call=call, pump=pump: call.value(pump.text(size)), CHARACTERS)
            assert found.kept, f"{call.parameter} of {pump} takes {found}"


def test_what_the_finder_cannot_call_is_named_with_a_reason():
    """And nothing is named that is not there, or that can be called."""
    wrong: list[str] = []
    for name, function in FUNCTIONS.items():
        try:
            for call in calls(function):
                call(call.value("Bread"))
                call(call.value("[" * 2000))
        except (UnknownTypeError, LookupError, RecursionError, AttributeError):
            wrong.append(name)
    assert sorted(wrong) == sorted(NOT_CALLED)


def test_patterns_that_are_made_when_needed_are_named_with_what_tries_them():
    """All others are found in modules and calls."""
    uncompiled = modules.uncompiled()
    assert [name for name in uncompiled if not name.startswith(tuple(MADE_WHEN_NEEDED))] == []
    assert [name for name in MADE_WHEN_NEEDED if not any(one.startswith(name) for one in uncompiled)] == []


def test_the_finder_finds_a_trap():
    """A pattern of the kind that once stopped the bot, and one that is never done."""
    for trap in (r"(?:#\s*)+\d", r"(?:a+)+b", r"\s+x"):
        pattern = re.compile(trap)
        found = (growth(_everywhere(pattern), pump.text, PATTERN_CHARACTERS // 4) for pump in pumps.of_pattern(pattern))
        assert not all(each.kept for each in found), trap


def test_caches_of_what_comes_from_outside_have_a_size():
    """A cache without one keeps what every stranger types, for good."""
    assert modules.endless_caches() == []


def _everywhere(pattern: re.Pattern[Any]) -> Callable[[str], object]:
    if isinstance(pattern.pattern, bytes):
        return lambda text: pattern.sub(b"", text.encode())
    return lambda text: pattern.sub("", text)


def _whole(pattern: re.Pattern[Any]) -> Callable[[str], object]:
    return lambda text: pattern.fullmatch(text.encode() if isinstance(pattern.pattern, bytes) else text)
