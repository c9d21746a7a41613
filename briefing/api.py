"""The public functions of `import briefing`, which work in memory on plain values.

They need no store, network or configuration file. Each function imports the layers it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.config import Config
    from briefing.model import AnnotatedArticle, Article, Briefing, Line, Quote, Sentence, SourceFailure, Thread
    from briefing.sources import Kind

__all__ = [
    "brief",
    "clean_page",
    "extract_quotes",
    "group_articles",
    "read_articles",
    "split_sentences",
    "summarize_article",
    "summarize_thread",
]


def split_sentences(text: str, language: str = "en") -> list[Sentence]:
    """Split a text into sentences, headings included, in order; `text[s.start:s.end]` is the sentence, verbatim.

    Args:
        text: paragraphs and headings, one a line.
        language: ISO 639-1 code of the text's language.
    """
    from briefing.text.sentence_splitter import split_sentences as split

    return split(text, language)


def extract_quotes(text: str, title: str = "", *, turns: bool = False, inner: bool = False) -> list[Quote]:
    """Quotes in a text, in order, each with its attributed speaker.

    Args:
        text: paragraphs and headings, one a line.
        title: the headline, which may name speakers in full.
        turns: also return turns of interviews and transcripts, which have labels (`Q:`, `DUARTE:`) and no quote marks.
        inner: also return attributed quotes nested in another quote (`“He told me, ‘No.’”`).
    """
    from briefing.text.quotes import extract_quotes as extract

    return extract(text, title, turns=turns, inner=inner)


def group_articles(articles: Iterable[Article], *, batch: int = 1000) -> list[Thread]:
    """Group articles into threads; each article is in exactly one.

    Args:
        articles: in order of arrival; of several with one id the first counts.
        batch: number of articles that are grouped at once, as a refresh brings them.

    Raises:
        UsageError: `batch` is not a whole number of 1 or more, or `articles` are no articles.
    """
    from briefing.errors import UsageError
    from briefing.threads.article_groups import group_articles

    if type(batch) is not int:
        raise UsageError(f"batch must be a whole number, not {batch!r}")
    if batch < 1:
        raise UsageError(f"batch must be 1 or more, not {batch}")
    return group_articles(_annotate(articles), batch=batch)


def read_articles(
    source: str | Path | bytes | BinaryIO,
    *,
    kind: Kind | None = None,
    on_failure: Callable[[SourceFailure], None] | None = None,
) -> Iterator[Article]:
    """Articles in a document, read lazily, so that a long stream is never held in memory.

    A page, a text, a Markdown file and an e-mail give one article; a feed one per entry, a mailbox one per message,
    JSON Lines one per record.

    Args:
        source: the path of a file, its bytes, or a binary stream, which is left open.
        kind: document format; None to detect it.
        on_failure: called for each item that cannot be read; reading goes on with the next.

    Raises:
        SourceError: an item cannot be read and `on_failure` is None.
        OSError: the file cannot be opened.
    """
    import io
    from pathlib import Path

    from briefing.errors import SourceError
    from briefing.model import Document
    from briefing.sources import Origin, read_stream

    if isinstance(source, str):
        source = Path(source)
    opened = source.open("rb") if isinstance(source, Path) else None
    stream = opened or (io.BytesIO(source) if isinstance(source, bytes) else cast(BinaryIO, source))
    origin = Origin(str(source) if isinstance(source, Path) else "-", kind=kind)
    try:
        for read in read_stream(stream, origin, datetime.now(UTC)):
            if isinstance(read, Document):
                yield read.article
            elif on_failure is None:
                raise SourceError(f"{read.location}: {read.reason}")
            else:
                on_failure(read)
    finally:
        if opened:
            opened.close()


def summarize_article(
    article: str | Article,
    *,
    words: int = 60,
    sentences: int | None = None,
    method: str = "briefing",
    known: Iterable[str | Article] = (),
) -> list[Line]:
    """Summarise one text by some of its sentences, verbatim, in text order.

    Args:
        article: the text, paragraphs and headings, one a line; or an article.
        words: maximum length in words; the first sentence may exceed it.
        sentences: maximum number of sentences, instead of words.
        method: `briefing`, or the name of one of sumy's summarizers.
        known: texts or articles the reader knows; their content is not repeated.

    Raises:
        UsageError: the method is unknown, or the length leaves no room for a sentence.
    """
    from briefing.model import Article
    from briefing.summary.summarizer import summarize_article as summarize

    (item,) = _annotate([Article.from_text(article) if isinstance(article, str) else article])
    return summarize(item, words, method, sentences=sentences, known=_sentences(known))


def summarize_thread(
    articles: Iterable[Article], *, words: int = 120, known: Iterable[str | Article] = ()
) -> list[Line]:
    """Summarise several articles on one story by some of their sentences, verbatim, without redundancy.

    Args:
        articles: in order of arrival.
        words: maximum length in words; the first sentence may exceed it.
        known: texts or articles the reader knows; if given, the summary has only new content and may be empty.
    """
    from briefing.summary.summarizer import summarize_thread as summarize

    return summarize(_annotate(articles), words=words, known=_sentences(known))


def clean_page(html: bytes | str, url: str = "") -> Article:
    """Extract the article from a web page; its text is empty if none is found.

    Args:
        html: the page; bytes are decoded by their declared encoding, else as UTF-8, else by detection.
        url: the page's address, which becomes the article's and helps to find its date.
    """
    from briefing import clean
    from briefing.sources.encodings import decode_page

    return clean.clean_page(decode_page(html) if isinstance(html, bytes) else html, url)


def brief(
    articles: Iterable[Article],
    *,
    config: Config | None = None,
    now: datetime | None = None,
    limit: int | None = None,
) -> Briefing:
    """Build a briefing from articles: threads with summaries, key quotes and timelines.

    Args:
        articles: in order of arrival; of several with one id the first counts.
        config: lengths, limits and watches; the defaults if None.
        now: the time of the briefing; the present if None.
        limit: maximum number of threads; the configuration's `[daily] limit` if None.
    """
    from briefing.briefs.composition import make_brief
    from briefing.briefs.since import make_briefing
    from briefing.config import Config
    from briefing.model import Health
    from briefing.threads.article_groups import group_articles

    config = config or Config()
    items = _annotate(articles)
    known = {item.article.id: item for item in items}
    places = {id_: place for place, id_ in enumerate(known)}
    briefs = []
    for thread in group_articles(items, config.threads, languages=config.output.languages):
        members = [known[id_] for id_ in sorted(thread.article_ids, key=places.__getitem__)]
        briefs.append(make_brief(thread, members, config))
    return make_briefing(
        briefs,
        Health(),
        now=now or datetime.now(UTC),
        since=None,
        limit=config.daily.limit if limit is None else limit,
    )


def _sentences(known: Iterable[str | Article]) -> list[str] | None:
    """Sentences of texts or articles; None if there are none."""
    from briefing.model import Article
    from briefing.text.languages import language_of
    from briefing.text.sentence_splitter import split_sentences as split

    articles = [Article.from_text(each) if isinstance(each, str) else each for each in known]
    return [a.text[s.start : s.end] for a in articles for s in split(a.text, language_of(a))] or None


def _annotate(articles: Iterable[Article]) -> Sequence[AnnotatedArticle]:
    """Articles with their analysis, the first of each id.

    Raises:
        UsageError: they are no articles.
    """
    from dataclasses import replace

    from briefing.errors import UsageError
    from briefing.model import AnnotatedArticle, Article
    from briefing.text.agencies import with_agency
    from briefing.text.analysis import analyse
    from briefing.text.languages import detect_article_language

    if not isinstance(articles, Iterable):
        raise UsageError(f"articles must be an iterable of briefing.Article, not {type(articles).__name__}")
    first: dict[str, Article] = {}
    for article in articles:
        if not isinstance(article, Article):
            raise UsageError(f"articles must be of the type briefing.Article, not {type(article).__name__}")
        first.setdefault(article.id, _normalized(article))
    detected = [replace(each, language=detect_article_language(each)) for each in first.values()]
    return [AnnotatedArticle(with_agency(article), analyse(article)) for article in detected]


def _normalized(article: Article) -> Article:
    """The article as the store keeps it, but for its text, which is not changed: lines of it are quoted by offset.

    Headline, outlet and author have no control characters, and naive times are in UTC.
    """
    from dataclasses import replace

    from briefing.sanitizer import clean_line

    return replace(
        article,
        title=clean_line(article.title),
        outlet=clean_line(article.outlet),
        author=clean_line(article.author),
        published=_in_utc(article.published),
        fetched=_in_utc(article.fetched),
    )


def _in_utc(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time
