import re

from local_discord.page.page import STATIC, TYPES

MOST_LINES = 250
FILES = {path.name: path.read_text(encoding="utf-8") for path in STATIC.iterdir() if path.suffix in TYPES}
MODULES = {name: text for name, text in FILES.items() if name.endswith(".js")}


def test_every_file_is_short_enough_to_read():
    """Two hundred and fifty lines at most."""
    assert {name for name, text in FILES.items() if text.count("\n") > MOST_LINES} == set()


def test_every_file_is_used_and_every_used_file_is_there():
    """By the page itself, or by a module that the page loads; all lie flat in one folder."""
    named = {name for text in FILES.values() for name in re.findall(r'"(?:/static/|\./)([\w.-]+)"', text)}
    assert named | {"index.html"} == set(FILES)


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline():
    """The page's policy would refuse it; here one sees why."""
    page = FILES["index.html"]
    assert re.findall(r"<style|\sstyle=|\son\w+=|https?://|<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"@import|url\(", "".join(text for name, text in FILES.items() if name.endswith(".css"))) == []


def test_what_people_write_is_never_parsed_as_markup():
    """Modules make elements; none of the doors through which text becomes HTML or code is used."""
    doors = r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write|DOMParser|ContextualFragment|\beval\(|new Function"
    assert {name for name, text in MODULES.items() if re.search(doors, text)} == set()
