"""What is found in the text of one article: sentences, names, quotes and terms, by their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from briefing.model.articles import Article
from briefing.model.quote_kinds import QuoteKind
from briefing.model.sentences import Sentence

NameKind = Literal["person", "organization", "place", "unknown"]


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation or place, with every mention that was resolved to it."""

    full: str
    """The longest form in the text, without title (`Gustavo Petro`)."""
    kind: NameKind
    """`unknown` where the text gives no evidence."""
    mentions: tuple[tuple[int, int], ...] = ()
    """Half-open spans, in order of the text."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks that somebody is said to have spoken or written."""

    start: int
    """First code point of the quoted words, the mark left out."""
    end: int
    """One past the last quoted code point, the mark left out."""
    speaker: str | None = None
    """The resolved full name; None where the evidence is too thin to say."""
    speaker_as_written: str = ""
    """The mention next to the quote (`he`, `the Colombian government`), empty if there is none."""
    source_start: int | None = None
    """Start of the mention that names the speaker, None if not found."""
    source_end: int | None = None
    """End of that mention, None if not found."""
    cue: str = ""
    """The word that attributes the quote (`said`, `according to`), empty if carried over."""
    kind: QuoteKind = "direct"
    """`partial` where the words are only a part of a sentence."""
    confidence: float = 1.0
    """From 0 (a guess) to 1; below 0.5 a quote is shown only on demand."""
    evidence: str = ""
    """The rule that decided, in a word or two, for `--why` and for tests."""
    article_id: str = ""
    """Empty for a quote of a bare text."""
    continues: int | None = None
    """Start of the part of the same speech right before it, where only its cue or a paragraph's end parts the two."""
    speaks_for: str | None = None
    """Whom a spokesperson speaks for, where the text says so (`a spokesman for the ministry`); else None."""
    within: int | None = None
    """Start of the quote that it stands inside of, whose speaker retells it; None for what is quoted by the writer."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an article is about, as three bags of stems."""

    title: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the headline."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Counts of names, folded to lower case, by their last name or full form."""
    body: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the text, stop words left out."""
    lead: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the first words of the text, stop words left out."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that an edit of its article brought."""

    index: int
    """`Sentence.index` in the text as it is now."""
    added: datetime
    """When the edit reached the store."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All annotations of one article."""

    article_id: str
    """The article that the offsets belong to."""
    sentences: tuple[Sentence, ...] = ()
    """In order of the text, headings included."""
    names: tuple[Name, ...] = ()
    """Most mentioned first."""
    quotes: tuple[Quote, ...] = ()
    """In order of the text."""
    terms: Terms = Terms()
    """For clustering and summaries."""
    additions: tuple[Addition, ...] = ()
    """Sentences that came by edits; all others stood there when the article arrived."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article together with its analysis: the unit that threads and summaries are made from."""

    article: Article
    """The text and where it came from."""
    analysis: Analysis
    """Its annotations."""

    def added_at(self, offset: int) -> datetime | None:
        """Return when what stands at an offset of the text reached the store: with the article or by an edit of it."""
        for addition in self.analysis.additions:
            sentence = self.analysis.sentences[addition.index]
            if sentence.start <= offset < sentence.end:
                return addition.added
        return self.article.fetched
