"""A reader that computes without end."""

import sys
from typing import Never

from bot.outside.sandbox_child import serve


def read(*asked: object) -> Never:
    while True:
        pass


if __name__ == "__main__":
    sys.exit(serve(read))
