"""The values that flow through briefing, from a source's bytes to a finished `Briefing`.

Everything here is frozen and free of I/O. Offsets are half-open, counted in code points of `Article.text`;
times are aware datetimes in UTC. Parsing, storing and drawing are left to the layers above.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

SCHEMA = "briefing/1"
"""The version every JSON document and every JSON line carries."""

SourceKind = Literal["feed", "file", "stdin"]
Origin = Literal["page", "feed", "file"]
SentenceKind = Literal["prose", "heading", "byline", "caption", "list", "boilerplate"]
NameKind = Literal["person", "organization", "place", "unknown"]
QuoteKind = Literal["direct", "partial"]
ThreadPhase = Literal["new", "growing", "quiet"]


def stable_id(text: str, length: int = 12) -> str:
    """Return a short hexadecimal id of `text` that is the same on every machine and in every run."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Source:
    """Where entries come from: a feed, a file or standard input."""

    id: str
    """Stable hash of `location`."""
    kind: SourceKind
    """What `location` is."""
    location: str
    """The feed's address, the file's absolute path, or `-`."""
    title: str = ""
    """The name shown as the outlet; empty until the user or the feed gives one."""
    tags: tuple[str, ...] = ()
    """The user's tags, in the order of the configuration."""
    full_text: Literal["auto", "always", "never"] = "auto"
    """Whether the page behind an entry is fetched: `auto` when the feed carries only a teaser."""
    selector: str = ""
    """CSS selector of the article on the source's pages; empty where it is to be found."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or file said of one article, cleaned of control characters but not yet of HTML."""

    source_id: str
    """The `Source` it came from."""
    guid: str
    """The feed's own identifier, else the link, else a hash of the title and content."""
    url: str
    """Absolute http(s) address of the article, or empty."""
    title: str
    """Plain text, one line; may be empty."""
    author: str = ""
    """As the feed writes it."""
    published: datetime | None = None
    """None where the feed gives no date that can be read."""
    summary: str = ""
    """HTML of the teaser."""
    content: str = ""
    """HTML of the full content, empty where the feed carries none."""
    outlet: str = ""
    """Name of the publisher where the feed names another than itself, as aggregators do."""


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text with where it came from."""

    id: str
    """Stable hash of the canonical address, or of the content where there is none."""
    url: str
    """Address a reader can open; empty for stdin."""
    title: str
    """Headline, one line."""
    text: str
    """Paragraphs and headings, one a line (blank lines between are allowed). All offsets point into this."""
    outlet: str = ""
    """Name of the publisher as shown, such as `BBC News`."""
    author: str = ""
    """As the source writes it; empty if unknown."""
    published: datetime | None = None
    """When it was published; None where nobody says."""
    fetched: datetime | None = None
    """When briefing first stored it; None for a value made in memory."""
    language: str = ""
    """ISO 639-1 code, empty if unknown."""
    origin: Origin = "file"
    """Whether `text` is from the full page, from the feed's own content or from a file."""
    wire: str = ""
    """The agency a syndicated text is from (`AP`, `Reuters`, ...), else empty."""
    source_id: str = ""
    """The `Source` that brought it; empty for a value made in memory."""

    @classmethod
    def from_text(
        cls, text: str, *, title: str = "", published: datetime | None = None, outlet: str = "", url: str = ""
    ) -> Article:
        """Make an article of plain text; the id is that of `url` where given, else of title and text."""
        return cls(stable_id(url or f"{title}\n{text}"), url, title, text, outlet=outlet, published=published)

    @property
    def when(self) -> datetime | None:
        """The time that counts for threads and timelines: publication, else arrival, else None."""
        return self.published or self.fetched


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its place; `text[start:end]` is the sentence, verbatim."""

    start: int
    """First code point."""
    end: int
    """One past the last code point; never includes surrounding white space."""
    index: int = 0
    """Position in the text, from 0."""
    kind: SentenceKind = "prose"
    """Only `prose` may stand in a summary."""
    article_id: str = ""
    """Empty for a sentence of a bare text."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person, organisation or place, with every mention that was resolved to it."""

    full: str
    """The longest form in the text, without title (`Gustavo Petro`)."""
    kind: NameKind
    """`unknown` where the text gives no evidence."""
    mentions: tuple[tuple[int, int], ...] = ()
    """Half-open spans, in order of the text."""


SURE = 0.5
"""A quote of less confidence is doubtful: rather a title, a nickname or a term, and shown only on demand."""


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


@dataclass(frozen=True, slots=True)
class ThreadState:
    """What the reader decided about a thread."""

    followed: bool = False
    """Pinned, and reported whenever it changes."""
    muted: bool = False
    """Left out of lists and briefings."""
    read_until: datetime | None = None
    """Everything that arrived up to here has been seen; None if never opened."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Articles that tell one story."""

    id: str
    """Short and typable, the same for the thread's whole life."""
    title: str
    """Two or three leading names and the matter, or the most central headline."""
    article_ids: tuple[str, ...]
    """In order of publication."""
    names: tuple[str, ...] = ()
    """Leading names, most important first."""
    keywords: tuple[str, ...] = ()
    """Leading words that are not names."""
    first: datetime | None = None
    """Time of the earliest article."""
    last: datetime | None = None
    """Time of the latest article."""
    state: ThreadState = ThreadState()
    """The reader's decisions."""
    watch: str = ""
    """Name of the watch that pins it, empty if none does."""


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


_SHORT = 40
"""Code points of a name that is shown behind another."""


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

    @property
    def on_behalf_of(self) -> str:
        """Whom the speaker speaks for as it stands behind the name; empty where the name says so or it is long."""
        name = self.speaks_for or ""
        told = not self.speaker or name.lower() in self.speaker.lower()
        return "" if told or len(name) > _SHORT else name

    @property
    def doubtful(self) -> bool:
        """Whether it is shown only on demand."""
        return self.confidence < SURE


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One development of a thread."""

    when: datetime
    """The time of the article, or of the date the text names where that is certain."""
    line: Line
    """The sentence that tells it."""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as a thread lists it, without its text."""

    id: str
    """For opening it."""
    title: str
    """Headline."""
    outlet: str
    """Publisher as shown."""
    url: str
    """Address, may be empty."""
    published: datetime | None
    """Its time, None if unknown."""
    added: datetime | None = None
    """When it reached the store; None in memory."""
    copy_of: str = ""
    """Id of the article that this one repeats, else empty."""
    wire: str = ""
    """Agency, else empty."""
    read: bool = False
    """Whether the reader has opened it or marked it."""
    why: str = ""
    """One line on why it is in its thread, as told when it was put there; empty in memory and where nobody noted it."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A thread made ready to read."""

    thread: Thread
    """Id, title, names and state."""
    lead: tuple[Line, ...] = ()
    """The summary."""
    new: tuple[Line, ...] = ()
    """What was not known at the cursor, in order of arrival; empty if nothing is new."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first."""
    timeline: tuple[TimelineEvent, ...] = ()
    """Oldest first."""
    articles: tuple[ArticleRef, ...] = ()
    """Newest first."""
    outlets: tuple[str, ...] = ()
    """Names of the outlets, most articles first."""
    independent: int = 0
    """How many independent reports there are."""
    copies: int = 0
    """How many articles repeat another."""
    importance: float = 0.0
    """Rank within a list; higher is first. Comparable only within one run."""
    why: str = ""
    """One line that explains the rank."""
    wire: str = ""
    """The agency whose story most of the copies repeat; empty if there is none."""
    new_outlets: tuple[str, ...] = ()
    """Those of `outlets` that had told nothing at the cursor; empty where all are new."""


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it: everything that can be told without opening it."""

    thread: Thread
    """Id, title, names, times and state."""
    articles: int
    """How many articles it has."""
    outlets: int
    """How many different outlets."""
    unread: int
    """Articles not read yet."""
    new: int
    """Articles that arrived after the reader's cursor."""
    importance: float = 0.0
    """Rank; higher is first."""
    phase: ThreadPhase = "quiet"
    """Its place in life."""
    independent: int = 0
    """Articles that repeat no other."""
    copies: int = 0
    """Articles that repeat another."""
    wire: str = ""
    """The agency whose story most of the copies repeat; empty if there is none."""
    why: str = ""
    """One line that explains the rank; empty if it was not asked for."""


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A source that could not be read, with the reason in words."""

    location: str
    """Address or path."""
    reason: str
    """One line for the reader."""
    title: str = ""
    """The source's name, empty if unknown."""
    retry_at: datetime | None = None
    """Not asked again before; None for the next refresh."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a filter reads it, before anything is stored."""

    article: Article
    """What it says; the text may be empty where a feed gives only a headline."""
    location: str
    """The file or address it was read from, as the user named it, or `-`; in JSON Lines with `:` and the line."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a filter tells of one document, or of several that tell one story."""

    id: str
    """Of the article, or of the thread."""
    title: str
    """One line."""
    articles: tuple[ArticleRef, ...]
    """What it is made of."""
    locations: tuple[str, ...]
    """`Document.location` of each of `articles`."""
    lines: tuple[Line, ...] = ()
    """In the order of reading; empty where nothing in the text can stand in a summary."""
    quotes: tuple[KeyQuote, ...] = ()
    """Key quotes, best first; empty unless they were asked for."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the sources did when they were last asked."""

    ok: int = 0
    """Sources that were read or had not changed."""
    failed: tuple[SourceFailure, ...] = ()
    """Sources that could not be read."""
    silent: tuple[SourceFailure, ...] = ()
    """Sources that answer but have brought nothing new for long."""
    refreshed: datetime | None = None
    """When the last refresh ended; None if there was none."""
    paused: tuple[SourceFailure, ...] = ()
    """Sources that are gone for good and asked only by hand."""
    moved: tuple[SourceFailure, ...] = ()
    """Sources that answer at another address than the configuration's; the reason names it."""


FeedCondition = Literal["ok", "new", "failing", "gone", "silent"]


@dataclass(frozen=True, slots=True)
class FeedReport:
    """A subscription and how it does."""

    url: str
    """As subscribed to."""
    title: str = ""
    """The user's name for it, else its own."""
    tags: tuple[str, ...] = ()
    """The user's tags."""
    condition: FeedCondition = "new"
    """`new`: never asked; `failing`: could not be read; `gone`: its server says so, for good; `silent`: answers but
    has brought nothing new for long."""
    checked: datetime | None = None
    """When it was last asked; None if never."""
    last_success: datetime | None = None
    """When it last answered; None if never. What fails has failed since then."""
    failures: int = 0
    """Failures in a row."""
    error: str = ""
    """Reason of the last failure, empty after success."""
    moved_to: str = ""
    """The address it is asked at now, where permanent redirects have led; empty if it has not moved."""
    ask_after: datetime | None = None
    """Left alone until then; None for the next refresh."""
    last_entry: datetime | None = None
    """Date of its newest entry; None if there is none."""
    entries: int = 0
    """Entries stored."""
    entries_a_week: float = 0.0
    """On the average of the last four weeks, or of the time since its first entry."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what to do about it."""

    area: Literal["configuration", "store", "feed", "seed"]
    """What it is about."""
    subject: str
    """The file or address."""
    problem: str
    """One line."""
    advice: str
    """What to do, one line."""
    title: str = ""
    """The source's name, empty if it has none."""
    since: datetime | None = None
    """Since when; None where nobody knows."""
    serious: bool = True
    """False for what may be as the user wants it."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What a reader, a cron mail or another program is given: one value for all of them."""

    generated_at: datetime
    """When it was made."""
    since: datetime | None
    """Start of the window, exclusive; None for everything stored."""
    until: datetime | None
    """Arrival of the newest thing told; the next window starts here. None if nothing is told."""
    briefs: tuple[Brief, ...] = ()
    """Most important first."""
    health: Health = field(default_factory=Health)
    """State of the sources."""
    schema: str = SCHEMA
    """Version of this data."""
