"""Truncated feeds: complete items are kept and an incomplete one is dropped, wherever the feed ends."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.model import Document, Source
from briefing.sources import Origin, ParsedFeed, parse_feed, read_stream
from briefing.sources.feed_parser import LOST_ITEM
from tests.table import table

CONTENT = "<![CDATA[<p>The council & co, in number {0} </item></rss> of it</p>]]>"
ITEM = (
    "<item><title>Council {0}</title><link>https://e.example/{0}?a=1&amp;b=2</link><guid>g{0}</guid>"
    f"<description>{CONTENT}</description><media:thumbnail url='https://e.example/{{0}}.png'/></item>"
)
ENTRY = (
    "<entry><title>Council {0}</title><link href='https://e.example/{0}'/><id>g{0}</id>"
    "<content type='html'>x &lt;b></content></entry>"
)
RDF_ITEM = "<item rdf:about='https://e.example/{0}'><title>Council {0}</title><link>https://e.example/{0}</link></item>"
MEDIA = "xmlns:media='http://search.yahoo.com/mrss/'"
RDF = "xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
NUMBERS = range(3)


def three(item: str) -> str:
    return "\n".join(map(item.format, NUMBERS))


FEEDS = {
    "rss": f"<?xml version='1.0'?><rss version='2.0' {MEDIA}><channel><title>P</title><image><title>i</title></image>"
    f"{three(ITEM)}</channel></rss>",
    "broken rss": f"<rss {MEDIA}><channel><title>AT&T</title>{three(ITEM)}</channel></rss>",
    "capitals": f"<RSS><CHANNEL>{three('<ITEM><TITLE>Council {0}</TITLE></ITEM>')}</CHANNEL></RSS>",
    "atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>P</title>{three(ENTRY)}</feed>",
    "prefixed atom": "<a:feed xmlns:a='http://www.w3.org/2005/Atom'>"
    + re.sub("<(/?)(?=[a-z])", r"<\1a:", three(ENTRY))
    + "</a:feed>",
    "rdf": f"<rdf:RDF {RDF}><channel><title>P</title><items><rdf:Seq/></items></channel>{three(RDF_ITEM)}</rdf:RDF>",
}


def parse(body: str | bytes) -> ParsedFeed:
    raw = body.encode() if isinstance(body, str) else body
    return parse_feed(raw, Source("one", "feed", "x"), url="https://x.example/")


@pytest.mark.parametrize("kind", FEEDS)
def test_a_feed_cut_anywhere_keeps_its_whole_items_and_no_other(kind: str) -> None:
    body = FEEDS[kind]
    whole = parse(body)
    assert len(whole.entries) == len(NUMBERS) and not whole.is_cut and not whole.note
    for end in range(len(body) - 8, 20, -1):
        shown = re.sub(r"<!\[CDATA\[.*?(?:\]\]>|$)", "", body[:end], flags=re.DOTALL)
        ended = len(re.findall(r"</(?:a:)?(?:item|entry)>", shown, re.IGNORECASE))
        begun = len(re.findall(r"<(?:a:)?(?:item|entry)(?=[\s>]|$)", shown, re.IGNORECASE))
        try:
            cut = parse(body[:end])
        except SourceError as error:
            assert not ended and ("ended early" in str(error) or "not a feed" in str(error))
        else:
            assert cut.entries == whole.entries[:ended] and cut.is_cut and ended
            assert cut.note == (LOST_ITEM if begun > ended else "")


def test_a_json_feed_cut_anywhere_keeps_its_whole_items_and_no_other() -> None:
    items = [{"id": f"g{n}", "title": f"Council {n}", "content_text": 'a "q" ] } {', "tags": ["a"]} for n in NUMBERS]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "P", "authors": [{"name": "x"}], "items": items}
    body = json.dumps(feed | {"more": {"a": [1, "}"]}})
    whole = parse(body)
    ends = [match.end() for match in re.finditer(r'"tags": \["a"\]}', body)]
    for end in range(len(body) - 1, 1, -1):
        ended = sum(place <= end for place in ends)
        try:
            cut = parse(body[:end])
        except SourceError as error:
            assert not ended and "ended early" in str(error)
        else:
            assert cut.entries == whole.entries[:ended] and cut.is_cut and ended
            is_lost = ended < len(NUMBERS) and body[ends[ended - 1] : end].strip(", ") != ""
            assert cut.note == (LOST_ITEM if is_lost else "")


def test_json_that_is_whole_and_wrong_is_refused() -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        parse('{"items": [{"id": "1"} {"id": "2"}]}')


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_cut_feed_in_another_encoding(codec: str) -> None:
    body = f"<?xml version='1.0' encoding='{codec}'?>" + FEEDS["rss"].split("?>")[1].replace("Council", "Größe")
    cut = parse(body.encode(codec)[: -len("</guid></item></channel></rss>".encode(codec))])
    assert [entry.title for entry in cut.entries] == ["Größe 0", "Größe 1"] and cut.note


@table("ending", ["", "</channel>", "</channel", "<image><title>x</title>", "<it", "</channel></r"])
def test_only_the_end_is_missing(ending: str) -> None:
    parsed = parse(FEEDS["rss"].removesuffix("</channel></rss>") + ending)
    assert (len(parsed.entries), parsed.title, parsed.note) == (len(NUMBERS), "P", "")
    assert parsed.is_cut


@table(
    "body",
    [
        FEEDS["rss"] + "\n<script>x</script>",
        FEEDS["rss"].replace("</rss>", "</RSS >"),
        FEEDS["rss"].replace("]]>", "", 1),
        FEEDS["rss"].replace("</item>", "", 1),
        FEEDS["rss"] + "<!-- generated",
        "<rss><channel/></rss>",
        "<rss/>",
    ],
)
def test_a_feed_with_its_end_is_not_cut_whatever_else_is_wrong(body: str) -> None:
    parsed = parse(body)
    assert not parsed.is_cut and not parsed.note


def test_documents_of_a_truncated_feed_have_a_note_on_the_lost_item() -> None:
    body = FEEDS["rss"][: FEEDS["rss"].rindex("</description>")].encode()
    origin = Origin("feed.xml")
    first, second, last = read_stream(io.BytesIO(body), origin, datetime(2026, 3, 1, tzinfo=UTC))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert last == origin.failure(LOST_ITEM)


def test_documents_of_a_cut_json_feed() -> None:
    items = [{"id": "1", "content_text": "The first."}, {"id": "2", "content_text": "The second."}]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}, indent=1)[:-20].encode()
    origin = Origin("feed.json")
    first, last = read_stream(io.BytesIO(body), origin, datetime(2026, 3, 1, tzinfo=UTC))
    assert isinstance(first, Document) and first.article.text == "The first."
    assert last == origin.failure(LOST_ITEM)
