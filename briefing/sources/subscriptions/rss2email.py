"""Feeds in rss2email's `rss2email.cfg`: a section `feed.NAME` each."""

from __future__ import annotations

import configparser
import re

from briefing.config import FeedConfig
from briefing.errors import SourceError
from briefing.sanitizer import clean_line
from briefing.sources.subscriptions.subscription_list import Subscriptions, each_once, feed_of

_SECTION = re.compile(r"^\[feed\.", re.MULTILINE)


def is_rss2email(text: str) -> bool:
    """Whether a text is rss2email's configuration, by the sections of its feeds."""
    return _SECTION.search(text) is not None


def read_rss2email(text: str) -> Subscriptions:
    """The feeds of `rss2email.cfg`, each titled by its section; those that are paused are reported.

    Raises:
        SourceError: it cannot be read.
    """
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error as error:
        raise SourceError(f"this is no configuration of rss2email: {clean_line(str(error))[:200]}") from None
    feeds: list[FeedConfig] = []
    skipped: list[str] = []
    for section in parser.sections():
        if not section.startswith("feed."):
            continue
        name, url = section.removeprefix("feed."), parser.get(section, "url", fallback="")
        feed = feed_of(url, name, ())
        if feed is None:
            skipped.append(f"[{clean_line(section)}]: {clean_line(url)[:80]!r} passed over: no web address")
            continue
        feeds.append(feed)
        if parser.get(section, "active", fallback="True").strip().lower() in ("false", "no", "off", "0"):
            skipped.append(f"[{clean_line(section)}]: {feed.url} is paused in rss2email; here it is read")
    return Subscriptions(each_once(feeds), tuple(skipped))
