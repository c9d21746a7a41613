"""Cookies of one redirect chain, for sites with a consent or login step; discarded after the request."""

from __future__ import annotations

import re
import urllib.request
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from http.cookiejar import CookieJar

    from urllib3.response import BaseHTTPResponse

MAX_CHARS = 4096
"""A `Set-Cookie` header longer than this is ignored, as browsers do."""
_ATTRIBUTES = ("domain", "path", "expires", "max-age", "secure")
_SECONDS = re.compile(r"-?[0-9]+")


class CookieChain:
    """Cookies that the servers of a redirect chain have set, by the rules of `http.cookiejar`."""

    def __init__(self) -> None:
        self._jar: CookieJar | None = None  # created with the first cookie, as importing its module is slow

    def keep(self, url: str, response: BaseHTTPResponse) -> None:
        """Store the cookies set by the response from `url`."""
        set_cookie = [value for value in response.headers.getlist("Set-Cookie") if len(value) <= MAX_CHARS]
        if not set_cookie:
            return
        if self._jar is None:
            from http.cookiejar import CookieJar

            self._jar = CookieJar()
        host = urlsplit(url).hostname or ""
        answer = _Answer([_as_browsers_read(value, host) for value in set_cookie])
        self._jar.extract_cookies(answer, urllib.request.Request(url))  # type: ignore[arg-type]

    def header(self, url: str) -> str:
        """The `Cookie` header for `url`; empty if no cookie applies."""
        if self._jar is None:
            return ""
        request = urllib.request.Request(url)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie", "") or ""


def _as_browsers_read(set_cookie: str, host: str) -> str:
    """A `Set-Cookie` header of `host` without attributes that RFC 6265 ignores but `http.cookiejar` rejects."""
    pair, *attributes = set_cookie.split(";")
    kept = [pair]
    for attribute in attributes:
        name, _, value = (part.strip().lower() for part in attribute.partition("="))
        is_own_domain = name == "domain" and value.lstrip(".") in ("", host)
        is_wrong_age = name == "max-age" and not _SECONDS.fullmatch(value)
        if name in _ATTRIBUTES and not is_own_domain and not is_wrong_age:
            kept.append(attribute)
    return ";".join(kept)


class _Answer:
    """Adapter with the part of a response that `CookieJar` reads."""

    def __init__(self, set_cookie: list[str]) -> None:
        from email.message import Message

        self._headers: Message = Message()
        for value in set_cookie:
            self._headers["Set-Cookie"] = value

    def info(self) -> HTTPMessage:
        return self._headers  # type: ignore[return-value]
