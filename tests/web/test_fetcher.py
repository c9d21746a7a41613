"""Fetching from servers that do as they like: each failure is a value with a reason, within its time."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import struct
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from briefing.config import FetchConfig
from briefing.web import Fetched, Fetcher, FetchFailed, FetchResult, NotModified, OnWait, Request, with_credentials
from briefing.web.request_urls import is_private
from tests.table import table
from tests.web.server import FaultServer, Script, answer, redirect, wait_until

OPTIONS = FetchConfig(timeout=3.0, max_body_bytes=100_000, host_delay=0)
FAST = FetchConfig(timeout=0.4, max_body_bytes=100_000, host_delay=0)
PUBLIC = "http://feeds.example/rss"


def to_public(host: str, port: int) -> list[str]:
    return ["93.184.216.34"]


def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(OPTIONS) as opened:
        yield opened


def failure(request: Request | str, options: FetchConfig = OPTIONS) -> FetchFailed:
    with Fetcher(options) as fetcher:
        result = fetcher.fetch(Request(request) if isinstance(request, str) else request)
    assert isinstance(result, FetchFailed), result
    assert "\n" not in result.reason
    return result


def body(fetcher: Fetcher, url: str) -> bytes:
    result = fetcher.fetch(Request(url))
    assert isinstance(result, Fetched), result
    return result.body


def test_response_has_the_validators_for_the_next_request(server: FaultServer, fetcher: Fetcher) -> None:
    headers = ('ETag: "v1"', "Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT", "Cache-Control: public, max-age=600")
    url = server.serve("/feed", answer(b"<rss/>", "Content-Type: text/xml", *headers))
    assert fetcher.fetch(Request(url)) == Fetched(
        url, url, 200, b"<rss/>", "text/xml", '"v1"', "Sun, 01 Mar 2026 08:00:00 GMT", max_age=600, from_private=True
    )


def test_conditional_request_can_give_not_modified(server: FaultServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    assert fetcher.fetch(Request(url, '"v1"', "Sun, 01 Mar 2026 08:00:00 GMT")) == NotModified(url, from_private=True)
    assert 'If-None-Match: "v1"' in server.asked[0]
    assert "If-Modified-Since: Sun, 01 Mar 2026 08:00:00 GMT" in server.asked[0]
    assert failure(url).status == 304


def test_we_name_ourselves_and_send_no_cookies(server: FaultServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", answer(b"x", "Set-Cookie: track=1"))
    body(fetcher, url)
    body(fetcher, url)
    assert OPTIONS.user_agent in server.asked[1]
    assert "cookie" not in server.asked[1].lower()


@pytest.mark.parametrize("etag", ['"a"\r\nX-Evil: 1', '"a"\nX-Evil: 1', '"\N{SNOWMAN}"', "\x00"])
def test_header_of_a_server_cannot_smuggle_another_into_our_request(
    server: FaultServer, fetcher: Fetcher, etag: str
) -> None:
    url = server.serve("/feed", answer(b"x"))
    assert isinstance(fetcher.fetch(Request(url, etag)), Fetched)
    assert "evil" not in server.asked[0].lower() and "none-match" not in server.asked[0].lower()


def test_address_with_line_breaks_stays_in_its_line(server: FaultServer) -> None:
    failure(f"http://{server.host}/a\r\nX-Evil: 1\r\n")
    assert all("\nX-Evil" not in asked for asked in server.asked)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("404 Not Found", "HTTP 404 Not Found"),
        ("410 Gone", "HTTP 410 Gone"),
        ("500 Whatever", "HTTP 500 Internal Server Error"),
        ("799 \x1b[31mOdd", "HTTP 799 [31mOdd"),
    ],
)
def test_status_is_the_reason(server: FaultServer, status: str, reason: str) -> None:
    failed = failure(server.serve("/feed", answer(b"<rss/>", status=status)))
    assert (failed.reason, failed.status) == (reason, int(status[:3]))


def test_server_that_is_busy_says_when_to_come_back(server: FaultServer) -> None:
    url = server.serve("/feed", answer(b"", "Retry-After: 120", status="429 Too Many Requests"))
    assert failure(url).retry_after == 120
    past = server.serve("/past", answer(b"", "Retry-After: Sun, 01 Mar 2020 08:00:00 GMT", status="503 Busy"))
    assert failure(past).retry_after == 0
    odd = server.serve("/odd", answer(b"", "Retry-After: soon", status="503 Busy"))
    assert failure(odd).retry_after is None


def test_server_that_answered_429_gets_no_more_requests(server: FaultServer) -> None:
    busy = server.serve("/busy", answer(b"", "Retry-After: 120", status="429 Too Many Requests"))
    others = [server.serve(f"/{n}", answer(b"x")) for n in range(3)]
    with Fetcher(OPTIONS) as fetcher:
        assert isinstance(fetcher.fetch(Request(busy)), FetchFailed)
        for result in fetcher.fetch_all(map(Request, others)):
            assert isinstance(result, FetchFailed)
            assert (
                not result.was_sent and result.status == 429 and result.retry_after and 100 < result.retry_after <= 120
            )
        elsewhere = fetcher.fetch(Request(others[0].replace("127.0.0.1", "127.0.0.2")))
        assert getattr(elsewhere, "status", 200) != 429
    assert len(server.asked) == 1
    with Fetcher(OPTIONS) as another:
        assert isinstance(another.fetch(Request(others[0])), Fetched)


SLOW = {
    "no answer": lambda server: server.after(60, b""),
    "slow header": lambda server: server.slowly(answer(b"x" * 500)),
    "endless header": lambda server: server.slowly(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 10_000),
    "endless 100": lambda server: server.slowly(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, 0.01),
}


@pytest.mark.parametrize("kind", SLOW)
def test_server_that_does_not_answer_in_time(server: FaultServer, kind: str) -> None:
    script: Script = SLOW[kind](server)
    url = server.serve("/feed", script)
    start = time.monotonic()
    assert failure(url, FAST).reason == "the server did not answer within 0.4 s"
    assert time.monotonic() - start < 1.5


@pytest.mark.parametrize("head", ["Content-Length: 5000", "Connection: close", "Transfer-Encoding: chunked"])
def test_body_of_a_byte_at_a_time_ends_in_time(server: FaultServer, head: str) -> None:
    start = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode()
    block = b"1\r\nx\r\n" if "chunked" in head else b"x"
    script = server.slowly(block * 1000, 0.02)

    def serve(peer: socket.socket) -> None:
        peer.sendall(start)
        script(peer)

    began = time.monotonic()
    assert failure(server.serve("/feed", serve), FAST).reason == "the server was still sending after 0.4 s"
    assert time.monotonic() - began < 1.5


def test_look_up_that_hangs_ends_in_time() -> None:
    asked = threading.Event()

    def hangs(host: str, port: int) -> list[str]:
        asked.wait(30)
        return []

    with Fetcher(FAST, resolver=hangs) as fetcher:
        start = time.monotonic()
        result = fetcher.fetch(Request("http://slow.example/"))
        assert time.monotonic() - start < 1.5
    asked.set()
    assert isinstance(result, FetchFailed) and "0.4 s" in result.reason


BOMB = gzip.compress(bytes(2_000_000), mtime=0)


@pytest.mark.parametrize(
    "data",
    [
        answer(bytes(100_001)),
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999999\r\n\r\nx",
        answer(BOMB, "Content-Encoding: gzip"),
        answer(gzip.compress(BOMB, mtime=0), "Content-Encoding: gzip, gzip"),
        answer(zlib.compress(bytes(2_000_000)), "Content-Encoding: deflate"),
    ],
    ids=["long", "announced", "gzip", "gzip-twice", "deflate"],
)
def test_large_body_is_refused(server: FaultServer, data: bytes) -> None:
    assert failure(server.serve("/feed", data)).reason == "too large: more than 97.66 kB"


def test_endless_body_is_refused_at_the_limit(server: FaultServer) -> None:
    url = server.serve("/feed", server.forever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 10_000))
    assert failure(url).reason.startswith("too large")
    chunked = server.forever(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"
    )
    assert failure(server.serve("/chunks", chunked)).reason.startswith("too large")


def test_compressed_bodies_are_unpacked(server: FaultServer, fetcher: Fetcher) -> None:
    text = b"news " * 1000
    assert body(fetcher, server.serve("/gzip", answer(gzip.compress(text), "Content-Encoding: gzip"))) == text
    assert body(fetcher, server.serve("/deflate", answer(zlib.compress(text), "Content-Encoding: deflate"))) == text


def reset(peer: socket.socket) -> None:
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (b"", "the server closed the connection without an answer"),
        (reset, "the server broke off the connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "the answer broke off before its end"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx", "the answer broke off before its end"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nx", "the answer broke off before its end"),
        (answer(b"no gzip", "Content-Encoding: gzip"), "the answer cannot be decompressed"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "the answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n", "the answer is not HTTP"),
    ],
)
def test_broken_responses_have_different_reasons(server: FaultServer, script: Script | bytes, reason: str) -> None:
    assert failure(server.serve("/feed", script)).reason == reason


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (socket.EAI_NONAME, "no such host"),
        (socket.EAI_AGAIN, "the host cannot be looked up; is there a network?"),
        (socket.EAI_FAIL, "the host cannot be looked up"),
    ],
)
def test_failed_look_up_is_the_reason(code: int, reason: str) -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror(code, "unknown")

    with Fetcher(OPTIONS, resolver=resolver) as fetcher:
        result = fetcher.fetch(Request("http://no-such-host.invalid/"))
    assert isinstance(result, FetchFailed) and result.reason == reason


def test_failed_connection_is_the_reason(server: FaultServer) -> None:
    assert failure("http://127.0.0.1:9/").reason == "the server refused the connection"
    url = server.serve("/feed", answer(b"x"))
    assert failure(url.replace("http:", "https:")).reason.startswith("no secure connection")


@table("url", ["", "feed", "file:///etc/passwd", "http://", "http://[::1", "http://a b/", "http://x:99999/"])
def test_invalid_url_is_a_failure(url: str) -> None:
    assert failure(url).reason


def test_redirects_are_followed(server: FaultServer, fetcher: Fetcher) -> None:
    new = server.serve("/new?a=1", answer(b"here"))
    old = server.serve("/old", redirect("/new?a=1#top"))
    result = fetcher.fetch(Request(old))
    assert isinstance(result, Fetched)
    assert (result.url, result.final_url, result.body, result.moved_to) == (old, new, b"here", "")


def test_permanent_redirects_tell_the_new_address(server: FaultServer, fetcher: Fetcher) -> None:
    server.serve("/today", answer(b"here"))
    new = server.serve("/new", redirect("/today", "307 Temporary Redirect"))
    server.serve("/b", redirect("/new", "308 Permanent Redirect"))
    result = fetcher.fetch(Request(server.serve("/a", redirect("/b", "301 Moved Permanently"))))
    assert isinstance(result, Fetched) and result.moved_to == new


def test_redirects_come_to_an_end(server: FaultServer) -> None:
    server.serve("/b", redirect("/a"))
    assert failure(server.serve("/a", redirect("/b"))).reason == "redirects go round in circles"
    for number in range(9):
        server.serve(f"/{number}", redirect(f"/{number + 1}"))
    assert failure(f"http://{server.host}/0").reason == "more than 5 redirects"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:alert(1)", "data:,x"])
def test_redirects_lead_to_the_web_only(server: FaultServer, target: str) -> None:
    assert "not an http or https address" in failure(server.serve("/feed", redirect(target))).reason


def test_credentials_stay_with_their_server(server: FaultServer, fetcher: Fetcher) -> None:
    server.serve("/there", answer(b"x"))
    target = f"http://{server.host.replace('127.0.0.1', 'localhost')}/there"
    server.serve("/feed", redirect(target))
    result = fetcher.fetch(Request(f"http://ann:s%40crt@{server.host}/feed"))
    assert isinstance(result, Fetched) and "ann" not in result.final_url
    assert "authorization: basic" in server.asked[0].lower()
    assert "authorization" not in server.asked[1].lower()


def test_credentials_go_along_within_a_site_only() -> None:
    assert with_credentials("https://a.example/new", "https://ann:x@a.example/old") == "https://ann:x@a.example/new"
    assert with_credentials("https://b.example/new", "https://ann:x@a.example/old") == "https://b.example/new"
    assert with_credentials("http://a.example/new", "https://ann:x@a.example/old") == "http://a.example/new"
    assert with_credentials("https://a.example/new", "https://a.example/old") == "https://a.example/new"


def test_only_a_trusted_document_leads_to_private_addresses(server: FaultServer) -> None:
    page = server.serve("/page", answer(b"secret"))
    with Fetcher(OPTIONS, resolver=to_public) as fetcher:
        refused = fetcher.fetch(Request(page, allow_private=False))
        assert isinstance(refused, FetchFailed) and "private network" in refused.reason
        assert server.asked == []
        assert isinstance(fetcher.fetch(Request(page)), Fetched)
    with Fetcher(replace(OPTIONS, allow_private=True), resolver=to_public) as fetcher:
        assert isinstance(fetcher.fetch(Request(page, allow_private=False)), Fetched)


class PublicServer:
    """Lets addresses of the open network be answered by a loopback server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> None:
        connect, place = socket.socket.connect, ("127.0.0.1", int(server.host.partition(":")[2]))
        peer = socket.socket.getpeername
        public: set[int] = set()

        def to_server(connected: socket.socket, address: tuple[str, int]) -> None:
            if address[0].startswith("93."):
                public.add(id(connected))
                address = place
            connect(connected, address)

        def named(connected: socket.socket) -> tuple[str, int]:
            return ("93.184.216.34", 80) if id(connected) in public else peer(connected)

        monkeypatch.setattr(socket.socket, "connect", to_server)
        monkeypatch.setattr(socket.socket, "getpeername", named)


def test_where_an_answer_came_from_is_decided_by_the_address_connected_to(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    PublicServer(monkeypatch, server)
    port = server.host.partition(":")[2]
    server.serve("/feed", answer(b"feed"))
    server.serve("/304", answer(status="304 Not Modified"))
    names = {"far.example": ["93.184.216.34"], "near.example": ["127.0.0.1"]}

    with Fetcher(OPTIONS, resolver=lambda host, port: names[host]) as fetcher:
        for _ in range(2):  # the second time by the connection of the first
            far, near = (fetcher.fetch(Request(f"http://{name}:{port}/feed")) for name in names)
            assert isinstance(far, Fetched) and isinstance(near, Fetched)
            assert (far.from_private, near.from_private) == (False, True)
        unchanged = fetcher.fetch(Request(f"http://near.example:{port}/304", etag='"1"'))
        assert isinstance(unchanged, NotModified) and unchanged.from_private
        names["far.example"] = ["127.0.0.1"]  # the name turns to this machine later
        later = fetcher.fetch(Request(f"http://far.example:{port}/feed", allow_private=False))
        assert isinstance(later, FetchFailed) or not later.from_private


@pytest.mark.parametrize(
    ("chain", "outcome"),
    [
        (["near", "near", "feed"], True),
        (["near", "far", "feed"], False),
        (["far", "far", "feed"], False),
        (["far", "near", "feed"], "private network"),
        (["near", "far", "near"], "private network"),
    ],
)
def test_redirects_may_lead_to_private_addresses_only_from_there(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, chain: list[str], outcome: bool | str
) -> None:
    PublicServer(monkeypatch, server)
    port = server.host.partition(":")[2]
    hosts = [*chain[:2], chain[2] if chain[2] != "feed" else chain[1]]
    for number, host in enumerate(hosts[1:]):
        server.serve(f"/{number}", redirect(f"http://{host}.example:{port}/{number + 1}"))
    server.serve("/2", answer(b"feed"))
    names = {"far.example": ["93.184.216.34"], "near.example": ["127.0.0.1"]}
    with Fetcher(OPTIONS, resolver=lambda host, port: names[host]) as fetcher:
        result = fetcher.fetch(Request(f"http://{hosts[0]}.example:{port}/0"))
    if isinstance(outcome, str):
        assert isinstance(result, FetchFailed) and outcome in result.reason
    else:
        assert isinstance(result, Fetched) and result.from_private is outcome


@pytest.mark.parametrize("name", ["innocent.example", "2130706433", "localhost"])
def test_private_address_is_known_by_where_it_leads_and_not_by_name(server: FaultServer, name: str) -> None:
    server.serve("/page", answer(b"secret"))
    url = f"http://{name}:{server.host.partition(':')[2]}/page"

    def resolver(host: str, port: int) -> list[str]:
        return to_public(host, port) if host == "feeds.example" else to_loopback(host, port)

    with Fetcher(OPTIONS, resolver=resolver) as fetcher:
        refused = fetcher.fetch(Request(url, allow_private=False))
    assert isinstance(refused, FetchFailed) and "private network" in refused.reason
    assert server.asked == []


def test_next_address_of_a_host_is_tried(server: FaultServer) -> None:
    server.serve("/feed", answer(b"x"))
    with Fetcher(OPTIONS, resolver=lambda host, port: ["127.0.0.9", "127.0.0.1"]) as fetcher:
        assert body(fetcher, f"http://two.example:{server.host.partition(':')[2]}/feed") == b"x"


def test_connection_of_the_pool_that_was_closed_meanwhile_is_opened_anew(server: FaultServer, fetcher: Fetcher) -> None:
    url = server.serve("/feed", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
    assert body(fetcher, url) == body(fetcher, url) == b"x"


def test_results_come_in_order_of_completion(server: FaultServer, fetcher: Fetcher) -> None:
    slow = server.serve("/slow", server.after(0.3, answer(b"slow")))
    fast = server.serve("/fast", answer(b"fast"))
    results = list(fetcher.fetch_all([Request(slow), Request(fast), Request("bad")]))
    assert {result.url for result in results} == {slow, fast, "bad"}
    assert results[-1].url == slow
    assert list(fetcher.fetch_all([])) == []


def test_requests_to_one_server_are_limited(server: FaultServer) -> None:
    urls = [server.serve(f"/{number}", server.after(0.02, answer(b"x"))) for number in range(30)]
    with Fetcher(FetchConfig(workers=30, timeout=5, host_delay=0)) as fetcher:
        results = list(fetcher.fetch_all(map(Request, urls)))
    assert all(isinstance(result, Fetched) for result in results) and len(results) == 30
    assert 2 <= server.most_at_once <= 4


def test_requests_to_one_server_have_a_pause_and_others_run_meanwhile(server: FaultServer) -> None:
    began: dict[str, list[float]] = {"127.0.0.1": [], "127.0.0.2": []}
    urls = [server.serve(f"/{number}", answer(b"x")) for number in range(4)]
    urls += [url.replace("127.0.0.1", "127.0.0.2") for url in urls]

    def note(host: str, result: FetchResult) -> None:
        began[host].append(time.monotonic())

    asked = [("127.0.0.1" if "127.0.0.1" in url else "127.0.0.2", Request(url)) for url in urls]
    start = time.monotonic()
    with Fetcher(FetchConfig(workers=8, host_delay=0.1)) as fetcher:
        assert len(list(fetcher.fetch_each(asked, note))) == 8
    assert time.monotonic() - start >= 0.3
    assert abs(min(began["127.0.0.1"]) - min(began["127.0.0.2"])) < 0.1


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (("Cache-Control: max-age=600", "Age: 200"), 400),
        (("Cache-Control: max-age=600", "Age: 900"), 0),
        (("Cache-Control: no-cache, max-age=600",), None),
        (("Cache-Control: max-age=600, no-store",), None),
        (("Cache-Control: max-age=soon",), None),
        (("Age: 3",), None),
    ],
)
def test_time_for_which_an_answer_is_fresh(
    server: FaultServer, fetcher: Fetcher, headers: tuple[str, ...], seconds: float | None
) -> None:
    result = fetcher.fetch(Request(server.serve("/feed", answer(b"x", *headers))))
    assert isinstance(result, Fetched) and result.max_age == seconds


def test_server_that_falls_silent_is_not_waited_for_to_the_end(server: FaultServer) -> None:
    url = server.serve("/feed", server.after(30, b""))
    start = time.monotonic()
    assert failure(url, replace(OPTIONS, read_timeout=0.2)).reason == "the server was silent for 0.2 s"
    assert time.monotonic() - start < 1.5


def test_consumer_that_goes_away_ends_all_requests(server: FaultServer) -> None:
    urls = [server.serve("/fast", answer(b"x"))]
    urls += [server.serve(f"/{number}", server.after(30, b"")) for number in range(20)]
    with Fetcher(OPTIONS) as fetcher:
        start = time.monotonic()
        results = fetcher.fetch_all(map(Request, urls))
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert time.monotonic() - start < 1
    time.sleep(0.2)  # what was under way has arrived by then, and nothing has begun after it
    assert len(server.asked) <= 8


def test_interrupt_takes_effect_within_a_second(server: FaultServer, fetcher: Fetcher) -> None:
    url = server.serve("/never", server.after(30, b""))

    def interrupt() -> None:
        wait_until(lambda: bool(server.asked))
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(fetcher.fetch_all([Request(url)]))
    assert time.monotonic() - start < 1.5


def test_fetching_within_fetching_does_not_wait_for_itself(server: FaultServer) -> None:
    urls = [server.serve(f"/{number}", answer(b"x")) for number in range(40)]
    with Fetcher(FetchConfig(workers=2, host_delay=0)) as fetcher:
        for number, _ in enumerate(fetcher.fetch_all(map(Request, urls))):
            if number % 10 == 0:
                assert body(fetcher, urls[0]) == b"x"


def test_proxy_of_the_environment_is_used(server: FaultServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.serve("http://far.example/feed", answer(b"by proxy"))
    monkeypatch.setenv("http_proxy", f"http://ann:secret@{server.host}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with Fetcher(OPTIONS) as fetcher:
        result = fetcher.fetch(Request("http://far.example/feed"))
    assert isinstance(result, Fetched) and result.body == b"by proxy" and not result.from_private
    assert "proxy-authorization: basic" in server.asked[0].lower()


@pytest.mark.parametrize(
    "host",
    [
        *("10.0.0.1", "169.254.169.254", "2852039166", "0xA9FEA9FE", "0251.0376.0251.0376", "169.254.43518"),
        *("127.1", "0", "0x7f000001", "017700000001", "127.0.0.1.", "１２７.0.0.1", "127。0。0。1", "192.168.257"),
        *("[::1]", "[fec0::1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b:1::a00:1]"),
        *("[5f00::1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "[fd00::1]", "[fe80::1%25eth0]", "[3fff::1]"),
        *("localhost", "LOCALHOST.", "a.localhost", "router", "router.local", "metadata.google.internal", "nas.lan"),
    ],
)
def test_private_hosts_are_refused_before_a_proxy_is_used(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{server.host}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    reason = failure(Request(f"http://{host}/x", allow_private=False), FAST).reason
    assert "private network" in reason or "not a valid host name" in reason
    assert server.asked == []


@table("address", ["8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"])
def test_addresses_of_the_open_network_are_not_private(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("faß.example", "xn--fa-hia.example"),
        ("straße.example", "xn--strae-oqa.example"),
        ("BÜCHER.example", "xn--bcher-kva.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
        ("ファッション.example", "xn--bck1b9a5dre4c.example"),
        ("www.bücher。example", "www.xn--bcher-kva.example"),
        ("i❤.example", "xn--i-7iq.example"),
        ("under_score.bücher.example", "under_score.xn--bcher-kva.example"),
        ("EXAMPLE.org", "example.org"),
    ],
)
def test_international_host_names_are_encoded_as_by_browsers(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch, host: str, asked: str
) -> None:
    server.serve(f"http://{asked}/feed", answer(b"x"))
    monkeypatch.setenv("http_proxy", f"http://{server.host}")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    with Fetcher(OPTIONS) as fetcher:
        assert isinstance(fetcher.fetch(Request(f"http://{host}/feed")), Fetched)


@table("host", ["%31%32%37.0.0.1", "256.1.1.1", "09.1", "ö" * 80, "١٢٧.0.0.1", "a b.example"])
def test_invalid_host_name_is_refused(host: str) -> None:
    assert "not a valid" in failure(f"http://{host}/").reason


def test_cookies_are_kept_within_one_chain_of_redirects(server: FaultServer, fetcher: Fetcher) -> None:
    def gate(peer: socket.socket) -> None:
        with_cookie = "cookie: visit=1" in server.asked[-1].lower()
        peer.sendall(answer(b"inside") if with_cookie else answer(b"", "Location: /set", status="302 Found"))

    url = server.serve("/feed", gate)
    back = answer(b"", "Location: /feed", "Set-Cookie: visit=1; Path=/; HttpOnly", status="302 Found")
    server.serve("/set", back)
    assert body(fetcher, url) == b"inside"
    assert body(fetcher, url) == b"inside"
    assert "cookie:" not in server.asked[3].lower(), "no cookie outlives its request"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "cookie",
    [
        *(
            "visit=1",
            "visit=1; Domain=127.0.0.1",
            "visit=1; Max-Age=60",
            "visit=1; HttpOnly; SameSite=Lax; Partitioned",
        ),
        *("visit=1; Expires=Wed, 01 Jan 2099 00:00:00 GMT", "visit=1; expires=Wed, 01-Jan-2099 00:00:00 GMT"),
        # What browsers pass over, and the cookie stays.
        *("visit=1; Domain=", "visit=1; Domain=.", "visit=1; Max-Age=soon", "visit=1; Max-Age=", "visit=1; Expires=0"),
        *("visit=1; Expires=never", 'visit=1; Port="80"', "visit=1; Version=1; Path=/", "visit=1;;; ;Path=/;"),
        *("visit=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "visit=1; Path="),
    ],
)
def test_redirect_to_itself_with_a_cookie_is_no_circle(server: FaultServer, fetcher: Fetcher, cookie: str) -> None:
    def gate(peer: socket.socket) -> None:
        with_cookie = "cookie: visit=1" in server.asked[-1].lower()
        again = answer(b"", "Location: /feed", f"Set-Cookie: {cookie}", status="302 Found")
        peer.sendall(answer(b"inside") if with_cookie else again)

    assert body(fetcher, server.serve("/feed", gate)) == b"inside"


def test_a_cookie_may_name_the_one_host_it_is_for(server: FaultServer) -> None:
    def gate(peer: socket.socket) -> None:
        again = answer(b"", "Location: /feed", "Set-Cookie: visit=1; Domain=localhost", status="302 Found")
        peer.sendall(answer(b"inside") if "cookie: visit=1" in server.asked[-1].lower() else again)

    url = server.serve("/feed", gate).replace("127.0.0.1", "localhost")
    with Fetcher(OPTIONS, resolver=to_loopback) as fetcher:
        assert body(fetcher, url) == b"inside"


@pytest.mark.parametrize(
    "cookie",
    [
        *("visit=1; Secure", "visit=1; Domain=bank.example", "visit=1; Path=/other", "v" * 5000),
        *("visit=1; Max-Age=0", "visit=1; Max-Age=-1", "visit=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
        *("visit=1; Domain=127.0.0.2", "visit=1; Domain=localhost"),
    ],
)
def test_cookies_for_others_are_not_sent(server: FaultServer, cookie: str) -> None:
    url = server.serve("/feed", answer(b"", "Location: /next", f"Set-Cookie: {cookie}", status="302 Found"))
    server.serve("/next", answer(b"x"))
    with Fetcher(OPTIONS) as fetcher:
        assert body(fetcher, url) == b"x"
    assert "cookie:" not in server.asked[1].lower()


def test_cookies_that_change_with_every_redirect_end(server: FaultServer) -> None:
    count = iter(range(100))

    def again(peer: socket.socket) -> None:
        peer.sendall(answer(b"", "Location: /feed", f"Set-Cookie: n={next(count)}", status="302 Found"))

    assert failure(server.serve("/feed", again)).reason == "more than 5 redirects"


def test_results_that_have_arrived_meanwhile_come_together(server: FaultServer) -> None:
    urls = [server.serve(f"/{number}", answer(b"a")) for number in range(3)]
    read = threading.Semaphore(0)

    def note(number: int, result: FetchResult) -> int:
        read.release()
        return number

    with Fetcher(FetchConfig(workers=3, host_delay=0.05)) as fetcher:
        groups = fetcher.fetch_groups([(number, Request(url)) for number, url in enumerate(urls)], note)
        assert next(groups) == [(0, 0)]
        for _ in urls:
            read.acquire()
        time.sleep(0.05)  # from the function to the queue
        assert (next(groups), list(groups)) == ([(1, 1), (2, 2)], [])


def test_something_else_is_done_while_no_server_answers(server: FaultServer) -> None:
    urls = [server.serve(f"/{n}", server.after(seconds, answer(b"a"))) for n, seconds in enumerate((0.0, 0.5, 1.0))]
    done: list[int] = []
    with Fetcher(FetchConfig(host_delay=0)) as fetcher:
        requests = [(number, Request(url)) for number, url in enumerate(urls)]
        got: list[int] = []
        waiting = OnWait(0.1, lambda: done.append(len(got)))
        for number, _ in fetcher.fetch_each(requests, lambda _, result: result, waiting):
            got.append(number)
    assert (got, set(done)) == ([0, 1, 2], {1, 2})


def test_an_error_while_waiting_ends_all_requests(server: FaultServer) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with Fetcher() as fetcher, pytest.raises(KeyboardInterrupt):
        requests = [(None, Request(server.serve("/", server.after(5, answer()))))]
        list(fetcher.fetch_each(requests, lambda _, result: result, OnWait(0.05, fail)))
    assert time.monotonic() - began < 4
