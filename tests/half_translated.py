"""A second language for tests: Polish, of which somebody has translated a handful of sentences so far."""

import shutil
from pathlib import Path

from babel.messages import mofile, pofile

from bot.i18n import DEFAULT, DOMAIN, FOLDER

LANGUAGE = "pl"
CATALOGUE = """
msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "button.read"
msgstr "Przeczytane"

msgid "button.another"
msgstr ""

msgid "post.thread"
msgstr "Dzień {day} · {start}"

msgid "command.today"
msgstr "Dzisiejszy fragment"

msgid "option.file"
msgstr "Plik z esejem"

msgid "order.in_order"
msgstr "po kolei"

msgid "search.found"
msgid_plural "search.found"
msgstr[0] "{n} fragment z „{words}”"
msgstr[1] "{n} fragmenty z „{words}”"
msgstr[2] "{n} fragmentów z „{words}”"

msgid "status.page"
msgid_plural "status.page"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
"""


def write_catalogues(folder: Path, written: str = CATALOGUE) -> Path:
    """Write the catalogues of English and of the second language into a folder, as `make texts` compiles them."""
    shutil.copytree(FOLDER / DEFAULT, folder / DEFAULT)
    messages = folder / LANGUAGE / "LC_MESSAGES"
    messages.mkdir(parents=True)
    source = messages / f"{DOMAIN}.po"
    source.write_text(written, "utf-8")
    with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
        mofile.write_mo(mo, pofile.read_po(po, locale=LANGUAGE, domain=DOMAIN))
    return folder
