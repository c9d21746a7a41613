"""Cookies of one chain of redirects, as sites with a consent or login step need; none outlives its request."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from http.cookiejar import CookieJar

    from urllib3.response import BaseHTTPResponse

MAX_CHARS = 4096
"""A `Set-Cookie` header longer than this is ignored, as browsers do."""


class CookieChain:
    """The cookies that the servers of a redirect chain have set so far, with the rules of `http.cookiejar`."""

    def __init__(self) -> None:
        self._jar: CookieJar | None = None  # made when the first cookie comes, as its module takes a while to import

    def keep(self, url: str, response: BaseHTTPResponse) -> None:
        """Keep the cookies that the answer from `url` sets."""
        set_cookie = [value for value in response.headers.getlist("Set-Cookie") if len(value) <= MAX_CHARS]
        if not set_cookie:
            return
        if self._jar is None:
            from http.cookiejar import CookieJar

            self._jar = CookieJar()
        self._jar.extract_cookies(_Answer(set_cookie), urllib.request.Request(url))  # type: ignore[arg-type]

    def header(self, url: str) -> str:
        """The `Cookie` header for `url`; empty where no cookie is for it."""
        if self._jar is None:
            return ""
        request = urllib.request.Request(url)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie", "") or ""


class _Answer:
    """What `CookieJar` reads of an answer."""

    def __init__(self, set_cookie: list[str]) -> None:
        from email.message import Message

        self._headers: Message = Message()
        for value in set_cookie:
            self._headers["Set-Cookie"] = value

    def info(self) -> HTTPMessage:
        return self._headers  # type: ignore[return-value]
