"""The bank: questions that a host would ask about any passage, and some about what a passage surely has."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.core.models import Rung

_ELSE = "en"
"""The language of the questions about essays in a language without a bank."""


class Sign(StrEnum):
    """What a question may speak of where a passage surely has it: `ANY` asks for nothing; the last four name it."""

    ANY = "any"
    ARGUMENT = "argument"
    REPORT = "report"
    INSTRUCTION = "instruction"
    SCENE = "scene"
    PERSONAL = "personal"
    DIALOGUE = "dialogue"
    LIST = "list"
    VERSE = "verse"
    FIRST = "first"
    LAST = "last"
    LINE = "line"
    WORD = "word"
    CHARACTER = "character"
    SOURCE = "source"


Bank = Mapping[Rung, Mapping[Sign, Sequence[str]]]
"""The questions of one language by rung and sign, the surest first; `{line}`, say, stands for what is named."""
Banks = Mapping[str, Bank]
"""The banks by language."""


class Suggested(NamedTuple):
    """A question chosen by the bot, not yet stored."""

    rung: Rung
    text: str


def banks_of(given: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]) -> Banks:
    """The banks in what a file or JSON holds. Raises `ValueError` for a rung or a sign that there is not."""
    return {
        language: {
            Rung(rung): {Sign(sign): tuple(texts) for sign, texts in by_sign.items()}
            for rung, by_sign in by_rung.items()
        }
        for language, by_rung in given.items()
    }


def bank_for(banks: Banks, language: str) -> Bank:
    """The questions about an essay in this language, in English on rungs for which there are no others.

    >>> english, russian = {Rung.NOTICE: {Sign.ANY: ["What?"]}, Rung.APPLY: {}}, {Rung.NOTICE: {Sign.ANY: ["Что?"]}}
    >>> bank_for({"en": english, "ru": russian}, "ru-RU")
    {<Rung.NOTICE: 'notice'>: {<Sign.ANY: 'any'>: ['Что?']}}
    """
    names = [language, language.split("-", maxsplit=1)[0], _ELSE]
    known = [banks[name] for name in names if name in banks]
    chosen = {rung: next((bank[rung] for bank in known if bank.get(rung)), None) for rung in Rung}
    return {rung: by_sign for rung, by_sign in chosen.items() if by_sign}
