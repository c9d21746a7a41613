"""Pages of messages: the welcome for an empty store, a search without results, and the help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefing.dates_and_counts import count
from briefing.model import Health, SourceFailure
from briefing.tui.drawing.front_page import Note
from briefing.tui.drawing.marks import FOLDED, FOLLOWED, NEW, OPEN, STARRED
from briefing.tui.drawing.page_layout import Block, heading, plain
from briefing.tui.key_bindings import COMMANDS, Command, Keys, PaneName, key_label

_TITLES: dict[PaneName, str] = {"threads": "In the list", "thread": "In a thread", "article": "In an article"}

KEY_COLUMNS = 16

MAX_REASONS = 3
"""Maximum number of reasons of failed sources named at the beginning of the help."""

_MARKS = (
    (NEW, "news since your last visit that you have not read"),
    ("bold", "a story that you have never opened"),
    (FOLLOWED, "a story that you or a watch follow; near the top until opened, and while it has news"),
    (STARRED, "something in the story is starred, or the article is"),
    ("▁▂▁▅█", "number of reports per half-day, up to the last one"),
    (f"{OPEN} {FOLDED}", "a section that is open or folded"),
    ("[3]", "the source of the line is the third article of the thread; in an article, its third link"),
)


def welcome(
    keys: Keys, sources: int, refreshing: bool, failed: Sequence[SourceFailure] = (), waiting: int = 0
) -> tuple[Block, ...]:
    """The page of a reader without threads.

    Args:
        keys: of the commands.
        sources: feeds and seeds in the configuration.
        refreshing: whether a refresh is running.
        failed: sources whose last fetch failed.
        waiting: articles that are stored but not threaded.
    """
    blocks = [
        plain(("Welcome to briefing", "title")),
        plain("News as stories: what is new, who said it, and where it stands.", gap=1),
    ]
    if not sources:
        key = (_key(keys, "add_feed"), "key")
        blocks.append(plain("No source is configured yet.", gap=1))
        blocks.append(plain("Press ", key, " and paste the address of a site: its feed is found and read."))
        blocks.append(plain("Or write it into your config.toml:", gap=1))
    elif refreshing:
        blocks.append(plain("Fetching your sources for the first time; threads appear here as they are made.", gap=1))
    elif waiting:
        stored = f"{count(waiting, 'article')} stored, no thread yet."
        blocks.append(plain(stored, " They appear here if another briefing is at work.", gap=1))
        blocks.append(plain("If not, press ", (_key(keys, "refresh"), "key"), " to go on with an interrupted refresh."))
    elif failed:
        some = len(failed) < sources
        reach = f"{len(failed)} of {sources} sources could not be read" if some else "No source could be read"
        blocks.append(plain((reach, "failed"), f": {failed[0].reason}.", gap=1))
        again = ("Is this machine online? ", (_key(keys, "refresh"), "key"), " tries again, ")
        blocks.append(plain(*again, (_key(keys, "help"), "key"), " shows the reason of each."))
    else:
        blocks.append(plain("Nothing is stored yet. Press ", (_key(keys, "refresh"), "key"), " to fetch news.", gap=1))
    if sources:
        key = (_key(keys, "add_feed"), "key")
        blocks.append(plain("To add a source press ", key, ", or write it into your config.toml:", gap=1))
    example = ("[[feeds]]", 'url = "https://feeds.bbci.co.uk/news/world/rss.xml"', 'title = "BBC World"')
    blocks += [plain((f"    {line}", "code"), gap=not place) for place, line in enumerate(example)]
    leave = ((_key(keys, "help"), "key"), " shows all keys, ", (_key(keys, "quit"), "key"), " quits.")
    return (*blocks, plain(*leave, gap=1))


def trouble(reason: str, keys: Keys) -> tuple[Block, ...]:
    """The page for a store that cannot be read."""
    return (
        plain(("The store cannot be read", "failed")),
        plain(reason, gap=1),
        plain(
            "Nothing was changed. ", ("briefing doctor", "code"), " diagnoses the problem and names the remedy.", gap=1
        ),
        plain((_key(keys, "refresh"), "key"), " tries again, ", (_key(keys, "quit"), "key"), " quits."),
    )


def no_match(query: str, keys: Keys) -> tuple[Block, ...]:
    """The page for a search without results."""
    return (
        plain("No thread matches ", (query, "query")),
        plain((_key(keys, "all_threads"), "key"), " lists all threads, ", (_key(keys, "search"), "key"), " searches."),
    )


def failure_note(health: Health, keys: Keys) -> Note | None:
    """A line of the front page on the sources if most of them failed; None otherwise."""
    failed = len(health.failed)
    total = failed + health.ok
    if failed * 2 <= total:
        return None
    (reason, _), *_ = Counter(failure.reason for failure in health.failed).most_common(1)
    number = count(failed, "source") if failed == total else f"{failed} of {count(total, 'source')}"
    names = (("refresh", "try again"), ("add_feed", "add"), ("help", "why"))
    return Note(
        f"{number} could not be reached: {reason}", " · ".join(f"{_key(keys, name)} {word}" for name, word in names)
    )


def help_page(keys: Keys, health: Health, first: PaneName = "threads") -> tuple[Block, ...]:
    """How many sources failed, all keys by pane, the marks, and the problems of sources.

    Args:
        keys: of the commands.
        health: of the sources.
        first: the pane whose own keys come before all others.
    """
    blocks = [plain(("Keys", "title")), *_failures(health)]
    for title, commands in _commands_by_pane(first):
        blocks += _section(title, [_command(c.name, c.help, keys) for c in commands])
    blocks += _section("Marks", [_entry(mark, text) for mark, text in _MARKS])
    select = f"most terminals select text while shift (on a Mac option) is held, or after {_key(keys, 'mouse')}"
    blocks += _section("Mouse", [_entry("click", "moves there, a second click opens"), _entry("shift+drag", select)])
    blocks += _failed_sources(health)
    for title, sources in (
        ("Silent sources", health.silent),
        ("Paused sources", health.paused),
        ("Moved sources", health.moved),
    ):
        blocks += _section(title, [plain((_name(f), "key"), f"  {f.reason}") for f in sources])
    return tuple(blocks)


def _commands_by_pane(first: PaneName) -> Iterator[tuple[str, list[Command]]]:
    """Yield the title of each part of the help with its commands; those of the pane `first`, then those of all."""
    listed = [command for command in COMMANDS if command.listed]
    everywhere = [command for command in listed if set(_TITLES) <= set(command.panes)]
    own = {pane: [c for c in listed if pane in c.panes and c not in everywhere] for pane in _TITLES}
    yield _TITLES[first], own.pop(first)
    yield "Everywhere", everywhere
    for pane, commands in own.items():
        yield _TITLES[pane], commands


def _failures(health: Health) -> Iterator[Block]:
    """How many sources failed and the most frequent reasons; the list of them is at the end of the page."""
    failed = health.failed
    if failed:
        reasons = Counter(failure.reason for failure in failed).most_common(MAX_REASONS)
        words = ", ".join(f"{reason} ({number}×)" if len(failed) > 1 else reason for reason, number in reasons)
        where = "" if len(failed) == 1 else "; they are listed at the end"
        number = f"{len(failed)} of {count(len(failed) + health.ok, 'source')} failed"
        yield plain((number, "failed"), f": {_name(failed[0]) + ': ' if len(failed) == 1 else ''}{words}{where}", gap=1)


def _failed_sources(health: Health) -> Iterator[Block]:
    """Failed sources, those with the same reason together; most frequent reason first."""
    names: dict[str, list[str]] = {}
    for failure in health.failed:
        names.setdefault(failure.reason, []).append(_name(failure))
    groups = sorted(names.items(), key=lambda group: -len(group[1]))
    yield from _section("Failed sources", [plain((", ".join(sources), "key"), f"  {why}") for why, sources in groups])


def _name(source: SourceFailure) -> str:
    return source.title or source.location


def _section(title: str, entries: list[Block]) -> Iterator[Block]:
    if entries:
        yield heading(title)
        yield from entries


def _command(name: str, text: str, keys: Keys) -> Block:
    return _entry(" ".join(map(key_label, keys[name])), text)


def _entry(mark: str, text: str) -> Block:
    return plain((f"{mark:<{KEY_COLUMNS}}", "key"), " ", text, hang=KEY_COLUMNS + 1)


def _key(keys: Keys, name: str) -> str:
    return key_label(keys[name][0])
