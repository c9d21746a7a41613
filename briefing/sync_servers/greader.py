"""Client of the Google Reader API, as FreshRSS, Miniflux and others offer it.

Sources: what FreshRSS (https://freshrss.github.io/FreshRSS/en/developers/06_GoogleReader_API.html) and Miniflux
(https://miniflux.app/docs/google_reader.html) document. Answers are hostile: what has another type than expected counts
as absent, and a page that comes again ends a listing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode

from briefing.secrets import Secret
from briefing.sync_servers.values import ItemPage, Listing, Mark, RemoteFeed, RemoteItem, SyncError
from briefing.web import Fetched, Fetcher, FetchFailed, Login, Request, site_of

STATE = "user/-/state/com.google/"
"""Prefix of the names of states."""
ITEM = "tag:google.com,2005:reader/item/"
"""Prefix of the long form of ids."""
PAGE_ITEMS = 100
"""Items of a page, with their texts."""
PAGE_IDS = 10_000
"""Ids of a page."""
BATCH = 100
"""Items that are asked for or marked in one request."""
MAX_PAGES = 10_000
"""Pages after which a listing ends; no server has so many."""
LOGIN_PATH, API_PATH = "/accounts/ClientLogin", "/reader/api/0/"

_ENDS = (LOGIN_PATH, "/reader/api/0", "/reader/api", "/reader")
"""What a configured address may have behind that of the API."""
_EDITS: Mapping[Mark, tuple[str, str]] = {
    "read": ("a", "read"),
    "unread": ("r", "read"),
    "starred": ("a", "starred"),
    "unstarred": ("r", "starred"),
}
"""Parameter of `edit-tag`, adding or removing, and the state, by mark."""
_TOO_OLD_OR_NEW = (0, 32_503_680_000)
"""Seconds since 1970 between which times are believed: up to the year 3000."""


class GoogleReader:
    """A server with the Google Reader API; logs in with the first request."""

    paths: ClassVar[tuple[str, ...]] = ("", "/api/greader.php")
    """What is tried behind the configured address: as it is, and where FreshRSS has its API."""

    def __init__(self, url: str, user: str, password: Secret, client: Fetcher) -> None:
        """Create the client without requesting anything; arguments as for `open_greader`."""
        base = url.strip().rstrip("/")
        base = next((base.removesuffix(end) for end in _ENDS if base.endswith(end)), base).rstrip("/")
        self._bases = tuple(dict.fromkeys(base + path for path in self.paths if not base.endswith(path) or not path))
        self._user, self._password, self._client = user, password, client
        self._base = ""
        self._auth = Secret("")
        self._token = Secret("")

    def check(self) -> str:
        """See `SyncServer.check`; the API has no version."""
        name = _text(self._json("user-info"), "userName") or self._user
        return f"Google Reader API, user {name}"

    def feeds(self) -> tuple[RemoteFeed, ...]:
        """See `SyncServer.feeds`."""
        listed = self._json("subscription/list")
        if not isinstance(listed.get("subscriptions"), list):
            raise SyncError("its list of subscriptions cannot be read")
        return tuple(_feed(each) for each in _dicts(listed, "subscriptions") if _text(each, "id"))

    def unread(self) -> Listing:
        """See `SyncServer.unread`."""
        return self._listing(("s", f"{STATE}reading-list"), ("xt", f"{STATE}read"))

    def starred(self) -> Listing:
        """See `SyncServer.starred`."""
        return self._listing(("s", f"{STATE}starred"))

    def pages(self, since: datetime | None, continuation: str = "") -> Iterator[ItemPage]:
        """See `SyncServer.pages`; the items of listed ids, since Miniflux has no streams of contents."""
        parameters = [("s", f"{STATE}reading-list"), ("n", str(PAGE_ITEMS)), ("r", "o")]
        if since:
            parameters.append(("ot", str(int(since.timestamp()))))
        for answer, following in self._pages("stream/items/ids", parameters, continuation):
            if not isinstance(answer.get("itemRefs", []), list):
                raise SyncError("its list of items cannot be read")
            yield ItemPage(self.items(_ids(answer)), following)

    def items(self, ids: Sequence[str]) -> tuple[RemoteItem, ...]:
        """See `SyncServer.items`."""
        found: list[RemoteItem] = []
        for start in range(0, len(ids), BATCH):
            form = [("output", "json"), *(("i", long_id(id_)) for id_ in ids[start : start + BATCH])]
            try:
                found += _items(_decoded(self._api("stream/items/contents", (), form, needs_token=True)))
            except _NotFoundError:
                continue
        wanted = set(ids)
        return tuple(item for item in found if item.id in wanted)

    def mark(self, ids: Sequence[str], mark: Mark) -> None:
        """See `SyncServer.mark`."""
        parameter, state = _EDITS[mark]
        for start in range(0, len(ids), BATCH):
            form = [("i", long_id(id_)) for id_ in ids[start : start + BATCH]]
            said = self._api("edit-tag", (), [*form, (parameter, STATE + state)], needs_token=True)
            if said.strip() != b"OK":
                raise SyncError("it has not confirmed the marks that were sent")

    def _listing(self, *parameters: tuple[str, str]) -> Listing:
        ids: set[str] = set()
        try:
            for answer, _ in self._pages("stream/items/ids", [*parameters, ("n", str(PAGE_IDS))]):
                if not isinstance(answer.get("itemRefs", []), list):
                    return Listing(frozenset(ids), False)
                ids.update(_ids(answer))
        except SyncError:
            if not ids:
                raise
            return Listing(frozenset(ids), False)
        return Listing(frozenset(ids), True)

    def _pages(
        self, path: str, parameters: Sequence[tuple[str, str]], continuation: str = ""
    ) -> Iterator[tuple[dict[str, Any], str]]:
        """Pages of a stream, each with the token of the next one.

        Raises:
            SyncError: a request fails, or a token comes again.
        """
        seen: set[str] = set()
        while True:
            answer = self._json(path, *parameters, *((("c", continuation),) if continuation else ()))
            following = _token_of(answer)
            yield answer, following
            if not following:
                return
            if following in seen or len(seen) >= MAX_PAGES:
                raise SyncError("its pages do not end")
            seen.add(following)
            continuation = following

    def _json(self, path: str, *parameters: tuple[str, str]) -> dict[str, Any]:
        return _decoded(self._api(path, (*parameters, ("output", "json"))))

    def _api(
        self,
        path: str,
        parameters: Sequence[tuple[str, str]],
        form: Sequence[tuple[str, str]] | None = None,
        *,
        needs_token: bool = False,
    ) -> bytes:
        """Body of a response; logs in first if that has not happened, and once more if the server has forgotten it."""
        for is_last in (False, True):
            if not self._auth:
                self._log_in()
            if needs_token and not self._token:
                self._token = Secret(self._request("token").decode("ascii", "replace").strip())
            query = f"?{urlencode(parameters)}" if parameters else ""
            sent = [*form, ("T", self._token.reveal())] if form is not None and needs_token else form
            try:
                return self._request(path + query, sent)
            except SyncError as error:
                if error.kind != "login" or is_last:
                    raise
            self._auth = self._token = Secret("")
        raise AssertionError

    def _request(self, path: str, form: Sequence[tuple[str, str]] | None = None) -> bytes:
        headers = {"Authorization": Secret(f"GoogleLogin auth={self._auth.reveal()}")}
        login = Login(site_of(self._base), headers=headers)
        return self._body(Request(self._base + API_PATH + path, login=lambda: login, form=form))

    def _log_in(self) -> None:
        form = [("Email", self._user), ("Passwd", self._password.reveal())]
        problem = SyncError("there is no Google Reader API at this address")
        for base in (self._base,) if self._base else self._bases:
            try:
                said = self._body(Request(base + LOGIN_PATH, form=form)).decode("utf-8", "replace")
            except SyncError as error:
                if error.kind != "protocol":
                    raise
                continue
            if match := re.search(r"^Auth=(\S+)\s*$", said[:10_000], re.MULTILINE):
                self._base, self._auth = base, Secret(match[1])
                return
        raise problem

    def _body(self, request: Request) -> bytes:
        result = self._client.fetch(request)
        if isinstance(result, FetchFailed):
            raise _failure(result)
        return result.body if isinstance(result, Fetched) else b""


def long_id(id_: str) -> str:
    """An id in the long form, with 16 hexadecimal digits if it is a number."""
    return f"{ITEM}{int(id_) % 2**64:016x}" if re.fullmatch(r"-?[0-9]{1,20}", id_) else ITEM + id_


def short_id(id_: object) -> str:
    """An id in the short form: a signed decimal number of 64 bits, or what stands in place of its digits.

    Empty if it is no id.
    """
    if not isinstance(id_, str) or not id_.isascii() or len(id_) > 200:
        return ""
    if id_.startswith(ITEM):
        digits = id_.removeprefix(ITEM)
        return str(_signed(int(digits, 16))) if re.fullmatch(r"[0-9A-Fa-f]{16}", digits) else _word(digits)
    if re.fullmatch(r"-?[0-9]{1,20}", id_):
        return str(_signed(int(id_) % 2**64))
    return _word(id_)


def _signed(number: int) -> int:
    return number - 2**64 if number >= 2**63 else number


def _word(text: str) -> str:
    return text if re.fullmatch(r"[\w.:+-]+", text) else ""


class _NotFoundError(SyncError):
    """A request for items of which the server has none, which Miniflux calls a bad request."""


def _failure(result: FetchFailed) -> SyncError:
    if result.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND):
        return _NotFoundError(result.reason, "protocol")
    if result.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return SyncError(
            f"it refuses the login ({result.reason}); check user and password, and whether its API is allowed", "login"
        )
    if result.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return SyncError(result.reason, "busy", result.retry_after)
    return SyncError(result.reason, "protocol" if result.status else "unreachable", result.retry_after)


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise SyncError("its answer is no JSON") from None
    if not isinstance(answer, dict):
        raise SyncError("its answer is not what was asked for")
    return answer


def _token_of(answer: Mapping[str, Any]) -> str:
    token = answer.get("continuation")
    return str(token) if isinstance(token, str | int) and not isinstance(token, bool) else ""


def _text(answer: Mapping[str, Any], *path: str) -> str:
    """The text at a path of keys; empty if there is none."""
    value: Any = answer
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _dicts(answer: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    values = answer.get(key)
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def _feed(answer: Mapping[str, Any]) -> RemoteFeed:
    folders = (_text(each, "label") or _label(_text(each, "id")) for each in _dicts(answer, "categories"))
    return RemoteFeed(
        _text(answer, "id"),
        _text(answer, "url") or _address_of(_text(answer, "id")),
        _text(answer, "title"),
        _text(answer, "htmlUrl"),
        tuple(dict.fromkeys(filter(None, folders))),
    )


def _address_of(feed_id: str) -> str:
    """The address in an id such as `feed/https://example.org/feed`; empty if it is a number."""
    address = feed_id.removeprefix("feed/")
    return address if address.startswith(("http://", "https://")) else ""


def _label(tag: str) -> str:
    return tag.partition("/label/")[2]


def _ids(answer: Mapping[str, Any]) -> list[str]:
    """The ids of a page of a listing, in order."""
    return [id_ for each in _dicts(answer, "itemRefs") if (id_ := short_id(each.get("id")))]


def _items(answer: Mapping[str, Any]) -> tuple[RemoteItem, ...]:
    if not isinstance(answer.get("items"), list):
        raise SyncError("its list of items cannot be read")
    return tuple(filter(None, map(_item, _dicts(answer, "items"))))


def _item(answer: Mapping[str, Any]) -> RemoteItem | None:
    """The item of an answer; None without an id."""
    if not (id_ := short_id(answer.get("id"))):
        return None
    categories = answer.get("categories")
    tags = [tag for tag in categories if isinstance(tag, str)] if isinstance(categories, list) else []
    states = {tag.rpartition("/")[2] for tag in tags if "/state/com.google/" in tag}
    links = [*_dicts(answer, "canonical"), *_dicts(answer, "alternate")]
    return RemoteItem(
        id_,
        _text(answer, "origin", "streamId"),
        next(filter(None, (_text(link, "href") for link in links)), ""),
        _text(answer, "title"),
        _text(answer, "author"),
        _text(answer, "content", "content") or _text(answer, "summary", "content"),
        _time(answer.get("published"), 1),
        _time(answer.get("timestampUsec"), 1_000_000) or _time(answer.get("crawlTimeMsec"), 1000),
        read="read" in states,
        starred="starred" in states,
        tags=tuple(filter(None, map(_label, tags))),
    )


def _time(value: object, unit: int) -> datetime | None:
    """A time in so many parts of a second since 1970; None if it is none, or absurd."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,18}", value):
        return None
    least, most = _TOO_OLD_OR_NEW
    seconds = float(value) / unit
    return datetime.fromtimestamp(seconds, UTC) if least < seconds < most else None
