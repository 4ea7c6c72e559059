# What we use of mammoth, which ships no types.

from collections.abc import Callable, Mapping
from typing import BinaryIO

class Result:
    value: str

class _Images:
    def img_element(self, func: Callable[[object], Mapping[str, str]]) -> object: ...

images: _Images

def convert_to_html(fileobj: BinaryIO, *, style_map: str = ..., convert_image: object = ...) -> Result: ...
