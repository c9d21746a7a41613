"""Mail addresses (RFC 5322): parsing, validation, formatting for a header.

Output is ASCII: domains as A-labels (IDNA 2008), display names as encoded words (RFC 2047). The local part must be
ASCII, as servers without SMTPUTF8 (RFC 6531) accept nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.sanitizer import clean_line

MAX_LOCAL, MAX_DOMAIN, MAX_LABEL = 64, 253, 63
"""Maximum lengths of local part, domain, and label of a domain (RFC 5321, RFC 1035)."""
MAX_CHARS = 1000
"""Maximum length of an address with its display name, as decoding encoded words is quadratic."""
SHOWN = 80
"""Maximum length of the input quoted in an error message."""
PLAIN_NAME = 60
"""Maximum length of an ASCII display name written verbatim; a longer one is folded into encoded words."""

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LISTED = re.compile(rf'(?:{_QUOTED}|<[^<>]*>|[^",<>])+')
"""One address of a list, up to a comma outside quotes and angle brackets."""


@dataclass(frozen=True, slots=True)
class MailAddress:
    """A valid mail address."""

    name: str
    """Decoded display name; empty if there is none."""
    address: str
    """ASCII `user@domain`, or a local user without domain."""

    @property
    def domain(self) -> str:
        """Domain; empty for a local user."""
        return self.address.partition("@")[2]

    def __str__(self) -> str:
        """The address in header form, folded if the name is long."""
        return f"{_encoded_name(self.name)} <{self.address}>" if self.name else self.address


def parse_addresses(words: str) -> tuple[MailAddress, ...]:
    """Parse a list such as `a@example.org, "B, C" <b@example.org>`.

    Raises:
        ValueError: an address is invalid, or the list is empty; the message says which and why.
    """
    addresses, place = [], 0
    while item := _LISTED.match(words, place):
        addresses.append(parse_address(item[0]))
        place = item.end()
        if place == len(words):
            return tuple(addresses)
        if words[place] != ",":
            break
        place += 1
    raise ValueError(f"{(words[place:] or words)[:SHOWN]!r} is no mail address")


def parse_address(words: str) -> MailAddress:
    """Parse one address: `me`, `me@example.org` or `My Name <me@example.org>`.

    Raises:
        ValueError: it is invalid; the message says why.
    """
    try:
        written = words.strip()
        if len(written) > MAX_CHARS:
            raise ValueError("it is too long")
        if clean_line(words) != written:
            raise ValueError("it has control characters or line breaks")
        if written.endswith(">"):
            name, opened, address = written[:-1].rpartition("<")
            if not opened:
                raise ValueError("write it as `name <user@domain>`")
            return MailAddress(_display_name(name.strip()), _ascii_address(address.strip()))
        return MailAddress("", _ascii_address(written))
    except ValueError as error:
        raise ValueError(f"{words[:SHOWN]!r} is no mail address: {error}") from error


def header_value(addresses: tuple[MailAddress, ...]) -> str:
    """Value of a `To` or `From` header: ASCII, one address per line."""
    return ",\n ".join(map(str, addresses))


def _display_name(written: str) -> str:
    """Display name, unquoted and with encoded words decoded, which may hide line breaks."""
    name = written
    if '"' in written or "<" in written or ">" in written:
        if not re.fullmatch(_QUOTED, written):
            raise ValueError("write it as `name <user@domain>`")
        name = re.sub(r"\\(.)", r"\1", written[1:-1])
    if "=?" in name:
        name = _decoded(name)
    name = name.strip(" ")
    if clean_line(name) != name or "=?" in name or (not name and written not in ("", '""')):
        raise ValueError("the name has control characters, line breaks or a broken encoded word")
    return name


def _decoded(name: str) -> str:
    """The name with its encoded words decoded, line breaks included."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        parts = decode_header(name)
        return "".join(part if isinstance(part, str) else part.decode(charset or "ascii") for part, charset in parts)
    except (ValueError, LookupError, HeaderParseError) as error:  # a UnicodeError is a ValueError
        raise ValueError("the name has a broken encoded word") from error


def _ascii_address(written: str) -> str:
    local, at, domain = written.partition("@")
    if not local.isascii():
        raise ValueError(f"mail servers take only ASCII before the @, not {local!r}")
    # An encoded word is a valid atom, but must not occur here, as some programs would decode it.
    if not _LOCAL.fullmatch(local) or len(local) > MAX_LOCAL or "=?" in local:
        raise ValueError("write user@domain, or the name of a user of this machine")
    return f"{local}@{_ascii_domain(domain)}" if at else local


def _ascii_domain(domain: str) -> str:
    """The domain in ASCII; `idna` is imported only for non-ASCII domains."""
    if not domain.isascii():
        import idna

        if len(domain) > MAX_DOMAIN:
            raise ValueError("the domain is too long")
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise ValueError(f"{domain!r} is no domain ({error})") from error
    labels = domain.split(".")
    if len(domain) > MAX_DOMAIN or not all(len(each) <= MAX_LABEL and _LABEL.fullmatch(each) for each in labels):
        raise ValueError(f"{domain!r} is no domain")
    return domain


def _encoded_name(name: str) -> str:
    if not name.isascii() or len(name) > PLAIN_NAME:
        from email.header import Header

        return Header(name, "utf-8").encode(linesep="\n")
    if re.fullmatch(rf"{_ATOM}(?: {_ATOM})*", name):
        return name
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{escaped}"'
