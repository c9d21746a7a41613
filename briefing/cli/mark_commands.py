"""`mark` and `undo`: the user's marks on threads and articles, and their reversal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from briefing.cli import stderr, stdout
from briefing.cli.inputs import standard_input
from briefing.cli.options import actor, display_options, examples, file_options, formatted, limit_option
from briefing.cli.pager import Screen
from briefing.cli.param_types import ChangeNumber, ThreadName, Words
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.render import Format
from briefing.render.changes import phrase, render_changes
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import JournalEntry, MarkKind, Target
    from briefing.newsroom import Store

MAX_BYTES = 20_000_000
"""Maximum bytes of names on standard input, enough for a million."""


@click.group(epilog=examples("briefing threads budget --format jsonl | jq -r .thread.id | briefing mark read -"))
@file_options
def mark() -> None:
    """Mark threads and articles: read, star, follow, mute, tag.

    TARGET is the id of a thread or article, the beginning of one, an article's address, or words that match only one
    thread; `-` reads targets from standard input, one per line. Marking a thread does not mark articles that arrive
    later. Each call is one change, which `briefing undo` reverts. Prints the change, if there is one.
    """


def _targets(command: Callable[..., int]) -> Callable[..., int]:
    """Add the parameters that all of these commands share: `targets`, `query` and `everything`."""
    command = file_options(formatted(click.pass_obj(command)))
    command = click.option("--all", "everything", is_flag=True, help="All threads that are not muted.")(command)
    command = click.option(
        "--query",
        type=Words(),
        default="",
        metavar="QUERY",
        help="All threads that match QUERY, as for `briefing threads`.",
    )(command)
    return click.argument("targets", metavar="[TARGET]...", nargs=-1, type=ThreadName())(command)


def _add(kind: MarkKind, help: str) -> None:
    """Add a command that takes only targets."""

    def run(settings: Settings, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
        return _mark(settings, kind, _Selection(targets, query, everything), format)

    run.__doc__ = help
    mark.command(kind)(_targets(run))


class _Selection:
    """Selection of threads and articles."""

    def __init__(self, names: Sequence[str], query: str = "", everything: bool = False, before: str = "") -> None:
        if not (names or query or everything):
            raise UsageError("nothing to mark: give a TARGET, --query or --all")
        if sum(map(bool, (names, query, everything))) > 1:
            raise UsageError("use only one of TARGET, --query and --all")
        self._names = [name for each in names for name in (_standard_input() if each == "-" else [each])]
        self._query, self._everything, self._before = query, everything, before

    def resolve(self, store: Store, config: Config, now: datetime) -> list[Target]:
        """Resolve the selection in the store."""
        from briefing import newsroom

        if self._query or self._everything:
            before = newsroom.parse_since(store, self._before, now) if self._before else None
            query = newsroom.as_query(self._query, config)
            if self._query and not str(query):
                raise UsageError(f"--query {self._query}: the query is empty; --all marks all threads")
            return newsroom.listed_targets(store, query, before=before, now=now)
        return newsroom.find_targets(store, self._names)


def _standard_input() -> list[str]:
    """Non-empty lines of standard input."""
    body = standard_input().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise UsageError(f"standard input is larger than {MAX_BYTES // 1_000_000} MB")
    lines = (clean_line(line) for line in body.decode("utf-8", "replace").split("\n"))
    names = [line for line in lines if line]
    if not names:
        raise UsageError("standard input is empty; pipe targets into it, one per line")
    return names


def _mark(settings: Settings, kind: MarkKind, selection: _Selection, format: Format, tag: str = "") -> int:
    from briefing import newsroom

    now, config = datetime.now(UTC), settings.load()
    with settings.open(existing=True) as store, store.transaction():  # no target is removed before it is marked
        targets = selection.resolve(store, config, now)
        if kind == "read":
            targets = newsroom.copies_too(store, targets)
        done = newsroom.mark(store, kind, targets, tag=tag, by=actor(), now=now)
    stdout.write(render_changes([done] if done else [], format))
    stderr.say(f"`briefing undo {done.number}` reverts this" if done else "nothing to change")
    return EXIT_OK


@mark.command("read")
@click.option(
    "--before",
    type=Words(),
    default="",
    metavar="TIME",
    help="With --all or --query: only articles that arrived before TIME.",
)
@_targets
def read_(
    settings: Settings, targets: tuple[str, ...], query: str, everything: bool, before: str, format: Format
) -> int:
    """Mark threads, or articles with their copies, as read.

    TIME is as for daily: 24h, 7d, yesterday, a date.
    """
    if before and targets:
        raise UsageError("--before needs --all or --query")
    return _mark(settings, "read", _Selection(targets, query, everything, before), format)


_add("unread", "Mark threads or articles as unread.")
_add("star", "Star articles, or all articles of threads.\n\n`briefing prune` keeps starred articles.")
_add("unstar", "Remove the stars of articles, or of all articles of threads.")
_add("follow", "Follow threads: list them first. An article stands for its thread.")
_add("unfollow", "Stop following threads, also those that a watch pins.")
_add("mute", "Mute threads: hide them from lists and briefings. An article stands for its thread.")
_add("unmute", "Unmute threads.")


@mark.command()
@click.argument("tag", type=Words())
@_targets
def tag(settings: Settings, tag: str, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
    """Add TAG, one word, to threads or articles."""
    return _mark(settings, "tag", _Selection(targets, query, everything), format, tag)


@mark.command()
@click.argument("tag", type=Words())
@_targets
def untag(settings: Settings, tag: str, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
    """Remove TAG from threads or articles."""
    return _mark(settings, "untag", _Selection(targets, query, everything), format, tag)


@click.command(epilog=examples("briefing undo --list --json | jq -r '.changes[] | select(.via == \"rule\") | .number'"))
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=ChangeNumber(min=1))
@click.option("--list", "listing", is_flag=True, help="List changes, newest first; undo nothing.")
@click.option("--redo", is_flag=True, help="Redo undone changes; without NUMBER, the one undone last.")
@limit_option("changes, with --list")
@formatted
@display_options
@file_options
@click.pass_obj
def undo(
    settings: Settings, numbers: tuple[int, ...], listing: bool, redo: bool, limit: int | None, format: Format
) -> int:
    """Undo changes: marks, splits, joins.

    Without NUMBER, undo the last manual change still in effect; changes by rules need their number. Changes can be
    undone in any order: what was changed again since then stays as it is. Prints the undone changes.
    """
    if listing and (numbers or redo):
        raise UsageError("--list cannot be combined with NUMBER or --redo")
    if limit is not None and not listing:
        raise UsageError("--limit needs --list")
    from briefing import newsroom

    config = settings.load()
    screen = Screen.of(settings, config)
    if listing:
        with settings.open(readonly=True) as store:
            changes = newsroom.list_changes(store, limit=limit)
        screen.show(render_changes(changes, format, Layout(color=screen.color)))
        if not changes and stderr.is_terminal():
            stderr.say("no changes yet")
        return EXIT_OK
    done: list[JournalEntry] = []
    with settings.open(existing=True) as store:
        for number in numbers or (None,):
            done.append(newsroom.redo(store, number) if redo else newsroom.undo(store, config, number))
    stdout.write(render_changes(done, format, Layout(color=screen.color)))
    stderr.say(f"{'redone' if redo else 'undone'}: {'; '.join(phrase(each) for each in done)}")
    return EXIT_OK
