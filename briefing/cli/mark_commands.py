"""`mark` and `undo`: the user's marks on threads and articles, and their reversal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from briefing.cli import stderr, stdout
from briefing.cli.inputs import standard_input
from briefing.cli.options import actor, examples, formatted, limit, looking, shared
from briefing.cli.pager import Screen
from briefing.cli.param_types import ChangeNumber, ThreadName, Words
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.hygiene import clean_line
from briefing.render import Format
from briefing.render.changes import phrase, render_changes
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import JournalEntry, MarkKind, Target
    from briefing.newsroom import Store

MAX_BYTES = 20_000_000
"""Maximum bytes of names on standard input, enough for a million."""


@click.group(epilog=examples("briefing threads budget --format jsonl | jq -r .thread.id | briefing mark read -"))
@shared
def mark() -> None:
    """Mark threads and articles: read, starred, followed, muted, tagged.

    Each TARGET is the id of a thread or article, the beginning of one, an article's address, or words that only one
    thread has; `-` reads them from standard input, one a line. A thread is marked as it is now: what comes in later is
    not. Each call is one change; `briefing undo` takes it back. Printed is the change, nothing if all was so already.
    """


def _targets(command: Callable[..., int]) -> Callable[..., int]:
    """Add the parameters that all of these commands share: `targets`, `query` and `everything`."""
    command = shared(formatted(click.pass_obj(command)))
    command = click.option("--all", "everything", is_flag=True, help="All threads that are not muted.")(command)
    command = click.option(
        "--query", type=Words(), default="", metavar="QUERY", help="All threads it finds, as for threads."
    )(command)
    return click.argument("targets", metavar="[TARGET]...", nargs=-1, type=ThreadName())(command)


def _add(kind: MarkKind, help: str) -> None:
    """Add a command that takes only targets."""

    def run(settings: Settings, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
        return _mark(settings, kind, _Wanted(targets, query, everything), format)

    run.__doc__ = help
    mark.command(kind)(_targets(run))


class _Wanted:
    """Selection of threads and articles."""

    def __init__(self, names: Sequence[str], query: str = "", everything: bool = False, before: str = "") -> None:
        if not (names or query or everything):
            raise UsageError("name what is to be marked: a TARGET, --query or --all")
        if sum(map(bool, (names, query, everything))) > 1:
            raise UsageError("name what is to be marked in one way: TARGETs, --query or --all")
        self._names = [name for each in names for name in (_standard_input() if each == "-" else [each])]
        self._query, self._everything, self._before = query, everything, before

    def find(self, store: Store, config: Config, now: datetime) -> list[Target]:
        """Resolve the selection in the store."""
        from briefing import newsroom

        if self._query or self._everything:
            before = newsroom.parse_since(store, self._before, now) if self._before else None
            query = newsroom.as_query(self._query, config)
            if self._query and not str(query):
                raise UsageError(f"--query {self._query}: asks for nothing; --all is for all threads")
            return newsroom.listed_targets(store, query, before=before, now=now)
        return newsroom.find_targets(store, self._names)


def _standard_input() -> list[str]:
    """Non-empty lines of standard input."""
    body = standard_input().read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        raise UsageError(f"standard input names too much: more than {MAX_BYTES // 1_000_000} MB")
    lines = (clean_line(line) for line in body.decode("utf-8", "replace").split("\n"))
    names = [line for line in lines if line]
    if not names:
        raise UsageError("standard input names nothing")
    return names


def _mark(settings: Settings, kind: MarkKind, wanted: _Wanted, format: Format, tag: str = "") -> int:
    from briefing import newsroom

    now, config = datetime.now(UTC), settings.load()
    with settings.open(existing=True) as store, store.transaction():  # no target is removed before it is marked
        targets = wanted.find(store, config, now)
        if kind == "read":
            targets = newsroom.copies_too(store, targets)
        done = newsroom.mark(store, kind, targets, tag=tag, by=actor(), now=now)
    stdout.write(render_changes([done] if done else [], format))
    stderr.say(f"`briefing undo {done.number}` takes it back" if done else "nothing to change: all is so already")
    return EXIT_OK


@mark.command("read")
@click.option("--before", type=Words(), default="", metavar="TIME", help="With --all or --query: only older arrivals.")
@_targets
def read_(
    settings: Settings, targets: tuple[str, ...], query: str, everything: bool, before: str, format: Format
) -> int:
    """Mark threads with all that is in them, or articles with their copies, as read.

    TIME is one as for daily: 24h, 7d, yesterday, a date.
    """
    if before and targets:
        raise UsageError("--before goes with --all or --query")
    return _mark(settings, "read", _Wanted(targets, query, everything, before), format)


_add("unread", "Mark threads or articles as not read.")
_add("star", "Star articles, or all articles of threads: they are kept, and found again.")
_add("unstar", "Take stars away.")
_add("follow", "Follow threads: they stand first. For an article its thread is meant.")
_add("unfollow", "Follow threads no longer, also where a watch pins them.")
_add("mute", "Mute threads: they are left out of lists and briefings. For an article its thread is meant.")
_add("unmute", "Bring muted threads back.")


@mark.command()
@click.argument("tag", type=Words())
@_targets
def tag(settings: Settings, tag: str, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
    """Give threads or articles a TAG, one word."""
    return _mark(settings, "tag", _Wanted(targets, query, everything), format, tag)


@mark.command()
@click.argument("tag", type=Words())
@_targets
def untag(settings: Settings, tag: str, targets: tuple[str, ...], query: str, everything: bool, format: Format) -> int:
    """Take a TAG away from threads or articles."""
    return _mark(settings, "untag", _Wanted(targets, query, everything), format, tag)


@click.command(epilog=examples("briefing undo --list --json | jq -r '.changes[] | select(.via == \"rule\") | .number'"))
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1, type=ChangeNumber(min=1))
@click.option("--list", "listing", is_flag=True, help="List the changes, newest first, and take nothing back.")
@click.option("--redo", is_flag=True, help="Make changes again that were taken back; without NUMBER the last of them.")
@limit
@formatted
@looking
@shared
@click.pass_obj
def undo(
    settings: Settings, numbers: tuple[int, ...], listing: bool, redo: bool, limit: int | None, format: Format
) -> int:
    """Take back a change: a mark, a split, a join.

    Without NUMBER the last one that was made by hand and holds; changes made by rules are named by theirs. They may be
    taken back in any order: what was changed again since stays as it is now. Printed are the changes, taken back.
    """
    if listing and (numbers or redo):
        raise UsageError("--list goes with neither NUMBER nor --redo")
    if limit is not None and not listing:
        raise UsageError("--limit goes with --list")
    from briefing import newsroom

    config = settings.load()
    screen = Screen.of(settings, config)
    if listing:
        with settings.open(readonly=True) as store:
            changes = newsroom.list_changes(store, limit=limit)
        screen.show(render_changes(changes, format, Layout(color=screen.color)))
        if not changes and stderr.is_terminal():
            stderr.say("nothing has been changed yet")
        return EXIT_OK
    done: list[JournalEntry] = []
    with settings.open(existing=True) as store:
        for number in numbers or (None,):
            done.append(newsroom.redo(store, number) if redo else newsroom.undo(store, config, number))
    stdout.write(render_changes(done, format, Layout(color=screen.color)))
    stderr.say(f"{'made again' if redo else 'taken back'}: {'; '.join(phrase(each) for each in done)}")
    return EXIT_OK
