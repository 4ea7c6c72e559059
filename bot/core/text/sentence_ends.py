"""What ends a sentence, in every script."""

import re

WIDE = "。！？｡．"
"""The full stops of Chinese and Japanese, which no space follows."""
_QUESTIONS = "?？؟፧⁇⁈⁉"
STOPS = frozenset(f".!…‼{_QUESTIONS}{WIDE}։׃۔।॥።፨။។៕།༎෴᙮᠃᠉")
OPENING = "\"'“”‘„‚‟«»‹›「『〈《〝"
"""What may stand before speech; some of these close it in other languages."""
CLOSING = "\"'”’“‘»«›‹)]}*_」』）】〉》〕］｣＂＇"
"""What may stand behind a full stop: quotation marks (some open in English and close in German), brackets, emphasis."""
_COLONS = frozenset(":：፦")
_PARTS = _COLONS | frozenset(";；؛፤፥·")
_PROSE = (STOPS - frozenset(_QUESTIONS)) | _PARTS | frozenset(",，、،၊—–") | frozenset(CLOSING) - frozenset("*_")
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*")


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with this text, by its last sign before quotation marks and brackets that close.

    >>> ends_sentence("He said: “Come.”"), ends_sentence("وہ چلا گیا۔"), ends_sentence("He said:")
    (True, True, False)
    """
    return _last(text) in STOPS


def ends_clause(text: str) -> bool:
    """Whether a sentence, or a part of one before a colon or semicolon, ends with this text.

    >>> ends_clause("He said:"), ends_clause("He said that")
    (True, False)
    """
    return _last(text) in STOPS or _last(text) in _PARTS


def announces(text: str) -> bool:
    """Whether a paragraph stands before something: it ends in a colon or a dash, or is a line all in bold.

    >>> announces("He said:—"), announces("**What is it?**"), announces("“But I—”")
    (True, True, False)
    """
    return _last(text) in _COLONS or text.rstrip("*_ ").endswith(("—", "–")) or _BOLD_LINE.fullmatch(text) is not None


def ends_prose(text: str) -> bool:
    """Whether a line ends as no heading does: in a sign other than a question mark, a quotation mark or a bracket.

    >>> ends_prose("So we like the weir."), ends_prose("What is habit?"), ends_prose("习惯是慢的水。")
    (True, False, True)
    """
    return text[-1:] in _PROSE


def _last(text: str) -> str:
    return text.rstrip().rstrip(CLOSING)[-1:]
