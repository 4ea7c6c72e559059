"""A reader whose library warns with the words of the file, and then reads it."""

import sys
import warnings

from bot.core.essays.draft import DraftEssay
from bot.core.importers.reader import read_essay
from bot.core.questions.bank import Banks
from bot.outside.sandbox_child import serve


def read(name: str, data: bytes, banks: Banks) -> DraftEssay:
    warnings.warn(data.decode(), stacklevel=1)
    return read_essay(name, data, banks)


if __name__ == "__main__":
    sys.exit(serve(read))
