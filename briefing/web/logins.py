"""Logins of requests: which headers and cookies a hop of a redirect chain gets."""

from __future__ import annotations

from http import HTTPStatus

import urllib3

from briefing.web.http_values import Login
from briefing.web.request_urls import site_of

DENIED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def login_for(login: Login | None, url: str) -> Login | None:
    """The login if it is one for the site of `url`."""
    return login if login and site_of(url) == login.site else None


def with_login(headers: dict[str, str], login: Login | None) -> dict[str, str]:
    """Headers with those of a login, which replace others of the same name."""
    if login is None:
        return headers
    own = {name: value.reveal() for name, value in login.headers.items()}
    if login.credentials:
        own |= urllib3.make_headers(basic_auth=login.credentials.reveal())
    names = {name.lower() for name in own}
    return {name: value for name, value in headers.items() if name.lower() not in names} | own


def with_cookies(login: Login | None, received: str) -> str:
    """A `Cookie` header of the configured cookies and those received within the chain, which replace the former."""
    if login is None or not login.cookie:
        return received
    names = {pair.partition("=")[0].strip() for pair in received.split(";")}
    pairs = [pair.strip() for pair in login.cookie.reveal().split(";")]
    configured = [pair for pair in pairs if pair and pair.partition("=")[0].strip() not in names]
    return "; ".join([*configured, received] if received else configured)


def denial_hint(status: int, start: str, end: str) -> str:
    """What to do if a feed with a login is denied at another site than that of its address; else empty."""
    if status not in DENIED or site_of(start) == site_of(end):
        return ""
    return f"; it redirects to {site_of(end)}, which does not get its login: use an address there in the configuration"
