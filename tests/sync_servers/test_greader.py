"""The client of the Google Reader API, over a server that answers as FreshRSS, and as Miniflux where both differ."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from briefing.config import FetchConfig
from briefing.secrets import Secret
from briefing.sync_servers import greader, open_greader
from briefing.sync_servers.greader import BATCH, GoogleReader, long_id, short_id
from briefing.sync_servers.values import Listing, RemoteEnclosure, RemoteFeed, SyncError
from briefing.web import Fetcher
from tests.sync_servers.greader_server import BASE, PASSWORD, USER, Answer, Reader, started

BIG = -9_121_234_567_890_123_456
"""An id beyond 2**63, negative in the short form."""


@pytest.fixture(params=["freshrss", "miniflux"])
def reader(request: pytest.FixtureRequest) -> Iterator[Reader]:
    with started() as served:
        if request.param == "miniflux":
            served.become_miniflux()
        served.feed(1, "News", "World", "Politics")
        served.feed(2, "Blog")
        yield served


@pytest.fixture
def client() -> Iterator[Fetcher]:
    with Fetcher(FetchConfig(host_delay=0, timeout=5, read_timeout=2)) as opened:
        yield opened


@pytest.fixture
def server(reader: Reader, client: Fetcher) -> GoogleReader:
    return opened(reader.url + reader.base, client)


def opened(url: str, client: Fetcher, password: str = PASSWORD) -> GoogleReader:
    made = open_greader(url, USER, Secret(password), client)
    assert isinstance(made, GoogleReader)
    return made


def failure(server: GoogleReader, what: str = "feeds") -> SyncError:
    with pytest.raises(SyncError) as caught:
        getattr(server, what)()
    return caught.value


@pytest.mark.parametrize("end", ["", "/", BASE, f"{BASE}/", f"{BASE}/reader/api/0", f"{BASE}/accounts/ClientLogin"])
def test_address_is_that_of_the_installation_or_of_its_api(reader: Reader, client: Fetcher, end: str) -> None:
    reader.base = BASE
    assert "user ann" in opened(reader.url + end, client).check()


PAGES = ["/i/?c=category_2&get=f_3", "/i/index.php", "/api/", "/api/index.php", "/api/fever.php", "/api/greader.php/"]


@pytest.mark.parametrize("end", PAGES)
@pytest.mark.parametrize("root", ["", "/p", "/FreshRSS/p"])
def test_address_may_be_copied_from_a_page_of_freshrss(client: Fetcher, root: str, end: str) -> None:
    with started() as reader:
        reader.base = root + BASE
        assert "user ann" in opened(reader.url + root + end, client).check()


@pytest.mark.parametrize("end", ["/unread", "/settings", "/integrations", "/v1/", "/fever/", "/settings?x=1#y"])
@pytest.mark.parametrize("root", ["", "/miniflux"])
def test_address_may_be_copied_from_a_page_of_miniflux(client: Fetcher, root: str, end: str) -> None:
    with started() as reader:
        reader.become_miniflux()
        reader.base = root
        assert "user ann" in opened(reader.url + root + end, client).check()


def test_api_may_be_at_the_root_as_with_miniflux(reader: Reader, client: Fetcher) -> None:
    reader.base = ""
    assert len(opened(reader.url, client).feeds()) == 2


TITLE = "Q&A: is x < y > z? <b>Yes</b> &amp; no"


def test_characters_that_freshrss_replaces_are_those_of_the_title(reader: Reader, server: GoogleReader) -> None:
    reader.add(1, TITLE, author="Ann & Bo")
    reader.feed(3, "News, views; and/or Q&A?")
    reader.feed(4, "新聞，時事？")
    (item,) = server.items(["1"])
    assert (html.unescape(item.title) if not reader.is_miniflux else item.title) == TITLE
    assert item.author == "Ann & Bo"
    assert [feed.title for feed in server.feeds()][2:] == ["News, views; and/or Q&A?", "新聞，時事？"]


def test_an_item_without_its_states_says_nothing_of_its_marks(reader: Reader, server: GoogleReader) -> None:
    said: list[object] = [
        None,
        "x",
        {},
        [],
        ["user/7/state/com.google/starred", 3, "user/-/label/a/state/com.google/read"],
    ]
    items = [{"id": long_id(str(number)), "categories": each} for number, each in enumerate(said)]
    items.append({"id": long_id("9")})
    reader.fault = lambda name, given: Answer(json.dumps({"items": items}).encode()) if "contents" in name else None
    states = {item.id: (item.read, item.starred) for item in server.items([*"01234", "9"])}
    nothing, neither = (None, None), (False, False)
    assert states == {"0": nothing, "1": nothing, "2": nothing, "3": neither, "4": (False, True), "9": nothing}


def test_password_is_sent_in_a_body_and_the_login_is_kept(reader: Reader, server: GoogleReader) -> None:
    server.feeds()
    server.feeds()
    assert reader.requests["/accounts/ClientLogin"] == 1
    assert PASSWORD not in repr(server.__dict__) and not any("secret" in path for path in reader.requests)


def test_subscriptions_have_their_folders(server: GoogleReader) -> None:
    news, blog = server.feeds()
    assert news == RemoteFeed(
        "feed/1", "https://feed1.example/rss", "News", "https://feed1.example", ("World", "Politics")
    )
    assert blog.folders == ()


def test_items_come_oldest_first_in_pages_that_can_be_continued(reader: Reader, server: GoogleReader) -> None:
    reader.page = 2
    for number in (5, 3, 9, 4, 1):
        reader.add(number, f"Story {number}", added=1000 + number)
    pages = list(server.pages(None))
    assert [[item.id for item in page.items] for page in pages] == [["1", "3"], ["4", "5"], ["9"]]
    assert [bool(page.continuation) for page in pages] == [True, True, False]
    assert [item.id for page in server.pages(None, pages[0].continuation) for item in page.items] == ["4", "5", "9"]
    later = server.pages(datetime.fromtimestamp(1004, UTC))
    assert [item.id for page in later for item in page.items] == ["4", "5", "9"]


def test_an_item_has_its_text_times_and_marks(reader: Reader, server: GoogleReader) -> None:
    reader.add(BIG, "Talks", "<p>They went on.</p>", published=100, added=200, starred=True, author="Ann Lee")
    (item,) = server.items([str(BIG)])
    assert (item.id, item.feed, item.title, item.html, item.author) == (
        str(BIG), "feed/1", "Talks", "<p>They went on.</p>", "Ann Lee",
    )  # fmt: skip
    assert (item.published, item.crawled) == (datetime.fromtimestamp(100, UTC), datetime.fromtimestamp(200, UTC))
    assert (item.read, item.starred, item.tags) == (False, True, ("World", "Politics"))
    assert item.url == f"https://news.example/{BIG % 2**64}"


def test_an_item_has_its_files(reader: Reader, server: GoogleReader) -> None:
    files = [{"href": "https://a.example/1.mp3", "type": "audio/mpeg", "length": 5}, {"href": 3}, "x", {"length": True}]
    body = json.dumps({"items": [{"id": long_id("1"), "enclosure": files * 40}]}).encode()
    reader.fault = lambda name, given: Answer(body) if "contents" in name else None
    (item,) = server.items(["1"])
    assert item.enclosures[0] == RemoteEnclosure("https://a.example/1.mp3", "audio/mpeg", "5")
    assert item.enclosures[1:3] == (RemoteEnclosure(""), RemoteEnclosure("")) and len(item.enclosures) == 50


def test_more_items_than_a_batch_are_asked_for(reader: Reader, server: GoogleReader) -> None:
    for number in range(BATCH + 1):
        reader.add(number + 1, f"Story {number}")
    assert len(server.items([str(number + 1) for number in range(BATCH + 3)])) == BATCH + 1
    server.mark([str(number + 1) for number in range(BATCH + 1)], "read")
    assert len(reader.marked("read")) == BATCH + 1


def test_listings_name_all_ids_in_one_form(reader: Reader, server: GoogleReader) -> None:
    reader.page = 2
    for number in (1, 2, 3, BIG):
        reader.add(number, f"Story {number}", read=number == 2, starred=number in (2, BIG), added=1000 + number % 7)
    assert server.unread() == Listing(frozenset({"1", "3", str(BIG)}), True)
    assert server.starred() == Listing(frozenset({"2", str(BIG)}), True)


def test_listing_that_breaks_off_is_not_complete(reader: Reader, server: GoogleReader) -> None:
    reader.page = 2
    for number in range(1, 6):
        reader.add(number, f"Story {number}")
    reader.fault = lambda name, given: Answer(b"", 500) if "c" in given else None
    assert server.unread() == Listing(frozenset({"5", "4"}), False)
    reader.fault = lambda name, given: Answer(b"", 500)
    assert failure(server, "unread").kind == "protocol"


def test_pages_that_do_not_end_are_not_followed_for_ever(reader: Reader, server: GoogleReader) -> None:
    page = {"items": [{"id": long_id("7")}], "itemRefs": [{"id": "7"}], "continuation": "again"}
    reader.fault = lambda name, given: Answer(json.dumps(page).encode()) if name.startswith("stream") else None
    with pytest.raises(SyncError, match="do not end"):
        list(server.pages(None))
    assert server.unread() == Listing(frozenset({"7"}), False)


@pytest.mark.parametrize(
    ("mark", "read", "starred"),
    [("read", True, True), ("unread", False, True), ("starred", True, True), ("unstarred", True, False)],
)
def test_marks_are_set(reader: Reader, server: GoogleReader, mark: Any, read: bool, starred: bool) -> None:
    item = reader.add(BIG, "Talks", read=mark != "read", starred=mark != "starred")
    server.mark([str(BIG), "404"], mark)
    if not reader.toggles:
        server.mark([str(BIG)], mark)
    assert (item.read, item.starred) == (read, starred)
    assert reader.requests["/reader/api/0/token"] == 1


def test_expired_tokens_and_forgotten_logins_are_renewed_once(reader: Reader, server: GoogleReader) -> None:
    item = reader.add(1, "Talks")
    server.mark(["1"], "read")
    reader.expire_tokens()
    server.mark(["1"], "starred")
    reader.forget_logins()
    server.mark(["1"], "unread")
    assert (item.read, item.starred) == (False, True)
    reader.fault = lambda name, given: Answer(b"Unauthorized!", 401)
    reader.requests.clear()
    assert failure(server).kind == "login"
    assert reader.requests["/accounts/ClientLogin"] == 1


def test_marks_that_are_not_confirmed_have_failed(reader: Reader, server: GoogleReader) -> None:
    reader.fault = lambda name, given: Answer(b"<html>Welcome</html>") if name == "edit-tag" else None
    with pytest.raises(SyncError, match="not confirmed"):
        server.mark(["1"], "read")


def test_refused_login_says_what_to_check(reader: Reader, client: Fetcher) -> None:
    error = failure(opened(reader.url, client, "wrong word"))
    assert error.kind == "login" and "check user and password" in str(error) and "wrong word" not in str(error)


def test_address_without_the_api_says_so(reader: Reader, client: Fetcher) -> None:
    error = failure(opened(f"{reader.url}/blog", client))
    assert (error.kind, str(error)) == ("protocol", "there is no Google Reader API at this address")


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(b"Unauthorized!", 401), "login", "refuses the login"),
        (Answer(b"Bad Request!", 400), "login", "refuses the login"),
        (Answer(b"Error=BadAuthentication\n", 200), "login", "BadAuthentication"),
        (Answer(b"Error=BadAuthentication\n", 403), "login", "refuses the login"),
        (Answer(b"Service Unavailable!", 503), "busy", "allow API access"),
    ],
)
def test_freshrss_refuses_logins_in_several_ways(
    client: Fetcher, monkeypatch: pytest.MonkeyPatch, answer: Answer, kind: str, words: str
) -> None:
    with started() as reader:
        monkeypatch.setattr(reader, "_log_in", lambda _: answer)
        error = failure(opened(reader.url + BASE, client))
        assert (error.kind, words in str(error)) == (kind, True), error


def test_server_that_lists_items_and_has_no_contents_is_a_failure(reader: Reader, server: GoogleReader) -> None:
    reader.add(1, "Story")
    for status in (400, 404):
        answer = Answer(b"", status)
        reader.fault = lambda name, given, answer=answer: answer if name.endswith("/contents") else None  # type: ignore[misc]
        with pytest.raises(SyncError) as caught:
            list(server.pages(None))
        assert caught.value.kind == "protocol"


def test_listings_are_bounded(reader: Reader, server: GoogleReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(greader, "MAX_IDS", 3)
    reader.page = 2
    for number in range(1, 9):
        reader.add(number, f"Story {number}")
    assert not server.unread().complete and len(server.unread().ids) == 4
    reader.fault = lambda name, given: Answer(json.dumps({"itemRefs": [], "continuation": "9" * 5000}).encode())
    assert failure(server, "unread").kind == "protocol"


def test_server_that_is_not_there_is_unreachable(client: Fetcher) -> None:
    assert failure(opened("http://127.0.0.1:9", client)).kind == "unreachable"


def test_server_that_asks_to_wait_is_busy_for_so_long(reader: Reader, server: GoogleReader) -> None:
    reader.fault = lambda name, given: Answer(b"", 429, {"Retry-After": "120"})
    error = failure(server)
    assert (error.kind, error.retry_after) == ("busy", 120)


BROKEN = {
    "truncated": Answer(b'{"subscriptions": [', declared=19),
    "interrupted": Answer(b'{"subscriptions": [', declared=400),
    "page": Answer(b"<html>Maintenance</html>"),
    "list": Answer(b"[]"),
    "other": Answer(b"{}"),
    "types": Answer(b'{"subscriptions": {"id": 3}}'),
    "deep": Answer(b"[" * 200_000),
    "empty": Answer(b""),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN)
def test_answers_that_are_none_are_failures(reader: Reader, server: GoogleReader, answer: Answer) -> None:
    reader.fault = lambda name, given: answer
    assert failure(server).kind in ("protocol", "unreachable")


def test_absurd_values_count_as_absent(reader: Reader, server: GoogleReader) -> None:
    items = [
        {"id": long_id("1"), "published": 1e300, "timestampUsec": "9" * 30, "categories": "x", "canonical": [3, {}]},
        {"id": long_id("2"), "published": True, "title": ["a"], "origin": 3, "summary": {"content": None}},
        {"id": long_id("5"), "title": "half \ud83d", "published": 10**400, "categories": ["user/-/label/\udc00"]},
        {"id": "not an id\n"},
        {"title": "without one"},
        "text",
    ]
    reader.fault = lambda name, given: Answer(json.dumps({"items": items, "continuation": True}).encode())
    found = server.items(["1", "2", "5"])
    assert [(item.id, item.title, item.html, item.published, item.feed) for item in found] == [
        ("1", "", "", None, ""),
        ("2", "", "", None, ""),
        ("5", "half \ufffd", "", None, ""),
    ]
    assert server.unread() == Listing(frozenset(), True)


@pytest.mark.parametrize(
    ("short", "long"),
    [("1", "0" * 15 + "1"), ("-1", "f" * 16), (str(BIG), f"{BIG % 2**64:016x}"), ("5d0cfa30041d4348e9000001",) * 2],
)
def test_both_forms_of_an_id_are_one(short: str, long: str) -> None:
    form = f"tag:google.com,2005:reader/item/{long}"
    assert (short_id(form), short_id(short), long_id(short)) == (short, short, form)


def test_login_does_not_follow_redirects(reader: Reader, client: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with started() as other:
        found = {"Location": f"{other.url}{BASE}/accounts/ClientLogin"}
        monkeypatch.setattr(reader, "answer", lambda *_: Answer(b"", 307, found))
        with pytest.raises(SyncError):
            opened(reader.url, client).feeds()
        assert not other.requests


def test_contents_are_asked_for_as_miniflux_needs_it(reader: Reader, server: GoogleReader) -> None:
    """It has no streams of contents, wants the token and the format in the form, and answers 400 if it has no item."""
    reader.add(1, "Story")

    def strict(name: str, given: dict[str, list[str]]) -> Answer | None:
        if name.startswith("stream/contents"):
            return Answer(b"[]")
        is_refused = name == "stream/items/contents" and (given.get("output") != ["json"] or not given.get("T"))
        return Answer(b"Unauthorized!", 401) if is_refused else None

    reader.fault = strict
    assert [[item.title for item in page.items] for page in server.pages(None)] == [["Story"]]
    reader.fault = lambda name, given: Answer(b"{}", 400) if name == "stream/items/contents" else None
    assert server.items(["7"]) == ()


def test_marks_are_not_sent_again_when_the_connection_breaks(reader: Reader, server: GoogleReader) -> None:
    """Some servers toggle a mark that comes twice."""
    reader.add(1, "Story")
    server.mark(["1"], "read")
    reader.fault = lambda name, given: Answer(declared=9999) if name == "edit-tag" else None
    before = reader.requests["/reader/api/0/edit-tag"]
    with pytest.raises(SyncError) as caught:
        server.mark(["1"], "starred")
    assert caught.value.kind == "unreachable"
    assert reader.requests["/reader/api/0/edit-tag"] == before + 1
