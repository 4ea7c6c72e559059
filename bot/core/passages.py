"""Cutting an essay into passages: near 120 words each, at paragraph ends, never inside a sentence."""

from bot.core.sentences import sentences

AIM = 120
LEAST = 60
MOST = 220
"""Words a passage has: what we aim at, and the bounds that only a whole single sentence may break."""
LONGEST = 3000
"""Characters a passage has at most, so that its post fits Discord's 4,000 in all."""


def cut(paragraphs: list[str], language: str) -> list[str]:
    """The passages of one section, in order: every paragraph once, none reordered, paragraphs parted by a blank line.

    A passage ends where stopping is nearer to the aim than going on. A paragraph too long for a passage of its own is
    cut between sentences. A last passage that is too short joins its neighbour when both fit together, and otherwise
    shares with it evenly.
    """
    pieces = [piece for paragraph in paragraphs for piece in _fitting(paragraph, language)]
    cuts: list[list[str]] = []
    for piece in pieces:
        if cuts and _goes_with(cuts[-1], piece):
            cuts[-1].append(piece)
        else:
            cuts.append([piece])
    if len(cuts) > 1 and _size(cuts[-1]) < LEAST:
        _mend_the_last(cuts)
    return ["\n\n".join(group) for group in cuts]


def count_words(text: str) -> int:
    """How many words the text has, by white space: what a reader would count."""
    return len(text.split())


def _goes_with(group: list[str], piece: str) -> bool:
    now, then = _size(group), _size(group) + count_words(piece)
    if then > MOST or sum(map(len, group)) + len(piece) + 2 * len(group) > LONGEST:
        return False
    return now < LEAST or abs(then - AIM) < abs(now - AIM)


def _mend_the_last(cuts: list[list[str]]) -> None:
    last, before = cuts[-1], cuts[-2]
    if _size(before) + _size(last) <= MOST and len("\n\n".join(before + last)) <= LONGEST:
        cuts[-2:] = [before + last]
        return
    while len(before) > 1 and _size(last) < LEAST and _size(before) - count_words(before[-1]) >= LEAST:
        last.insert(0, before.pop())


def _fitting(paragraph: str, language: str) -> list[str]:
    if count_words(paragraph) <= MOST and len(paragraph) <= LONGEST:
        return [paragraph]
    parts = [part for sentence in sentences(paragraph, language) for part in _hard(sentence)]
    share = max(AIM, count_words(paragraph) // max(1, round(count_words(paragraph) / AIM)))
    groups: list[list[str]] = []
    for part in parts:
        if groups and _stays(groups[-1], part, share):
            groups[-1].append(part)
        else:
            groups.append([part])
    if len(groups) > 1 and _size(groups[-1]) < LEAST and _size(groups[-2]) + _size(groups[-1]) <= MOST:
        groups[-2:] = [groups[-2] + groups[-1]]
    return [" ".join(group) for group in groups]


def _stays(group: list[str], part: str, share: int) -> bool:
    then = _size(group) + count_words(part)
    fits = sum(map(len, group)) + len(part) + len(group) <= LONGEST
    return fits and then <= MOST and abs(then - share) <= abs(_size(group) - share)


def _hard(sentence: str) -> list[str]:
    """A sentence in pieces that fit a passage: only one of over 3,000 characters is ever cut, between words."""
    pieces: list[str] = []
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", 0, LONGEST)
        at = at if at > 0 else LONGEST
        pieces.append(sentence[:at])
        sentence = sentence[at:].lstrip(" ")
    return [*pieces, sentence]


def _size(group: list[str]) -> int:
    return sum(map(count_words, group))
