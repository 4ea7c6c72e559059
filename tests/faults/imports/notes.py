"""Markdown, front matter of every kind, and study packs."""

from collections.abc import Callable, Iterator

from tests.faults.imports.odd_file import SENTENCE, TEXT, OddFile, named

_TITLED = f"# On Bread\n\n{TEXT}\n\n"


def files() -> Iterator[OddFile]:
    """Markdown, what stands above it, and packs."""
    yield from named("essay.md", _markdown() | _matter() | _packs())


def _markdown() -> dict[str, Callable[[], str]]:
    return {
        "quotations in quotations": lambda: _TITLED + ">" * 50_000 + " rye\n" * 100,
        "lists in lists": lambda: _TITLED + "".join(" " * (2 * n) + "- rye\n" for n in range(1000)),
        "lists in one line": lambda: _TITLED + "- " * 50_000 + "rye",
        "quotations and lists": lambda: _TITLED + "> - " * 20_000 + "rye",
        "brackets in brackets": lambda: _TITLED + "[" * 100_000 + "rye" + "]" * 100_000,
        "pictures in pictures": lambda: _TITLED + "![" * 50_000 + "](x)" * 50_000,
        "links half begun": lambda: _TITLED + "[rye](" * 50_000,
        "links with brackets": lambda: _TITLED + "[a](" + "(" * 50_000 + ")" * 50_000 + ")",
        "angles half begun": lambda: _TITLED + "<a " * 50_000 + "<http://" * 50_000,
        "emphasis in emphasis": lambda: _TITLED + "*a **a " * 30_000,
        "emphasis that ends": lambda: _TITLED + "*" * 30_000 + "a" + "*" * 30_000,
        "emphasis of two kinds": lambda: _TITLED + "*_" * 30_000 + "a" + "_*" * 30_000,
        "code half begun": lambda: _TITLED + "".join("`" * n + "a" for n in range(1200)),
        "fences without end": lambda: _TITLED + "```\n" * 50_001 + "rye",
        "fences in fences": lambda: _TITLED + "".join("`" * n + "\n" for n in range(3, 1200)),
        "backslashes": lambda: _TITLED + "\\" * 400_000,
        "escaped signs": lambda: _TITLED + "\\*" * 200_000,
        "entities": lambda: _TITLED + "&amp;&#0;&#x110000;&#99999999;" * 20_000,
        "fifty thousand footnotes": lambda: (
            _TITLED + "".join(f"[^{n}]" for n in range(50_000)) + "".join(f"\n\n[^{n}]: rye" for n in range(9000))
        ),
        "footnotes that hold each other": lambda: _TITLED + "[^a]\n\n" + "[^a]: rye [^b]\n\n[^b]: rye [^a]\n\n" * 4000,
        "notes in notes": lambda: _TITLED + "^[rye " * 30_000 + "]" * 30_000,
        "references that lead to each other": lambda: _TITLED + "[a]: <b>\n[b]: <a>\n" * 20_000 + "[a][b]" * 20_000,
        "titles of references without end": lambda: _TITLED + '[a]: b "' * 30_000,
        "a table of a thousand columns": lambda: _TITLED + "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b\n" * 1000,
        "a table without rows": lambda: _TITLED + "|" * 200_000 + "\n" + "|-" * 100_000,
        "tables in a row": lambda: _TITLED + "a|b\n-|-\nc|d\n\n" * 9000,
        "headings without text": lambda: _TITLED + "######\n" * 50_000,
        "underlined headings": lambda: _TITLED + "rye\n===\n" * 30_000,
        "rules alone": lambda: _TITLED + "* * *\n\n" * 9000,
        "tags without end": lambda: _TITLED + "<div>\n\n" * 9000,
        "comments half begun": lambda: _TITLED + "<!-- " * 60_000,
        "comments of Obsidian": lambda: _TITLED + "%% " * 60_001,
        "wikilinks in wikilinks": lambda: _TITLED + "[[" * 60_000 + "]]" * 60_000,
        "shortcodes half begun": lambda: _TITLED + "{{< rye " * 40_000 + "{% raw %}" * 40_000,
        "callouts": lambda: _TITLED + "> [!note]- rye\n" * 40_000,
        "containers in containers": lambda: _TITLED + "".join(":" * n + " {.rye}\n" for n in range(3, 1000)),
        "attributes half begun": lambda: _TITLED + "rye{" * 60_000,
        "formulas half begun": lambda: _TITLED + "$a$$b" * 40_000,
        "marks and deletions": lambda: _TITLED + "==a~~b" * 40_000 + "{++a{--b" * 20_000,
        "line blocks": lambda: _TITLED + "| rye\n" * 60_000,
        "definitions": lambda: _TITLED + "rye\n: bread\n" * 30_000,
        "tags of Obsidian": lambda: _TITLED + "#rye/bread " * 60_000,
        "block names": lambda: _TITLED + "rye ^a1\n\n" * 9000,
    }


def _matter() -> dict[str, Callable[[], str]]:
    def of(matter: str, sign: str = "---") -> Callable[[], str]:
        return lambda: f"{sign}\n{matter}\n{sign}\n\n{TEXT}"

    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    return {
        "YAML that multiplies": of(f"a0: &a0 [rye]\n{laughs}title: *a8"),
        "YAML that multiplies in one value": of(
            "title:\n  a0: &a0 [rye]\n" + laughs.replace("a", "  a").replace("  a:", "  a")
        ),
        "YAML that holds itself": of("title: &a [*a]\nauthor: &b {name: *b}"),
        "YAML that runs things": of("title: !!python/object/apply:os.system ['true']"),
        "YAML in each other": of("title: " + "[" * 199),
        "YAML in each other without end": of("title: " + "[" * 40_000),
        "YAML of keys": of("".join(f"k{n}: v\n" for n in range(990))),
        "YAML of many keys": of("".join(f"k{n}: v\n" for n in range(5000))),
        "YAML of one value": of("title: >\n" + "  rye\n" * 900),
        "YAML of quotation marks": of('title: "' + '\\"' * 4000),
        "YAML of escapes": of('title: "\\UFFFFFFFF\\uD800\\x00"'),
        "YAML of anchors": of("title: " + "&a " * 3000 + "x"),
        "YAML of tags": of("title: " + "!" * 9000),
        "YAML of question marks": of("title:\n" + "  ? " * 2000),
        "YAML of dashes": of("title:\n  " + "- " * 2000),
        "YAML of many dashes": of("title:\n" + "  - rye\n" * 990),
        "YAML of tabs": of("title:\t\tx\n\tauthor: y"),
        "YAML of dates": of("date: 9999-99-99\npublished: " + "9" * 5000),
        "YAML that never ends": lambda: "---\ntitle: rye\n" + "a: b\n" * 900 + TEXT,
        "YAML of two documents": of("title: a\n--- \ntitle: b"),
        "TOML in each other": of("title = " + "[" * 5000, "+++"),
        "TOML of keys": of("a." * 4000 + "b = 1", "+++"),
        "TOML of numbers": of("title = " + "9" * 9000, "+++"),
        "TOML of tables": of("[a]\n" + "".join(f"[a{'.a' * n}]\n" for n in range(90)), "+++"),
        "TOML of texts": of('title = """' + "x" * 9000, "+++"),
        "TOML of dates": of("date = 9999-99-99T99:99:99Z", "+++"),
        "JSON in each other": lambda: '{"title": ' + "[" * 40_000 + TEXT,
        "JSON of keys": lambda: "{" + '"a": "b", ' * 4000 + f'"title": "Rye"}}\n\n{TEXT}',
        "JSON of numbers": lambda: '{"title": ' + "9" * 40_000 + f"}}\n\n{TEXT}",
        "JSON of escapes": lambda: '{"title": "' + "\\ud800" * 5000 + f'"}}\n\n{TEXT}',
        "JSON that is no object": lambda: "{[}" * 10_000 + TEXT,
        "a title block without end": lambda: "% Rye\n" + "  more\n" * 5000 + TEXT,
        "lines between lines": lambda: "---\n" * 60_000 + TEXT,
    }


def _packs() -> dict[str, Callable[[], str]]:
    def pack(body: str, head: str = "title: On Bread\nid: bread\n") -> Callable[[], str]:
        return lambda: f"---\npack: 1\n{head}---\n{body}"

    return {
        "a pack of questions": pack("Rye.\n\n" + "? notice: Why?\n" * 50_000),
        "a pack of nothing": pack(""),
        "a pack of questions before a text": pack("? notice: Why?\n" * 5000 + TEXT),
        "a pack of parts": pack("Rye.\n\n---\n\n" * 9000),
        "a pack of headings": pack("## Rye\n\n" * 9000 + SENTENCE),
        "a pack of a newer version": pack(TEXT, "title: Rye\npack: 99999999999999999999\n"),
        "a pack of unknown keys": pack(TEXT, "".join(f"k{n}: v\n" for n in range(900))),
        "a pack with a name of a megabyte": pack(TEXT, f"id: {'a' * 1_000_000}\ntitle: Rye\n"),
        "a pack of one passage": pack(TEXT * 500),
        "a pack of rungs that are none": pack(f"{TEXT}\n\n" + "? rye: Why?\n" * 5000),
    }
