"""JSON records of many programs to articles, and the records within a JSON value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.model import stable_id
from briefing.model.days import whole_day
from briefing.sources.json_records import MAX_ID_CHARS, MAX_LINE_CHARS, article_from_record, records_of
from tests.table import table

BRIEF = {"thread": {"id": "t1", "title": "Storm"}, "lead": [{"text": "It rained."}]}
RECORD = {"text": "It rained."}


@table(
    ("value", "records"),
    [
        ([1, RECORD], [1, RECORD]),
        ("x", ["x"]),
        ({"articles": [RECORD]}, [RECORD]),
        ({"items": "none", "posts": [RECORD]}, [RECORD]),
        ({"x": 1}, [{"x": 1}]),
        ({"brief": BRIEF}, [BRIEF]),
        ({"briefs": [BRIEF], "articles": [RECORD]}, [BRIEF]),
        ({**RECORD, "items": [1]}, [{**RECORD, "items": [1]}]),
        ({**RECORD, "documents": [1]}, [1]),
        ({"content": {"rendered": "x"}, "posts": [1]}, [{"content": {"rendered": "x"}, "posts": [1]}]),
        ({**BRIEF, "quotes": [1]}, [{**BRIEF, "quotes": [1]}]),
        ({"new": [], "text": "", "quotes": [1]}, [1]),
    ],
)
def test_records_are_a_list_or_that_of_a_field_or_the_value_itself(value: object, records: list[object]) -> None:
    assert list(records_of(value)) == records


@table(
    ("record", "text"),
    [
        ({"text": "a", "content": "b"}, "a"),
        ({"text": " ", "content": "b"}, "b"),
        ({"paragraphs": ["a", "", {"text": "b"}, 3]}, "a\nb"),
        ({"text": "a < b <i>c</i>"}, "a < b <i>c</i>"),
        ({"content": "<p>a</p><p>b</p>"}, "a\nb"),
        ({"content": "a < b\nc"}, "a < b\nc"),
        ({"content": "", "summary": "<b>c</b>"}, "c"),
        ({"body": "<html><body><p>Short page.</p></body></html>"}, "Short page."),
        ({"title": "T", "lead": [{"text": "a"}, "x"], "new": [{"text": "b"}, {"text": "a"}, {}]}, "a\nb"),
    ],
)
def test_text_is_the_first_field_that_has_some(record: object, text: str) -> None:
    assert article_from_record(record).text == text


@table(
    ("record", "reason"),
    [
        ({}, "no text in it"),
        ({"title": "T"}, "no text in it"),
        ({"title": "T", "text": 5}, "no text in it"),
        ({"text": ""}, "no text in it"),
        (None, "not an object but null"),
        (True, "not an object but true or false"),
        (5, "not an object but a number"),
        (0.5, "not an object but a number"),
        ([], "not an object but a list"),
        ("x", "not an object but text"),
    ],
)
def test_value_without_text_is_refused(record: object, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        article_from_record(record)


def test_record_with_a_title_may_have_an_empty_text() -> None:
    assert article_from_record({"title": "T", "content": ""}).title == "T"


@table(
    ("fields", "title"),
    [
        ({"title": "", "headline": "A"}, "A"),
        ({"title": {"value": 5, "#text": "", "text": "A"}}, "A"),
        ({"title": ["A", "", "B"]}, "A B"),
        ({"title": "A <b>B</b>"}, "A B"),
        ({"title": "A < B"}, "A < B"),
        ({"thread": {"title": "A"}}, "A"),
        ({"thread": "A"}, "It rained"),
        ({}, "It rained"),
        ({"title": "x" * (MAX_LINE_CHARS + 1)}, "x" * MAX_LINE_CHARS),
    ],
)
def test_title_is_that_of_the_record_or_made_of_its_text(fields: dict[str, object], title: str) -> None:
    assert article_from_record({**RECORD, **fields}).title == title


@table(
    ("fields", "id_"),
    [
        ({"id": "a1"}, "a1"),
        ({"id": 7}, "7"),
        ({"id": 10**30}, str(10**30)),
        ({"id": "x" * (MAX_ID_CHARS + 1)}, "x" * MAX_ID_CHARS),
        ({"id": True, "url": "https://n.example/a"}, stable_id("n.example/a")),
        ({"id": 0.5}, stable_id("It rained\nIt rained.")),
        ({"thread": {"id": "t1"}}, "t1"),
        ({"id": "a1", "thread": {"id": "t1"}}, "a1"),
        ({"thread": "t1"}, stable_id("It rained\nIt rained.")),
        ({}, stable_id("It rained\nIt rained.")),
    ],
)
def test_id_is_that_of_the_record_or_of_its_address_or_of_its_content(fields: dict[str, object], id_: str) -> None:
    assert article_from_record({**RECORD, **fields}).id == id_


@table(
    ("fields", "url", "outlet"),
    [
        ({"link": "https://n.example/a?utm_source=x"}, "https://n.example/a", ""),
        ({"url": "/a", "source": "https://n.example/a"}, "https://n.example/a", ""),
        ({"source": "North", "publisher": ""}, "", "North"),
        ({"source": {"name": "North"}}, "", "North"),
        ({"source": {"url": "https://n.example/a", "outlet": "North"}}, "https://n.example/a", "North"),
        (
            {"sources": [{"url": "https://n.example/a", "outlet": "North"}, {"url": "x"}]},
            "https://n.example/a",
            "North",
        ),
        ({"sources": []}, "", ""),
        ({"sources": "https://n.example/a"}, "", ""),
        ({"sources": [1]}, "", ""),
        ({"source": {"outlet": "North"}, "outlet": "South"}, "", "South"),
    ],
)
def test_address_and_outlet_are_those_of_the_record_or_of_its_source(
    fields: dict[str, object], url: str, outlet: str
) -> None:
    article = article_from_record({**RECORD, **fields})
    assert (article.url, article.outlet) == (url, outlet)


@table(
    ("fields", "published"),
    [
        ({"published": "", "date": "2026-03-01T10:00Z"}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ({"published": "soon", "pubDate": 1772359200}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ({"published": 1772359200.0}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ({"published": True}, None),
        ({"published": ["2026-03-01"]}, None),
        ({"published": "2026-03-01T10:00Z", "day_only": True},
         whole_day(datetime(2026, 3, 1, 10, tzinfo=UTC))),
        ({"published": "2026-03-01T10:00Z", "day_only": 1}, datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ({"day_only": True}, None),
    ],
)  # fmt: skip
def test_date_is_the_first_that_is_one(fields: dict[str, object], published: datetime | None) -> None:
    assert article_from_record({**RECORD, **fields}).published == published


def test_authors_are_joined() -> None:
    article = article_from_record({**RECORD, "authors": ["Ann", {"name": "Bob"}], "lang": "EN_gb", "wire": " AP "})
    assert (article.author, article.language, article.wire) == ("Ann, Bob", "en", "AP")
