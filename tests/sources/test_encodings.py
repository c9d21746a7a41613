"""Bytes to text in every kind of source: by declaration, as UTF-8 despite bad bytes, else by detection."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest

from briefing.errors import SourceError
from briefing.model import Document, Entry, Source
from briefing.sources import Origin, parse_feed, read_stream
from briefing.sources.encodings import MAX_BYTES, charset_of, decode, decode_as, decode_document, decode_page
from briefing.sources.subscriptions import read_list
from tests.table import table

BAD = "\ufffd"
TEXTS = {
    "de": "Der Bürgermeister Jörg Müller eröffnet die Brücke für Fußgänger, sagte er am Montag in Köln.",
    "fr": "Le ministre a déclaré que l’économie française était prête à affronter l’hiver, à l’issue du conseil.",
    "es": "El alcalde inauguró el puente y dijo: «La niñez de España merece más atención». Fue ayer en León.",
    "pl": "Minister ogłosił, że rząd przyjął ustawę o wsparciu dla małych przedsiębiorstw w całej Polsce.",
    "cs": "Předseda vlády řekl, že příští týden bude zasedání kvůli rozpočtu a že opozice nesouhlasí.",
    "tr": "Başbakan, hükümetin yeni bütçeyi onayladığını açıkladı ve görüşmelerin sürdüğünü söyledi.",
    "ru": "Министр заявил, что правительство одобрило новый бюджет и переговоры продолжатся.",
    "el": "Ο υπουργός δήλωσε ότι η κυβέρνηση ενέκρινε τον νέο προϋπολογισμό και ότι συνεχίζονται.",
    "zh": "市长周一宣布，这座大桥将于下周重新开放，市民可以免费通行。",
    "zh-tw": "市長週一宣布，這座大橋將於下週重新開放，市民可以免費通行。",
    "ja": "市長は月曜日、この橋が来週再開されると発表した。市民は無料で通行できるという。",
    "ko": "시장은 월요일 이 다리가 다음 주에 다시 개통된다고 발표했다.",
}
LEGACY = [
    ("de", "windows-1252", "cp1252"),
    ("fr", "iso-8859-1", "cp1252"),
    ("es", "latin1", "cp1252"),
    ("pl", "iso-8859-2", "iso8859-2"),
    ("cs", "windows-1250", "cp1250"),
    ("tr", "iso-8859-9", "cp1254"),
    ("ru", "windows-1251", "cp1251"),
    ("ru", "koi8-r", "koi8-r"),
    ("el", "windows-1253", "cp1253"),
    ("zh", "gb2312", "gb18030"),
    ("zh-tw", "big5", "cp950"),
    ("ja", "shift_jis", "cp932"),
    ("ja", "euc-jp", "euc_jp"),
    ("ko", "euc-kr", "cp949"),
]
DECLARED = ("", "utf-8", "iso-8859-1", "windows-1251", "gb2312", "big5", "shift_jis", "euc-kr", "us-ascii", "utf-16")


@table("language", TEXTS)
@table("junk", [b"\xff", b"\xe4", b"\xc3", b"\x92", b"\xa0", b"\xe2\x80"])
def test_one_bad_byte_leaves_the_rest_as_it_is_whatever_is_declared(language: str, junk: bytes) -> None:
    text = TEXTS[language]
    for declared in DECLARED:
        for place in (0, len(text) // 2, len(text)):
            start, end = text[:place], text[place:]
            read = decode_document(start.encode() + junk + end.encode(), declared)
            assert read.startswith(start) and read.endswith(end[1:]) and BAD in read


@table("language", TEXTS)
def test_a_text_cut_within_a_character_is_read_up_to_it(language: str) -> None:
    body = TEXTS[language].encode()
    for end in range(40, len(body)):
        assert decode_document(body[:end]).rstrip(BAD) == body[:end].decode("utf-8", "ignore")


@table(("language", "label", "codec"), LEGACY)
def test_another_encoding_is_read_as_declared_and_guessed_where_it_is_not(
    language: str, label: str, codec: str
) -> None:
    body = TEXTS[language].encode(codec)
    for declared in (label, label.upper(), f" {label} ", "utf-8", "us-ascii", "utf-16", "no-such", ""):
        assert decode_document(body, declared) == TEXTS[language]


@table(
    ("label", "body", "text"),
    [
        ("gb2312", "镕基".encode("gb18030"), "镕基"),
        ("gbk", "㐀".encode("gb18030"), "㐀"),
        ("x-gbk", "新闻".encode("gbk"), "新闻"),
        ("big5", "€".encode("cp950"), "€"),
        ("big5", "啲嘅".encode("big5hkscs"), "啲嘅"),
        ("shift_jis", "①髙".encode("cp932"), "①髙"),
        ("x-sjis", "日本語".encode("cp932"), "日本語"),
        ("ks_c_5601-1987", "똠방각하".encode("cp949"), "똠방각하"),
        ("windows-949", "똠".encode("cp949"), "똠"),
        ("iso-8859-1", b"\x93Zo\xeb\x94", "“Zoë”"),
        ("iso-8859-9", b"\x93a\xf0\x94", "“ağ”"),
        ("tis-620", "ไทย".encode("cp874") + b"\x85", "ไทย…"),
        ("dos-874", "ไทย".encode("cp874"), "ไทย"),
        ("x-mac-cyrillic", "Новости".encode("mac_cyrillic"), "Новости"),
        ("unicode-1-1-utf-8", "é".encode(), "é"),
        ("utf-7", b"a +APw- b", "a +APw- b"),
        ("punycode", "é".encode(), "é"),
    ],
)
def test_labels_name_the_encodings_of_browsers(label: str, body: bytes, text: str) -> None:
    assert decode_as(body, label) == text


@table("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_wide_encodings_are_known_with_and_without_a_mark(encoding: str) -> None:
    text = "<rss><channel><title>Köln 日本語 😀</title></channel></rss>"
    assert decode_document(text.encode(encoding)) == text
    assert decode_document(text.encode(encoding), "utf-8") == text
    assert decode_document(text.encode(encoding)[:-1]).startswith(text[:-1])


@table("text", ["a", "ab", "市长", "市长。\n"])
def test_mark_of_utf_16_is_true_where_the_rest_is_no_utf_8_or_has_zero_bytes(text: str) -> None:
    assert decode_document(text.encode("utf-16")) == decode_document(text.encode("utf-16"), "utf-8") == text
    assert decode_document(b"\xff\xfe" + "Öl".encode()) == "Öl"


@table(
    ("text", "encoding", "is_known"),
    [
        ("a", "utf-16-le", False),
        ("ab", "utf-16-le", True),
        ("ab", "utf-16-be", True),
        ("a", "utf-32-le", False),
        ("ab", "utf-32-le", True),
        ("ab", "utf-32-be", True),
        ("абвabcdefg", "utf-16-le", True),
        ("абвгabcdef", "utf-16-le", False),
        ("<абвгдежзи", "utf-16-be", True),
        ("abcdefghijĀ", "utf-16-le", True),
        ("abcdefghijĀĀ", "utf-16-le", False),
    ],
)
def test_wide_encodings_are_known_by_the_share_of_their_zero_bytes(text: str, encoding: str, is_known: bool) -> None:
    body = text.encode(encoding)
    assert (decode_document(body) == text) is is_known
    assert decode_document("абвгabcdef".encode("utf-16-be"), "utf-16") == "абвгabcdef"


def test_a_mark_that_lies_is_passed_over() -> None:
    assert decode_document(b"\xff\xfe" + "<p>Köln</p>".encode()) == "<p>Köln</p>"
    assert decode_document(b"\xef\xbb\xbf" + "Köln, «Füße»".encode("cp1252")) == "Köln, «Füße»"
    assert decode_document("市长。\n".encode("utf-16-le"), "utf-16") == "市长。\n"


@table(
    ("body", "text"),
    [
        (b"f\xc3\xbcr \xed\xa0\xbd\xed\xb8\x80", "für 😀"),
        (b"f\xc3\xbcr \xed\xa0\xb4\xed\xb4\x9e \xed\xa1\x80\xed\xbf\xbf", "für \U0001d11e \U000203ff"),
        (b"f\xc3\xbcr \xed\xa0\xbd!", f"für {BAD}!"),
        (b"f\xc3\xbcr alle \xc3\xbc \xc0\xaf", f"für alle ü {BAD * 2}"),
        (b"f\xc3\xbcr \xf4\x90\x80\x80\xc3\xbc\xc3\xbc\xc3\xbc", f"für {BAD * 4}üüü"),
        (b"gr\xc3...", f"gr{BAD}..."),
        (b"It said \xe2\x80 and ended", f"It said {BAD} and ended"),
        (b"Caf\xe9", "Café"),
        (b"it\x92s \x93so\x94", "it’s “so”"),
        ("für ".encode() + b"\xef\xbf\xbd" * 50 + b"\xe4", "für " + BAD * 51),
    ],
)
def test_bad_sequences(body: bytes, text: str) -> None:
    assert decode_as(body, "") == text


def test_a_thousandth_of_bad_bytes_is_no_other_encoding_where_utf8_is_declared() -> None:
    assert decode_as(b"x" * 999 + b"\xe9", "utf-8") == "x" * 999 + BAD
    assert decode_as(b"x" * 998 + b"\xe9", "utf-8") == "x" * 998 + "é"


def test_a_tenth_of_the_bytes_may_be_bad_in_the_encoding_that_is_declared() -> None:
    ten, nine = ("Министр" + "а" * number for number in (3, 2))
    assert decode_as(ten.encode("cp866"), "windows-1253").startswith(BAD)
    assert decode_as(nine.encode("cp866"), "windows-1253") == nine


def test_default_of_a_server_counts_where_the_document_declares_nothing_that_is_known() -> None:
    body = "Новости в городе".encode("cp1251")
    assert decode_document(body, "iso-8859-1") == body.decode("cp1252")
    assert decode_document(b"<meta charset=klingon>" + body, "koi8-r").endswith(body.decode("koi8-r"))


@table(
    ("body", "reason"),
    [
        (b"%PDF-1.7", "this is a PDF, not a text, Markdown or HTML file"),
        (b"\x1f\x8b", "this is a gzip archive; unpack it first (gunzip -c)"),
        (b"x" * (MAX_BYTES + 1), "too large: more than 10 MB"),
        (b"\1\2" + b"x" * 98, "this is not a text, Markdown or HTML file but binary data"),
    ],
)
def test_file_that_is_no_text_is_refused_by_what_it_is(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(body)
    assert str(caught.value) == reason


def test_few_control_characters_and_those_of_stateful_encodings_are_text() -> None:
    assert len(decode(b"\1" + b"x" * 99)) == 100
    assert decode(b"x" * MAX_BYTES)
    japanese = "市長".encode("iso2022_jp")
    assert decode(japanese + b"\1", "iso-2022-jp").startswith("市長")


def test_declaration_of_the_document_overrides_a_default_of_the_server() -> None:
    page = "<meta charset=windows-1251><p>Новости"
    xml = "<?xml version='1.0' encoding='koi8-r'?><p>Новости"
    assert decode_document(page.encode("cp1251"), "iso-8859-1") == page
    assert decode_document(xml.encode("koi8-r"), "us-ascii") == xml
    assert decode_page(xml.encode("koi8-r"), "text/html; charset=ISO-8859-1") == "<p>Новости"
    assert decode_document(page.encode("cp1251"), "windows-1251") == page


@table(
    ("content_type", "charset"),
    [
        ("text/xml; charset=utf-8", "utf-8"),
        ('text/xml;Charset = "UTF-8"; x=y', "UTF-8"),
        ("text/xml; x=y;charset='latin1'", "latin1"),
        ("text/xml", ""),
        ("charset=utf-8", ""),
        ("text/xml; mycharset=utf-8", ""),
    ],
)
def test_charset_of_a_content_type(content_type: str, charset: str) -> None:
    assert charset_of(content_type) == charset


# Every kind of source, with one bad byte in a word and another at the cut end of its text.

TITLE, TEXT = "Größe der Brücke", "Die Brücke für alle Fußgänger ist geöffnet und gr"
HEAD = "<?xml version='1.0' encoding='{}'?>"
RSS = f"<rss><channel><title>Köln</title><item><title>{TITLE}</title><description>{TEXT}#</description></item>"
FEED = f"{RSS}<item><title>Für alle</title></item></channel></rss>"


def entries(body: bytes, content_type: str = "") -> tuple[Entry, ...]:
    return parse_feed(body, Source("one", "feed", "x"), url="https://x.example/", content_type=content_type).entries


def documents(body: bytes, name: str = "-", content_type: str = "") -> list[tuple[str, str]]:
    origin = Origin(name, content_type=content_type)
    found = list(read_stream(io.BytesIO(body), origin, datetime(2026, 3, 2, tzinfo=UTC)))
    assert all(isinstance(each, Document) for each in found), found
    return [(each.article.title, each.article.text) for each in found if isinstance(each, Document)]


@table("declared", ["utf-8", "UTF8", "iso-8859-1", "windows-1252", "gb2312", "utf-16", "klingon"])
@table("content_type", ["", "text/xml", "text/xml; charset=utf-8", "text/xml; charset=iso-8859-1"])
@table("broken", ["", "<b>", "&x <"])
def test_feed_with_bad_bytes(declared: str, content_type: str, broken: str) -> None:
    body = (HEAD.format(declared) + FEED).encode().replace(b"#", b"\xc3... " + broken.replace("<", "&lt;").encode())
    body = body.replace(b"</rss>", b"</rss>" + (b"<x" if broken else b""))
    first, second = entries(body, content_type)
    assert (first.title, second.title) == (TITLE, "Für alle")
    assert first.summary.startswith(f"{TEXT}{BAD}...")


@table(
    ("declared", "codec", "content_type"),
    [
        ("utf-8", "cp1252", ""),
        ("utf-8", "cp1252", "text/xml; charset=utf-8"),
        ("iso-8859-1", "cp1252", ""),
        ("utf-16", "cp1252", ""),
        ("utf-8", "utf-16-le", ""),
        ("utf-16", "utf-16", "text/xml; charset=utf-8"),
        ("utf-16", "utf-16-be", ""),
        ("utf-16", "utf-8", ""),
        ("us-ascii", "utf-8-sig", ""),
    ],
)
def test_feed_in_another_encoding_than_it_says(declared: str, codec: str, content_type: str) -> None:
    first, second = entries((HEAD.format(declared) + FEED.replace("#", "")).encode(codec), content_type)
    assert (first.title, first.summary, second.title) == (TITLE, TEXT, "Für alle")


def test_feed_with_bad_bytes_in_its_first_kilobyte_only() -> None:
    more = "".join(f"<item><title>Für {number}</title></item>" for number in range(500))
    body = (HEAD.format("utf-8") + FEED.replace("</channel>", more + "</channel>")).encode()
    read = entries(body.replace(b"#", bytes(range(0x80, 0xFF))))
    assert read[0].title == TITLE and read[-1].title == "Für 499"


def test_nul_bytes_in_a_feed() -> None:
    first, _ = entries(
        (HEAD.format("utf-8") + FEED).encode().replace(b"#", b"\0\0").replace(b"<channel>", b"<channel>\0")
    )
    assert (first.title, first.summary) == (TITLE, TEXT)


FEED_JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [{"id": "1", "title": TITLE, "content_text": TEXT + "#"}],
}


def test_json_feed_with_bad_bytes() -> None:
    body = json.dumps(FEED_JSON, ensure_ascii=False).encode().replace(b"#", b"\xc3")
    (entry,) = entries(body)
    assert (entry.title, entry.content) == (TITLE, TEXT + BAD)
    (entry,) = entries(json.dumps(FEED_JSON, ensure_ascii=False).encode("cp1252"), "application/json; charset=latin1")
    assert entry.title == TITLE


@pytest.mark.parametrize("escape", [r"\ud83d", r"\udc00", r"\ud83d x \ud83d"])
def test_halves_of_characters_in_json(escape: str) -> None:
    fields = (
        f'"id":"{escape}","title":"a {escape}","url":"https://x.example/{escape}",'
        + f'"content_html":"{escape} \\ud83d\\ude00"'
    )
    line = f'{{"version":"https://jsonfeed.org/version/1.1","items":[{{{fields}}}]}}'
    (entry,) = entries(line.encode())
    said = "\0".join((entry.title, entry.guid, entry.url, entry.content))
    assert BAD in entry.title and "😀" in entry.content and said.encode()
    assert documents(f'{{"text": "Words {escape} here.", "title": "{escape}!"}}\n'.encode())[0][1].count(BAD) >= 1


@table(
    ("name", "content_type", "body"),
    [
        ("a.txt", "", f"{TITLE}\n\n{TEXT}%.\n"),
        ("a.md", "", f"# {TITLE}\n\n{TEXT}%.\n"),
        ("a.txt", "", f"---\ntitle: {TITLE}\n---\n{TEXT}%.\n"),
        ("x.jsonl", "", json.dumps({"title": TITLE, "text": TEXT + "%."}, ensure_ascii=False) + "\n"),
        ("x.json", "", json.dumps([{"title": TITLE, "text": TEXT + "%."}], ensure_ascii=False, indent=1)),
        ("x.html", "", f"<title>{TITLE}</title><body><p>{TEXT}%.</p>"),
        ("x.html", "text/html; charset=iso-8859-1", f"<title>{TITLE}</title><body><p>{TEXT}%.</p>"),
        ("x.html", "", f"<meta charset=windows-1252><title>{TITLE}</title><body><p>{TEXT}%.</p>"),
        ("x.xhtml", "", f"{HEAD.format('utf-8')}<html><title>{TITLE}</title><body><p>{TEXT}%.</p></body></html>"),
        ("x.eml", "", f"From: Jörg <a@x.example>\nSubject: {TITLE}\nDate: Mon, 2 Mar 2026 08:00:00 CET\n\n{TEXT}%.\n"),
        ("x.eml", "", f"From: a@x\nSubject: {TITLE}\nContent-Type: text/plain; charset=us-ascii\n\n{TEXT}%.\n"),
        ("x.eml", "", f"From: a@x\nSubject: {TITLE}\nContent-Type: text/plain; charset=iso-8859-15\n\n{TEXT}%.\n"),
        ("x.eml", "", f"From: a@x\nSubject: {TITLE}\nContent-Type: text/html; charset=utf-8\n\n<p>{TEXT}%.</p>\n"),
        ("x.mbox", "", f"From a@x.example Mon Mar  2 08:00:00 2026\nFrom: a@x.example\nSubject: {TITLE}\n\n{TEXT}%.\n"),
    ],
)  # fmt: skip
def test_files_with_bad_bytes(name: str, content_type: str, body: str) -> None:
    for junk in (b"\xc3", b"\xe4", b"\xe2\x80"):
        assert documents(body.encode().replace(b"%", junk), name, content_type) == [(TITLE, f"{TEXT}{BAD}.")]


@table(
    "head",
    [
        "",
        "Content-Type: text/plain\n",
        "Content-Type: text/plain; charset=us-ascii\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "Content-Type: text/plain; charset=\n",
        "Content-Type: text/plain; charset*=us-ascii''%57\n",
        "Content-Type: text/html; charset=utf-8\n",
    ],
)
def test_mail_in_latin_1_that_does_not_say_so(head: str) -> None:
    body = f"From: a@x.example\nSubject: x\n{head}\n{TEXT}\n".encode("cp1252")
    assert documents(body, "x.eml") == [("x", TEXT)]


def test_a_mark_before_lines_of_json_and_lists_of_feeds() -> None:
    line = json.dumps({"title": TITLE, "text": TEXT}, ensure_ascii=False)
    assert documents(f"\ufeff{line}\n\ufeff{line}\n".encode()) == [(TITLE, TEXT)] * 2
    urls = 'https://x.example/feed "Köln"\r\n'
    opml = f"{HEAD.format('utf-8')}<opml><body><outline text='Köln' xmlUrl='https://x.example/feed'/></body></opml>"
    for codec in ("utf-8", "utf-8-sig", "utf-16"):
        assert read_list(urls.encode(codec)).feeds[0].tags == ("Köln",)
        assert read_list(opml.encode(codec)).feeds[0].title == "Köln"
    assert read_list(opml.encode().replace(b"K\xc3\xb6ln", b"K\xc3\xb6ln \xc3")).feeds[0].title == f"Köln {BAD}"
