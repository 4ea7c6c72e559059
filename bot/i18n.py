"""Every sentence people read: gettext catalogues, one folder a language, found by keys such as `study.none_yet`."""

import gettext
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from discord import app_commands

from bot.core.errors import Remark, StudyError
from bot.core.models import Rung
from bot.core.text.markup import Markup, joined, mark, safe

DOMAIN = "daily_passage"
FOLDER = Path(__file__).parent / "locale"
DEFAULT = "en"


class Words:
    """Speaks one language in plain text, for what knows no Markdown.

    That is a terminal, a file, and in Discord a label, an option, a title of a form, a name of a thread or a choice: a
    value stands there as it is. `words("study.none_yet")`; a value named `n` chooses between singular and plural.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        """Speak this language from this catalogue."""
        self.language = language
        self._catalogue = catalogue

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence under this key, with the values put in.

        Only the catalogue's own words are a format; a value is never one, whatever it holds.
        """
        n = values.get("n")
        text = self._catalogue.ngettext(key, key, n) if isinstance(n, int) else key
        if text == key:
            text = self._catalogue.gettext(key)
        return text.format_map(values)

    def remark(self, remark: Remark) -> str:
        """What a remark says."""
        return self(remark.key, **dict(remark.values))

    def error(self, error: StudyError) -> str:
        """What a refusal says, all of it."""
        return "\n".join(self.lines(error))

    def lines(self, error: StudyError) -> Sequence[str]:
        """What a refusal says: its sentence, and then each single thing that is wrong, a line each."""
        return [self(error.key, **error.values), *(f"• {self.remark(detail)}" for detail in error.details)]

    def templates(self) -> Mapping[Rung, tuple[str, ...]]:
        """The templates for questions about essays that bring none, by rung."""
        return {rung: tuple(self._numbered(f"suggest.{rung}")) for rung in Rung}

    def _numbered(self, prefix: str) -> Iterable[str]:
        number = 1
        while (text := self._catalogue.gettext(f"{prefix}.{number}")) != f"{prefix}.{number}":
            yield text
            number += 1


class Say(Words):
    """Speaks one language in messages: what it says is `Markup`, and every value that is not Markup is escaped.

    So a title, a name or what somebody has typed does nothing, whoever forgets to think of it. Times, mentions and
    sentences said before are Markup already. Where Discord knows no Markdown, `plain` speaks.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        """Speak this language from this catalogue."""
        super().__init__(language, catalogue)
        self.plain = Words(language, catalogue)

    def __call__(self, key: str, **values: str | int) -> Markup:
        """The sentence under this key, with the values put in, escaped."""
        return Markup(super().__call__(key, **{name: safe(value) for name, value in values.items()}))

    def remark(self, remark: Remark) -> Markup:
        """What a remark says."""
        return self(remark.key, **dict(remark.values))

    def error(self, error: StudyError) -> Markup:
        """What a refusal says, all of it."""
        return joined("\n", self.lines(error))

    def lines(self, error: StudyError) -> Sequence[Markup]:
        """What a refusal says: its sentence, and then each single thing that is wrong, a line each."""
        return [self(error.key, **error.values), *(mark("• {}", self.remark(detail)) for detail in error.details)]


@cache
def _english() -> Words:
    return Texts().say().plain


def described(key: str) -> app_commands.locale_str:
    """The description of a command or option: English for Discord's menu, and the key for a translator."""
    return app_commands.locale_str(_english()(key), key=key)


class Texts:
    """All languages there are; a language without a catalogue is answered in English."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Find the languages; a catalogue is read when it is first spoken."""
        self._folder = folder
        self._spoken: dict[str, Say] = {}
        self.languages = tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))

    def say(self, language: str = DEFAULT) -> Say:
        """The speaker of a language: of "pt-BR" if there is such a catalogue, else of "pt", else of English."""
        wanted = [language.replace("-", "_"), language.split("-", maxsplit=1)[0], DEFAULT]
        found = next(name for name in wanted if name in self.languages)
        if found not in self._spoken:
            self._spoken[found] = Say(found, gettext.translation(DOMAIN, self._folder, [found]))
        return self._spoken[found]
