"""E-mail to articles: the best text part without signature and quoted replies, or the message that it forwards.

Mailboxes (mboxo and mboxrd) are split into messages.

Messages are parsed with the old policy of the package `email`: the new one reads headers in superlinear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parseaddr
from itertools import islice
from typing import Any

from briefing.clean.newsletters import without_chrome
from briefing.dates.date_parser import parse_date
from briefing.errors import SourceError
from briefing.model import Article, stable_id
from briefing.sanitizer import clean_line, clean_text
from briefing.sources import document_titles
from briefing.sources.article_urls import absolute, canonical
from briefing.sources.encodings import MAX_BYTES, decode_as, decode_document
from briefing.sources.markdown_parser import plain_lines

MAX_WORK = 20_000_000
"""Maximum product of lines and parts, to which the time for nested parts is proportional."""
WORK_A_BYTE = 5
"""Maximum of that product by the size of a message in bytes."""
SMALL_WORK = 50_000
"""Work allowed for a message of any size."""
MAX_DEPTH = 50
"""Maximum nesting of parts; real messages have a handful of levels."""
MAX_PARTS = 300
"""Maximum number of text parts read of a message."""
MAX_HEADER_CHARS = 4000
MAX_TOP_CHARS = 20_000
"""Length of the beginning of a plain text in which the address of its web version is looked for."""
MAX_PARAMETERS = 30
"""Maximum parameters of a header; `email` copies the rest of the header for each on every access."""
SIGNATURE_LINES = 12
"""Maximum number of lines of a signature below `-- `; a longer block is text."""
SIGNATURE_COLUMNS = 200
"""Maximum length of these lines."""
FEWER = 0.7
"""Share of the plain text's words from which HTML is preferred, because its paragraphs are reliable."""

_REPLY = re.compile(r"\A(?:(?:re|fwd?|aw|wg|tr|rv|enc|ref)(?:\[\d{1,3}\])?\s*:\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(
    r"[-_*\s>]{0,40}(?:begin forwarded message|(?:forwarded|original) message|weitergeleitete nachricht|"
    r"mensaje reenviado|message transféré|mensagem encaminhada)\s*:?[-_*\s]{0,40}$",
    re.IGNORECASE,
)
_HEAD_FIELD = re.compile(r"\*{0,2}([\w-]{2,12})\*{0,2}\s?:\*{0,2}\s?(.*)$")
_HEAD_NAMES = {
    **dict.fromkeys(("from", "von", "de", "da"), "from"),
    **dict.fromkeys(("date", "sent", "datum", "gesendet", "fecha", "enviado", "data"), "date"),
    **dict.fromkeys(("subject", "betreff", "asunto", "objet", "assunto"), "subject"),
    **dict.fromkeys(("to", "an", "para", "à", "cc", "reply-to"), ""),
}
_WROTE = re.compile(r".{4,200}(?:wrote|schrieb|escribió|a écrit|escreveu)\s?:$")
_ADDRESS = re.compile(r"<?https?://\S+>?|\[https?://[^\]\s]+\]")
_ANGLED = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>|\[(?:https?://)[^\[\]\s]{1,2000}\]")
_IN_ANGLES = re.compile(r"<([^<>]{1,4000})>")
_ESCAPED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)


class _ShortHeaders(Compat32):
    """The old policy of `email`, with limited headers."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value of a header, with limits for characters and parameters."""
        name, value = super().header_source_parse(sourcelines)
        value = value[:MAX_HEADER_CHARS]
        if name.lower().startswith("content-"):
            value = ";".join(value.split(";", MAX_PARAMETERS)[:MAX_PARAMETERS])
        return name, value


def article_from_mail(body: bytes) -> Article:
    """Convert a message to an article: subject, sender, date and the text of its best part.

    A message that only forwards another, attached or quoted, gives the forwarded one. Attachments are left out.

    Raises:
        SourceError: it cannot be read; the message does not name the source. The article's text may be empty.
    """
    body = body[:MAX_BYTES].lstrip(b"\xef\xbb\xbf\r\n")
    most = min(MAX_WORK, max(SMALL_WORK, WORK_A_BYTE * len(body)))
    if len(_BOUNDARY.findall(body)) * body.count(b"\n") > most:
        raise SourceError("this e-mail has more lines in more parts than any real one")
    try:
        message = BytesParser(policy=_ShortHeaders()).parsebytes(body)
        return _article(message)
    except RecursionError:
        raise SourceError("this e-mail is nested too deeply") from None


def _article(message: Message) -> Article:
    body = _best(message)
    inner = next(iter(_attached(message)), None)
    if inner is not None and _words((inner_body := _best(inner)).lines) > _words(body.lines):
        message, body = inner, inner_body
    fields = {name: _header(message, name) for name in ("subject", "from", "date")}
    original_fields, lines = _unwrapped(body.lines)
    lines = without_chrome(lines)
    fields |= original_fields
    subject = _REPLY.sub("", fields["subject"])
    text = "\n".join(lines[1:] if len(lines) > 1 and lines[0] == clean_line(subject) else lines)
    # Several messages may have one address, that of a list or of a redirect, so the id is that of the content.
    url = _addresses(message, "archived-at")[:1] or [body.web_version]
    title = clean_line(subject) or document_titles.title_from(text)
    sender = _sender(fields["from"])
    return Article(
        stable_id(f"{title}\n{text}"),
        canonical(url[0]) if url[0] else "",
        title,
        text,
        outlet=sender,
        author=sender,
        published=parse_date(fields["date"]),
        origin="file",
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """What is read of a message's parts."""

    lines: list[str]
    web_version: str
    """Address of the same in the web; empty if the message names none."""


def _best(message: Message) -> _Body:
    """Lines of the message's HTML or plain text, whichever has more text, and the web version by either."""
    from briefing.clean.web_versions import is_personal, line_web_version

    plain: list[str] = []
    marked: list[str] = []
    web_versions: list[str] = []
    excluded = _addresses(message, "list-unsubscribe")
    for part in islice(_inline(message), MAX_PARTS):
        charset = part.get_content_charset("")
        if isinstance(part.get_param("charset"), tuple):  # which makes the package `email` fail
            part.set_param("charset", charset)
        payload: Any = part.get_payload(decode=True)
        text = decode_document(payload or b"", str(charset))
        if part.get_content_type() == "text/html":
            from briefing.clean import read_mail_body

            body = read_mail_body(text, excluded)
            marked += body.lines
            web_versions.insert(0, body.web_version)
        else:
            web_versions.append(line_web_version(text[:MAX_TOP_CHARS].split("\n"), excluded))
            plain += _plain_lines(text, flowed=str(part.get_param("format")).lower() == "flowed")
    lines = marked if marked and _words(marked) >= FEWER * _words(plain) else plain or marked
    web_version = next(filter(None, web_versions), "")
    return _Body(lines, "" if is_personal(web_version) else web_version)


def _inline(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the inline text parts, without attachments and attached messages."""
    if depth > MAX_DEPTH or message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in _parts(message):
            yield from _inline(part, depth + 1)
    elif (
        message.get_content_type() in ("text/plain", "text/html") and message.get_content_disposition() != "attachment"
    ):
        yield message


def _attached(message: Message) -> Iterator[Message]:
    """Yield messages attached as a whole, as some programs forward them."""
    for part in _parts(message):
        if part.get_content_type() == "message/rfc822":
            yield from _parts(part)


def _parts(message: Message) -> list[Message]:
    """The parts of a message; none if it is a single part."""
    payload: Any = message.get_payload() if message.is_multipart() else []
    return list(payload)


def _plain_lines(text: str, *, flowed: bool) -> list[str]:
    text = _without_signature(text.replace("\r\n", "\n"))
    text = text.replace(" \n", " ") if flowed else text  # RFC 3676: a line that ends with a space continues in the next
    lines = clean_text(_ANGLED.sub("", text)).split("\n")
    own = [line for line in lines if not line.startswith(">")]
    if _words(lines) > 4 * _words(own):
        lines = [line.lstrip("> ") for line in lines]  # the quoted text is the message
    else:
        lines = [line for line in own if not _WROTE.match(line)]
    return [line for each in plain_lines("\n".join(lines)) if (line := clean_line(each))]


def _without_signature(text: str) -> str:
    """A text without the signature at its end, which begins below a line `-- ` (RFC 3676, section 4.3)."""
    lines = text.removesuffix("\n").split("\n")
    start = max(len(lines) - SIGNATURE_LINES - 1, 1)
    for at in range(start, len(lines)):
        if lines[at] == "-- " and all(len(line) <= SIGNATURE_COLUMNS for line in lines[at + 1 :]):
            return "\n".join(lines[:at])
    return text


def _unwrapped(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Header fields of a forwarded message and its lines; no fields and all lines if there is none.

    The sender's own text before it is dropped if it is shorter than the message.
    """
    for at, line in enumerate(lines):
        if not _FORWARDED.match(line):
            continue
        fields: dict[str, str] = {}
        end = at + 1
        while end < len(lines) and (field := _HEAD_FIELD.match(lines[end])) and field[1].lower() in _HEAD_NAMES:
            if name := _HEAD_NAMES[field[1].lower()]:
                fields.setdefault(name, field[2].strip("* "))
            end += 1
        if fields and _words(lines[end:]) > _words(lines[:at]):
            return fields, list(lines[end:])
    return {}, list(lines)


def _header(message: Message, name: str) -> str:
    """A header's text on one line with decoded words; undecodable words stay as they are."""
    value = next((text for key, text in message.raw_items() if key.lower() == name), "")
    raw = decode_as(str(value)[:MAX_HEADER_CHARS].encode("utf-8", "surrogateescape"), "")
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return clean_line(raw)
    return clean_line(
        "".join(part if isinstance(part, str) else decode_as(part, encoding or "") for part, encoding in parts)
    )


def _addresses(message: Message, name: str) -> list[str]:
    """The http and https addresses in angle brackets of a header, or all of it; folded ones are joined."""
    field = _header(message, name)
    parts = _IN_ANGLES.findall(field) or [field]
    return [url for part in parts if (url := absolute("".join(part.split())))]


def _sender(field: str) -> str:
    """Name of a sender, else the host of the address."""
    name, address = parseaddr(field)
    return clean_line(name).strip("\"'") or clean_line(address.rpartition("@")[2])


def _words(lines: Sequence[str]) -> int:
    """Count the words other than URLs."""
    return sum(len(_ADDRESS.sub("", line).split()) for line in lines)


def messages_of(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the messages of a mailbox, each as soon as the next one begins.

    Messages are cut after `MAX_BYTES`: attachments come last.

    Args:
        lines: with line ends; a long line may come in pieces.
    """
    message: list[bytes] = []
    size, blank, started = 0, True, False
    for line in lines:
        if blank and line.startswith(b"From "):
            if started:
                yield _ESCAPED_FROM.sub(rb"\1", b"".join(message))
            size, message, started = 0, [], True
        elif size < MAX_BYTES:
            message.append(line)
            size += len(line)
        blank = not line.strip()
    if started or size:
        yield _ESCAPED_FROM.sub(rb"\1", b"".join(message))
