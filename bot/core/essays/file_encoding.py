"""Letters that went wrong: a text that is not UTF-8, or that some program has read in the wrong encoding before.

Both libraries are imported only for such texts: `ftfy` takes 0.15 s to import, `charset_normalizer` 0.04 s.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from bot.core.errors import StudyError

_MOST_ACCENTS = 0.3
"""Which part of a text in Latin letters, at most, has none of the plain ones; of a text in others it is most."""
_SURE = 0.9
"""Which part of the letters that are not plain another language than western ones has, at least."""
_LEAST = 200
"""Bytes of other letters by which their encoding can be told."""
_SAMPLE = 8192
"""Bytes by which letters other than Latin ones are told."""
_WESTERN = ("äöüßé", "àâæçéèêëîïôœùûü", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìíòóùú", "åäöæøéü", "éëïöüèêó", "áéíóúýðþæö")
_LATIN = {
    "cp1252": _WESTERN,
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîșțşţ"),
    "iso8859_2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíľĺňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ"),
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
    "mac_roman": _WESTERN,
}
"""The letters of languages that were written in an encoding; where two fit alike, it is the first."""
_OTHERS = """
    cp1251 koi8_r cp866 iso8859_5 cp1253 cp1255 cp1256 cp874 shift_jis euc_jp gb18030 big5 euc_kr
""".split()
"""Encodings of other letters, which `charset_normalizer` tells apart; Latin ones it takes for cp1250 too often."""
_PRINTED = "“”„‘’‚«»‹›–—…•·§©°\u00a0¿¡€£"
_BROKEN_BYTES = re.compile("[\udc80-\udcff]+")
_SIGNS = "\x80-\x9f¡-ª¬-º¼-¿ŒœŠšŸŽžƒˆ˜‚„†‡•‰‹›€™"
_MISREAD = re.compile(
    f"[ÂÃ][{_SIGNS}\u00a0«»–—‘’“”…]|[ÄÅÐÑÒØÙ][{_SIGNS}]|[âã][{_SIGNS}–—‘’“”…]{{2}}|[äåæçèé][{_SIGNS}][{_SIGNS}–—‘’“”…]"
    "|(?:[РС][\x80-\xbfЂ-ЏђѓєѕіїјљњћќўџҐґ–—‘’‚“”„†‡•…‰‹›€™]){3}"
)
"""What stands side by side where UTF-8 was read as Windows-1252 or Windows-1251, and hardly elsewhere."""
_MISREAD_AS = ("cp1252", "latin-1", "cp1251", "cp1250", "mac_roman", "cp437", "cp850")
"""What UTF-8 is read as by programs for western and other letters, on Macs, and at the prompt of Windows."""
_NOT_PLAIN = re.compile(r"[^\x00-\x7f]")
_ALONE = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
"""A letter that is not plain beside none: of one that was misread there are two signs at least."""
_BEGINS = range(0xC2, 0xF5)
"""The bytes with which a letter begins in UTF-8 that is not plain."""
_NO_BYTE = 0xFFFF
_SURE_OF = 3
"""Letters that turn out right, at least; one of three signs or more, such as a quotation mark, is sure by itself."""
_PERHAPS_MISREAD = re.compile("[ÂÃÄÅÐÑÒØÙâãäåæçèéРС][^\x00-\x7f]")
"""With what `_MISREAD` finds begins: most texts have nothing of the kind, which is seen in a tenth of the time."""
_MOST_DOUBTFUL = 40_000
"""Characters of lines that are right in part: `ftfy` takes a second for 150,000 odd ones."""


def decode_older(data: bytes, stated: str | None) -> str:
    """The text of a file that is not wholly UTF-8.

    A few broken bytes in UTF-8 are read one by one as Windows-1252, or shown as broken where they belong to a letter
    that is cut off. Other files are read in the encoding that a page states, else in the likeliest. Raises `StudyError`
    where none is likely.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    broken = sum(map(len, _BROKEN_BYTES.findall(text)))
    if stated is None and len(text) - len(text.encode("ascii", errors="ignore")) > 3 * broken:
        return _BROKEN_BYTES.sub(_of_windows, text)
    return data.decode(stated or _likeliest(data), errors="replace")


def _of_windows(broken: re.Match[str]) -> str:
    byte = broken[0].encode("utf-8", errors="surrogateescape")
    return byte.decode("cp1252", errors="replace") if len(byte) == 1 else "\ufffd"


def _likeliest(data: bytes) -> str:
    """The encoding in which most letters of the text are those of one language."""
    signs = Counter(data.translate(None, bytes(range(128))))
    if sum(signs.values()) <= len(data) * _MOST_ACCENTS:
        best = max(_LATIN, key=lambda encoding: _share(signs, encoding))
        return best if _share(signs, best) >= _SURE else "cp1252"
    if sum(signs.values()) >= _LEAST:
        from charset_normalizer import from_bytes

        for cut in range(4):  # bytes of a letter that the end of the sample may have cut
            if found := from_bytes(data[: _SAMPLE - cut], cp_isolation=list[str](_OTHERS)).best():
                return found.encoding
    raise StudyError("import.unknown_letters")


def _share(signs: Counter[int], encoding: str) -> float:
    """Which part of these bytes the language has that it fits best, signs of printers apart."""
    letters = Counter[str]()
    for byte, count in signs.items():
        letters[bytes([byte]).decode(encoding, errors="replace").lower()] += count
    whole = sum(count for letter, count in letters.items() if letter not in _PRINTED)
    return max(sum(letters[letter] for letter in language) / whole if whole else 1 for language in _LATIN[encoding])


def repaired(text: str) -> str:
    """The text, in which lines that were UTF-8 and read as something else are right again where that is sure."""
    if text.isascii():
        return text
    if (whole := _read_again(text)) != text:
        return whole
    lines = text.split("\n")
    left = _MOST_DOUBTFUL
    for number, line in enumerate(lines):
        if line.isascii():
            continue
        lines[number] = _read_again(line)
        if len(line) <= left and _misread(lines[number]):
            from ftfy import fix_encoding

            left -= len(line)
            lines[number] = fix_encoding(lines[number])
    return "\n".join(lines)


def _misread(text: str) -> re.Match[str] | None:
    """The first letters that stand side by side because they were read wrongly; None where there are none."""
    return _MISREAD.search(text) if _PERHAPS_MISREAD.search(text) else None


def _read_again(text: str) -> str:
    """The text as it was, if all of it was UTF-8 and read as something else, once or several times."""
    for _ in range(3):
        first = _NOT_PLAIN.search(text)
        possible = [other for other in _MISREAD_AS if first and _signs_of(other).get(ord(first[0]), 0) in _BEGINS]
        if not possible or _ALONE.search(text):
            break
        before = next(filter(None, (_before(text, encoding) for encoding in possible)), None)
        if before is None:
            break
        text = before
    return text


def _before(text: str, encoding: str) -> str | None:
    """The text as it was before it was read in this encoding; None where it was not, or may as well be as it is."""
    try:
        before = text.translate(_signs_of(encoding)).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    letters = [letter[0] for letter in islice(_NOT_PLAIN.finditer(before), _SURE_OF)]
    sure = len(letters) == _SURE_OF or max(letters) > "\u07ff" or _MISREAD.search(text)
    return before if sure else None


@lru_cache(maxsize=len(_MISREAD_AS))
def _signs_of(encoding: str) -> Mapping[int, int]:
    """Which byte stands for which sign in an encoding; a byte that it does not have stands for itself."""
    signs = [bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in range(128, 256)]
    return dict.fromkeys(range(128, 256), _NO_BYTE) | {ord(sign): byte for byte, sign in enumerate(signs, start=128)}


def broken_letters(text: str) -> str | None:
    """The first word with a letter that is broken and could not be repaired; None where there is none."""
    if text.isascii() or not (found := _misread(text) or re.search("\ufffd", text)):
        return None
    before = text[max(0, found.start() - 20) : found.start()]
    return "".join(text[found.start() - len(before) + before.rfind(" ") + 1 : found.end() + 20].split(None, 1)[:1])
