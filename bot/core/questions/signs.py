"""What a passage surely has, by signs that hold in every language, and whether there is enough of it to ask about."""

import re
from collections.abc import Iterator, Sequence

from bot.core.questions.bank import Sign
from bot.core.questions.word_counts import telling, tokens_of
from bot.core.text.lines import is_item
from bot.core.text.normalization import count_words
from bot.core.text.sentence_ends import ends_sentence

_SPEECH = re.compile(r"[—―]|[“«„»「『\"](?=\w)")
"""How a line of dialogue begins: with a dash, or with a mark before its first word."""
_ALL_SPOKEN = re.compile(r"[—―]|[“\"][^“”\"]*[”\"]?$")
_BY_WHOM = re.compile(
    r"[,.?!…—-][”\"] (?:[^\W\d_]+ ){0,3}?(?:said|says|asked|asks|repl|answer|cri|shout|whisper|murmur|mutter|exclaim"
    r"|began|went on|explain|sigh|laugh|add|agree|correct|repeat|continu|return)"
)
"""Such a line in English, where sentences for example stand between marks as well: all of it is spoken, or by whom."""
_SPEECHES = 3
_ITEMS = 3
_LINES_OF_VERSE, _LONGEST_VERSE = 4, 70
_QUOTED_LINE = "> "
_FEWEST_PASSAGES = 3
"""Passages of an essay that has a beginning and an end of its own."""
_END = re.compile(r"[.!?…。！？؟۔।॥։።]")
_WORDS_OF_PROSE, _WORDS_OF_LINE = 30, 6
"""Words in lines with a full stop, and words of such a line, where there is something to talk about."""


def signs_of(text: str, language: str, kind: Sign) -> frozenset[Sign]:
    """What a question may speak of in a passage of this kind, besides its place in the essay and what is named."""
    return frozenset((Sign.ANY, kind, *_signs(text, kind, language.split("-")[0] == "en")))


def place_of(number: int, passages: int, title: str, text: str) -> frozenset[Sign]:
    """Whether the passage with this number (from 1) begins or ends its essay.

    Where the beginning has a word of the title, the title has said already what comes.

    >>> place_of(1, 3, "Late Bread", "The oven is cold."), place_of(1, 3, "Late Bread", "Late came the baker.")
    (frozenset({<Sign.FIRST: 'first'>}), frozenset())
    >>> place_of(3, 3, "", ""), place_of(1, 2, "", "")
    (frozenset({<Sign.LAST: 'last'>}), frozenset())
    """
    said = number == 1 and not set(telling(tokens_of(title))).isdisjoint(telling(tokens_of(text)))
    if passages < _FEWEST_PASSAGES or said:
        return frozenset()
    return frozenset({1: (Sign.FIRST,), passages: (Sign.LAST,)}.get(number, ()))


def has_prose(text: str) -> bool:
    r"""Whether enough sentences stand here for a talk: captions, menus, topics and bare lists have none.

    >>> has_prose("Photograph: Old Town\n\n- Forgot password?\n- Get an invitation")
    False
    """
    lines = (line for line in text.split("\n") if not is_item(line) or ends_sentence(line))
    words = sum(count for line in lines if _END.search(line) and (count := count_words(line)) >= _WORDS_OF_LINE)
    return words >= _WORDS_OF_PROSE or _has_verse(text)


def _signs(text: str, kind: Sign, english: bool) -> Iterator[Sign]:
    lines = text.split("\n")
    if sum(is_item(line) and line.lstrip()[:1] not in {">", "["} for line in lines) >= _ITEMS:
        yield Sign.LIST
    if _has_verse(text):
        yield Sign.VERSE
    speeches = [line for line in map(str.strip, lines) if _SPEECH.match(line)]
    if len(speeches) >= _SPEECHES:
        answered = kind is Sign.ANY and (not english or all(map(_is_spoken, speeches)))
        if answered or kind is Sign.SCENE:
            yield Sign.DIALOGUE


def _is_spoken(line: str) -> bool:
    return bool(_ALL_SPOKEN.match(line) or _BY_WHOM.search(line))


def _has_verse(text: str) -> bool:
    return any(_is_verse(paragraph.split("\n")) for paragraph in text.split("\n\n"))


def _is_verse(lines: Sequence[str]) -> bool:
    """Whether short lines stand here that are neither items, nor speeches, nor sentences or figures in a column."""
    bare = [line.removeprefix(_QUOTED_LINE).strip() for line in lines]
    return (
        len(bare) >= _LINES_OF_VERSE
        and all(10 <= len(line) <= _LONGEST_VERSE and not re.search(r"[\d:@/|]", line) for line in bare)
        and not any(is_item(line) or _SPEECH.match(line.lstrip()) for line in bare)
        and any(line.endswith((",", ";")) or line[-1:].isalpha() for line in bare[:-1])
        and ends_sentence(bare[-1])
    )
