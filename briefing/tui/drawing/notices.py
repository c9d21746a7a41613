"""Pages of the program's own: the welcome of an empty store, a search without result, and the help."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model import Health
from briefing.tui.commands import COMMANDS, Keys, Pane, shown
from briefing.tui.drawing.blocks import Block, heading, plain

_TITLES: dict[Pane, str] = {"threads": "In the list", "thread": "In a thread", "article": "In an article"}

KEY_COLUMNS = 16


def welcome(keys: Keys, sources: int, refreshing: bool) -> tuple[Block, ...]:
    """Return what a reader without a single thread is told.

    Args:
        keys: of the commands.
        sources: feeds and seeds in the configuration.
        refreshing: whether news are on their way.
    """
    blocks = [
        plain(("Welcome to briefing", "title")),
        plain("News as stories: what is new, who said it, and where it stands.", gap=1),
    ]
    if not sources:
        blocks.append(plain("No source is configured yet. Add a feed to your config.toml:", gap=1))
    elif refreshing:
        blocks.append(plain("Fetching your sources for the first time; threads appear here as they are made.", gap=1))
    else:
        blocks.append(plain("Nothing is stored yet. Press ", (_key(keys, "refresh"), "key"), " to fetch news.", gap=1))
    if sources:
        blocks.append(plain("Sources are in your config.toml; to add one:", gap=1))
    example = ("[[feeds]]", 'url = "https://feeds.bbci.co.uk/news/world/rss.xml"', 'title = "BBC World"')
    blocks += [plain((f"    {line}", "code"), gap=not place) for place, line in enumerate(example)]
    leave = ((_key(keys, "help"), "key"), " shows all keys, ", (_key(keys, "quit"), "key"), " quits.")
    return (*blocks, plain(*leave, gap=1))


def no_match(query: str, keys: Keys) -> tuple[Block, ...]:
    """Return what an unlucky search shows."""
    return (
        plain("No thread is found by ", (query, "query")),
        plain((_key(keys, "all_threads"), "key"), " lists all threads, ", (_key(keys, "search"), "key"), " searches."),
    )


def help_page(keys: Keys, health: Health) -> tuple[Block, ...]:
    """Return all keys by pane, what the list's marks mean, and which sources failed and why."""
    everywhere = [c for c in COMMANDS if set(_TITLES) <= set(c.panes)]
    blocks = [plain(("Keys", "title")), *_section("Everywhere", [_command(c.name, c.help, keys) for c in everywhere])]
    for pane, title in _TITLES.items():
        own = [_command(c.name, c.help, keys) for c in COMMANDS if pane in c.panes and c not in everywhere]
        blocks += _section(title, own)
    marks = (
        ("●", "something in the thread is unread"),
        ("★", "a followed thread; these stand first"),
        ("✦", "something in the thread is starred, or the article is"),
        ("+2", "two articles came in since you read the thread"),
        ("12/5", "twelve articles from five outlets"),
        ("[3]", "the third article of the thread carries the line"),
    )
    blocks += _section("Marks", [_entry(mark, text) for mark, text in marks])
    for title, told in (
        ("Failed sources", health.failed),
        ("Silent sources", health.silent),
        ("Paused sources", health.paused),
        ("Moved sources", health.moved),
    ):
        blocks += _section(title, [plain((f.title or f.location, "key"), f"  {f.reason}") for f in told])
    return tuple(blocks)


def _section(title: str, entries: list[Block]) -> Iterator[Block]:
    if entries:
        yield heading(title)
        yield from entries


def _command(name: str, text: str, keys: Keys) -> Block:
    return _entry(" ".join(map(shown, keys[name])), text)


def _entry(mark: str, text: str) -> Block:
    return plain((f"{mark:<{KEY_COLUMNS}}", "key"), " ", text, hang=KEY_COLUMNS + 1)


def _key(keys: Keys, name: str) -> str:
    return shown(keys[name][0])
