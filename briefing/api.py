"""The public functions of `import briefing`: the whole path in memory, from plain values to plain values.

No store, no network, no configuration file. Each function loads only the layers it needs, when it is called.
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
    """Return the sentences of `text`, headings included, in order; `text[s.start:s.end]` is each of them, verbatim.

    Args:
        text: paragraphs and headings, one a line.
        language: ISO 639-1 code of the text's language.
    """
    from briefing.text.sentences import split_sentences as split

    return split(text, language)


def extract_quotes(text: str, title: str = "", *, turns: bool = False, inner: bool = False) -> list[Quote]:
    """Return what is quoted in `text`, in order, with who is said to have said it.

    Args:
        text: paragraphs and headings, one a line.
        title: the headline, which may name speakers in full.
        turns: also return the turns of interviews and transcripts, which have labels (`Q:`, `DUARTE:`) and no marks.
        inner: also return what stands inside a quote as the words of somebody whom it names (`“He told me, ‘No.’”`).
    """
    from briefing.text.quotes import extract_quotes as extract

    return extract(text, title, turns=turns, inner=inner)


def group_articles(articles: Iterable[Article]) -> list[Thread]:
    """Return the threads that `articles` tell; each article stands in exactly one.

    Args:
        articles: in order of arrival; of several with one id the first counts.
    """
    from briefing.threads import group

    return group(_annotate(articles))


def read_articles(
    source: str | Path | bytes | BinaryIO,
    *,
    kind: Kind | None = None,
    on_failure: Callable[[SourceFailure], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles in a document, each as soon as it is read, so that a long stream needs no memory.

    A page, a text, a Markdown file and an e-mail are one article; a feed is one for each entry, a mailbox one for each
    message, JSON Lines one for each record.

    Args:
        source: a file (by its path, as `open` takes it), its bytes, or a stream of bytes; a stream is left open.
        kind: what it is; None to find out.
        on_failure: called for what cannot be read; the next one follows.

    Raises:
        SourceError: something cannot be read, and there is no `on_failure`.
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
    """Return the sentences that sum up one text, verbatim, in its order.

    Args:
        article: the text, paragraphs and headings, one a line; or an article with one.
        words: length of the summary; the first sentence is taken however long it is.
        sentences: most sentences, instead of words.
        method: `briefing`, or the name of one of sumy's summarizers.
        known: texts or articles that the reader knows; what they tell is not told again.

    Raises:
        UsageError: there is no such method, or no room for a line.
    """
    from briefing.model import Article
    from briefing.summary import summarize_article as summarize

    (item,) = _annotate([Article.from_text(article) if isinstance(article, str) else article])
    return summarize(item, words, method, sentences=sentences, known=_sentences(known))


def summarize_thread(
    articles: Iterable[Article], *, words: int = 120, known: Iterable[str | Article] = ()
) -> list[Line]:
    """Return the sentences that sum up several articles on one story, verbatim, without repeating a fact.

    Args:
        articles: in order of arrival.
        words: length of the summary; the first sentence is taken however long it is.
        known: texts or articles that the reader knows; given, only what is new is told, which may be nothing.
    """
    from briefing.summary import summarize_thread as summarize

    return summarize(_annotate(articles), words=words, known=_sentences(known))


def clean_page(html: bytes | str, url: str = "") -> Article:
    """Return the article on a web page; its text is empty if none is found.

    Args:
        html: the page; bytes are read as they declare themselves, else as UTF-8, else as they look.
        url: the page's address, which becomes the article's and helps to read its date.
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
    """Return the briefing that `articles` make: threads with summaries, key quotes and timelines.

    Args:
        articles: in order of arrival; of several with one id the first counts.
        config: lengths, limits and watches; the defaults if None.
        now: the time of the briefing; the present if None.
        limit: how many threads at most; the configuration's `[daily] limit` if None.
    """
    from briefing.briefs import make_brief, make_briefing
    from briefing.config import Config
    from briefing.model import Health
    from briefing.threads import group

    config = config or Config()
    items = _annotate(articles)
    known = {item.article.id: item for item in items}
    places = {id_: place for place, id_ in enumerate(known)}
    briefs = []
    for thread in group(items, config.threads):
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
    """Return the sentences of texts or articles; None where there are none."""
    from briefing.model import Article
    from briefing.text import language_of
    from briefing.text import split_sentences as split

    articles = [Article.from_text(each) if isinstance(each, str) else each for each in known]
    return [a.text[s.start : s.end] for a in articles for s in split(a.text, language_of(a))] or None


def _annotate(articles: Iterable[Article]) -> Sequence[AnnotatedArticle]:
    from briefing.model import AnnotatedArticle
    from briefing.text import analyse
    from briefing.threads import sign

    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(article.id, _aware(article))
    return [AnnotatedArticle(sign(article), analyse(article)) for article in first.values()]


def _aware(article: Article) -> Article:
    """Read times without a zone as UTC, so that they can be compared with those that have one."""
    from dataclasses import replace

    return replace(article, published=_in_utc(article.published), fetched=_in_utc(article.fetched))


def _in_utc(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time
