"""Requests of feeds and their pages: address, validators, login, command and filter, as the configuration says."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from briefing.command_lines import EXEC, Command
from briefing.config import FeedConfig
from briefing.config.feed_checks import PASSWORD
from briefing.external_commands import end_commands_on_termination
from briefing.model import stable_id
from briefing.passwords import SecretError, read_secret
from briefing.secrets import Secret
from briefing.store.stored_values import SourceState

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.web import Login, Request

MAX_HEADER_CHARS = 8192
"""Maximum length of a header or cookie with its password, as of most servers."""


class FeedRequests:
    """Makes the requests of a refresh; every password is read once, when the first request needs it. Thread-safe."""

    def __init__(self, feeds: Sequence[FeedConfig] = ()) -> None:
        self._feeds = {
            stable_id(feed.url): (number, feed)
            for number, feed in enumerate(feeds, 1)
            if feed.has_login or feed.command or feed.filter
        }
        if any(feed.command or feed.filter for _, feed in self._feeds.values()):
            end_commands_on_termination()
        self._secrets: dict[Command | Path | None, Secret | SecretError] = {}
        self._locks: dict[Command | Path | None, threading.Lock] = {}
        self._lock = threading.Lock()

    def of_feed(self, state: SourceState, *, whole: bool = False) -> Request:
        """Request for a feed: at the address it has moved to, restricted as an untrusted address, else as configured.

        Args:
            state: the stored state.
            whole: whether a feed with a filter, which may have changed, is requested even if it has not changed itself.
        """
        from briefing.web import Request, with_credentials

        location, moved_to = state.source.location, state.moved_to
        _, feed = self._feeds.get(state.source.id, (0, None))
        has_filter = feed is not None and feed.filter is not None
        return Request(
            with_credentials(moved_to, location) if moved_to else location,
            "" if has_filter and whole else state.etag,
            "" if has_filter and whole else state.last_modified,
            allow_private=not moved_to or state.from_private is True,
            login=partial(self._login, state.source.id) if feed and feed.has_login else None,
            command=feed.command if feed else None,
            filter=feed.filter if feed else None,
        )

    def of_page(self, url: str, source_id: str, *, allow_private: bool) -> Request:
        """Request for an article's page, with the login of its feed if it is on the same site."""
        from briefing.web import Request, site_of

        _, feed = self._feeds.get(source_id, (0, None))
        has_login = feed is not None and feed.has_login and site_of(url) == _site(feed)
        login = partial(self._login, source_id) if has_login else None
        return Request(url, allow_private=allow_private, login=login)

    def has_command(self, source_id: str) -> bool:
        """Whether a command makes the content of a feed, so that it may be of any kind."""
        _, feed = self._feeds.get(source_id, (0, None))
        return feed is not None and bool(feed.command or feed.filter)

    def _login(self, source_id: str) -> Login:
        """The login of a feed.

        Raises:
            SecretError: its password cannot be read.
        """
        from briefing.web import Login

        number, feed = self._feeds[source_id]
        where = f"feeds[{number}]"
        password = ""
        if feed.password_command or feed.password_file:
            password = self._secret(where, feed).reveal()
        cookie = feed.cookie.reveal() if feed.cookie else ""
        return Login(
            _site(feed),
            Secret(f"{feed.user}:{password}" if feed.user else ""),
            {
                name: _filled(value.reveal(), password, f"{where}.headers.{name}")
                for name, value in feed.headers.items()
            },
            _filled(cookie, password, f"{where}.cookie"),
        )

    def _secret(self, where: str, feed: FeedConfig) -> Secret:
        key = feed.password_command or feed.password_file
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            if key not in self._secrets:
                try:
                    self._secrets[key] = read_secret(where, command=feed.password_command, file=feed.password_file)
                except SecretError as error:
                    self._secrets[key] = error
            secret = self._secrets[key]
        if isinstance(secret, SecretError):
            raise secret
        return secret


def _site(feed: FeedConfig) -> str:
    from briefing.web import normalize, site_of

    return site_of(normalize(feed.url)) if not feed.url.startswith(EXEC) else ""


def _filled(text: str, password: str, where: str) -> Secret:
    """A header or cookie with the password in it.

    Raises:
        SecretError: it cannot be sent in a header.
    """
    value = text.replace(PASSWORD, password)
    if len(value) > MAX_HEADER_CHARS or not all(" " <= char <= "\xff" for char in value):
        raise SecretError(f"{where}: the password cannot be sent in a header: it is too long or has other characters")
    return Secret(value)
