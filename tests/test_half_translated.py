"""A language of which only a part is translated is spoken as far as it goes; the rest is English."""

import gettext
import shutil
from io import StringIO
from pathlib import Path

import pytest
from babel.messages import pofile
from discord import Locale, app_commands
from discord.app_commands import TranslationContext, TranslationContextLocation

from bot.core.importers.reader import read_essay
from bot.core.questions.ladder import OF_THE_DAY
from bot.i18n import DOMAIN, QUESTIONS, Descriptions, Texts, described
from bot.outside import sandbox
from tests.half_translated import CATALOGUE, LANGUAGE, write_catalogues
from tests.test_catalogue import not_compiled

OTHER = TranslationContext(TranslationContextLocation.other, None)
POLISH = "---\ntitle: Chleb\nid: chleb\nlanguage: pl\n---\n" + "Chleb jest stary. Nikt nie wie, kto piekł. " * 9


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts(write_catalogues(tmp_path / "locale"))


def test_what_is_translated_is_said_in_the_language(texts: Texts):
    """In messages and in labels."""
    say = texts.say("pl")
    assert (say.language, say("button.read"), say.plain("button.read")) == ("pl", "Przeczytane", "Przeczytane")


@pytest.mark.parametrize("key", ["button.share", "button.another"])
def test_what_is_not_translated_is_said_in_english(texts: Texts, key: str):
    """Whether the catalogue lacks the key or has nothing under it."""
    assert texts.say("pl")(key) == texts.say("en")(key) != key


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("key", ["draft.first", "status.page"])
def test_a_plural_that_is_not_translated_follows_the_english_rule(texts: Texts, key: str, n: int):
    """Five is one of two forms there, not of three."""
    values = {"n": n, "page": 1, "pages": 2}
    assert texts.say("pl")(key, **values) == texts.say("en")(key, **values) != key


@pytest.mark.parametrize(
    ("n", "noun"), [(1, "fragment"), (2, "fragmenty"), (5, "fragmentów"), (12, "fragmentów"), (22, "fragmenty")]
)
def test_a_plural_follows_the_rule_of_its_catalogue(texts: Texts, n: int, noun: str):
    """Three forms, chosen by the last digits."""
    assert texts.say("pl").plain("search.found", n=n, words="x") == f"{n} {noun} z „x”"


@pytest.mark.parametrize(("before", "after", "stale"), [("", "", []), ("fragmentów", "kęsów", ["search.found"])])
def test_a_catalogue_is_compared_with_its_source_in_all_its_forms(
    tmp_path: Path, before: str, after: str, stale: list[str]
):
    """What shows that ours are compiled holds for three forms too, and finds the third when it has been changed."""
    compiled = gettext.translation(DOMAIN, write_catalogues(tmp_path / "locale"), [LANGUAGE])
    written = pofile.read_po(StringIO(CATALOGUE.replace(before, after) if before else CATALOGUE), locale=LANGUAGE)
    assert not_compiled(written, compiled) == stale


async def test_what_a_command_does_is_told_in_each_language_there_is(texts: Texts):
    """What is not translated, and what English there is, Discord shows as it is registered."""
    translator = Descriptions(texts)

    async def told(string: app_commands.locale_str, locale: Locale) -> str | None:
        return await translator.translate(string, locale, OTHER)

    today = described("command.today")
    assert await told(today, Locale.polish) == "Dzisiejszy fragment"
    assert await told(described("command.passage"), Locale.polish) is None
    assert await told(app_commands.locale_str("today"), Locale.polish) is None
    for locale in (Locale.american_english, Locale.british_english, Locale.german):
        assert await told(today, locale) is None


async def test_the_reader_in_the_sandbox_asks_in_the_language_of_the_essay(tmp_path: Path):
    """It is only there that the language of a file becomes known; on rungs without a question of it, in English."""
    questions = shutil.copytree(QUESTIONS, tmp_path / "questions")
    (questions / "pl.toml").write_text('notice.any = ["Co zostaje?"]\n', "utf-8")
    banks = Texts(write_catalogues(tmp_path / "locale"), questions).banks()
    draft = await sandbox.read_essay("chleb.md", POLISH.encode(), banks)
    assert draft == read_essay("chleb.md", POLISH.encode(), banks)
    first, *others = draft.passages[0].questions
    assert first.text == "Co zostaje?"
    assert [question.rung for question in others] == list(OF_THE_DAY)
