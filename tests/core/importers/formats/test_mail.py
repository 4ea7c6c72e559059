"""Mails, and pages saved as a single file."""

from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from bot.core.errors import StudyError
from bot.core.importers.reader import read_essay

TEXT = "The weir hums at night — and nobody hears it any more.\n\nOnly a guest asks what it is."
PAGE = f"<html><body>{''.join(f'<p>{line}</p>' for line in TEXT.split(chr(10) * 2))}</body></html>"


def mail(**heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"Subject": "Fwd: On Weirs", "From": "A Neighbour <ann@example.org>", **heads}.items():
        message[name] = value
    message["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    return message


def texts(data: bytes, name: str = "letter.eml") -> list[str]:
    return [passage.text for passage in read_essay(name, data, {}).passages]


def test_a_mail_is_its_text_with_subject_sender_and_date():
    """What its head says counts, without the marks of answers."""
    message = mail()
    message.set_content(TEXT)
    draft = read_essay("letter.eml", message.as_bytes(), {})
    assert (draft.title, draft.author, str(draft.published)) == ("On Weirs", "A Neighbour", "2025-03-04")
    assert [passage.text for passage in draft.passages] == [TEXT]


def test_of_a_page_and_a_text_the_page_is_read():
    """Mail programs write the same twice; the page has the paragraphs."""
    message = mail()
    message.set_content("Open this mail in a program that shows pages.")
    message.add_alternative(PAGE, subtype="html")
    assert texts(message.as_bytes()) == [TEXT]


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page.txt"])
def test_a_page_saved_as_one_file_is_a_page(name: str):
    """As Chrome saves it: its address is kept, and the day of saving is no date of the essay."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"], whole["Subject"] = "<Saved by Blink>", "On Weirs"
    whole["Snapshot-Content-Location"] = "https://example.org/weirs"
    whole["Date"] = "Tue, 04 Mar 2025 10:00:00 +0000"
    whole.attach(MIMEText(PAGE, "html", "utf-8"))
    whole.attach(MIMEText("p { margin: 0 }", "css"))
    draft = read_essay(name, whole.as_bytes(), {})
    assert (draft.title, draft.author, draft.published) == ("On Weirs", None, None)
    assert draft.source == "https://example.org/weirs"
    assert [passage.text for passage in draft.passages] == [TEXT]


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251"])
def test_letters_are_those_that_the_mail_states(charset: str):
    """Mails say in which encoding they are written."""
    message = mail()
    message.set_content("Дорога к ближнему начинается с порога.", charset=charset)
    assert texts(message.as_bytes()) == ["Дорога к ближнему начинается с порога."]


def test_a_mail_without_a_text_is_refused():
    """What is attached to it can be imported by itself."""
    message = mail()
    message.add_attachment(b"The weir", maintype="application", subtype="octet-stream", filename="weir.bin")
    with pytest.raises(StudyError) as refused:
        read_essay("a.eml", message.as_bytes(), {})
    assert refused.value.key == "import.empty_mail"


@pytest.mark.parametrize(
    "kind", ["multipart/mixed; boundary=b{0}", "message/rfc822"], ids=["parts in parts", "mails in mails"]
)
def test_deep_nesting_is_refused(kind: str):
    """A thousand mails, each in the one before."""
    lines: list[str] = []
    for number in range(1000):
        inside = f"--b{number - 1}\n" if number and "multipart" in kind else ""
        lines.append(f"{inside}Content-Type: {kind.format(number)}\n\n")
    with pytest.raises(StudyError) as refused:
        read_essay("a.eml", "".join(lines).encode(), {})
    assert refused.value.key == "import.out_of_bounds"


def test_strange_heads_do_no_harm():
    """They are only ever a title and a name."""
    heads = f"Subject: =?utf-8?b?{'A' * 50_000}?=\nFrom: {'(' * 9000}\nDate: 31 Feb 99999 99:99 +9999\n"
    data = f"MIME-Version: 1.0\n{heads}Content-Type: text/plain; charset=punycode\n\n{TEXT}".encode()
    assert texts(data)[-1].endswith("Only a guest asks what it is.")


@pytest.mark.parametrize("more", [";" * 300_000, "".join(f";\n a*{n}=b" for n in range(60_000))])
def test_a_kind_of_part_without_end_is_refused(more: str):
    """The standard library takes it apart again at every question."""
    with pytest.raises(StudyError) as refused:
        read_essay("a.eml", f"MIME-Version: 1.0\nContent-Type: text/html{more}\n\n{PAGE}".encode(), {})
    assert refused.value.key == "import.out_of_bounds"
