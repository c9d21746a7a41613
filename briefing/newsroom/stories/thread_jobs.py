"""Jobs that analyse articles and build the rows of threads, in worker processes or in this one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, ClassVar

from briefing.codec import from_data, to_json
from briefing.config import Config
from briefing.model import AnnotatedArticle, Article
from briefing.newsroom.processes.jobs import Job, Part
from briefing.newsroom.stories.thread_record import make_rows, read_members
from briefing.store import Store
from briefing.store.stored_values import ThreadRows
from briefing.threads.source_profiles import UNKNOWN, SourceProfiles

SAMPLE = "The minister said on Monday that “talks would go on”."
"""A text that every installation can analyse."""
MEMBERS_PER_LIMIT = 100
"""Articles of a thread that extend its time limit by that of one article."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """The analysis of an article as it is stored."""

    data: str
    """The whole analysis as JSON."""
    language: str
    """ISO 639-1 code; empty if unknown."""
    neutral: str = ""
    """Its terms that are compared with those of other languages, see `article_terms`; empty if not computed."""


@dataclass(frozen=True, slots=True)
class TextJob(Job[Annotation]):
    """Job: articles to be analysed, each a part."""

    jobs_per_process: ClassVar[int] = 4
    articles: tuple[Article, ...]
    """The articles, in any order."""
    is_compared: bool = False
    """Whether they are compared with articles in other languages."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Analyse each article."""
        _check_analysis()
        for article in self.articles:
            yield Part(partial(annotate, article, self.is_compared), "analysed")

    def decode(self, done: Any) -> Annotation:
        """The analysis of an article."""
        return from_data(Annotation, done)

    @classmethod
    def warm_up(cls) -> None:
        """Load text analysis, and the modules of thread jobs, which follow."""
        with contextlib.suppress(Exception):  # reported by the first job
            _check_analysis()
            import briefing.briefs.composition
            import briefing.summary.summarizer  # noqa: F401


@dataclass(frozen=True, slots=True)
class ThreadJob(Job[ThreadRows | None]):
    """Job: threads whose briefs are to be built, each a part; fields as the arguments of `make_rows`."""

    jobs_per_process: ClassVar[int] = 4
    overtime: ClassVar[int] = 60  # as the limit of a thread grows with its articles
    store: str
    """Path of the store, opened read-only."""
    ids: tuple[str, ...]
    """Ids of the threads."""
    config: Config
    """The configuration, without sections that briefs do not depend on."""
    now: datetime
    """The time of the refresh."""
    profiles: SourceProfiles = UNKNOWN
    """Profiles of the sources."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Build each thread, with a limit that grows with the number of its articles."""
        with Store.open(Path(self.store), readonly=True) as store:
            members, unfolded = read_members(store, self.ids)
        for id_ in self.ids:
            articles = members.get(id_, [])
            run = partial(make_rows, id_, articles, self.config, self.now, unfolded, self.profiles)
            yield Part(run, "summed up", 1 + len(articles) / MEMBERS_PER_LIMIT)

    def decode(self, done: Any) -> ThreadRows | None:
        """The rows of a thread; None if it has no articles."""
        return from_data(ThreadRows, done) if done else None


@dataclass(frozen=True, slots=True)
class WarmUpJob(Job[None]):
    """Job: load what thread jobs need, by a sample."""

    jobs_per_process: ClassVar[int] = 1

    def parts(self, body: bytes) -> Iterator[Part]:
        """Build a thread of one article."""
        yield Part(_build_sample, "built")

    def decode(self, done: Any) -> None:
        """Nothing."""


@cache
def _build_sample() -> None:
    from briefing.text.analysis import analyse

    article = Article.from_text(SAMPLE, title="Talks go on")
    make_rows("sample", [AnnotatedArticle(article, analyse(article))], Config(), datetime.now(UTC), ())


def annotate(article: Article, is_compared: bool = False) -> Annotation:
    """Analyse an article."""
    from briefing.text.analysis import analyse
    from briefing.text.languages import detect_article_language

    analysis, language = to_json(analyse(article)), detect_article_language(article)
    if not is_compared:
        return Annotation(analysis, language)
    from briefing.threads.clustering.neutral_profiles import article_terms

    return Annotation(analysis, language, article_terms(replace(article, language=language)))


@cache
def _check_analysis() -> None:
    """Analyse a sample text, to distinguish a broken installation from a text that cannot be analysed."""
    annotate(Article.from_text(SAMPLE))
