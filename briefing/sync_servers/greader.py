"""Client of the Google Reader API, as FreshRSS, Miniflux and others offer it.

Sources: what FreshRSS (https://freshrss.github.io/FreshRSS/en/developers/06_GoogleReader_API.html) and Miniflux
(https://miniflux.app/docs/google_reader.html) document. Answers are hostile: what has another type than expected counts
as absent, and a page that comes again ends a listing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from briefing.sanitizer import clean_line
from briefing.secrets import Secret
from briefing.sync_servers.values import ItemPage, Listing, Mark, RemoteEnclosure, RemoteFeed, RemoteItem, SyncError
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
MAX_IDS = 1_000_000
"""Ids after which a listing ends."""
MAX_ENCLOSURES = 50
"""Maximum number of files of an item."""
MAX_TOKEN_CHARS = 2000
"""Maximum length of a continuation."""
LOGIN_PATH, API_PATH = "/accounts/ClientLogin", "/reader/api/0/"
FRESHRSS = "/api/greader.php"
"""Where FreshRSS has its API, below the address of the installation."""

_ENDS = re.compile(
    r"(?:/accounts/ClientLogin|/reader(?:/api(?:/0)?)?|/api/greader\.php"  # of the API
    r"|/i(?:/index\.php)?|/api(?:/(?:index|fever)\.php)?"  # of pages of FreshRSS
    r"|/fever|/v1|/unread|/settings|/integrations)$"  # of Miniflux
)
"""What an address that is copied from a page or from another client has behind that of the installation."""
_STATE = re.compile(r"user/[^/]{1,200}/state/com\.google/([a-z-]{1,50})")
_LABEL = re.compile(r"user/[^/]{1,200}/label/(.{1,1000})", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE = str.maketrans({"＆": "&amp;", "＜": "&lt;", "＞": "&gt;"})
"""Characters in place of which FreshRSS writes others in titles and names, as HTML."""
_WIDE_MARKS = str.maketrans("？＼／，；", "?\\/,;")
"""More of them in the titles of feeds, where languages that use these have them too."""
_WIDE_SCRIPTS = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
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

    paths: ClassVar[tuple[str, ...]] = ("", FRESHRSS, "/p" + FRESHRSS)
    """What is tried behind the address of the installation: that of Miniflux, and of FreshRSS."""

    def __init__(self, url: str, user: str, password: Secret, client: Fetcher) -> None:
        """Create the client without requesting anything; arguments as for `open_greader`."""
        self._bases = _bases(url, self.paths)
        self._user, self._password, self._client = user, password, client
        self._base = ""
        self._auth = Secret("")
        self._token = Secret("")

    def check(self) -> str:
        """See `SyncServer.check`; the API has no version."""
        name = clean_line(_text(self._json("user-info"), "userName"))[:200] or self._user
        return f"Google Reader API, user {name}"

    def feeds(self) -> tuple[RemoteFeed, ...]:
        """See `SyncServer.feeds`."""
        listed = self._json("subscription/list")
        if not isinstance(listed.get("subscriptions"), list):
            raise SyncError("its list of subscriptions cannot be read")
        feeds = (_feed(each) for each in _dicts(listed, "subscriptions") if _text(each, "id"))
        return tuple(map(_narrowed_feed, feeds) if self._is_freshrss else feeds)

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
            ids = _ids(answer)
            items = self.items(ids)
            if ids and not items:
                raise SyncError("it lists items, and gives none of them")
            yield ItemPage(items, following)

    def items(self, ids: Sequence[str]) -> tuple[RemoteItem, ...]:
        """See `SyncServer.items`."""
        found: list[RemoteItem] = []
        for start in range(0, len(ids), BATCH):
            form = [("output", "json"), *(("i", long_id(id_)) for id_ in ids[start : start + BATCH])]
            try:
                found += _items(_decoded(self._api("stream/items/contents", (), form, needs_token=True)))
            except _NoItemsError:
                continue
        wanted = set(ids)
        items = (item for item in found if item.id in wanted)
        return tuple(map(_narrowed, items) if self._is_freshrss else items)

    @property
    def _is_freshrss(self) -> bool:
        return self._base.endswith(FRESHRSS)

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
                if len(ids) > MAX_IDS:
                    return Listing(frozenset(ids), False)
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
        """Log in at the first address that has the API.

        Raises:
            SyncError: it refuses the login, or none has it.
        """
        form = [("Email", self._user), ("Passwd", self._password.reveal())]
        problem = SyncError("there is no Google Reader API at this address")
        for base in (self._base,) if self._base else self._bases:
            try:
                said = self._body(Request(base + LOGIN_PATH, form=form)).decode("utf-8", "replace")
            except _NoItemsError as error:
                if base.endswith(FRESHRSS):  # which refuses names that no user can have in this way
                    raise _refused(str(error)) from None
                continue
            except SyncError as error:
                if error.kind == "busy" and base.endswith(FRESHRSS):
                    remedy = "if that lasts, allow API access under Authentication in the settings of FreshRSS"
                    raise SyncError(f"{error}; {remedy}", "busy", error.retry_after) from None
                if error.kind != "protocol":
                    raise
                continue
            if match := re.search(r"^Auth=(\S{1,2000})\s*$", said[:10_000], re.MULTILINE):
                self._base, self._auth = base, Secret(match[1])
                return
            if match := re.search(r"^Error=(\w{1,100})", said[:10_000], re.MULTILINE):
                raise _refused(match[1])
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


class _NoItemsError(SyncError):
    """A bad request, which Miniflux calls one for items of which it has none."""


def _bases(url: str, paths: Sequence[str]) -> tuple[str, ...]:
    """Addresses where the API may be: the configured one, and those below the installation that it belongs to."""
    parts = urlsplit(url.strip())
    given = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/") if parts.netloc else url.strip().rstrip("/")
    root = _ENDS.sub("", _ENDS.sub("", given))  # of the API, then of the installation
    first = given if given.endswith(FRESHRSS) else root
    return tuple(dict.fromkeys((first, *(root + path for path in paths))))


def _refused(reason: str) -> SyncError:
    return SyncError(
        f"it refuses the login ({reason}); check user and password, and whether its API is allowed", "login"
    )


def _failure(result: FetchFailed) -> SyncError:
    if result.status == HTTPStatus.BAD_REQUEST:
        return _NoItemsError(result.reason, "protocol")
    if result.status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return _refused(result.reason)
    if result.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return SyncError(result.reason, "busy", result.retry_after)
    return SyncError(result.reason, "protocol" if result.status else "unreachable", result.retry_after)


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body.decode("utf-8-sig", "replace"), parse_int=_whole)
    except (ValueError, RecursionError):
        raise SyncError("its answer is no JSON") from None
    if not isinstance(answer, dict):
        raise SyncError("its answer is not what was asked for")
    return answer


def _whole(digits: str) -> int:
    """A whole number; 0 for one that is longer than any time or id."""
    return int(digits) if len(digits) <= 30 else 0


def _token_of(answer: Mapping[str, Any]) -> str:
    """The continuation of an answer; empty if there is none.

    Raises:
        SyncError: it is longer than any.
    """
    value = answer.get("continuation")
    token = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if len(token) > MAX_TOKEN_CHARS:
        raise SyncError("its list of items cannot be continued")
    return _SURROGATE.sub("", token)


def _text(answer: Mapping[str, Any], *path: str) -> str:
    """The text at a path of keys, without halves of surrogate pairs; empty if there is none."""
    value: Any = answer
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) else ""


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
    match = _LABEL.fullmatch(tag)
    return match[1] if match else ""


def _narrowed_feed(feed: RemoteFeed) -> RemoteFeed:
    """A subscription of FreshRSS with the characters of its title that are replaced there."""
    title = unescape(_narrow(feed.title))
    return replace(feed, title=title if _WIDE_SCRIPTS.search(title) else title.translate(_WIDE_MARKS))


def _narrowed(item: RemoteItem) -> RemoteItem:
    """An item of FreshRSS with the characters of its title and author that are replaced there."""
    return replace(item, title=_narrow(item.title), author=unescape(_narrow(item.author)))


def _narrow(text: str) -> str:
    """A text of FreshRSS, as HTML, with the characters that are replaced there."""
    return text.replace("&", "&amp;").translate(_WIDE)


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
    tags = _tags(answer)
    states = None if tags is None else {match[1] for tag in tags if (match := _STATE.fullmatch(tag))}
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
        read=None if states is None else "read" in states,
        starred=None if states is None else "starred" in states,
        tags=tuple(filter(None, map(_label, tags or ()))),
        enclosures=tuple(map(_enclosure, _dicts(answer, "enclosure")[:MAX_ENCLOSURES])),
    )


def _enclosure(answer: Mapping[str, Any]) -> RemoteEnclosure:
    length = answer.get("length")
    is_number = isinstance(length, int) and not isinstance(length, bool)
    return RemoteEnclosure(
        _text(answer, "href"), _text(answer, "type"), str(length) if is_number else _text(answer, "length")
    )


def _tags(answer: Mapping[str, Any]) -> list[str] | None:
    """States and labels of an item; None if the answer has no list of them, as one that is cut."""
    categories = answer.get("categories")
    if not isinstance(categories, list):
        return None
    return [_SURROGATE.sub("\ufffd", tag) for tag in categories if isinstance(tag, str)]


def _time(value: object, unit: int) -> datetime | None:
    """A time in so many parts of a second since 1970; None if it is none, or absurd."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,18}", value):
        return None
    least, most = _TOO_OLD_OR_NEW
    seconds = float(value) / unit
    return datetime.fromtimestamp(seconds, UTC) if least < seconds < most else None
