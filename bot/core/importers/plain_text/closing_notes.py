"""What scholars put below their text: notes, references, works cited."""

import re

from bot.core.importers.blocks import BELOW, Block, EssayParts

_HEADINGS = frozenset(
    """
    notes|endnotes|end notes|footnotes|references|works cited|bibliography|select bibliography|literature cited
    sources|notes and references|further reading|citations|works consulted
    anmerkungen|fußnoten|endnoten|literatur|literaturverzeichnis|quellen|quellenverzeichnis|bibliographie
    note|notes de bas de page|références|sources et références|bibliografia|riferimenti|opere citate
    notas|referencias|bibliografía|obras citadas|fuentes|referências|noten|voetnoten|literatuur|literatuurlijst|bronnen
    примечания|сноски|литература|библиография|список литературы|источники|ссылки|примітки|література|джерела
    הערות|הערות שוליים|מקורות|ביבליוגרפיה|الهوامش|المراجع|المصادر
    注|注释|註釋|参考文献|參考文獻|脚注|참고문헌|각주
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
_MARKED = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡¹²³⁴-⁹⁰]{1,3}|[ivxlc]{1,6})(?:[\])]|[.):]?\s)")
_SOURCE = re.compile(r"\b(?:1[4-9]|20)\d\d\b|https?://|\bpp?\. ?\d|\bn\.d\.|\b[ií]bid|\bס\"|С\. ?\d")


def left_out(blocks: list[Block], essay: EssayParts) -> list[Block]:
    """The blocks above the notes at the end, whose lines go into `essay` as left out: they are no day's reading.

    A last part that is called so, but tells something, stays.
    """
    end = len(blocks)
    for number in range(len(blocks) - 1, 0, -1):
        if _is_heading(blocks[number]):
            if not _are_items(blocks[number + 1 : end]):
                break
            end = number
    essay.leave_out(("\n".join(block.lines) for block in blocks[end:]), BELOW)
    return blocks[:end]


def _is_heading(block: Block) -> bool:
    return len(block.lines) == 1 and block.lines[0].strip(" :.#*_").casefold() in _HEADINGS


def _are_items(blocks: list[Block]) -> bool:
    """Whether most of what stands here begins with a mark, or names a year, a page or an address."""
    marked = sum(bool(_MARKED.match(block.lines[0])) for block in blocks)
    sources = sum(bool(_SOURCE.search(" ".join(block.lines))) for block in blocks)
    return bool(blocks) and (marked > 0.6 * len(blocks) or sources > 0.5 * len(blocks))
