"""What pictures are made of: a sheet that is not seen through, and digits and letters drawn as strokes."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

SHEET, INK, FAINT = "#1f2a2c", "#eef3f1", "#8d9c9b"
"""The ground, what is drawn on it, and what stands back; the ground is part of the picture: Discord's may be light."""
FILLED, ON_FILLED = "#6fc2b4", "#10201f"
"""A filled form, and what is drawn on that."""
_STROKES: Mapping[str, str] = {
    "0": "M2 0C.7 0 0 1.2 0 3S.7 6 2 6 4 4.8 4 3 3.3 0 2 0Z",
    "1": "M.7 1.5 2.4 0V6",
    "2": "M.2 1.5C.4.5 1.1 0 2 0 3.1 0 3.8.7 3.8 1.7 3.8 3.2.4 4.3 0 6H4",
    "3": "M.2.9C.6.3 1.2 0 2 0 3 0 3.7.6 3.7 1.5S3 2.9 1.7 2.9C3.1 2.9 4 3.5 4 4.4S3.2 6 2 6C1.1 6 .4 5.7 0 5",
    "4": "M3 6V0L0 4.2H4",
    "5": "M3.6 0H.7L.4 2.7C.8 2.4 1.4 2.2 2 2.2 3.2 2.2 4 3 4 4.1S3.2 6 2 6C1.1 6 .4 5.6 0 5",
    "6": "M3.4.3C1.5.3 0 2 0 4 0 5.2.8 6 2 6S4 5.2 4 4.1 3.2 2.3 2 2.3.2 3 0 4",
    "7": "M0 0H4L1.5 6",
    "8": "M2 2.8A1.7 1.4 0 1 1 2 0A1.7 1.4 0 1 1 2 2.8A2 1.6 0 1 0 2 6A2 1.6 0 1 0 2 2.8",
    "9": "M.6 5.7C2.5 5.7 4 4 4 2 4 .8 3.2 0 2 0S0 .8 0 1.9 .8 3.7 2 3.7 3.8 3 4 2",
    "-": "M.8 3H3.2",
    "F": "M3.8 0H.2V6M.2 2.9H3.2",
    "M": "M0 6V0L2 4 4 0V6",
    "S": "M3.8 1C3.4.4 2.8 0 2 0 .9 0 .2.6.2 1.5 .2 3.6 4 2.3 4 4.4 4 5.4 3.2 6 2 6 1.1 6 .4 5.6 0 4.9",
    "T": "M0 0H4M2 0V6",
    "W": "M-.4 0 .7 6 2 1.4 3.3 6 4.4 0",
}
"""In a box 4 wide and 6 high. Letters are the initials of days in English; what is missing is left blank."""
_ADVANCE = 5.4


class Drawing(NamedTuple):
    """A picture as SVG, with its width and height in pixels."""

    svg: str
    width: int
    height: int


def drawing(width: int, height: int, parts: Iterable[str]) -> Drawing:
    """The parts on a sheet of this size."""
    sheet = f'<rect width="{width}" height="{height}" fill="{SHEET}"/>'
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return Drawing(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{sheet}{"".join(parts)}</svg>', width, height)


def written(text: str, x: float, y: float, height: float, colour: str = INK) -> str:
    """Digits and letters of this height, in the middle between left and right of x, and from y down."""
    scale = height / 6
    left = x - (len(text) * _ADVANCE - _ADVANCE + 4) * scale / 2
    strokes = "".join(
        f'<path transform="translate({place * _ADVANCE:g})" d="{_STROKES[sign]}"/>'
        for place, sign in enumerate(text)
        if sign in _STROKES
    )
    pen = f'fill="none" stroke="{colour}" stroke-width=".8" stroke-linecap="round" stroke-linejoin="round"'
    return f'<g transform="translate({left:g} {y:g}) scale({scale:g})" {pen}>{strokes}</g>'
