"""`read --plain`: the reader as a line-based dialogue without cursor control."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import stderr, stdout
from briefing.cli.options import page_width
from briefing.dates_and_counts import count, describe_supplements
from briefing.errors import EXIT_OK, BriefingError
from briefing.render import render_documents, render_thread
from briefing.render.captions import row_facts
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Article, Brief, ThreadRow
    from briefing.newsroom import Store

PAGE = 20
"""Number of threads listed at a time."""

HELP = """\
NUMBER shows a thread of the list, then an article of the thread; b goes back to the list.
o NUMBER opens a link of the article in the browser, for example o 2.
/QUERY lists matching threads, / all threads; m lists more; r refreshes; q quits; ? shows this help.
"""


def read_lines(path: Path, config: Config, query: str, user: str) -> int:
    """Run the dialogue until the end of input or a quit command; returns 0.

    Args:
        path: the store's file.
        config: sources, lengths.
        query: query of the first list of threads.
        user: the user's name, for the journal.
    """
    from briefing import newsroom

    with newsroom.open_to_read(path) as store:
        session = Session(store, config, query, user)
        session.list_threads()
        while True:
            stdout.write(session.prompt)
            line = sys.stdin.readline() if sys.stdin else ""
            if not line or line.strip() in ("q", "quit"):
                stdout.write("" if line else "\n")
                return EXIT_OK
            try:
                session.execute(line.strip())
            except BriefingError as error:
                stderr.say(str(error))


class Session:
    """State of the dialogue: what was listed last, for the meaning of numbers."""

    def __init__(self, store: Store, config: Config, query: str, user: str) -> None:
        from briefing import newsroom

        self._store, self._config, self._query = store, config, query
        self._by = newsroom.Actor(user, "tui")
        self._rows: Sequence[ThreadRow] = ()
        self._listed = 0
        self._brief: Brief | None = None
        self._links: Sequence[str] = ()

    @property
    def prompt(self) -> str:
        """The input prompt."""
        return "article, b or q> " if self._brief else "thread, /query or q> "

    def execute(self, command: str) -> None:
        """Execute a command line.

        Raises:
            BriefingError: it failed.
        """
        if command.isdecimal():
            self._open(int(command))
        elif command.startswith("/"):
            self._query = command[1:].strip()
            self.list_threads()
        elif command.startswith("o ") and command[2:].strip().isdecimal():
            self._follow(int(command[2:]))
        elif command == "b":
            self.list_threads()
        elif command in ("m", ""):
            self._list_more()
        elif command == "r":
            self._refresh()
        else:
            stdout.write(HELP)

    def list_threads(self) -> None:
        """List the threads from the first one on."""
        from briefing import newsroom

        self._brief, self._listed = None, 0
        self._rows = newsroom.list_threads(self._store, newsroom.as_query(self._query, self._config))
        scope = f"matching {self._query}" if self._query else "in all"
        hint = "? shows help" if self._rows or self._query else "r fetches news, ? shows help"
        stdout.write(f"{count(len(self._rows), 'thread')} {scope}. {hint}.\n")
        self._list_more()

    def _list_more(self) -> None:
        rows = self._rows[self._listed : self._listed + PAGE]
        for number, row in enumerate(rows, self._listed + 1):
            stdout.write(f"{number}. {_sentence(row.thread.title)} {row_facts(row, None).replace(' · ', ', ')}.\n")
        self._listed += len(rows)
        if not rows and self._rows:
            stdout.write("That was the last thread.\n")

    def _open(self, number: int) -> None:
        from briefing import newsroom

        brief = self._brief
        if brief is None:
            if not 1 <= number <= len(self._rows):
                stdout.write(f"There is no thread {number}.\n")
                return
            thread_id = self._rows[number - 1].thread.id
            if reason := newsroom.complete_thread(self._store.path, self._config, thread_id):
                stdout.write(f"Its article is not analysed yet: {reason}.\n")
            brief = self._brief = newsroom.open_thread(self._store, thread_id)
            stdout.write(render_thread(brief, "text", Layout(width=page_width(self._config))))
            seen = newsroom.as_seen(brief)
            if seen.until and not self._store.readonly:
                newsroom.mark_thread_read(self._store, seen.thread_id, seen.until, seen.article_ids, by=self._by)
        elif 1 <= number <= len(brief.articles):
            reading = newsroom.open_article(self._store, brief.articles[number - 1].id)
            parts = render_documents([newsroom.as_document(reading)], "text", Layout(width=page_width(self._config)))
            stdout.write("".join(parts))
            self._list_links(reading.article)
        else:
            stdout.write(f"There is no article {number} in this thread.\n")

    def _list_links(self, article: Article) -> None:
        """Print the links of an article with their numbers, each URL once."""
        self._links = tuple(article.link_numbers)
        words = {link.url: article.text[link.start : link.end] for link in reversed(article.links)}
        words = describe_supplements(article) | words
        for number, url in enumerate(self._links, 1):
            stdout.write(f"Link {number}. {words[url]}: {url}\n")

    def _follow(self, number: int) -> None:
        from briefing.tui import web_browser

        if not 1 <= number <= len(self._links):
            stdout.write(f"There is no link {number} in the article read last.\n")
            return
        url, browser = self._links[number - 1], web_browser.find_browser()
        if not web_browser.is_openable(url) or browser is None:
            stdout.write(f"Cannot open this link here: {url}\n")
        elif not browser.open(url):
            stdout.write(f"The browser did not open {url}\n")

    def _refresh(self) -> None:
        from briefing import newsroom

        stderr.silence_libraries()
        report = newsroom.refresh_with_hooks(self._store, self._config, now=datetime.now(UTC))
        stdout.write(f"{count(report.new_articles, 'new article')}; {count(len(report.failed), 'source')} failed.\n")
        self.list_threads()


def _line(title: str) -> str:
    from briefing.sanitizer import clean_line

    return clean_line(title) or "untitled"


def _sentence(title: str) -> str:
    """A title with a full stop unless it ends in a stop or mark, which a screen reader would read twice."""
    line = _line(title)
    return line if line.rstrip("”’»\"'")[-1:] in (*".?!…",) else f"{line}."
