"""What is told of a story, each piece with the places it is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from briefing.model.days import is_whole_day
from briefing.model.quote_kinds import SURE, QuoteKind

_SHORT = 40
"""Code points of a name that is shown behind another."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: what makes a line traceable."""

    article_id: str
    """The stored article."""
    start: int
    """First code point in `Article.text`."""
    end: int
    """One past the last."""
    outlet: str = ""
    """Name of the source as shown."""
    title: str = ""
    """The article's headline."""
    url: str = ""
    """Its address, empty for stdin."""
    published: datetime | None = None
    """The article's time, None if unknown."""

    SHOWN: ClassVar = ("day_only",)

    @property
    def day_only(self) -> bool:
        """Whether `published` is a day without a time, the same in every zone."""
        return is_whole_day(self.published)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence picked for a reader."""

    text: str
    """Verbatim from the source."""
    source: Citation
    """Where it stands."""
    support: int = 1
    """How many independent outlets carry the fact."""
    added: datetime | None = None
    """When it reached the store, None in memory; what is new since a cursor is decided by this."""
    alone: bool = True
    """Whether it can be read without the sentence before it."""


@dataclass(frozen=True, slots=True)
class KeyQuote:
    """A quote ready to read; the same words in several articles are one."""

    text: str
    """Verbatim, the marks left out."""
    speaker: str | None
    """Full name, None if unknown."""
    sources: tuple[Citation, ...]
    """Every place that carries the words; `text` is taken from the first."""
    kind: QuoteKind = "direct"
    """As in `Quote`."""
    cue: str = ""
    """As in `Quote`."""
    speaker_as_written: str = ""
    """As in `Quote`."""
    confidence: float = 1.0
    """As in `Quote`, of the best source."""
    added: datetime | None = None
    """When it first reached the store; None in memory."""
    thread_id: str = ""
    """The thread it belongs to; empty for a bare text."""
    variants: tuple[str, ...] = ()
    """Other forms of the words in the sources, shorter or spelled otherwise; verbatim."""
    evidence: str = ""
    """As in `Quote`, of the best source."""
    continues: int | None = None
    """As in `Quote`: an offset into the article of the first source."""
    addressee: str = ""
    """Whom it was said to, where a source names them beside the cue (`told Weber`); else empty."""
    speaker_variants: tuple[str, ...] = ()
    """Other spellings of the speaker's name in the thread."""
    speaks_for: str | None = None
    """As in `Quote`, of the first source that says so."""
    within: int | None = None
    """As in `Quote`: an offset into the article of the first source."""
    quoted_by: str = ""
    """In whose own words it stands, where no source has it at first hand; else empty."""

    @property
    def notes(self) -> str:
        """What stands in brackets behind the speaker: `for the ministry`, `quoted by Ana Duarte`; mostly empty."""
        behalf = f"for {self.on_behalf_of}" if self.on_behalf_of else ""
        retold = f"quoted by {self.quoted_by}" if self.quoted_by else ""
        return ", ".join(filter(None, (behalf, retold)))

    @property
    def on_behalf_of(self) -> str:
        """Whom the speaker speaks for as it stands behind the name; empty where the name says so or it is long."""
        name = self.speaks_for or ""
        is_redundant = not self.speaker or name.lower() in self.speaker.lower()
        return "" if is_redundant or len(name) > _SHORT else name

    @property
    def doubtful(self) -> bool:
        """Whether it is shown only on demand."""
        return self.confidence < SURE


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One development of a thread."""

    when: datetime
    """The time of the article, or midnight UTC of the day that the text names where that is certain."""
    line: Line
    """The sentence that tells it."""
    day_only: bool = False
    """Whether only the day is known, by the text. It is the same in every time zone: it must not be converted."""
