"""A mail message for `sendmail -t -i` with a briefing as text and HTML."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from briefing.mail_addresses import header_value, parse_address, parse_addresses
from briefing.model import Briefing, stable_id
from briefing.render import html, plain
from briefing.render.daily_view import subject
from briefing.render.text_layout import Layout
from briefing.version import __version__

# Seven-bit is safe for every transport; lines end with a line feed, which sendmail converts.
_POLICY = SMTP.clone(linesep="\n", cte_type="7bit")
_LONE_DOT = re.compile(r"^\.$", re.M)
"""A line that ends a message for `sendmail` without `-i`; the quoted-printable bodies encode it as `=2E`."""


def briefing(briefing: Briefing, layout: Layout) -> str:
    """The message as seven-bit text without a line that is a lone dot.

    Its `Message-ID` depends on the day, the recipient and the query, not on the content: a repeated delivery is the
    same message, another briefing of the day is another.

    Raises:
        ValueError: `layout.to` or `layout.sender` is no mail address.
    """
    to = parse_addresses(layout.to or "root")
    sender = parse_address(layout.sender) if layout.sender else to[0]
    id_ = _identity(briefing, layout)
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = subject(briefing, layout.zone)
    message["Date"] = format_datetime(briefing.generated_at.astimezone(layout.zone))
    message["Message-ID"] = f"<briefing.{id_}@{sender.domain or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message["User-Agent"] = f"briefing/{__version__}"
    message.set_content(plain.briefing(briefing, layout), cte="quoted-printable")
    message.add_alternative(html.briefing(briefing, layout), subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_briefing-{id_}")  # no part can contain it: quoted-printable never writes `=_`
    # Address headers are written by `mail_addresses`: the standard library's folding of long lists varies by version.
    headers = f"From: {header_value((sender,))}\nTo: {header_value(to)}\n"
    return headers + _LONE_DOT.sub("=2E", message.as_string())


def _identity(briefing: Briefing, layout: Layout) -> str:
    day = briefing.generated_at.astimezone(layout.zone).date()
    # An empty briefing has its own id, so that mail programs do not drop a later one as a duplicate.
    empty = "" if briefing.briefs else "nothing"
    selection = (layout.to, briefing.query, briefing.limit, briefing.window, _begin(briefing, layout), empty)
    return f"{day}.{stable_id(chr(31).join(map(str, selection)))}"


def _begin(briefing: Briefing, layout: Layout) -> str:
    """Start of the window; for a span, which moves with every run, only its day or hour.

    The last briefing's end is a point in time, which moves on when a briefing has been delivered.
    """
    if briefing.since is None:
        return ""
    if briefing.window in ("", "last"):
        return briefing.since.isoformat()
    length = briefing.generated_at - briefing.since
    return f"{briefing.since.astimezone(layout.zone):%Y-%m-%d{'' if length >= timedelta(days=1) else 'T%H'}}"
