"""Every sentence people read: gettext catalogues, one folder a language, found by keys such as `study.none_yet`.

Questions for essays that bring none are texts too: a file a language in data/questions.
"""

import gettext
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from discord import Locale, app_commands

from bot.core.errors import Remark, StudyError
from bot.core.questions.bank import Banks, banks_of
from bot.core.text.markup import BESIDE, Markup, joined, mark, safe

DOMAIN = "daily_passage"
FOLDER = Path(__file__).parent / "locale"
QUESTIONS = Path(__file__).parents[1] / "data" / "questions"
DEFAULT = "en"


class Words:
    """Speaks one language in plain text, for what knows no Markdown.

    That is a terminal, a file, and in Discord a label, an option, a title of a form, a name of a thread or a choice: a
    value stands there as it is. `words("study.none_yet")`; a value named `n` chooses among the forms of the plural, by
    the rule of the catalogue that has the sentence. A sentence that the language lacks is said in English. A command
    stands in the catalogue as `{/study status}`, and here as people type it: `/study status`.
    """

    def __init__(self, language: str, catalogues: Sequence[gettext.NullTranslations]) -> None:
        """Speak this language: from the first of these catalogues, or from the next that has the sentence."""
        self.language = language
        self._catalogues = catalogues
        self._mentions: Mapping[str, str] = {}

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence under this key, with the values put in.

        Only the catalogue's own words are a format; a value is never one, whatever it holds.
        """
        return self._pattern(key, values.get("n")).format_map(_Values(values, self._mentions))

    def _pattern(self, key: str, n: str | int | None) -> str:
        """The sentence under this key as the catalogue has it."""
        texts = (_looked_up(catalogue, key, n if isinstance(n, int) else None) for catalogue in self._catalogues)
        return next(filter(None, texts), key)

    def remark(self, remark: Remark) -> str:
        """What a remark says."""
        return self(remark.key, **dict(remark.values))

    def error(self, error: StudyError) -> str:
        """What a refusal says, all of it."""
        return "\n".join(self.lines(error))

    def lines(self, error: StudyError) -> Sequence[str]:
        """What a refusal says: its sentence, and then each single thing that is wrong, a line each."""
        return [self(error.key, **error.values), *(f"• {self.remark(detail)}" for detail in error.details)]

    def own(self, key: str) -> str | None:
        """The sentence under this key in the language itself, as it is written; None where it is said in English."""
        return _looked_up(self._catalogues[0], key, None)


class Say(Words):
    """Speaks one language in messages: what it says is `Markup`, and every value that is not Markup is escaped.

    So a title, a name or what somebody has typed does nothing, whoever forgets to think of it. Times, mentions and
    sentences said before are Markup already. A command is a mention that people can click on, once its id is known.
    Where Discord knows no Markdown, `plain` speaks.
    """

    def __init__(
        self, language: str, catalogues: Sequence[gettext.NullTranslations], mentions: Mapping[str, str]
    ) -> None:
        """Speak this language: from the first of these catalogues, or from the next that has the sentence.

        `mentions` says how commands are mentioned (`/study status`); it may be filled later.
        """
        super().__init__(language, catalogues)
        self._mentions = mentions
        self.plain = Words(language, catalogues)

    def __call__(self, key: str, **values: str | int) -> Markup:
        """The sentence under this key, with the values put in, escaped."""
        pattern = self._pattern(key, values.get("n")).replace(" · ", BESIDE)
        escaped = {name: safe(value) for name, value in values.items()}
        return Markup(pattern.format_map(_Values(escaped, self._mentions)))

    def remark(self, remark: Remark) -> Markup:
        """What a remark says."""
        return self(remark.key, **dict(remark.values))

    def error(self, error: StudyError) -> Markup:
        """What a refusal says, all of it."""
        return joined("\n", self.lines(error))

    def lines(self, error: StudyError) -> Sequence[Markup]:
        """What a refusal says: its sentence, and then each single thing that is wrong, a line each."""
        return [self(error.key, **error.values), *(mark("• {}", self.remark(detail)) for detail in error.details)]


class _Values(dict[str, str | int]):
    """The values of a sentence; of the commands it names, those that can be mentioned, and the others as typed."""

    def __init__(self, values: Mapping[str, str | int], mentions: Mapping[str, str]) -> None:
        super().__init__(values)
        self._mentions = mentions

    def __missing__(self, name: str) -> str:
        if not name.startswith("/"):
            raise KeyError(name)
        return self._mentions.get(name, name)


def _looked_up(catalogue: gettext.NullTranslations, key: str, n: int | None) -> str | None:
    """The text under a key in a catalogue: the form for `n`, if it has several; None where it has none.

    Of a plural without translation, babel compiles the key itself.
    """
    text = key if n is None else catalogue.ngettext(key, key, n)
    if text == key:
        text = catalogue.gettext(key)
    return None if text == key else text


@cache
def _english() -> Words:
    return Texts().say().plain


def described(key: str) -> app_commands.locale_str:
    """The description of a command or option: English for Discord's menu, and the key for `Descriptions`."""
    return app_commands.locale_str(_english()(key), key=key)


class Texts:
    """All languages there are; a language without a catalogue is answered in English."""

    def __init__(self, folder: Path = FOLDER, questions: Path = QUESTIONS) -> None:
        """Find the languages, a folder each; a catalogue is read when it is first needed."""
        self._folder, self._questions = folder, questions
        self._banks: Banks | None = None
        self._spoken: dict[str, Say] = {}
        self._mentions: dict[str, str] = {}
        self.languages = tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))

    def say(self, language: str = DEFAULT) -> Say:
        """The speaker of a language: of "pt-BR" if there is such a catalogue, else of "pt", else of English."""
        wanted = [language.replace("-", "_"), language.split("-", maxsplit=1)[0], DEFAULT]
        chosen = next(name for name in wanted if name in self.languages)
        if chosen not in self._spoken:
            names = dict.fromkeys([chosen, DEFAULT])
            catalogues = [gettext.translation(DOMAIN, self._folder, [name]) for name in names]
            self._spoken[chosen] = Say(chosen, catalogues, self._mentions)
        return self._spoken[chosen]

    def banks(self) -> Banks:
        """The questions for essays that bring none, by language, a file each; read when they are first needed."""
        if self._banks is None:
            import tomllib  # 3 ms: only for those who bring essays in

            files = [path for path in sorted(self._questions.iterdir()) if path.suffix == ".toml"]
            self._banks = banks_of({path.stem: tomllib.loads(path.read_text("utf-8")) for path in files})
        return self._banks

    def mention_commands(self, ids: Mapping[str, int]) -> None:
        """Have messages mention these commands, such as `study status`, each with the id that Discord knows it by."""
        self._mentions.update({f"/{path}": f"</{path}:{command_id}>" for path, command_id in ids.items()})


class Descriptions(app_commands.Translator):
    """Tells Discord what commands, options and choices do in every language but English, which is what they are in.

    Names of commands and options bear no key of `described`: what people type is the same for everybody.
    """

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The language's own text; None has Discord show the English one."""
        del context
        say, key = self._texts.say(locale.value), string.extras.get("key")
        if key is None or say.language == DEFAULT or say.own(key) is None:
            return None
        return say.plain(key)
