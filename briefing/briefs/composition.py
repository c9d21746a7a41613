"""Builds briefs from threads and their members: everything that does not depend on the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count
from briefing.model import ArticleRef, Brief

if TYPE_CHECKING:
    from briefing.briefs.quoted_places import QuotedPlaces
    from briefing.config import Config
    from briefing.model import AnnotatedArticle, Thread

QUOTES = 40
"""Maximum number of quotes that are kept of a thread."""

BEFORE = 2
"""Maximum number of lines about what came before the main event."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def make_brief(
    thread: Thread,
    members: Sequence[AnnotatedArticle],
    config: Config,
    unfolded: Collection[str] = (),
    quoted: QuotedPlaces | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Brief:
    """Brief of a thread: summary, developments (all of them, in `new`), quotes, timeline and articles.

    Args:
        thread: as made by `make_thread`.
        members: its articles in order of arrival, at least one.
        config: lengths and method of the summary.
        unfolded: ids of articles that the user has marked as no copies.
        quoted: the quotes of `members` in place, if already read.
        kinds: of the articles, by id, if known; else they are recognised by form alone.
    """
    from briefing.briefs.highlights import is_cut, untold
    from briefing.briefs.key_quotes import rank_quotes
    from briefing.briefs.quote_choice import choose_key_quotes
    from briefing.briefs.shortfall import explain_shortfall
    from briefing.briefs.thread_lead import thread_lead, thread_news
    from briefing.summary.history import is_plan
    from briefing.text.languages import ENGLISH
    from briefing.threads.contributing_articles import REPORTS_IN_ANY_FORM, contributing_articles
    from briefing.threads.near_duplicates import find_copies, without_copies
    from briefing.threads.reading_language import reading_language
    from briefing.threads.timeline import timeline

    copies = find_copies(members, unfolded)
    refs = list_articles(members, copies, kinds)
    kinds = {ref.id: ref.kind for ref in refs}
    contributing = contributing_articles(members, kinds)
    language = reading_language(contributing, config.output.languages)
    languages = (*config.output.languages, language)
    news = thread_news(contributing, language)
    key, others = choose_key_quotes(
        rank_quotes(members, thread.id, copies=copies, quoted=quoted, kinds=kinds, languages=languages)[:QUOTES]
    )
    lead = thread_lead(
        contributing,
        copies,
        language,
        news,
        words=config.summary.thread_words,
        method=config.summary.method,
        asides={ref.id for ref in refs if ref.kind not in REPORTS_IN_ANY_FORM},
        most_before=BEFORE,
    )
    untold_news = untold(news, lead, thread.title) if len(refs) > 1 else ()
    steps = [
        line
        for line in untold_news
        if line.alone and not is_cut(line.text) and not is_plan(line.text, language or ENGLISH)
    ]
    return Brief(
        thread,
        lead=tuple(lead),
        new=tuple(news),
        quotes=key,
        timeline=tuple(timeline(members, steps)),
        articles=refs,
        outlets=list_outlets(refs),
        independent=independent_reports(refs),
        copies=len(copies),
        why=explain(refs),
        wire=copied_wire(refs),
        other_quotes=others,
        shortfall=explain_shortfall(lead, without_copies(contributing, copies), config.summary.thread_words),
    )


def list_articles(
    members: Sequence[AnnotatedArticle], copies: Mapping[str, str], kinds: Mapping[str, str] | None = None
) -> tuple[ArticleRef, ...]:
    """Articles without their texts, newest first; arguments as for `make_brief`."""
    from briefing.text.agencies import find_agency
    from briefing.threads.article_kinds import article_kind

    kinds = kinds or {item.article.id: article_kind(item.article) for item in members}
    refs = [
        ArticleRef(
            item.article.id,
            item.article.title,
            item.article.outlet,
            item.article.url,
            item.article.published,
            item.article.fetched,
            copies.get(item.article.id, ""),
            item.article.wire or find_agency(item.article.text, item.article.author),
            kind=kinds[item.article.id],
        )
        for item in sorted(members, key=lambda item: item.article.id)
    ]
    return tuple(sorted(refs, key=lambda ref: ref.published or ref.added or _NEVER, reverse=True))


def copied_wire(refs: Sequence[ArticleRef]) -> str:
    """Agency whose story more than half of the copies repeat; empty if there is none.

    It may be named by the copy, by its original, or by another copy of that.
    """
    signed: dict[str, str] = {}
    for ref in sorted(refs, key=lambda ref: (ref.copy_of != "", ref.id)):
        if ref.wire:
            signed.setdefault(ref.copy_of or ref.id, ref.wire)
    counted = Counter(signed.get(ref.copy_of, "") for ref in refs if ref.copy_of)
    return next((wire for wire, number in counted.most_common() if 2 * number > counted.total()), "")


def list_outlets(refs: Iterable[ArticleRef]) -> tuple[str, ...]:
    """Names of outlets, most articles first, then alphabetical; articles without outlet are ignored."""
    counted = Counter(ref.outlet for ref in refs if ref.outlet)
    return tuple(sorted(counted, key=lambda outlet: (-counted[outlet], outlet)))


def independent_reports(refs: Iterable[ArticleRef]) -> int:
    """Number of independent reports: those of one outlet count once. Without a report, the other articles count."""
    originals = [ref for ref in refs if not ref.copy_of]
    reports = [ref for ref in originals if ref.is_report]
    return len({ref.outlet.casefold() or ref.id for ref in reports or originals})


def explain(refs: Sequence[ArticleRef]) -> str:
    """One line with the counts that the rank is based on."""
    outlets, copies = len(list_outlets(refs)), sum(bool(ref.copy_of) for ref in refs)
    independent = independent_reports(refs)
    counts = {"article": len(refs), "outlet": outlets, "independent report": independent, "copy": copies}
    return ", ".join(count(number, noun) for noun, number in counts.items() if number)
