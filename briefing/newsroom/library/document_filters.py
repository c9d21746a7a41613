"""Filters: documents to summaries or cleaned texts, lazily, without a store."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefing.config import Config, FetchConfig
from briefing.errors import BriefingError, SourceError, UsageError
from briefing.model import (
    AnnotatedArticle,
    Article,
    ArticleRef,
    Document,
    KeyQuote,
    Line,
    SourceFailure,
    Summary,
    Thread,
)
from briefing.newsroom.publishers import with_publishers
from briefing.sanitizer import hide_login

if TYPE_CHECKING:
    from briefing.sources import Kind, Origin, Read
    from briefing.web import Fetcher

STDIN = "-"
MAX_CHARS = 2_000_000
"""Maximum number of characters that are summarised; longer texts are cut, as analysis takes seconds."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Options of summaries."""

    words: int = 60
    """Maximum number of words in total; the first line may exceed it."""
    sentences: int | None = None
    """Maximum number of lines, instead of words; None for no such limit."""
    method: str = "briefing"
    """`briefing`, or the name of one of sumy's summarizers."""
    quotes: bool = False
    """Whether key quotes are included."""
    known: tuple[str, ...] | None = None
    """Sentences that the reader knows, which are not repeated; None for a summary without regard to them."""


def read_documents(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    kind: Kind | None = None,
    config: FetchConfig | None = None,
    now: datetime | None = None,
) -> Iterator[Read]:
    """Documents from files, folders, addresses and standard input, and failures, in order.

    Documents are read lazily and not kept.

    Args:
        inputs: paths, http or https addresses, or `-`. Private networks are allowed, as the user typed the address.
        stdin: the stream that `-` stands for.
        kind: format of all documents; None to detect it for each.
        config: time and size limits of requests.
        now: latest possible time of a feed entry; the present if None.

    Raises:
        UsageError: `-` is given twice.
    """
    if inputs.count(STDIN) > 1:
        raise UsageError("`-` stands there twice, but standard input can be read only once")
    return _read_all(inputs, stdin, kind, config or FetchConfig(), now or datetime.now(UTC))


def _read_all(
    inputs: Sequence[str], stdin: BinaryIO | None, kind: Kind | None, config: FetchConfig, now: datetime
) -> Iterator[Read]:
    from briefing.sources import Origin, read_stream

    client: Fetcher | None = None
    try:
        for name in inputs:
            origin = Origin(name, kind=kind)
            if name == STDIN:
                yield from read_stream(stdin, origin, now) if stdin else [origin.failure("it is closed")]
            elif _ADDRESS.match(name):
                if client is None:
                    from briefing.web import Fetcher

                    client = Fetcher(config)
                yield from _read_address(client, origin, now)
            else:
                yield from _read_path(origin, now)
    finally:
        if client:
            client.close()


def _read_address(client: Fetcher, origin: Origin, now: datetime) -> Iterator[Read]:
    from briefing.sources import read_stream
    from briefing.web import Fetched, FetchFailed, Request

    if not origin.location.lower().startswith(("http://", "https://")):
        yield origin.failure("only http and https addresses are fetched; a file is named by its path")
        return
    result = client.fetch(Request(origin.location))
    if isinstance(result, Fetched):
        origin = replace(
            origin, location=hide_login(origin.location), url=result.final_url, content_type=result.content_type
        )
        yield from read_stream(io.BytesIO(result.body), origin, now)
    else:
        yield origin.failure(result.reason if isinstance(result, FetchFailed) else "the server sent nothing")


def _read_path(origin: Origin, now: datetime) -> Iterator[Read]:
    """Documents in a file, or in the files of a folder that have a known name suffix."""
    from briefing.sources import find_seeds, read_stream

    path = Path(origin.location)
    try:
        if path.is_dir():
            paths = find_seeds(path)
            if not paths:
                yield origin.failure("there is no text, Markdown, page or e-mail in this folder")
            for path_inside in paths:
                yield from _read_path(replace(origin, location=str(path_inside)), now)
            return
        with path.open("rb") as file:
            yield from read_stream(file, origin, now)
    except FileNotFoundError:
        yield origin.failure("there is no such file")
    except OSError as error:
        yield origin.failure(f"cannot be read: {error.strerror or error}")
    except (SourceError, ValueError) as error:  # such as a path with a null byte
        yield origin.failure(f"cannot be read: {error}")


def as_document(annotated: AnnotatedArticle) -> Document:
    """A stored article as a `Document`, for printing."""
    return Document(annotated.article, annotated.article.url or annotated.article.id)


def known_sentences(reads: Iterable[Read]) -> Iterator[str | SourceFailure]:
    """Sentences of documents, for `Recipe.known`; failures are passed through."""
    from briefing.text.languages import language_of
    from briefing.text.sentence_splitter import split_sentences

    for read in reads:
        if isinstance(read, SourceFailure):
            yield read
            continue
        text = read.article.text[:MAX_CHARS]
        for sentence in split_sentences(text, language_of(read.article)):
            yield text[sentence.start : sentence.end]


def summarize_documents(reads: Iterable[Read], recipe: Recipe) -> Iterator[Summary | SourceFailure]:
    """Summaries of documents, made lazily; failures are passed through.

    Raises:
        UsageError: the method is unknown, or the length leaves no room for a line.
    """
    from briefing.summary.summarizer import check_method

    check_method(recipe.method)
    return (result for read in reads for result in _summarize(read, recipe))


def _summarize(read: Read, recipe: Recipe) -> Iterator[Summary | SourceFailure]:
    from briefing.summary.summarizer import summarize_article
    from briefing.threads.labels.labelled_thread import document_title

    if isinstance(read, SourceFailure):
        yield read
        return
    (article,) = with_publishers([read.article])
    try:
        annotated = _annotate(article)
        lines = summarize_article(
            annotated, recipe.words, recipe.method, sentences=recipe.sentences, known=recipe.known
        )
        quotes, others = _quotes([annotated]) if recipe.quotes else ((), ())
    except BriefingError:
        raise
    except Exception as error:  # one bad document must not stop the others
        yield SourceFailure(read.location, f"cannot be summed up ({type(error).__name__}: {error})")
        return
    yield Summary(
        article.id,
        document_title(annotated),
        (_ref(article),),
        (read.location,),
        tuple(lines),
        quotes,
        recipe.known is not None,
        others,
        _shortfall(lines, [annotated], recipe),
    )
    yield from _too_long(read)


def _too_long(document: Document) -> Iterator[SourceFailure]:
    if len(document.article.text) > MAX_CHARS:
        yield SourceFailure(document.location, f"only the first {MAX_CHARS:,} characters are summed up")


def summarize_stories(
    reads: Iterable[Read], recipe: Recipe, config: Config | None = None
) -> Iterator[Summary | SourceFailure]:
    """The failures among `reads`, then a summary of each thread of the documents, largest first.

    All documents are kept in memory until the last is read. Of several with one id the first counts.

    Raises:
        UsageError: as for `summarize_documents`.
    """
    from briefing.summary.summarizer import check_method

    check_method(recipe.method)
    return _stories(reads, recipe, config or Config())


def _stories(reads: Iterable[Read], recipe: Recipe, config: Config) -> Iterator[Summary | SourceFailure]:
    from briefing.threads.article_groups import group_articles

    annotated: dict[str, AnnotatedArticle] = {}
    locations: dict[str, str] = {}
    for read in reads:
        if isinstance(read, SourceFailure):
            yield read
        elif read.article.id not in annotated:
            annotated[read.article.id] = _annotate(read.article)
            locations[read.article.id] = read.location
            yield from _too_long(read)
    if annotated:
        named = with_publishers([item.article for item in annotated.values()])
        annotated = {article.id: replace(annotated[article.id], article=article) for article in named}
        languages = config.output.languages
        threads = group_articles(list(annotated.values()), config.threads, languages=languages)
        for thread in sorted(threads, key=lambda thread: -len(thread.article_ids)):
            members = [annotated[id_] for id_ in thread.article_ids]
            yield _story(thread, members, locations, recipe, languages)


def _story(
    thread: Thread,
    members: Sequence[AnnotatedArticle],
    locations: dict[str, str],
    recipe: Recipe,
    preferred: Sequence[str],
) -> Summary:
    from briefing.briefs.composition import list_articles
    from briefing.briefs.thread_lead import thread_lead
    from briefing.threads.contributing_articles import REPORTS_IN_ANY_FORM, contributing_articles
    from briefing.threads.near_duplicates import find_copies, without_copies
    from briefing.threads.reading_language import reading_language

    copies = find_copies(members)
    articles = list_articles(members, copies)
    contributing = contributing_articles(members, {ref.id: ref.kind for ref in articles})
    lines = thread_lead(
        contributing,
        copies,
        reading_language(contributing, preferred),
        words=recipe.words,
        method=recipe.method,
        sentences=recipe.sentences,
        known=recipe.known,
        asides={ref.id for ref in articles if ref.kind not in REPORTS_IN_ANY_FORM},
    )
    quotes, others = _quotes(members, copies, preferred) if recipe.quotes else ((), ())
    places = tuple(locations[ref.id] for ref in articles)
    shortfall = _shortfall(lines, without_copies(contributing, copies), recipe)
    update = recipe.known is not None
    return Summary(thread.id, thread.title, articles, places, tuple(lines), quotes, update, others, shortfall)


def _shortfall(lines: Sequence[Line], items: Sequence[AnnotatedArticle], recipe: Recipe) -> str:
    """Why a summary is short; empty for an update and for one of a number of sentences."""
    from briefing.briefs.shortfall import explain_shortfall

    is_limited_otherwise = recipe.known is not None or recipe.sentences is not None
    return "" if is_limited_otherwise else explain_shortfall(lines, items, recipe.words)


def _quotes(
    members: Sequence[AnnotatedArticle], copies: Mapping[str, str] | None = None, preferred: Sequence[str] = ()
) -> tuple[tuple[KeyQuote, ...], tuple[KeyQuote, ...]]:
    from briefing.briefs.key_quotes import rank_quotes
    from briefing.briefs.quote_choice import choose_key_quotes
    from briefing.threads.reading_language import reading_language

    languages = (*preferred, reading_language(members, preferred))
    return choose_key_quotes(rank_quotes(members, copies=copies, languages=languages))


def _annotate(article: Article) -> AnnotatedArticle:
    from briefing.text.analysis import analyse
    from briefing.text.languages import detect_article_language

    article = replace(article, text=article.text[:MAX_CHARS])  # offsets stay valid
    article = replace(article, language=detect_article_language(article))
    return AnnotatedArticle(article, analyse(article))


def _ref(article: Article) -> ArticleRef:
    return ArticleRef(article.id, article.title, article.outlet, article.url, article.published, wire=article.wire)
