"""Every sentence people read is in the catalogue, and nothing else is."""

import ast
import gettext
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog

from bot.core.importers.drafts.edits import Per
from bot.core.models import (
    Arrangement,
    Ending,
    HostAct,
    Origin,
    PortionKind,
    QuestionsBy,
    Reason,
    Rung,
    StudyState,
    Verdict,
)
from bot.core.posts import DeliveryState, Moment
from bot.core.studies import schedule
from bot.i18n import DOMAIN, FOLDER, Texts
from bot.outside.monitoring.health import Part
from bot.services.questions.review import Step
from cogs.library.draft_summary import LANGUAGES
from cogs.study.channel_checks import Without
from tests.half_translated import CATALOGUE, LANGUAGE

KEY = re.compile(r"^[a-z_]+(?:\.[a-z_]+)+$")
BUILT = {
    *(f"week.{name}" for name in schedule.WEEKS),
    *(f"week.also.{name}" for name in schedule.WEEKS),
    *(f"week.words.{kind}" for kind in ("and", "to", "but")),
    *(f"weekday.{day}" for day in range(7)),
    *(f"rung.{rung}" for rung in Rung),
    *(f"origin.{origin}" for origin in Origin),
    *(f"verdict.{verdict}" for verdict in Verdict),
    *(f"review.{step}" for step in (Step.EDITED, Step.GONE)),
    *(f"review.{step}.{verdict}" for step in (Step.DONE, Step.ALREADY) for verdict in Verdict),
    *(f"status.{state}" for state in StudyState),
    *(f"ledger.{state}" for state in DeliveryState),
    *(
        f"permission.{name}"
        for name in (
            "view_channel",
            "send_messages",
            "read_message_history",
            "create_public_threads",
            "send_messages_in_threads",
            "pin_messages",
        )
    ),
    *(f"language.{code}" for code in LANGUAGES),
    "ledger.late",
    *(f"order.{each}" for each in Arrangement),
    *(f"order.{each}.means" for each in Arrangement),
    *(f"portion.{each}" for each in PortionKind),
    *(f"portion.{each}.means" for each in PortionKind),
    *(f"ending.{each}" for each in Ending),
    *(f"ending.{each}.means" for each in Ending),
    *(f"reading.left.{each}" for each in Ending),
    *(f"words.{part}.{moment}" for part in ("title", "how") for moment in Moment),
    *(f"questions_by.{by}" for by in QuestionsBy),
    *(f"questions_by.{by}.means" for by in QuestionsBy),
    *(reason.key for reason in Reason),
    *(act.key for act in HostAct),
    *(f"without.{each}" for each in Without),
    *(f"health.{part}" for part in Part),
    *(f"health.{part}.none" for part in Part),
    *(f"cut.per.{each}" for each in Per),
}


def catalogue(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return pofile.read_po(file, locale=language, domain=DOMAIN)


def keys(language: str) -> set[str]:
    ids = [message.id for message in catalogue(language) if message.id]
    return {found if isinstance(found, str) else found[0] for found in ids}


def used(project: Path) -> set[str]:
    """Every literal in the code that looks like a key of a family the catalogue has."""
    families = {key.split(".")[0] for key in keys("en")}
    found: set[str] = set()
    for folder in ("bot", "cogs", "command_line"):
        for path in (project / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.match(node.value):
                    found.add(node.value)
    return {key for key in found if key.split(".")[0] in families and not key.endswith((".txt", ".md", ".py"))}


def test_every_key_in_the_code_has_a_sentence(project: Path):
    """A key without one would be shown to people as it is."""
    assert used(project) - keys("en") == set()
    assert BUILT - keys("en") == set()


def test_every_sentence_is_used(project: Path):
    """What nobody says is not translated in vain."""
    unused = keys("en") - used(project) - BUILT
    assert unused == set()


def not_compiled(written: Catalog, spoken: gettext.NullTranslations) -> list[str]:
    """The keys whose translation is not the one that is spoken, in each form the language has."""
    rule = gettext.c2py(written.plural_expr)
    numbers = {rule(n): n for n in range(200)}  # a number for each form of the plural
    assert set(numbers) == set(range(written.num_plurals))
    wrong: list[str] = []
    for message in written:
        if isinstance(message.id, str):
            if message.id and spoken.gettext(message.id) != (message.string or message.id):
                wrong.append(message.id)
        else:
            forms = tuple(
                spoken.ngettext(message.id[0], message.id[1], numbers[form]) for form in range(written.num_plurals)
            )
            if forms != tuple(form or message.id[0] for form in message.string or ()):
                wrong.append(message.id[0])
    return wrong


def test_the_compiled_catalogues_are_those_that_were_written():
    """`make texts` has been run after the last change of a .po file."""
    for language in Texts().languages:
        assert not_compiled(catalogue(language), gettext.translation(DOMAIN, FOLDER, [language])) == []


def forms(written: Catalog) -> dict[str, list[str]]:
    """What is written under each key: one sentence, or a form for each number; what is not translated is left out."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: [
            form for form in ([message.string] if isinstance(message.string, str) else message.string or ()) if form
        ]
        for message in written
        if message.id
    }


def values(sentence: str) -> set[str]:
    """The names of the values in a sentence, with how they are formatted. Raises `ValueError` for a single brace."""
    fields = Formatter().parse(sentence)
    return {f"{name}:{spec}" if spec else name for _, name, spec, _ in fields if name is not None}


def sentences() -> Iterator[tuple[str, str]]:
    """Each key with each form of its sentence, in every language."""
    for language in Texts().languages:
        for key, written in forms(catalogue(language)).items():
            yield from ((key, sentence) for sentence in written)


def commands_named() -> set[tuple[str, str]]:
    """Each key with each command that its sentence names, such as `/study status`."""
    return {(key, name) for key, sentence in sentences() for name in values(sentence) if name.startswith("/")}


def with_other_values(written: Catalog, english: Catalog) -> list[str]:
    """The keys whose translation, in some form, has other values than the English one, and those English does not have.

    A form of a plural need not say the number, nor what some form of the English one leaves out.
    """
    sentences = {key: [values(form) for form in each] for key, each in forms(english).items()}

    def is_right(key: str, translated: list[str]) -> bool:
        number = {"n"} if len(translated) > 1 else set[str]()
        least, most = set.intersection(*sentences[key]) - number, set.union(*sentences[key])
        try:
            return all(least <= values(form) <= most for form in translated)
        except ValueError:
            return False

    return [key for key, translated in forms(written).items() if key not in sentences or not is_right(key, translated)]


def test_every_translation_has_the_values_of_the_english_sentence():
    """One that asks for another raises, and only when it is said; one that lacks one says less."""
    english = catalogue("en")
    assert {language: with_other_values(catalogue(language), english) for language in Texts().languages} == {
        language: [] for language in Texts().languages
    }


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("", "", []),
        ("{start}", "{begin}", ["post.thread"]),
        (" · {start}", "", ["post.thread"]),
        ("{start}", "{start", ["post.thread"]),
        ("{start}", "{start:d}", ["post.thread"]),
        ("{start}", "{}", ["post.thread"]),
        ("Przeczytane", "Przeczytane: {title}", ["button.read"]),
        ("post.thread", "post.thraed", ["post.thraed"]),
        ("{n} fragmentów", "fragmentów", []),
        ("fragmentów z „{words}”", "fragmentów", ["search.found"]),
        ("{n} fragmenty", "{count} fragmenty", ["search.found"]),
    ],
)
def test_other_values_are_found_in_each_form(before: str, after: str, wrong: list[str]):
    """In a language of which only a part is translated."""
    assert before in CATALOGUE
    changed = pofile.read_po(StringIO(CATALOGUE.replace(before, after) if before else CATALOGUE), locale=LANGUAGE)
    assert with_other_values(changed, catalogue("en")) == wrong


def test_descriptions_fit_into_discords_menu(project: Path):
    """100 characters, in every language: one that is longer would have Discord refuse all commands."""
    described = {key for key in used(project) if key.startswith(("command.", "option."))}
    for language in Texts().languages:
        say = Texts().say(language).plain
        assert [key for key in described if len(say(key)) > 100] == []


def test_a_missing_language_is_answered_in_english():
    """Nobody is ever shown a key."""
    assert Texts().say("xx-YY")("button.share") == Texts().say("en")("button.share")


def test_numbers_agree_with_their_nouns():
    """One passage, two passages."""
    say = Texts().say()
    assert "1 passage " in say("search.found", n=1, words="x")
    assert "2 passages " in say("search.found", n=2, words="x")


def test_a_value_is_never_a_format():
    """Braces in an essay's title are braces."""
    assert "{0.__class__}" in Texts().say().plain("import.known", title="{0.__class__}")


def test_no_sentence_has_the_key_of_another():
    """The catalogue would keep one of them, and say it in both places."""
    text = (FOLDER / "en" / "LC_MESSAGES" / f"{DOMAIN}.po").read_text("utf-8")
    keys = Counter(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    assert [key for key, count in keys.items() if count > 1] == []
