"""A reader that wants more memory than there is room for."""

import sys
from typing import Never

from bot.outside.sandbox_child import serve


def read(*asked: object) -> Never:
    raise SystemExit(len(bytearray(8 << 30)))


if __name__ == "__main__":
    sys.exit(serve(read))
