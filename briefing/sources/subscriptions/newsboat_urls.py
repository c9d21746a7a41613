"""newsboat's `urls` (https://newsboat.org/releases/2.40/docs/newsboat.html#_first_steps): a URL, then tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.command_lines import Command
from briefing.config import FeedConfig
from briefing.sanitizer import clean_line
from briefing.sources.encodings import decode_document
from briefing.sources.subscriptions.newsboat_filters import UntranslatableError, translate
from briefing.sources.subscriptions.newsboat_words import split_words
from briefing.sources.subscriptions.subscription_list import MAX_REASONS, Subscriptions, each_once, feed_of, names_of

MAX_NAME_CHARS = 60
"""Maximum length of the name of a query."""
MAX_URL_CHARS = 80
"""Maximum length of an address in a reason."""
_NAME = re.compile(r"\w+")
_REASONS = {
    "filter:": "no program, or no web address behind it",
    "exec:": "no program",
    "file:": "a local file; add it as one of [[seeds]], or serve it over http",
}


def read_urls(body: bytes) -> Subscriptions:
    """Parse a `urls` file: `~title` names a feed, `!` before a tag (hidden) is removed and reported.

    `exec:COMMAND` and `filter:COMMAND:URL` become feeds with a command or filter, which newsboat gives to a shell; they
    are reported too. `query:NAME:FILTER` becomes a saved query where it can be said as one. Lines that are no feed are
    skipped with a reason; comments and empty lines are skipped silently.
    """
    feeds: list[FeedConfig] = []
    queries: dict[str, str] = {}
    skipped: list[str] = []
    passed_over = 0
    for number, line in enumerate(decode_document(body, "utf-8").splitlines(), 1):
        words = split_words(line)
        if not words:
            continue
        url, *rest = words
        if url.startswith("query:"):
            skipped += [f"line {number}: {note}" for note in _add_query(url, queries)]
            continue
        reason = next((why for start, why in _REASONS.items() if url.lower().startswith(start)), "no web address")
        title = next((word[1:] for word in rest if word.startswith("~")), "")
        tags = [word.removeprefix("!") for word in rest if not word.startswith("~")]
        feed = _feed(url, title, tags)
        if feed is None:
            passed_over += 1
            if passed_over <= MAX_REASONS:
                skipped.append(f"line {number}: {clean_line(url)[:MAX_URL_CHARS]!r} passed over: {reason}")
        else:
            feeds.append(feed)
            if command := feed.command or feed.filter:
                skipped.append(f"line {number}: {command.shown} will be run by /bin/sh with every refresh")
            if any(word.startswith("!") for word in rest):
                skipped.append(f"line {number}: {feed.url} is hidden (!) in newsboat; here it is shown")
    if passed_over > MAX_REASONS:
        skipped.append(f"{passed_over - MAX_REASONS:,} more lines are passed over, as they are no feeds")
    return Subscriptions(each_once(feeds), tuple(skipped), tuple(queries.items()))


def _add_query(url: str, queries: dict[str, str]) -> Iterator[str]:
    """Add the query of a line `query:NAME:FILTER`; yields what is to be reported of it."""
    _, name, text = [*url.split(":", 2), "", ""][:3]
    key = "-".join(_NAME.findall(clean_line(name).casefold()))[:MAX_NAME_CHARS]
    try:
        if not key or not text:
            raise UntranslatableError("it needs a name and a filter")
        query, has_patterns = translate(text)
    except UntranslatableError as error:
        yield f"the query feed {clean_line(name)[:MAX_URL_CHARS]!r} is not taken over: {clean_line(str(error))[:200]}"
        return
    if queries.setdefault(key, str(query)) != str(query):
        yield f"the query feed {clean_line(name)[:MAX_URL_CHARS]!r} is not taken over: another one became @{key}"
        return
    if has_patterns:
        yield f"the patterns of @{key} match whole words here: {query}"


def _feed(url: str, title: str, tags: Sequence[str]) -> FeedConfig | None:
    """The feed of a line; None if it is none."""
    kind, _, rest = url.partition(":")
    try:
        if kind == "exec":
            return FeedConfig("", *names_of(title, tags), command=Command(rest), shell=True)
        command, _, address = rest.partition(":")
        if kind == "filter" and (feed := feed_of(address, title, tags)):
            return replace(feed, filter=Command(command), shell=True)
    except ValueError:  # an empty command, or one with a quote that is not closed
        return None
    return feed_of(url, title, tags) if "://" in url and kind != "filter" else None


def write_urls(feeds: Sequence[FeedConfig]) -> str:
    """Format feeds as a `urls` file, one a line."""
    return "".join(" ".join((clean_line(feed.url), *map(_quoted, _labels(feed)))) + "\n" for feed in feeds)


def _labels(feed: FeedConfig) -> list[str]:
    # A tag that begins with ! or ~ has another meaning in this format.
    tags = [tag.lstrip("!~").strip() for tag in map(clean_line, feed.tags)]
    return [tag for tag in tags if tag] + ([f"~{clean_line(feed.title)}"] if feed.title else [])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
