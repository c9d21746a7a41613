"""The message, read again by the parser of the standard library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Briefing
from briefing.render import render_briefing
from briefing.render.mail import parse_address
from tests.render.test_hostile import EVIL, spoilt
from tests.render.values import BRIEFING, day

TO = "Zoë Ray <zoe@example.org>"


def mail(briefing: Briefing = BRIEFING, to: str = TO, sender: str = "") -> EmailMessage:
    text = render_briefing(briefing, "mail", zone=UTC, to=to, sender=sender)
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= 998
    return message_from_string(text, policy=default)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return cast(str, found.get_content())


def test_headers_are_what_sendmail_needs() -> None:
    message = mail(sender="news@example.com")
    assert str(message["To"]) == TO
    assert str(message["From"]) == "news@example.com"
    assert message["Subject"] == "Briefing of Tuesday, 3 March 2026"
    assert message["Date"].datetime == BRIEFING.generated_at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert message.defects == []


def test_parts_are_the_text_and_the_page() -> None:
    message = mail()
    assert part(message, "plain") == render_briefing(BRIEFING, "text", zone=UTC)
    assert part(message, "html") == render_briefing(BRIEFING, "html", zone=UTC)


def test_id_is_the_same_for_what_is_told_on_one_day() -> None:
    later = replace(BRIEFING, generated_at=BRIEFING.generated_at + timedelta(hours=3))
    assert mail(later)["Message-ID"] == mail()["Message-ID"]
    others = [
        mail(replace(BRIEFING, generated_at=BRIEFING.generated_at + timedelta(days=1))),
        mail(replace(BRIEFING, until=day(2))),
        mail(replace(BRIEFING, briefs=BRIEFING.briefs[:1])),
        mail(to="other@example.org"),
    ]
    assert len({str(message["Message-ID"]) for message in [mail(), *others]}) == 5


def test_local_users_have_no_domain() -> None:
    message = mail(to="root")
    assert str(message["To"]) == "root"
    assert str(message["Message-ID"]).endswith("@localhost>")


@pytest.mark.parametrize("text", EVIL)
def test_what_outlets_write_stays_in_its_part(text: str) -> None:
    message = mail(spoilt(text))
    assert [each.get_content_type() for each in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert part(message, "html") == render_briefing(spoilt(text), "html", zone=UTC)
    assert set(message.keys()) == set(mail().keys())


@pytest.mark.parametrize(
    "words",
    ["", " ", "a b", "a@b@c", "<a@b", "a@b>", "x\nBcc: y@z", "a,b@c", "Me <a@b> <c@d>", "a@b\x00", "a@[", "(a)@b"],
)
def test_what_is_no_address(words: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        parse_address(words)


@given(st.text(max_size=40))
def test_any_words_are_an_address_or_none(words: str) -> None:
    try:
        parse_address(words)
    except ValueError:
        return
    message = mail(to=words)
    assert set(message.keys()) == set(mail().keys())
    assert len(message["To"].addresses) == 1
