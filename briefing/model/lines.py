"""Lines, quotes and events of a story, each with the places it is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from briefing.model.days import is_whole_day
from briefing.model.quote_kinds import SURE, QuoteKind

LinePart = Literal["", "in_short", "before"]
"""Part of a summary that a line belongs to."""

_SHORT = 40
"""Maximum number of code points of a name shown in brackets."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A position in a source, which makes a line traceable."""

    article_id: str
    """Id of the article."""
    start: int
    """Offset of the first code point in `Article.text`."""
    end: int
    """Offset past the last code point."""
    outlet: str = ""
    """Name of the publisher."""
    title: str = ""
    """Headline of the article."""
    url: str = ""
    """Address of the article; empty for stdin."""
    published: datetime | None = None
    """Publication time of the article; None if unknown."""

    SHOWN: ClassVar = ("day_only",)

    @property
    def day_only(self) -> bool:
        """Whether `published` is a date without a time of day, the same in every time zone."""
        return is_whole_day(self.published)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a summary."""

    text: str
    """The sentence, verbatim from the source."""
    source: Citation
    """Position of the sentence in its source."""
    support: int = 1
    """Number of independent outlets that report the fact."""
    added: datetime | None = None
    """When it was stored, which decides whether it is new since a cursor; None if it is not stored."""
    alone: bool = True
    """Whether it can be understood without the preceding sentence."""
    part: LinePart = ""
    """Part of a summary: `in_short`, the main event and what belongs to it; `before`, how it came about; empty for a
    line that is in no summary."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A quote as sources in another language have it."""

    language: str
    """ISO 639-1 code."""
    text: str
    """The words, verbatim; one of `KeyQuote.variants`."""


@dataclass(frozen=True, slots=True)
class KeyQuote:
    """A quote prepared for reading; the same words in several articles are one quote."""

    text: str
    """The quoted words, verbatim, without quotation marks."""
    speaker: str | None
    """Full name of the speaker; None if unknown."""
    sources: tuple[Citation, ...]
    """All places that have the words; `text` is taken from the first."""
    kind: QuoteKind = "direct"
    """`direct`, or `partial` if the words are only part of a sentence."""
    cue: str = ""
    """Word that attributes the quote (`said`, `according to`); empty if the speaker is carried over."""
    speaker_as_written: str = ""
    """Mention next to the quote (`he`, `the Colombian government`); empty if there is none."""
    confidence: float = 1.0
    """As in `Quote`, of the best source."""
    added: datetime | None = None
    """When it was first stored; None if it is not stored."""
    thread_id: str = ""
    """Id of its thread; empty for plain text."""
    variants: tuple[str, ...] = ()
    """Other forms of the words in the sources, shorter, spelled differently or in another language, verbatim."""
    evidence: str = ""
    """As in `Quote`, of the best source."""
    continues: int | None = None
    """As in `Quote`: an offset into the article of the first source."""
    addressee: str = ""
    """Whom the words were addressed to, if a source names them next to the cue (`told Weber`); else empty."""
    about: str = ""
    """Whom the speaker calls this, if a source names them next to the cue (`called Weber a “…”`); else empty."""
    speaker_variants: tuple[str, ...] = ()
    """Other spellings of the speaker's name in the thread."""
    speaks_for: str | None = None
    """As in `Quote`, of the first source that says so."""
    within: int | None = None
    """As in `Quote`: an offset into the article of the first source."""
    quoted_by: str = ""
    """Whose statement repeats the words, if no source quotes them directly; else empty."""
    reason: str = ""
    """Why it is not a key quote, in a few words; empty if it is one."""
    translations: tuple[Translation, ...] = ()
    """The longest of `variants` in each language other than that of `text`."""

    @property
    def notes(self) -> str:
        """Text in brackets after the speaker: `for the ministry`, `quoted by Ana Duarte`; mostly empty."""
        office = self.on_behalf_of
        behalf = f"for {'the ' if office[0].islower() else ''}{office}" if office else ""
        retold = f"quoted by {self.quoted_by}" if self.quoted_by else ""
        return ", ".join(filter(None, (behalf, retold)))

    @property
    def on_behalf_of(self) -> str:
        """Whom the speaker speaks for, for display after the name; empty if the name includes it or it is long."""
        name = self.speaks_for or ""
        is_redundant = not self.speaker or name.lower() in self.speaker.lower()
        return "" if is_redundant or len(name) > _SHORT else name

    @property
    def doubtful(self) -> bool:
        """Whether the quote is shown only on demand."""
        return self.confidence < SURE


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One development of a thread."""

    when: datetime
    """Time of the article, or midnight UTC of the day named in the text if that is certain."""
    line: Line
    """Sentence that describes it."""
    day_only: bool = False
    """Whether only the day is known, from the text; it must not be converted to a time zone."""
