"""`feeds list|bundles|check|add|remove|import|export`: manages the subscriptions and reports their state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import stderr, stdout
from briefing.cli.config_commands import locked_config, own_config
from briefing.cli.feed_access import access_options, new_feed
from briefing.cli.inputs import standard_input
from briefing.cli.options import Form, actor, display_options, examples, file_options, list_options
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED, BriefingError, NotFoundError, UsageError
from briefing.files import odd_kind
from briefing.render import TABLE_FORMATS
from briefing.render.feed_reports import render_bundles, render_feeds
from briefing.render.record_fields import FEEDS
from briefing.render.text_layout import Layout
from briefing.sanitizer import hide_login

if TYPE_CHECKING:
    from briefing.config import Config, FeedConfig
    from briefing.model import FeedReport
    from briefing.newsroom import Change, ListFormat
    from briefing.sources.subscriptions import Subscriptions

_tags = click.option(
    "--tag", "tags", multiple=True, type=Words(), metavar="TAG", help="Tag of the feeds; may be repeated."
)


@click.group()
@file_options
def feeds() -> None:
    """List, check, add, remove, import or export feeds.

    Feeds are [[feeds]] tables in your configuration; these commands change only those tables. If you have no
    configuration yet, the bundled one is copied to yours first.
    """


@feeds.command(
    "list",
    epilog=examples("briefing feeds list --tag world --json | jq -r '.feeds[].url'"),
)
@click.option("--tag", type=Words(), default="", metavar="TAG", help="Only feeds with this tag.")
@list_options(FEEDS, TABLE_FORMATS)
@display_options
@file_options
@click.pass_obj
def list_(settings: Settings, tag: str, form: Form) -> int:
    """List feeds with title, address and tags.

    JSON includes their state, as `briefing feeds check` shows it. Subscriptions of the sync server follow.
    """
    config = settings.load()
    rows = [row for row in known_feeds(settings, config, synced=True) if not tag or tag in row.tags]
    screen = Screen.of(settings, config)
    screen.show(render_feeds(rows, form.format, Layout(fields=form.fields, header=form.header, color=screen.color)))
    return EXIT_OK


@feeds.command(epilog=examples("briefing feeds bundles", "briefing feeds bundles science science-es"))
@click.argument("names", metavar="[NAME]...", nargs=-1, type=Words())
@list_options(FEEDS, TABLE_FORMATS)
@display_options
@file_options
@click.pass_obj
def bundles(settings: Settings, names: tuple[str, ...], form: Form) -> int:
    """List the bundles of well-known feeds.

    A bundle covers one topic in English or Spanish. With NAME, or as data, the feeds of the bundles are listed, as by
    `briefing feeds list`. `briefing feeds add --bundle NAME` subscribes to them.
    """
    from briefing.config.bundles import named_bundles, shipped_bundles
    from briefing.model import FeedReport

    screen = Screen.of(settings, settings.load_if_any())
    chosen = named_bundles(names) or shipped_bundles()
    if names or form.format != "text":
        rows = [FeedReport(feed.url, feed.title, feed.tags) for bundle in chosen for feed in bundle.feeds]
        screen.show(render_feeds(rows, form.format, Layout(fields=form.fields, header=form.header, color=screen.color)))
    else:
        screen.show(render_bundles([(b.name, [feed.title for feed in b.feeds]) for b in chosen], screen.color))
    return EXIT_OK


@feeds.command(epilog=examples("briefing feeds check --json | jq '.feeds[] | select(.condition == \"failing\")'"))
@click.argument("only", metavar="[FEED]...", nargs=-1, type=Words())
@list_options(FEEDS, TABLE_FORMATS)
@display_options
@file_options
@click.pass_obj
def check(settings: Settings, only: tuple[str, ...], form: Form) -> int:
    """Show the state of feeds as of the last refresh.

    Shows the last success, failures and their begin, the newest entry, entries per week, and whether a feed has moved,
    is gone or is silent. FEED is part of an address or title. Exit code 3 if a feed fails, 4 if all do. Nothing is
    fetched; `briefing refresh FEED` fetches a feed now.
    """
    config = settings.load()
    rows = known_feeds(settings, config, synced=True)
    words = [word.casefold() for word in only]
    rows = [row for row in rows if not words or any(w in f"{row.url}\n{row.title}".casefold() for w in words)]
    if only and not rows:
        raise NotFoundError(f"no feed matches {' or '.join(map(repr, only))}; `briefing feeds list` lists all feeds")
    screen = Screen.of(settings, config)
    fields, header = form.fields, form.header
    screen.show(render_feeds(rows, form.format, Layout(fields=fields, header=header, color=screen.color), health=True))
    failing = sum(row.condition in ("failing", "gone") for row in rows)
    return EXIT_OK if not failing else EXIT_NO_SOURCE if failing == len(rows) else EXIT_SOME_FAILED


@feeds.command(
    epilog=examples(
        "briefing feeds add https://example.org/ --tag world",
        "briefing feeds add example.org/rss.xml",
        "briefing feeds add --bundle science --bundle world-es",
        "briefing feeds add https://news.example/rss --user ann --password-command 'pass show news'",
        "briefing feeds add --command '~/bin/weather --json' --title Weather",
    )
)
@click.argument("addresses", metavar="[ADDRESS]...", nargs=-1, type=Words())
@click.option(
    "--bundle",
    "names",
    multiple=True,
    type=Words(),
    metavar="NAME",
    help="All feeds of a bundle, without a request; may be repeated. `briefing feeds bundles` lists them.",
)
@click.option("--title", type=Words(), default="", metavar="TITLE", help="Title of the feed; by default its own.")
@_tags
@access_options
@click.option("--no-fetch", is_flag=True, help="Add the address as given, without a request.")
@file_options
@click.pass_obj
def add(
    settings: Settings,
    /,
    addresses: tuple[str, ...],
    names: tuple[str, ...],
    title: str,
    tags: tuple[str, ...],
    no_fetch: bool,
    **access: str,
) -> int:
    """Subscribe to a feed, a page, what a command prints, or a bundle.

    If a page links to no feed, common addresses of feeds on the site are tried. Prints the feed's address. The next
    refresh fetches it. Commands are run without a shell.
    """
    from briefing.config.bundles import named_bundles

    if access["command"]:
        addresses = (*addresses, "")  # the command's, which is made of its words
    if not addresses and not names:
        raise UsageError("an ADDRESS or --bundle NAME is missing; `briefing feeds bundles` lists the bundles")
    if access["command"] and (len(addresses) > 1 or names):
        raise UsageError("--command cannot be used with an ADDRESS or --bundle")
    if title and names:
        raise UsageError("--title cannot be used with --bundle, whose feeds have titles")
    config, code = settings.load(), EXIT_OK
    feeds: list[FeedConfig] = [_tagged(feed, tags) for bundle in named_bundles(names) for feed in bundle.feeds]
    for address in addresses:
        try:
            discovered = new_feed(config, address, access, no_fetch=no_fetch)
        except BriefingError as error:
            if len(addresses) == 1 and not names:
                raise
            stderr.say(str(error))
            code = max(code, EXIT_SOME_FAILED)
            continue
        if discovered.others:
            stderr.say(f"{address}: other feeds of this page: {', '.join(discovered.others[:5])}")
        feeds.append(_tagged(replace(discovered.feed, title=title or discovered.feed.title), tags))
    _subscribe(settings, feeds)
    return code if feeds else EXIT_NO_SOURCE


def _tagged(feed: FeedConfig, tags: Sequence[str]) -> FeedConfig:
    """The feed with more tags, each once."""
    return replace(feed, tags=tuple(dict.fromkeys((*feed.tags, *tags))))


@feeds.command(epilog=examples("briefing feeds remove 'Daily News'"))
@click.argument("names", metavar="FEED...", nargs=-1, required=True, type=Words())
@file_options
@click.pass_obj
def remove(settings: Settings, names: tuple[str, ...]) -> int:
    """Remove feeds; their articles stay in the store.

    FEED is an address, or part of the title of one feed.
    """
    from briefing import newsroom

    def make(text: str, config: Config) -> Change:
        return newsroom.unsubscribe(text, config, names, known_feeds(settings, config))

    _change(settings, make)
    return EXIT_OK


@feeds.command(
    "import",
    epilog=examples("briefing feeds import ~/.newsboat/urls ~/.newsboat/config ~/.newsboat/cache.db --tag newsboat"),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@_tags
@click.option("--dry-run", is_flag=True, help="Print what would be added; change nothing.")
@file_options
@click.pass_obj
def import_(settings: Settings, files: tuple[Path, ...], tags: tuple[str, ...], dry_run: bool) -> int:
    """Subscribe to the feeds of OPML, newsboat or rss2email files.

    FILE is an OPML file, newsboat's urls, config or cache.db, rss2email.cfg, or - for standard input. Outlines around a
    feed become its tags. Existing feeds stay unchanged. Prints the added feeds. From newsboat's cache.db, the read
    articles are imported: they are marked as read now, or when they arrive; from its config, the ignore-article lines
    as rules that mute. Query feeds become saved queries. What cannot be taken over is named on standard error.
    """
    from briefing import newsroom
    from briefing.config import config_text

    caches = [file for file in files if _is_database(file)]
    lists = [(str(file), _subscriptions(file)) for file in files if file not in caches]
    feeds: list[FeedConfig] = []
    rules = [rule for _, read in lists for rule in read.rules]
    queries = [query for _, read in lists for query in read.queries]
    for name, read in lists:
        for line in read.skipped:
            stderr.say(f"{name}: {line}")
        feeds += [_tagged(feed, tags) for feed in read.feeds]
    _warn_of_private(feeds)
    if dry_run:
        config = settings.load()
        change = newsroom.subscribe(config_text(settings.config_path()), config, feeds, rules, queries)
        _print_addresses(change.feeds)
        _name_others(change, "would be added")
        return EXIT_OK
    _change(settings, lambda text, config: newsroom.subscribe(text, config, feeds, rules, queries))
    for file in caches:
        with settings.open() as store:
            adopted = newsroom.adopt_read_state(store, file.expanduser(), by=actor())
        later = f", {adopted.waiting} more on arrival" if adopted.waiting else ""
        stderr.say(f"{file}: {count(adopted.marked, 'article')} marked as read{later}")
    return EXIT_OK


@feeds.command(epilog=examples("briefing feeds export --output feeds.opml"))
@click.option("--format", type=OneOf(("opml", "newsboat")), default="opml", show_default=True, help="Output format.")
@click.option("--output", "file", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, atomically.")
@click.option("--with-passwords", is_flag=True, help="Include user names and passwords in addresses.")
@file_options
@click.pass_obj
def export(settings: Settings, format: ListFormat, file: Path | None, with_passwords: bool) -> int:
    """Print feeds as OPML 2.0 or as newsboat's urls file.

    User names and passwords in addresses are omitted, with a message on standard error, unless --with-passwords is
    given.
    """
    from briefing import newsroom

    config = settings.load()
    reports = known_feeds(settings, config)
    stdout.deliver(newsroom.write_subscriptions(config, reports, format, with_passwords=with_passwords), file)
    logins = sum(hide_login(feed.url) != feed.url and not feed.command for feed in config.feeds)
    if logins and not with_passwords:
        stderr.say(
            f"{count(logins, 'feed')} written without user name, password or key; --with-passwords includes them"
        )
    if commands := sum(bool(feed.command) for feed in config.feeds):
        stderr.say(f"{count(commands, 'feed')} left out, as these lists have no place for commands")
    if bare := sum(bool(feed.has_login or feed.filter) and not feed.command for feed in config.feeds):
        stderr.say(f"{count(bare, 'feed')} written without user, headers, cookie or filter, which only briefing has")
    return EXIT_OK


def known_feeds(settings: Settings, config: Config, *, synced: bool = False) -> list[FeedReport]:
    """Feeds of the configuration, with their state if there is a store; with `synced` those of the sync server too."""
    from briefing import newsroom

    now = datetime.now(UTC)
    if not settings.store_path().exists():
        return newsroom.list_feeds(config, None, now)
    with settings.open(readonly=True) as store:
        return newsroom.list_feeds(config, store, now) + (newsroom.list_synced(config, store, now) if synced else [])


def choose_in_reader(settings: Settings, feeds: Sequence[FeedConfig]) -> Config:
    """Replace the feeds of the configuration without output; returns the new configuration."""
    from briefing import newsroom

    with locked_config(settings):
        _written(settings, lambda text, config: newsroom.choose_feeds(text, config, feeds), lambda _: None)
    return settings.load()


def subscribe_in_reader(settings: Settings, feeds: Sequence[FeedConfig]) -> Config | None:
    """Subscribe to feeds without output; returns the new configuration, None if all of them were already there."""
    from briefing import newsroom

    with locked_config(settings):
        change = _written(settings, lambda text, config: newsroom.subscribe(text, config, feeds), lambda _: None)
    return settings.load() if change.feeds else None


def _subscribe(settings: Settings, feeds: Sequence[FeedConfig]) -> None:
    from briefing import newsroom

    _change(settings, lambda text, config: newsroom.subscribe(text, config, feeds))


def _change(settings: Settings, make: Callable[[str, Config], Change]) -> None:
    """Write the changed configuration, check it, and print the addresses of the feeds that changed.

    The configuration is locked meanwhile. Without changes nothing is written, not even a copy of the bundled one.
    """
    with locked_config(settings):
        change = _written(settings, make)
    for feed in change.known:
        stderr.say(f"{feed.url}: already subscribed")
    _print_addresses(change.feeds)
    _name_others(change, "added")


def _name_others(change: Change, verb: str) -> None:
    """Name the rules and saved queries of a change."""
    for rule in change.rules:
        stderr.say(f"rule {verb}: {rule.action} {rule.query}; `briefing rules test` shows what it matches")
    for name, query in change.queries:
        stderr.say(f"saved query {verb}: @{name} = {query}")
    for name in change.kept_queries:
        stderr.say(f"saved query kept: the configuration has another @{name}; rename one of them")


def _warn_of_private(feeds: Sequence[FeedConfig]) -> None:
    """Warn of feeds of an imported list that are in a private network: refreshes will send requests to these hosts."""
    from briefing import newsroom

    if private := newsroom.private_feeds(feeds):
        names = ", ".join(feed.url for feed in private[:3]) + (", ..." if len(private) > 3 else "")
        verb = "is" if len(private) == 1 else "are"
        hint = "`briefing feeds remove` removes a feed"
        stderr.say(
            f"{count(len(private), 'feed')} of the list {verb} on this machine or a private network ({names}); {hint}"
        )


def _print_addresses(feeds: Sequence[FeedConfig]) -> None:
    stdout.write("".join(f"{hide_login(feed.url)}\n" for feed in feeds))


def _written(
    settings: Settings, make: Callable[[str, Config], Change], notify: Callable[[str], None] = stderr.say
) -> Change:
    from briefing.config import check_text, config_text
    from briefing.errors import ConfigError

    path = settings.config_path()
    text = config_text(path)
    config = check_text(text, path)
    try:
        change = make(text, config)
    except ConfigError as error:
        raise ConfigError(f"{path}: {str(error).removeprefix(f'{path}: ')}") from error
    check_text(change.text, path)
    if change.feeds or change.rules or change.queries:
        stdout.deliver(change.text, own_config(settings, notify))
    return change


def _is_database(file: Path) -> bool:
    """Whether a file is an SQLite database; pipes are not read."""
    try:
        path = file.expanduser()
        if odd_kind(path):
            return False
        with path.open("rb") as opened:
            return opened.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def _subscriptions(file: Path) -> Subscriptions:
    """Parse a list of feeds, from standard input for `-`.

    Raises:
        NotFoundError: it cannot be read, is no file and no pipe, or is too large for a list.
        SourceError: it is no list of feeds.
    """
    from briefing import newsroom
    from briefing.newsroom.subscriptions import MAX_BYTES

    if str(file) != "-":
        return newsroom.read_subscription_file(file, pipes=True)
    try:
        body = standard_input().read(MAX_BYTES + 1)
    except OSError as error:
        raise NotFoundError(f"{file}: cannot read: {error.strerror}") from error
    if len(body) > MAX_BYTES:
        raise NotFoundError(f"{file}: larger than {MAX_BYTES // 1_000_000} MB")
    return newsroom.read_subscriptions(body, str(file))
