"""Mails and pages saved as one: nested, endless, in encodings that are none."""

from base64 import b64encode
from collections.abc import Callable, Iterator

from tests.faults.imports.odd_file import PROSE, TEXT, OddFile, named

_HEAD = "MIME-Version: 1.0\n"
_PART = f"Content-Type: text/html\n\n{PROSE}\n"
_LONG = 1_000_000
_CHARSETS = (
    "utf-7",
    "utf-16",
    "utf-32",
    "idna",
    "punycode",
    "rot13",
    "zlib",
    "base64",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "mbcs",
    "cp037",
    "hz",
    "iso-2022-jp",
    "iso-2022-kr",
    "x" * 100_000,
    "\0",
    "../../x",
    "",
)


def files() -> Iterator[OddFile]:
    """Nesting, heads, encodings of letters and of bytes, dates and senders."""
    yield from named("letter.eml", _nested() | _heads() | _bodies())
    yield from named("page.mhtml", _pages())
    for code in _CHARSETS:
        yield from named("letter.eml", {f"letters in {code[:20]!r}": lambda code=code: _in_charset(code)})


def _in_charset(code: str) -> str:
    letters = f'{_HEAD}Subject: =?{code[:90]}?b?AAEC/w==?= rye\nContent-Type: text/plain; charset="{code}"\n\n'
    return letters + "+AGE- xn--bcher-kva ~{<:Ky~} \\x41 \x1b$B " + TEXT


def _many(body: str, boundary: str = "b") -> str:
    return f'{_HEAD}Content-Type: multipart/mixed; boundary="{boundary}"\n\n{body}'


def _nested() -> dict[str, Callable[[], str]]:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    some = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(48))
    return {
        "parts in parts": lambda: _HEAD + deep + _PART,
        "as many parts in parts as may be": lambda: _HEAD + some + _PART,
        "mails in mails": lambda: _HEAD + "Content-Type: message/rfc822\n\n" * 3000 + _PART,
        "a hundred thousand parts": lambda: _many("--b\n\nx\n" * 100_000),
        "a hundred thousand empty parts": lambda: _many("--b\n" * 300_000),
        "parts that end before they begin": lambda: _many(f"--b--\n--b\n{_PART}"),
        "a part that is its whole": lambda: _many("--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 40),
        "no parts": lambda: _many(TEXT),
        "a boundary of nothing": lambda: _many(f"--\n{_PART}", ""),
        "a boundary of a megabyte": lambda: _many(f"--{'b' * _LONG}\n{_PART}", "b" * _LONG),
        "a boundary of signs": lambda: _many(f"--(a+)+$\n{_PART}", "(a+)+$"),
        "half a message": lambda: _HEAD + "Content-Type: message/partial; id=x; number=1; total=9\n\n" + TEXT,
        "a message elsewhere": lambda: (
            _HEAD + "Content-Type: message/external-body; access-type=local-file; name=/etc/passwd\n\n"
        ),
        "a report": lambda: _HEAD + "Content-Type: message/delivery-status\n\n" + "A: b\n\n" * 50_000,
        "only what is attached": lambda: _many(f"--b\nContent-Disposition: attachment; filename=a.html\n{_PART}--b--"),
    }


def _heads() -> dict[str, Callable[[], str]]:
    def head(field: str) -> Callable[[], str]:
        return lambda: f"{_HEAD}{field}\n{_PART}"

    return {
        "a hundred thousand fields": head("X-Rye: rye\n" * 100_000),
        "a field of five megabytes": head("X-Rye: " + "rye " * 1_250_000),
        "a field of half a million lines": head("X-Rye:" + " x\n" * 500_000),
        "fields without names": head(": x\n" * 1000),
        "names without fields": head("X" * _LONG + ":"),
        "a subject of encoded words": head("Subject: " + "=?utf-8?q?=41=42?= " * 50_000),
        "a subject of half encoded words": head("Subject: " + "=?utf-8?q?" * 50_000),
        "a subject of brackets": head("Subject: " + "(" * 200_000),
        "a subject of answers": head("Subject: " + "Re: " * 100_000),
        "a sender of brackets": head("From: " + "(" * 200_000),
        "a sender of commas": head("From: " + "a@b," * 100_000),
        "a sender of quotation marks": head("From: " + '"' * 200_000),
        "a sender of backslashes": head('From: "' + "\\" * 200_000),
        "a sender of angles": head("From: " + "<" * 200_000 + ">" * 200_000),
        "a sender of groups": head("From: " + "a:" * 100_000 + ";"),
        "a date of digits": head("Date: " + "9" * 100_000),
        "a date of commas": head("Date: " + "," * 100_000),
        "a date beyond all": head("Date: Mon, 99 Xyz 999999 99:99:99 +999999"),
        "a type of semicolons": head("Content-Type: text/html" + ";" * 200_000),
        "a type in pieces": head("Content-Type: text/html" + "".join(f"; a*{n}=b" for n in range(50_000))),
        "a type in pieces of pieces": head(
            "Content-Type: text/html; " + "charset*0*=utf-8''x; charset*" + "1*" * 50_000 + "=y"
        ),
        "a type of quotation marks": head('Content-Type: text/html; charset="' + '\\"' * 200_000),
        "a type of slashes": head("Content-Type: " + "/" * 200_000),
        "an address of a megabyte": head("Snapshot-Content-Location: https://" + "a" * _LONG),
        "a head without a body": lambda: _HEAD + "A: b\n" * 1000,
        "zeros in its head": head("Subject: \0\0\0rye\0"),
        "returns without lines": lambda: (_HEAD + "A: b\n" * 1000 + _PART).replace("\n", "\r"),
    }


def _bodies() -> dict[str, Callable[[], bytes | str]]:
    def body(encoding: str, text: bytes, kind: str = "text/plain") -> Callable[[], bytes]:
        head = f"{_HEAD}Content-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n"
        return lambda: head.encode() + text

    return {
        "base64 that is none": body("base64", b"\xff\xfe!!!" * 100_000),
        "base64 of one letter": body("base64", b"A"),
        "base64 of equals signs": body("base64", b"=" * _LONG),
        "base64 of zeros": body("base64", b64encode(bytes(3_000_000))),
        "base64 of an archive": body("base64", b64encode(b"PK\3\4" + TEXT.encode())),
        "base64 in base64": body("base64", b64encode(b64encode(b64encode(TEXT.encode())))),
        "quoted equals signs": body("quoted-printable", b"=" * 2_000_000),
        "quoted soft breaks": body("quoted-printable", b"=\n" * _LONG),
        "quoted zeros": body("quoted-printable", b"=00" * 500_000),
        "quoted, and not": body("quoted-printable", b"=ZZ=4=\xff" * 100_000),
        "quoted white space": body("quoted-printable", b" " * 2_000_000 + b"="),
        "uuencoded": body("x-uuencode", b"begin 644 a\n" + b"M" * _LONG + b"\nend"),
        "encoded as nobody does": body("\0\1", TEXT.encode()),
        "answers to answers": body("8bit", b">" * 50_000 + b" rye\n" + b"> > > rye\n" * 50_000),
        "a page of tags": body("8bit", b"<b>" * 200_000, "text/html"),
        "a calendar": body("8bit", TEXT.encode(), "text/calendar"),
    }


def _pages() -> dict[str, Callable[[], str]]:
    saved = f"From: <Saved by Blink>\nSnapshot-Content-Location: {{}}\n{_HEAD}"
    return {
        "a page that is elsewhere": lambda: saved.format("file:///etc/passwd") + _PART,
        "a page within itself": lambda: saved.format("cid:a") + f'{_PART}<iframe src="cid:a">' * 1000,
        "ten thousand pictures": lambda: _many("--b\nContent-Type: image/png\nContent-ID: a\n\n\x89PNG\n" * 10_000),
        "no page at all": lambda: saved.format("x"),
    }
