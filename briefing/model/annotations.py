"""Annotations of one article's text: sentences, names, quotes and terms, with their positions."""

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
    """A person, organisation or place, with all mentions resolved to it."""

    full: str
    """The longest form in the text, without title (`Gustavo Petro`)."""
    kind: NameKind
    """Kind of name; `unknown` if the text gives no evidence."""
    mentions: tuple[tuple[int, int], ...] = ()
    """Half-open spans of the mentions, in text order."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks that the text attributes to somebody."""

    start: int
    """Offset of the first quoted code point, without the quotation mark."""
    end: int
    """Offset past the last quoted code point, without the quotation mark."""
    speaker: str | None = None
    """Resolved full name of the speaker; None if the evidence is too weak."""
    speaker_as_written: str = ""
    """Mention next to the quote (`he`, `the Colombian government`); empty if there is none."""
    source_start: int | None = None
    """Start of the mention that names the speaker; None if there is none."""
    source_end: int | None = None
    """End of that mention; None if there is none."""
    cue: str = ""
    """Word that attributes the quote (`said`, `according to`); empty if the speaker is carried over."""
    kind: QuoteKind = "direct"
    """`direct`, or `partial` if the words are only part of a sentence."""
    confidence: float = 1.0
    """Confidence from 0 (a guess) to 1; quotes below 0.5 are shown only on demand."""
    evidence: str = ""
    """Rule that decided, in a word or two, for `--why` and for tests."""
    article_id: str = ""
    """Id of the article; empty for a quote from plain text."""
    continues: int | None = None
    """Start of the preceding part of the same statement, if only a cue or a paragraph break separates the two."""
    speaks_for: str | None = None
    """Whom a spokesperson speaks for (`a spokesman for the ministry`); None if the text does not say."""
    within: int | None = None
    """Start of the enclosing quote, whose speaker repeats it; None if the writer quotes it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Topic of an article, as bags of stems."""

    title: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the headline."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Counts of names in lower case, by last name or full form."""
    body: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the text, without stop words."""
    lead: Mapping[str, int] = field(default_factory=dict)
    """Counts of stems in the first words of the text, without stop words."""
    language: str = "en"
    """ISO 639-1 code of the language of the stems."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence added by an edit of its article."""

    index: int
    """`Sentence.index` in the current text."""
    added: datetime
    """When the edit reached the store."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All annotations of one article."""

    article_id: str
    """Id of the article that the offsets refer to."""
    sentences: tuple[Sentence, ...] = ()
    """Sentences in text order, headings included."""
    names: tuple[Name, ...] = ()
    """Names, most mentioned first."""
    quotes: tuple[Quote, ...] = ()
    """Quotes in text order."""
    terms: Terms = Terms()
    """Terms for clustering and summaries."""
    additions: tuple[Addition, ...] = ()
    """Sentences added by edits; all others arrived with the article."""


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its analysis: the unit that threads and summaries are made of."""

    article: Article
    """The article with its text."""
    analysis: Analysis
    """Annotations of its text."""

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language that the text was analysed in; `en` if unknown."""
        return self.analysis.terms.language

    def added_at(self, offset: int) -> datetime | None:
        """Time at which the sentence at an offset reached the store: with the article or by an edit."""
        for addition in self.analysis.additions:
            sentence = self.analysis.sentences[addition.index]
            if sentence.start <= offset < sentence.end:
                return addition.added
        return self.article.fetched
