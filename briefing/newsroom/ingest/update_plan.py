"""Update plans: what the update of each source writes.

Planning is pure; fetching and storing are left to `fetch_sources`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from briefing.config import Config, SeedConfig
from briefing.errors import NotFoundError, SourceError
from briefing.model import Article, Source, stable_id
from briefing.model.days import not_after
from briefing.newsroom.ingest.corrections import Clock, clock_of, with_date
from briefing.newsroom.ingest.damage import OF_TEXT, text_damage, without_damage
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.sanitizer import hide_login
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState, StoredArticle
from briefing.store.text_states import TEASER_WORDS


@dataclass(frozen=True, slots=True)
class Decided:
    """Decision about an entry and its article."""

    form: SeenEntry
    """The form of the entry to store."""
    draft: Draft | None
    """The article as it is written; None if the stored one is kept."""


def configured_sources(config: Config) -> list[Source]:
    """Configured sources in order, feeds first; a folder of seeds gives one source per file.

    A missing seed is also a source; reading it fails.
    """
    feeds = [
        Source(stable_id(feed.url), "feed", feed.url, feed.title, feed.tags, feed.full_text, feed.selector)
        for feed in config.feeds
    ]
    paths = [path for seed in config.seeds if seed.path for path in _seed_files(seed.path)]
    files = [Source(stable_id(str(path)), "file", str(path)) for path in dict.fromkeys(paths)]
    return [*feeds, *files, *(folder_source(seed) for seed in config.seeds if seed.imap)]


def folder_source(seed: SeedConfig) -> Source:
    """The source of a folder on a mail server."""
    return Source(stable_id(f"{seed.user}\n{seed.imap}"), "file", seed.imap)


def heirs(configured: Sequence[Source], known: Mapping[str, SourceState]) -> list[tuple[str, str]]:
    """New id, old id of feeds newly configured under the address of a feed that is no longer configured, or the address
    to which that had moved; schemes, logins and secret parameters are ignored."""
    from briefing.sources.article_urls import identity

    current = {source.id for source in configured}
    abandoned: dict[str, str] = {}
    for state in sorted(known.values(), key=lambda state: state.source.id):
        if state.source.kind == "feed" and state.source.id not in current:
            abandoned |= {
                identity(hide_login(address)): state.source.id
                for address in (state.source.location, state.moved_to)
                if address
            }
    added = [source for source in configured if source.kind == "feed" and source.id not in known]
    pairs = ((source.id, abandoned.get(identity(hide_login(source.location)))) for source in added)
    return [(new, old) for new, old in pairs if old]


def named_sources(
    configured: Sequence[Source], names: Collection[str], known: Mapping[str, SourceState]
) -> list[Source]:
    """Sources that match the names: by address or path, else by a part of title or outlet, case-insensitive.

    Args:
        configured: all configured sources.
        names: addresses, paths or parts of titles.
        known: stored states by id, with the feeds' own titles and the addresses they have moved to.

    Raises:
        NotFoundError: a name matches nothing.
    """
    chosen: set[str] = set()
    for name in names:
        matches = {s.id for s in configured if name in (s.location, hide_login(s.location), known[s.id].moved_to)} or {
            s.id
            for s in configured
            for title in (s.title or known[s.id].source.title, known[s.id].outlet)
            if name.casefold() in title.casefold()
        }
        if not matches:
            raise NotFoundError(f"no source is called {name!r}; name its address or a part of its title")
        chosen |= matches
    return [source for source in configured if source.id in chosen]


def _seed_files(path: Path) -> Sequence[Path]:
    from briefing.sources import find_seeds

    try:
        return find_seeds(path)
    except SourceError:
        return [path]


def body_hash(body: bytes) -> str:
    """Hash of a response body."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def is_teaser(article: Article, source: Source) -> bool:
    """Whether the page of a feed's entry is to be fetched."""
    if source.full_text == "never" or not article.url.startswith(("http://", "https://")):
        return False
    return source.full_text == "always" or len(article.text.split()) < TEASER_WORDS


def succeeded(state: SourceState, now: datetime) -> SourceState:
    """State of a source after an answer."""
    return replace(state, checked=now, ok=now, failures=0, error="")


def failed(state: SourceState, now: datetime, reason: str) -> SourceState:
    """State of a source after a failure."""
    return replace(state, checked=now, failures=state.failures + 1, error=hide_login(" ".join(reason.split())))


def make_plan(
    state: SourceState,
    entries: Sequence[ParsedEntry],
    stored: Mapping[str, StoredArticle],
    now: datetime,
    *,
    requested: datetime | None = None,
) -> Plan:
    """Plan a source's update.

    Args:
        state: the source after the update.
        entries: its entries, each with its article id and stored form.
        stored: their stored articles, by id.
        now: the time of the refresh.
        requested: time of the previous request; None for never.
    """
    drafts: dict[str, Draft] = {}
    forms: list[SeenEntry] = []
    refused: list[str] = []
    clock = clock_of(entries, now, requested)
    for entry in entries:
        id_ = entry.article.id
        decision = decide(entry, stored.get(id_), state, clock)
        if decision.form != entry.known:
            forms.append(decision.form)
            if decision.form.refused:
                refused.append(f"{stored[id_].article.title!r}: {decision.form.refused}")
        if decision.draft and id_ not in drafts:
            drafts[id_] = decision.draft
    new_articles = sum(id_ not in stored for id_ in drafts)
    after = replace(state, brought=now) if new_articles else state
    return Plan(after, tuple(forms), tuple(drafts.values()), new_articles, refused=tuple(refused))


def decide(entry: ParsedEntry, stored: StoredArticle | None, state: SourceState, clock: Clock) -> Decided:
    """Decide on the new version of an article.

    An article in several feeds belongs to the first one in the configuration, so that the result does not depend on the
    order of answers; once threaded, it stays with its feed as long as that is configured. A version that is clearly
    worse than the stored one is rejected and reported.
    """
    source, form, article = state.source, entry.form, _arriving(entry.article, state, clock.now)
    wants_page = source.kind != "file" and not entry.shares_address and is_teaser(article, source)
    if stored is None:
        return Decided(form, Draft(article, wants_page, is_new=True))
    old = stored.article
    if old.source_id != source.id and not _takes_over(state, stored):
        return Decided(form, Draft(article, wants_page) if _goes_before(state, stored) else None)
    if source.kind == "file":
        edited = replace(article, fetched=old.fetched, published=article.published or old.published)
        return Decided(form, _edited(old, edited))
    dated = with_date(old, article, form, entry.known, clock)
    if entry.known and form.published and dated.published == old.published:
        form = replace(form, published=entry.known.published or form.published)
    if entry.known and (entry.known.fingerprint, entry.known.article_id) == (form.fingerprint, form.article_id):
        url = article.url if _has_moved(old.url, article.url, entry) else old.url
        form = replace(form, refused=entry.known.refused)
        return Decided(form, _edited(old, replace(old, published=dated.published, fetched=dated.fetched, url=url)))
    if wants_page and old.origin == "page":
        # Keep the stored page text in case fetching the page again fails.
        kept, reason = without_damage(old, replace(dated, **{name: getattr(old, name) for name in OF_TEXT}))
        return Decided(replace(form, refused=reason), Draft(kept, wants_page, arrives=kept.fetched != old.fetched))
    kept, reason = without_damage(old, dated)
    return Decided(replace(form, refused=reason), _edited(old, kept, wants_page and kept.text == dated.text))


def _arriving(article: Article, state: SourceState, now: datetime) -> Article:
    """An article of a source as it arrives; articles of feeds mostly are so already."""
    outlet, published = article.outlet or state.outlet or state.source.title, not_after(article.published, now)
    given = (state.source.id, outlet, now, published)
    if (article.source_id, article.outlet, article.fetched, article.published) == given:
        return article
    return replace(article, source_id=state.source.id, outlet=outlet, fetched=now, published=published)


def _edited(old: Article, article: Article, wants_page: bool = False) -> Draft | None:
    """Draft that replaces a stored article; None if nothing has changed."""
    article = replace(article, language=old.language) if article.text == old.text else article
    return Draft(article, wants_page, arrives=article.fetched != old.fetched) if article != old else None


def _has_moved(old: str, new: str, entry: ParsedEntry) -> bool:
    """Whether an article is at another address now; a different query does not count, as it may change at every
    request."""
    if entry.known is None or entry.known.guid is None or not new:
        return False
    before, after = urlsplit(old), urlsplit(new)
    same_page = (before.hostname, before.path) == (after.hostname, after.path)
    return entry.known.address != entry.form.address and not same_page


def _takes_over(state: SourceState, stored: StoredArticle) -> bool:
    """Whether a source takes over a threaded article whose source is no longer configured."""
    return bool(stored.thread_id) and stored.place is None and state.place is not None


def _goes_before(state: SourceState, stored: StoredArticle) -> bool:
    """Whether a source precedes that of an unthreaded article in the configuration."""
    if stored.thread_id or not stored.pending or state.place is None:
        return False
    return stored.place is None or state.place < stored.place


def with_page(article: Article, page: Article) -> Article:
    """An article with the text of its page, or unchanged if the page's text is shorter than the feed's or damaged.

    If the link redirected to another host, the page's address becomes the article's.
    """
    if len(page.text.split()) <= len(article.text.split()) or text_damage(article, page):
        return article
    from briefing.sources.article_urls import canonical

    return replace(
        article,
        url=canonical(page.url) if urlsplit(page.url).hostname != urlsplit(article.url).hostname else article.url,
        text=page.text,
        links=page.links,
        origin="page",
        title=article.title or page.title,
        author=article.author or page.author,
        published=article.published or page.published,
        language=page.language or article.language,
        wire=page.wire or article.wire,
    )
