"""Checks of `[[feeds]]`: addresses, selectors, logins and commands. Problems never show a login."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.command_lines import EXEC
from briefing.config.sections import FeedConfig

PASSWORD = "{password}"
"""Stands for the password in headers and cookies."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OWN_HEADERS = {
    "accept-encoding": "briefing decides what it can decompress",
    "connection": "briefing decides it",
    "content-length": "requests have no content",
    "cookie": "use `cookie`",
    "host": "it is that of the address",
    "if-modified-since": "briefing sends it",
    "if-none-match": "briefing sends it",
    "transfer-encoding": "requests have no content",
}
"""Headers that cannot be given, by lower-case name, and what to do instead."""


def bad_feeds(feeds: Sequence[FeedConfig], where: str = "feeds") -> list[str]:
    """Problems of feeds; `where` names their table."""
    problems: list[str] = []
    seen: set[str] = set()
    for number, feed in enumerate(feeds, 1):
        at = f"{where}[{number}]"
        problems += _bad_address(feed, at)
        if feed.selector and (problem := _bad_selector(feed.selector)):
            problems.append(f"{at}.selector: {feed.selector!r} is not a CSS selector ({problem})")
        if feed.has_login or feed.password_command or feed.password_file:
            problems += [f"{at}.{problem}" for problem in _bad_login(feed)]
        if feed.url in seen:
            problems.append(f"{at}.url: duplicate of another feed: {feed.url}")
        seen.add(feed.url)
    return problems


def _bad_address(feed: FeedConfig, at: str) -> Iterator[str]:
    if not feed.url.startswith(("http://", "https://")) and not (feed.command and feed.url.startswith(EXEC)):
        yield f"{at}.url: {without_login(feed.url)!r} is not an http or https address"


def _bad_login(feed: FeedConfig) -> Iterator[str]:
    cookie = feed.cookie.reveal() if feed.cookie else ""
    texts = [cookie, *(header.reveal() for header in feed.headers.values())]
    is_named = any(PASSWORD in text for text in texts)
    has_password = bool(feed.password_command or feed.password_file)
    if feed.password_command and feed.password_file:
        yield "password_file: there is a password_command too; remove one of them"
    if feed.user and not has_password:
        yield "user: has no password; set password_command or password_file"
    if feed.user and "@" in feed.url.partition("://")[2].partition("/")[0]:
        yield "user: the address has a login too; remove one of them"
    if has_password and not feed.user and not is_named:
        yield f"password_{'command' if feed.password_command else 'file'}: set user, or {PASSWORD} in headers or cookie"
    if is_named and not has_password:
        yield f"headers: {PASSWORD} stands for what password_command or password_file gives; set one of them"
    if feed.url.startswith(EXEC):
        yield "url: missing; a login is sent to an address, and a command gets none"
    if ":" in feed.user or not feed.user.isprintable():
        yield "user: must not have a colon or control characters"
    for name, value in feed.headers.items():
        yield from _bad_header(name, value.reveal(), has_user=bool(feed.user))
    if not _is_sendable(cookie):
        yield "cookie: must be one line of Latin characters"


def _bad_header(name: str, value: str, *, has_user: bool) -> Iterator[str]:
    if not _TOKEN.fullmatch(name):
        yield f"headers: {name!r} is not the name of a header"
    elif reason := _OWN_HEADERS.get(name.lower()):
        yield f"headers.{name}: cannot be set; {reason}"
    elif has_user and name.lower() == "authorization":
        yield f"headers.{name}: is made of user and password; remove one of them"
    elif not _is_sendable(value):
        yield f"headers.{name}: must be one line of Latin characters"


def _is_sendable(value: str) -> bool:
    """Whether a text can be the value of a header."""
    return all(" " <= char <= "\xff" and char != "\x7f" for char in value)


def without_login(url: str) -> str:
    """An invalid URL with what may be a user name and password replaced by `***`."""
    return "***@" * ("@" in url) + url.rpartition("@")[2]


def _bad_selector(selector: str) -> str:
    """Problem of a CSS selector; empty if it is valid."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        return str(error)
    return ""
