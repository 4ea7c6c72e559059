"""A reader with a mistake in it, which happens over a word of the file."""

import sys
from typing import Never

from bot.outside.sandbox_child import serve


def read(name: str, data: bytes, banks: object) -> Never:
    raise LookupError(data.decode())


if __name__ == "__main__":
    sys.exit(serve(read))
