"""The codes that programs for notes and sites put into Markdown: without them its words are left."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.core.importers.boilerplate import CONTENTS
from bot.core.importers.markdown.directives import without_directives

_FENCE = re.compile(r" {0,12}(?P<marks>`{3,}|~{3,})(?P<rest>.*)")
_LANGUAGE = re.compile(r"[ {.]{0,3}(=?[\w-]{0,30})")
_QUERIES = frozenset("dataview dataviewjs query tasks base mermaid plantuml".split())
"""Languages of fenced blocks in whose place a program shows something else."""
_CODE = r"(?<!`)`[^`\n]{1,300}`(?!`)"
_COMMENT = r"(?<![`%\d])%%(?![%`])(?:[^%]|%(?!%)){0,20000}+%%"
_COMMENT_BLOCK = re.compile(r"^%%[ \t]*\n(?:(?!%%)[^\n]*\n){0,500}+%%[ \t]*(?:\n|\Z)", re.MULTILINE)
"""A comment that may have fenced blocks inside."""
_TAG = r"\{%-? ?"
_ATTRIBUTES = r"\{(?::[^{}\n]{0,300}|[ \t]?(?:[#.][^\W\d_]|[a-z-]{2,20}=[^{}\s])[^{}\n]{0,300}|-|=[a-z]{2,10})\}"
_ARGUMENTS = r"(?:\[[^\]\n]{0,80}\]|\{[^{}\s]{0,80}\}){0,3}[ \t]*"
_PAGE = r"(?:newpage|pagebreak|clearpage|noindent|(?:begin|end)\{(?:verse|quote|quotation|center|epigraph|abstract)\})"
_ROLE = r"[\w:.+-]{0,40}\}(?P<marks>`{1,3})(?P<words>[^`\n]{1,500})(?P=marks)(?!`)"
_LISTED = (
    rf"(?:^[#* \t]{{0,8}}(?:{CONTENTS})[*: \t]{{0,4}}\n{{1,3}}+)?"
    r"(?:^[ \t]{0,20}(?:[-*+]|\d{1,3}[.)])[ \t]{1,5}\[[^\[\]\n]{1,200}\]\(#[^()\s]{0,200}\)[ \t]*\n{1,2}+){2,500}+"
)
"""A table of contents: links to parts of the page."""
_SET_IN = (
    r"[ \t]{1,4}[a-z][^\n\"]{0,60}(?:\"(?P<title>[^\n\"]{0,200})\")?[ \t]*\n"
    r"(?P<lines>(?:(?: {4}|\t)[^\n]*(?:\n|\Z)|\n(?= {4}|\t)){1,500}+)"
)
"""A remark of MkDocs: what kind it is, its title, and lines that are set in."""
_QUOTE = r"(?P<quote>(?:[ \t]{0,4}>){1,6})"
_MARGIN = re.compile(r"^(?: {4}|\t)", re.MULTILINE)
_LINES = re.compile(r"(?:^\|(?:[ \t][^|\n]*)?(?:\n|\Z)){1,500}+", re.MULTILINE)
"""Lines of verse, each behind a bar; between the bars of a table there is more than one."""


class Words(NamedTuple):
    """A text without codes, and those that stood for something: embedded notes, quoted sources, tags."""

    text: str
    dropped: list[str]


class _Rule(NamedTuple):
    """What is written where a pattern is found outside of code, in a text that has the sign: most have few of them.

    It is `told` when its words are worth telling.
    """

    sign: str
    pattern: re.Pattern[str]
    change: str | Callable[[re.Match[str]], str]
    told: bool


def _rule(sign: str, pattern: str, change: str | Callable[[re.Match[str]], str] = "", *, told: bool = False) -> _Rule:
    compiled = re.compile(rf"{_CODE}|(?P<found>{pattern})", re.MULTILINE | re.IGNORECASE)
    return _Rule(sign, compiled, change, told)


def _linked(link: re.Match[str]) -> str:
    page, _, words = link["inside"].partition("|")
    title, _, part = page.rstrip("\\").partition("#")
    return words or title or part.lstrip("^#")


def _role(role: re.Match[str]) -> str:
    words = role["words"].rstrip()
    return words[: words.rfind("<")].rstrip() or words if words.endswith(">") else words


def _set_in(remark: re.Match[str]) -> str:
    return f"{remark['title'] or ''}\n\n{_MARGIN.sub('', remark['lines'])}\n"


def _callout(line: re.Match[str]) -> str:
    return f"{line['quote']} {line['title']}\n{line['quote']}" if line["title"] else line["quote"]


_RULES = (
    _rule("%%", rf"^[ \t]{{0,20}}{_COMMENT}[ \t]*\n"),
    _rule("%%", _COMMENT),
    _rule("<!--", r"<!--(?:[^<-]|-(?!->)|<(?!!--)){0,20000}+-->"),
    _rule("{", rf" ?(?<!`)\{{(?:foot)?cite{_ROLE}", told=True),
    _rule("{", r"\{sup\}`(?P<words>[^`\n]{1,40})`", r"<sup>\g<words></sup>"),
    _rule("{", rf"(?<!`)\{{[a-z]{_ROLE}", _role),
    _rule(")=", r"^\([^()\n]{1,100}\)=[ \t]*(?:\n|\Z)"),
    _rule("%", r"(?:\A|(?<=\n\n))(?:%(?:[ \t][^\n]*)?(?:\n|\Z)){1,50}+", told=True),
    _rule("+++", r"^\+\+\+(?:[ \t][^\n]{0,300})?$"),
    _rule("{::", r"\{::comment\}(?:[^{]|\{(?!:)){0,20000}+\{:/(?:comment)?\}"),
    _rule("comment", rf"{_TAG}comment\b(?:[^{{]|\{{(?!%-? ?(?:end)?comment)){{0,20000}}+{_TAG}endcomment ?-?%\}}"),
    _rule("{:", r"^[*1-][.)]? [^\n]{1,40}\n\{:toc[^{}\n]{0,40}\}"),
    _rule("[", r"^ {0,3}\[{1,2}_?toc_?\]{1,2}[ \t]*$"),
    _rule("](#", _LISTED, told=True),
    _rule("{{", r"\{\{[^{}]{0,1000}\}\}"),
    _rule("{%", r"\{%[^{}]{0,1000}%\}"),
    _rule("<%", r"<%[^<>%]{0,300}%>"),
    _rule("{>>", r"[ \t]?\{>>[^{}]{0,1000}<<\}"),
    _rule("{--", r"\{--[^{}]{0,1000}--\}"),
    _rule("{~~", r"\{~~[^{}~]{0,1000}~>(?P<words>[^{}~]{0,1000})~~\}", r"\g<words>"),
    _rule("{", r"\{(?P<sign>\+\+|==)(?P<words>[^{}]{0,1000})(?P=sign)\}", r"\g<words>"),
    _rule("![[", r" ?!\[\[[^\[\]\n]{1,300}\]\]", told=True),
    _rule("[[", r"\[\[(?P<inside>[^\[\]\n]{1,300})\]\](?!\()", _linked),
    _rule("]{", rf"(?<![\]!])\[(?P<words>[^\[\]\n]{{1,500}})\](?!\{{:){_ATTRIBUTES}", r"\g<words>"),
    _rule("@", r" ?\[(?:[^\[\]\n@]{0,80}[\s;(])?-?@\w[^\[\]\n]{0,300}\](?![(\[:])", told=True),
    _rule("{", rf"[ \t]?(?<![\\_^$\w]){_ATTRIBUTES}"),
    _rule("^", r"(?:^|(?<=\s))\^[a-z\d-]{3,40}[ \t]*$"),
    _rule("((", r" ?\(\([\da-f]{8}-[\da-f-]{27}\)\)", told=True),
    _rule("#+", r"^[ \t]{0,20}#\+(?:begin|end)_[a-z]{1,20}[ \t]*$"),
    _rule("===", r"^={3,200}[ \t]*\n(?=[^\n=]{1,300}\n={3,200}[ \t]*$)"),
    _rule("==", r"(?<![=\w])==(?=[^\s=])(?P<words>(?:[^=\n]|=(?!=)){1,500}+)==(?!=)", r"\g<words>"),
    _rule("^", r"(?<=[\w)])\^(?P<words>[+-]?[^\W_]{1,10})\^", r"<sup>\g<words></sup>"),
    _rule("~", r"(?<=[^\W_])~(?P<words>[^\W_]{1,10})~(?!~)", r"\g<words>"),
    _rule("\\", rf"^[ \t]{{0,8}}\\{_PAGE}{_ARGUMENTS}$|^\\noindent\b[ \t]*"),
    _rule("\\", rf"(?:\A|(?<=\n\n))(?:\\(?!begin|end)[a-z]{{2,30}}\*?{_ARGUMENTS}(?:\n|\Z)){{1,50}}+", told=True),
    _rule(":::", r"^[ \t]{0,8}:{3,}[ \t]{0,4}(?:\{[^\n]*|[\w-]{0,40})[ \t:]{0,80}$"),
    _rule("!!!", rf"^!!!{_SET_IN}", _set_in),
    _rule("???", rf"^\?\?\?\+?{_SET_IN}", _set_in),
    _rule("[!", rf"^{_QUOTE}[ \t]*\[![\w-]{{1,30}}(?:\|[^\]\n]{{0,60}})?\][+-]?[ \t]*(?P<title>[^\n]*)$", _callout),
    _rule("#", r"^[ \t]{0,4}(?:tags?:{1,2}[ \t]*)?(?:#[^\W\d_][\w/-]{0,60}[ \t,]{0,4}){1,30}$", told=True),
    _rule("] ", r"^(?P<item>[ \t]{0,20}[*+-] )\[[ x]\] ", r"\g<item>"),
    _rule("\n:", r"(?<=[^\s|])\n\n?:[ \t]{1,5}(?=\S)", "\\\\\n"),
)


def without_codes(text: str) -> Words:
    """The words of a text in Markdown; in a fenced block all stays, unless that is a program's own."""
    written, dropped = list[str](), list[str]()
    text = without_directives(_COMMENT_BLOCK.sub("", text), dropped)
    for language, part in fenced_parts(text):
        if language and (language in _QUERIES or language[0] == "="):  # the latter is pandoc's for one format alone
            dropped.append(part)
        else:
            written.append(part if language is not None else _words(part, dropped))
    return Words("".join(written), [" ".join(code.split()) for code in dropped])


def fenced_parts(text: str) -> Iterator[tuple[str | None, str]]:
    """The fenced blocks of a text with their languages, and what stands between them with None; joined they are it."""
    part, language, marks = list[str](), None, ""
    for line in text.splitlines(keepends=True):
        fence = _FENCE.match(line)
        if not marks and fence:
            yield None, "".join(part)
            found = _LANGUAGE.match(fence["rest"])
            part, language, marks = [line], found[1].lower() if found else "", fence["marks"]
        elif marks and fence and fence["marks"].startswith(marks) and not fence["rest"].strip():
            yield language, "".join((*part, line))
            part, language, marks = [], None, ""
        else:
            part.append(line)
    yield language, "".join(part)


def _words(text: str, dropped: list[str]) -> str:
    for rule in _RULES:

        def change(match: re.Match[str], rule: _Rule = rule) -> str:
            if match["found"] is None:
                return match[0]
            if rule.told:
                dropped.append(match[0].strip())
            return match.expand(rule.change) if isinstance(rule.change, str) else rule.change(match)

        text = rule.pattern.sub(change, text) if rule.sign in text else text
    return _LINES.sub(lambda lines: _verse(lines[0].splitlines()), text)


def _verse(lines: list[str]) -> str:
    """The lines without their bars, each but the last of a stanza with a break at its end."""
    bare = [line[1:].strip() for line in lines]
    followed = [bool(after) for after in (*bare[1:], "")]
    return "".join(f"{line}\\\n" if line and more else f"{line}\n" for line, more in zip(bare, followed, strict=True))
