"""Fetches URLs in parallel, each limited in time and size, with failures as values.

Conditional requests, redirects, limits and credentials are decided here; sockets and deadlines are handled by
`connections` and `deadlines`, threads by `scheduler`. Bodies are parsed by `briefing.sources`.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

import urllib3
from urllib3 import exceptions
from urllib3.util.request import ACCEPT_ENCODING

from briefing.config import FetchConfig
from briefing.passwords import SecretError
from briefing.sanitizer import clean_line, hide_login
from briefing.web.command_output import filtered_body, printed_body
from briefing.web.conditional_requests import conditional_headers, is_unchanged, max_age, sendable, validators
from briefing.web.connections import Connections
from briefing.web.cookies import CookieChain
from briefing.web.deadlines import Call, Watch
from briefing.web.error_messages import (
    Refused,
    is_reset,
    is_timeout,
    reason_of,
    silence_reason,
    size_reason,
    status_reason,
    time_reason,
)
from briefing.web.http_values import Fetched, FetchFailed, FetchResult, Login, NotModified, Request
from briefing.web.logins import denial_hint, login_for, with_cookies, with_login
from briefing.web.request_urls import Resolver, look_up, normalize, site_of, split_credentials
from briefing.web.scheduler import OnWait, Task, run_all

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

K = TypeVar("K")
T = TypeVar("T")

MAX_REDIRECTS = 5
CHUNK_BYTES = 64 * 1024
PATIENCE = 60.0
"""Seconds without requests to a server that answered 429 without `Retry-After`."""
TICK = 0.01
"""Tolerance in seconds: a time this close to a deadline counts as past it."""
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, text/html;q=0.8, application/json;q=0.7, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class _Hop:
    """Position in a redirect chain."""

    url: str
    """URL to request, without credentials."""
    credentials: str = ""
    """`user:password` for this address."""
    moved_to: str = ""
    """Target of leading permanent redirects; empty at the start and after a temporary one."""
    number: int = 0
    """Number of redirects so far."""
    permanent: bool = True
    """Whether all redirects so far were permanent."""
    from_private: bool = True
    """Whether every server so far was on loopback or in a private network."""


class Fetcher:
    """Fetches URLs until it is closed; a context manager. Thread-safe."""

    def __init__(self, options: FetchConfig | None = None, *, resolver: Resolver = look_up) -> None:
        """Create the pools without connecting.

        Args:
            options: limits and `User-Agent`; the defaults if None.
            resolver: looks up hosts.
        """
        self._options = options or FetchConfig()
        self._connections = Connections(resolver, self._options.workers, self._options.per_host)
        self._watch = Watch()
        self._busy: dict[str, float] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End running requests and close all connections; does not wait."""
        self._watch.close()
        self._connections.close()

    def fetch(self, request: Request) -> FetchResult:
        """Fetch one URL; network failures are returned, never raised."""
        (result,) = self.fetch_all([request])
        return result

    def fetch_all(self, requests: Iterable[Request]) -> Iterator[FetchResult]:
        """Yield one result for each request, in order of completion; ends as `fetch_each` does."""
        for _, result in self.fetch_each(((None, request) for request in requests), lambda _, result: result):
            yield result

    def fetch_each(
        self,
        requests: Iterable[tuple[K, Request]],
        then: Callable[[K, FetchResult], T],
        on_wait: OnWait | None = None,
    ) -> Iterator[tuple[K, T]]:
        """Process responses as `fetch_groups` does; yield the results one by one."""
        with contextlib.closing(self.fetch_groups(requests, then, on_wait)) as groups:
            for group in groups:
                yield from group

    def fetch_groups(
        self,
        requests: Iterable[tuple[K, Request]],
        then: Callable[[K, FetchResult], T],
        on_wait: OnWait | None = None,
    ) -> Generator[list[tuple[K, T]]]:
        """Process responses in worker threads; yield the results with their keys, in order of completion.

        Results that have arrived since the last group come together.

        A consumer that stops early (`close()` of the iterator, or an exception such as KeyboardInterrupt while it
        waits) ends all requests at once.

        Args:
            requests: each with a key of the caller's choice.
            then: processes a response in the thread that fetched it; its exceptions are raised here.
            on_wait: what to do here while no response arrives.
        """
        calls = [(key, request, Call()) for key, request in requests]

        def do(key: K, request: Request, call: Call) -> tuple[K, T]:
            return key, then(key, self._fetch(request, call))

        tasks = [Task(_key(request.url), partial(do, key, request, call)) for key, request, call in calls]
        options = self._options
        try:
            yield from run_all(tasks, options.workers, options.per_host, options.host_delay, on_wait)
        finally:
            for _, _, call in calls:
                call.end("stopped")

    def _fetch(self, request: Request, call: Call) -> FetchResult:
        if (left := self._busy.get(_key(request.url), 0.0) - time.monotonic()) > 0:
            status = HTTPStatus.TOO_MANY_REQUESTS
            return FetchFailed(request.url, "its server requires a pause (HTTP 429)", status, left, False)
        try:
            login = request.login() if request.login else None
        except SecretError as error:
            return FetchFailed(request.url, str(error), is_local=True)
        if request.command:
            result = printed_body(request.url, request.command, self._options)
        else:
            result = self._response(request, login, call)
        if request.filter and isinstance(result, Fetched):
            return filtered_body(result, request.filter, self._options)
        return result

    def _response(self, request: Request, login: Login | None, call: Call) -> FetchResult:
        self._watch.start(call, self._options.timeout)
        try:
            result = self._follow(request, login, call)
        except Exception as error:  # network errors, or anything that hostile responses cause
            return FetchFailed(request.url, self._reason(error, call))
        finally:
            call.release()
        return result

    def _reason(self, error: Exception, call: Call) -> str:
        if call.ended == "time" or call.remaining() < TICK:
            return time_reason(self._options.timeout, answering=call.answering)
        return silence_reason(self._options.read_timeout) if is_timeout(error) else reason_of(error)

    def _follow(self, request: Request, login: Login | None, call: Call) -> FetchResult:
        """Send the request and follow redirects up to the final response."""
        url, credentials = split_credentials(normalize(request.url))
        hop, cookies = _Hop(url, credentials), CookieChain()
        seen = {(url, "")}
        while True:
            sent = login_for(login, hop.url)
            response = self._ask(request, hop, sent, with_cookies(sent, cookies.header(hop.url)), call)
            hop = replace(hop, from_private=hop.from_private and call.peer_is_private)
            target = response.get_redirect_location()
            if not target:
                return self._answer(request, hop, response, call)
            if request.form is not None:
                _finish(response, call)
                raise Refused(f"redirects to {hide_login(target)}, where nothing is posted; use that address")
            cookies.keep(hop.url, response)
            _finish(response, call)
            hop = _next_hop(hop, response.status, target)
            step = (hop.url, cookies.header(hop.url))
            if step in seen:
                raise Refused("redirects go round in circles")
            if hop.number > MAX_REDIRECTS:
                raise Refused(f"more than {MAX_REDIRECTS} redirects")
            seen.add(step)

    def _ask(self, request: Request, hop: _Hop, login: Login | None, cookie: str, call: Call) -> BaseHTTPResponse:
        headers = with_login(_headers(request, hop, self._options.user_agent), login)
        if cookie:
            headers["Cookie"] = cookie
        body = None if request.form is None else urlencode(request.form).encode()
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        private = self._options.allow_private or (request.allow_private and hop.from_private)
        return self._send(hop.url, headers, body, call, private)

    def _send(
        self, url: str, headers: dict[str, str], body: bytes | None, call: Call, private: bool
    ) -> BaseHTTPResponse:
        """Send a request; a GET once more if the connection, perhaps a stale pooled one, closed without a response."""
        call.answering = False
        ask = partial(self._connections.ask, url, headers, call, self._options.read_timeout, private=private, body=body)
        try:
            response = ask()
        except exceptions.ProtocolError as error:
            if call.ended or body is not None or not is_reset(error):
                raise
            response = ask()
        call.answering = True
        return response

    def _answer(self, request: Request, hop: _Hop, response: BaseHTTPResponse, call: Call) -> FetchResult:
        headers, status = response.headers, response.status
        moved_to, fresh = hop.moved_to, max_age(headers)
        if is_unchanged(status, request):
            _finish(response, call)
            return NotModified(request.url, moved_to, fresh, hop.from_private)
        if not 200 <= status < 300:
            _finish(response, call)
            reason, wait = status_reason(status, response.reason or ""), _retry_after(headers.get("Retry-After", ""))
            if request.login or "@" in request.url:
                reason += denial_hint(status, request.url, hop.url)
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                # The limit applies to the client, not to single URLs: any further request there makes it worse.
                self._busy[_key(hop.url)] = time.monotonic() + (PATIENCE if wait is None else wait)
            return FetchFailed(request.url, reason, status, wait)
        body = read_body(response, call, self._options.max_body_bytes)
        etag, last_modified = validators(headers)
        return Fetched(
            request.url,
            hop.url,
            status,
            body,
            content_type=clean_line(headers.get("Content-Type", "")),
            etag=etag,
            last_modified=last_modified,
            moved_to=moved_to,
            max_age=fresh,
            from_private=hop.from_private,
        )


def read_body(response: BaseHTTPResponse, call: Call, limit: int) -> bytes:
    """Read a body to its end and release the connection.

    Raises:
        Refused: it has more than `limit` bytes, on the wire or decompressed.
        TimeoutError: the time of the call is over.
    """
    declared = response.headers.get("Content-Length", "")
    chunks: list[bytes] = []
    size = 0
    try:
        if declared.isdecimal() and int(declared[:20]) > limit:
            raise Refused(size_reason(limit))
        for chunk in response.stream(CHUNK_BYTES, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > limit or response.tell() > limit:
                raise Refused(size_reason(limit))
        if call.ended:  # a socket that was shut down looks like the end of the stream
            raise TimeoutError
    finally:
        call.release()
        response.close()
    return b"".join(chunks)


def _finish(response: BaseHTTPResponse, call: Call) -> None:
    """Finish a response whose body is not needed; a small body is read so that the connection can be kept."""
    try:
        if response.headers.get("Content-Length", "0") == "0":
            response.read(1)
    finally:
        call.release()
        response.close()


def _next_hop(hop: _Hop, status: int, target: str) -> _Hop:
    with contextlib.suppress(UnicodeError):  # headers are decoded as Latin-1, URLs in them mostly are UTF-8
        target = target.encode("latin-1").decode("utf-8")
    url, credentials = split_credentials(normalize(target, base=hop.url))
    if not credentials and site_of(url) == site_of(hop.url):
        credentials = hop.credentials
    permanent = hop.permanent and status in (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
    # Followed, but not stored: an attacker on one plain HTTP request could redirect a secure feed for good.
    permanent = permanent and not (hop.url.startswith("https:") and url.startswith("http:"))
    moved_to = url if permanent else hop.moved_to
    return _Hop(url, credentials, moved_to, hop.number + 1, permanent, hop.from_private)


def _headers(request: Request, hop: _Hop, user_agent: str) -> dict[str, str]:
    headers = {"User-Agent": sendable(user_agent), "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING}
    headers |= conditional_headers(request)
    if hop.credentials:
        headers |= urllib3.make_headers(basic_auth=hop.credentials)
    return headers


def _retry_after(value: str) -> float | None:
    """Seconds of a `Retry-After`, which is a number or a date."""
    value = value.strip()
    if value.isdecimal() and len(value) < 10:
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def _key(url: str) -> str:
    try:
        return site_of(url)
    except ValueError:  # the request will report the error
        return url
