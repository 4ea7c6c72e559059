"""What Discord's client would act upon in a text, by the rules of its own parser, and texts that try to make it act.

Sources: Message Formatting in the API reference; Discord's help pages on Markdown; the rules of simple-markdown, which
the client builds on. Where the two differ, the stricter reading is taken: what might act counts as acting.
"""

import re

from hypothesis import strategies as st

_LINE = r"^(?:[^\S\n]|>|[-*+](?=\s)|\d+[.)](?=\s))*(?:\#{1,3}|-\#|>>>)(?=\s|$)"
_ACTS = rf"""
    (?P<line>{_LINE})                               # a heading, small print, a quotation of all that follows
  | (?P<page><https?://[^\s<>]+>)                    # an address, which shows where it leads
  | <@[!&]?\d+> | <\#\d+> | <id:\w+> | <t:-?\d+(?::\w)?> | </[^\n<>]+:\d+> | <a?:\w+:\d+>
  | <[\w+.-]+:[^\n<>]*>                              # addresses of any other scheme
  | @everyone | @here
  | \]\s*\(                                          # a link that hides where it leads
  | (?<!http)(?<!https):/                            # such as discord://, which opens something in the client
  | [\u202a-\u202e\u2066-\u2069]                     # other directions
"""
ACTS = re.compile(_ACTS, re.VERBOSE | re.MULTILINE | re.IGNORECASE)
_MARKS = re.compile(rf"\\[^0-9A-Za-z\s] | {_ACTS} | \*+ | _+ | ~~ | \|\| | `+", ACTS.flags)
ACTING = [
    "<@123456789012345678>", "<@!1>", "<@&1>", "<#1>", "</study post:1>", "</cmd:1>", "<:smile:1>", "<a:smile:1>",
    "<t:1700000000:R>", "<t:0>", "<id:guide>", "@everyone", "@here", "[bank.example](https://evil.example)",
    "[a\nb](https://evil.example)", "[a](\nhttps://evil.example)", "[[a]](https://evil.example)",
    "[a](<https://evil.example> 'title')", "[a](javascript:alert(1))", "![a](https://evil.example/a(b).png)",
    "[](https://evil.example)", "[a] (https://evil.example)", "[a]*(https://evil.example)", "[a]\n(https://b.example)",
    "# Heading", "## Heading", "-# small", ">>> quoted", "> # Heading", "- # Heading", "> - -# small", "1. # Heading",
    "* ## Heading", ">\t# Heading", "  > >>> quoted", "#", "\\<@1>", "\\\\<@1>", "\\@everyone",
    "\\[a](https://evil.example)", "[a\\](https://evil.example)", "discord://-/settings", "<discord://-/settings>",
    "<steam://run/1>", "<*@1>", "<**@1>", "<\u200b@1>", "@\u200beveryone", "]\u200b(",
]  # fmt: skip
OPEN = ["```", "``", "`", "||", "**", "*", "__", "_", "~~", "***", "```py\n", "\\", "||\n", "> "]
"""What goes on until it is closed: emphasis, code, a spoiler."""
_pieces = st.sampled_from([*ACTING, *OPEN, *"\\[]()<>@#:/!&*_~`| \n", "https://evil.example", "word", "1", "t:", "id:"])
hostile = st.lists(_pieces | st.text(max_size=5), max_size=12).map("".join)


def acts(text: str) -> list[str]:
    """What would act if backslashes guarded from nothing; an address that shows where it leads does not."""
    return [found[0] for found in ACTS.finditer(text) if not found["page"]]


def marks(text: str) -> list[str]:
    """All marks of a text that stand behind no backslash, in order: what acts, and what opens or closes something."""
    return [found[0] for found in _MARKS.finditer(text) if not found[0].startswith("\\")]
