"""The message, read again by the parser of the standard library."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mail_addresses import parse_addresses
from briefing.model import Briefing
from briefing.render import render_briefing
from briefing.render.text_layout import Layout
from tests.render.test_hostile import EVIL, spoilt
from tests.render.values import BRIEFING, day

TO = "Zoë Ray <zoe@example.org>"


def mail(briefing: Briefing = BRIEFING, to: str = TO, sender: str = "") -> EmailMessage:
    text = render_briefing(briefing, "mail", Layout(zone=UTC, to=to, sender=sender))
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
    assert message["Subject"] == "Earthquake off the coast + 1 more"
    assert message["Date"].datetime == BRIEFING.generated_at
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    assert message.defects == []


def test_the_subject_is_the_most_important_story_and_the_number_of_others() -> None:
    one = replace(BRIEFING, briefs=BRIEFING.briefs[:1])
    assert mail(one)["Subject"] == "Earthquake off the coast"
    assert mail(replace(one, left_out=11))["Subject"] == "Earthquake off the coast + 11 more"
    assert mail(replace(BRIEFING, briefs=()))["Subject"] == "Briefing of Tuesday, 3 March 2026: nothing new"


def test_a_subject_is_one_line_that_keeps_the_number() -> None:
    thread = BRIEFING.briefs[0].thread
    for title in ("Flood\r\nBcc: all@example.org", "Flood " * 100, "\ud800\u202eFlood"):
        brief = replace(BRIEFING.briefs[0], thread=replace(thread, title=title))
        message = mail(replace(BRIEFING, briefs=(brief,), left_out=11))
        assert message["Bcc"] is None
        assert "Flood" in message["Subject"]
        assert message["Subject"].endswith(" + 11 more")
        assert len(message["Subject"]) <= 170


def test_parts_are_the_text_and_the_page() -> None:
    message = mail()
    assert part(message, "plain") == render_briefing(BRIEFING, "text", Layout(zone=UTC))
    assert part(message, "html") == render_briefing(BRIEFING, "html", Layout(zone=UTC))


DAY = timedelta(days=1)
AGAIN = {
    "later": replace(BRIEFING, generated_at=BRIEFING.generated_at + timedelta(hours=3)),
    "with more in it": replace(BRIEFING, briefs=BRIEFING.briefs[:1], until=day(2)),
}
OTHERS = {
    "the next day": replace(BRIEFING, generated_at=BRIEFING.generated_at + DAY),
    "after the last one": replace(BRIEFING, since=BRIEFING.until),
    "of everything": replace(BRIEFING, since=None),
    "of other threads": replace(BRIEFING, query="petro"),
    "of fewer threads": replace(BRIEFING, limit=1),
    "of a span": replace(BRIEFING, window="7d"),
    "of nothing": replace(BRIEFING, briefs=()),
}


@pytest.mark.parametrize("what", AGAIN)
def test_a_briefing_made_again_on_its_day_is_the_same_message(what: str) -> None:
    assert mail(AGAIN[what])["Message-ID"] == mail()["Message-ID"]


def test_another_briefing_is_another_message() -> None:
    ids = [str(message["Message-ID"]) for message in (mail(), mail(to="o@example.org"), *map(mail, OTHERS.values()))]
    assert len(set(ids)) == len(ids)


def test_a_span_begins_on_a_day_or_in_an_hour() -> None:
    def id_of(window: str, hours: int, at: timedelta) -> str:
        now = datetime(2026, 3, 5, 6, 30, tzinfo=UTC) + at
        made = replace(BRIEFING, generated_at=now, since=now - timedelta(hours=hours), window=window)
        return str(mail(made)["Message-ID"])

    evening = timedelta(hours=12)
    assert id_of("24h", 24, evening) == id_of("24h", 24, timedelta())
    assert id_of("12h", 12, evening) != id_of("12h", 12, timedelta())
    assert id_of("12h", 12, timedelta(minutes=5)) == id_of("12h", 12, timedelta())


def test_local_users_have_no_domain() -> None:
    message = mail(to="root")
    assert str(message["To"]) == "root"
    assert str(message["Message-ID"]).endswith("@localhost>")


@pytest.mark.parametrize("text", EVIL)
def test_what_outlets_write_stays_in_its_part(text: str) -> None:
    message = mail(spoilt(text))
    assert [each.get_content_type() for each in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert part(message, "html") == render_briefing(spoilt(text), "html", Layout(zone=UTC))
    assert set(message.keys()) == set(mail().keys())


@pytest.mark.parametrize("to", ["a@example.org, b@example.org", '"B, C" <b@example.org>,me', "Zoë <z@bücher.example>"])
def test_it_may_be_for_several(to: str) -> None:
    message = mail(to=to)
    parsed = parse_addresses(to)
    assert [each.addr_spec for each in message["To"].addresses] == [each.address for each in parsed]
    assert str(message["From"].addresses[0].addr_spec) == parsed[0].address


def lone_dots(text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines()) if line == "."]


@pytest.mark.parametrize(
    "title",
    [
        "W" * 72 + " . " + "V" * 72,
        " . ".join("word" * 18 for _ in range(5)),
        ". " * 40,
        "W" * 71 + " . " + "V" * 71,
        "x" * 73 + " . " + "y" * 200,
        "日" * 36 + " . " + "本" * 36,
        ".",
        "\n.\n",
    ],
)
def test_no_line_is_a_lone_dot_which_ends_a_mail(title: str) -> None:
    made = spoilt(title)
    for width in (40, 72, 400):
        for form in ("text", "markdown", "mail"):
            assert lone_dots(render_briefing(made, form, Layout(zone=UTC, width=width, to="me"))) == []
    assert part(mail(made), "plain") == render_briefing(made, "text", Layout(zone=UTC))


@given(st.integers(0, 120), st.text(". \nx=é", max_size=20), st.integers(0, 120))
def test_no_text_gives_a_lone_dot_where_lines_are_folded(before: int, middle: str, after: int) -> None:
    made = spoilt("W" * before + middle + "." + "V" * after)
    assert lone_dots(render_briefing(made, "mail", Layout(zone=UTC, to="me"))) == []
    assert part(mail(made), "html") == render_briefing(made, "html", Layout(zone=UTC))


@given(st.text(max_size=40))
def test_any_words_are_an_address_or_none(words: str) -> None:
    try:
        parsed = parse_addresses(words)
    except ValueError:
        return
    message = mail(to=words)
    assert set(message.keys()) == set(mail().keys())
    assert len(message["To"].addresses) == len(parsed)
