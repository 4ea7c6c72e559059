"""A language of which only a part is translated is spoken as far as it goes; the rest is English."""

import gettext
from io import StringIO
from pathlib import Path

import pytest
from babel.messages import pofile
from discord import Locale, app_commands
from discord.app_commands import TranslationContext, TranslationContextLocation

from bot.core.importers.reader import read_essay
from bot.core.models import Rung
from bot.core.questions.suggestions import suggest
from bot.i18n import DOMAIN, Descriptions, Texts, described
from bot.outside import sandbox
from tests.half_translated import CATALOGUE, LANGUAGE, write_catalogues
from tests.test_catalogue import not_compiled

OTHER = TranslationContext(TranslationContextLocation.other, None)
POLISH = "---\ntitle: Chleb\nid: chleb\nlanguage: pl\n---\nChleb jest stary. Nikt nie wie, kto upiekł pierwszy."


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts(write_catalogues(tmp_path / "locale"))


def with_template(tmp_path: Path) -> Texts:
    """The catalogues with a single question in Polish, on the first rung."""
    template = '\nmsgid "suggest.notice.1"\nmsgstr "Co znaczy „{line}”?"\n'
    return Texts(write_catalogues(tmp_path / "more", CATALOGUE + template))


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


@pytest.mark.parametrize("language", ["pl", "pl-PL", "de", "en"])
def test_an_essay_in_a_language_without_templates_is_asked_about_in_english(texts: Texts, language: str):
    """On every rung, in the words of the English templates."""
    passages = ["Chleb jest stary. Nikt nie wie, kto upiekł pierwszy."]
    assert suggest(passages, texts.templates(), language) == suggest(
        passages, {"en": texts.templates()["en"]}, language
    )
    assert [question.rung for question in suggest(passages, texts.templates(), language)[0]] == list(Rung)


@pytest.mark.parametrize(
    ("language", "in_polish"), [("pl", [Rung.NOTICE]), ("pl-PL", [Rung.NOTICE]), ("en", []), ("de", [])]
)
def test_a_language_with_templates_for_one_rung_is_helped_out_on_the_others(
    tmp_path: Path, language: str, in_polish: list[Rung]
):
    """It is the language of the essay that decides, and nothing else."""
    (made,) = suggest(["Chleb jest stary. Nikt nie wie."], with_template(tmp_path).templates(), language)
    assert [question.rung for question in made] == list(Rung)
    assert [question.rung for question in made if question.text.startswith("Co znaczy")] == in_polish


def test_without_any_templates_there_are_no_questions(texts: Texts):
    """Nor an error."""
    assert suggest(["Chleb jest stary."], {"pl": texts.templates()["pl"]}, "pl") == [()]


async def test_the_reader_in_the_sandbox_asks_in_the_language_of_the_essay(tmp_path: Path):
    """It is only there that the language of a file becomes known."""
    templates = with_template(tmp_path).templates()
    draft = await sandbox.read_essay("chleb.md", POLISH.encode(), templates)
    assert draft == read_essay("chleb.md", POLISH.encode(), templates)
    assert draft.passages[0].questions[0].text.startswith("Co znaczy „")
