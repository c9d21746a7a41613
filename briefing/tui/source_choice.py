"""What the user chooses on the first-run screen: bundles of feeds, and sources of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.config import FeedConfig
from briefing.config.bundles import Bundle

PRESELECTED = ("World", "Latin America")
"""Topics that are chosen at first, those of the bundled configuration."""


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A feed of a site, or a list of feeds from a file."""

    label: str
    """Title of the feed, or name of the file."""
    feeds: tuple[FeedConfig, ...]
    """At least one feed."""
    is_chosen: bool = True
    """Whether it is to be read."""


class SourceChoice:
    """A grid of topics and languages, a row for each own source below it, and the cursor.

    A bundle has a cell; an own source is a row of one cell.
    """

    def __init__(self, bundles: Sequence[Bundle], language: str) -> None:
        """Preselect bundles.

        Args:
            bundles: those to choose from; every topic in every language.
            language: preferred language; the first one of the bundles if there is none in it.
        """
        self.topics = tuple(dict.fromkeys(bundle.topic for bundle in bundles))
        self.languages = tuple(dict.fromkeys(bundle.language for bundle in bundles))
        self.bundles = tuple(bundles)
        """Bundles to choose from."""
        self._bundles = {(bundle.topic, bundle.language): bundle for bundle in bundles}
        preferred = language if language in self.languages else self.languages[0]
        self.chosen = {(topic, preferred) for topic in self.topics if topic in PRESELECTED}
        """Topic and language of the chosen bundles."""
        self.own: list[OwnSource] = []
        """Sources that the user has added, in that order."""
        self.row = 0
        """Row of the cursor: a topic, or behind the topics an own source."""
        self.column = self.languages.index(preferred)
        """Column of the cursor among the languages."""

    @property
    def feeds(self) -> list[FeedConfig]:
        """Chosen feeds, each address once."""
        cells = [(topic, language) for language in self.languages for topic in self.topics]
        chosen = [feed for cell in cells if cell in self.chosen for feed in self._bundles[cell].feeds]
        chosen += [feed for source in self.own if source.is_chosen for feed in source.feeds]
        return list({feed.url: feed for feed in reversed(chosen)}.values())[::-1]

    @property
    def titles(self) -> list[str]:
        """Titles of the feeds under the cursor."""
        own = self.row - len(self.topics)
        feeds = self.own[own].feeds if own >= 0 else self._bundles[self._cell].feeds
        return [feed.title or feed.url for feed in feeds]

    @property
    def _cell(self) -> tuple[str, str]:
        return self.topics[self.row], self.languages[self.column]

    def move(self, down: int = 0, right: int = 0) -> None:
        """Move the cursor, within the grid."""
        self.row = min(max(self.row + down, 0), len(self.topics) + len(self.own) - 1)
        self.column = min(max(self.column + right, 0), len(self.languages) - 1)

    def toggle(self) -> None:
        """Choose what is under the cursor, or no longer."""
        own = self.row - len(self.topics)
        if own < 0:
            self.chosen ^= {self._cell}
        else:
            self.own[own] = replace(self.own[own], is_chosen=not self.own[own].is_chosen)

    def add(self, source: OwnSource) -> None:
        """Add an own source, chosen, and move the cursor to it."""
        self.own.append(source)
        self.row = len(self.topics) + len(self.own) - 1


def preferred_language(environ: Mapping[str, str]) -> str:
    """Language of messages in the locale of the environment, as ISO 639-1 code; empty if it names none."""
    name = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), "")
    code = name.partition("_")[0].partition(".")[0].lower()
    return code if len(code) == 2 else ""
