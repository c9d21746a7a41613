"""A message for `sendmail -t`: the text and the page of a briefing, with the headers that a mail needs."""

from __future__ import annotations

import re
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from briefing import __version__
from briefing.hygiene import clean_line
from briefing.model import Briefing, stable_id
from briefing.render import html, phrases, plain
from briefing.render.layout import Layout

# Seven bits pass everywhere; lines end as local programs have it, and sendmail makes of it what the network wants.
_POLICY = SMTP.clone(linesep="\n", cte_type="7bit")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?")
"""A domain, also one of other letters than ASCII."""
_ADDRESS = re.compile(r"(?:(?P<name>[^<>]*)<)?(?P<address>[^\s<>@,;\"()]+(?:@[^\s<>@,;\"()]+)?)>?")


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Return the message, seven-bit text.

    Its `Message-ID` is made of the day, the address and what was asked for, not of what is told: sent again because
    it may not have arrived, a briefing is the same message; another one on that day is another.
    """
    message = EmailMessage(policy=_POLICY)
    subject = f"Briefing of {phrases.long_day(briefing.generated_at, layout.zone)}"
    id_ = _identity(briefing, layout)
    to = parse_address(layout.to or "root")
    message["From"] = parse_address(layout.sender) if layout.sender else to
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(briefing.generated_at.astimezone(layout.zone))
    message["Message-ID"] = f"<briefing.{id_}@{_domain(layout.sender or layout.to)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["User-Agent"] = f"briefing/{__version__}"
    message.set_content(plain.briefing(briefing, layout), cte="quoted-printable")
    message.add_alternative(html.briefing(briefing, layout), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_briefing-{id_}")  # no part can hold it: in quoted-printable `=_` is never written
    return message.as_string()


def parse_address(words: str) -> Address:
    """Return an address as `me`, `me@example.org` or `My Name <me@example.org>`.

    Raises:
        ValueError: it is none.
    """
    found = _ADDRESS.fullmatch(words.strip())
    if not found or clean_line(words) != words.strip() or (words.count("<"), words.count(">")) not in ((0, 0), (1, 1)):
        raise ValueError(f"{words!r} is no mail address")
    try:
        name = clean_line(found["name"] or "").strip('"')
        user, at, domain = found["address"].partition("@")
        if at and not _HOST.fullmatch(domain):
            raise ValueError(domain)
        return Address(name, user, domain)
    except Exception as error:  # the parser of headers raises whatever it stumbles over
        raise ValueError(f"{words!r} is no mail address") from error


def _identity(briefing: Briefing, layout: Layout) -> str:
    day = briefing.generated_at.astimezone(layout.zone).date()
    # That there is nothing is no reason for a mail program to hold back what comes later.
    empty = "" if briefing.briefs else "nothing"
    asked = (layout.to, briefing.query, briefing.limit, briefing.window, _begin(briefing, layout), empty)
    return f"{day}.{stable_id(chr(31).join(map(str, asked)))}"


def _begin(briefing: Briefing, layout: Layout) -> str:
    """Return where the window begins; of a span, which begins later with every run, only the day or the hour.

    The last briefing's end is a point in time, which moves on when a briefing has been delivered.
    """
    if briefing.since is None:
        return ""
    if briefing.window in ("", "last"):
        return briefing.since.isoformat()
    length = briefing.generated_at - briefing.since
    return f"{briefing.since.astimezone(layout.zone):%Y-%m-%d{'' if length >= timedelta(days=1) else 'T%H'}}"


def _domain(address: str) -> str:
    domain = address.rpartition("@")[2].rstrip("> ") if "@" in address else ""
    return domain if _DOMAIN.fullmatch(domain) else "localhost"
