"""Matching of feed entries to stored articles, and ids of new articles. Pure functions.

An entry is recognised by the feed's identifier, else by address and title. A stored article keeps its id permanently;
the id of a new one is derived from its address, or from address and title if that id is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from briefing.model import Article, Entry, stable_id
from briefing.newsroom.ingest.text_similarity import has_same_numbers, text_likeness, title_likeness
from briefing.query.case_folding import fold
from briefing.store.stored_values import SeenEntry, SourceState, Stored

SAME = 0.8
"""Minimum similarity of titles or texts of two entries with the same content."""
EDITED = 0.5
"""Minimum similarity to an earlier form of an entry if there is no other candidate."""
RELATED = 0.3
"""Minimum similarity to an earlier form of an entry with the same identifier."""
MOST_COMPARED = 40
"""Maximum number of entries and articles of one address that are compared; exact matches are not limited."""

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry of a source, made an article."""

    heard: SeenEntry
    """What tells it from its earlier and later forms."""
    article: Article
    """The article in its current form."""
    earlier_key: str = ""
    """Its key before schema 12, which did not tell entries with one identifier and address apart."""
    known: SeenEntry | None = None
    """What is stored of it; None if it is new."""
    shares_address: bool = False
    """Whether other articles have its address, so that the page is not specific to it."""


def entry_key(guid: str, address: str, title: str) -> str:
    """Key of an entry within its feed, in the form that it has now; arguments as the fields of `SeenEntry`."""
    return stable_id(f"{guid}\n{address}\n{title}", 16)


def earlier_key(entry: Entry) -> str:
    """Key of an entry before schema 12."""
    return stable_id(f"{entry.guid}\n{entry.url}", 16)


def address_of(entry: Entry, article: Article) -> str:
    """Article id derived from the address alone; without address from the identifier, else from the title."""
    if article.url or entry.has_guid:
        return article.id
    return stable_id(f"{entry.source_id}\n{title_hash(article.title)}")


def guid_hash(guid: str, feed_url: str) -> str:
    """Hash of an entry's identifier; empty if there is none, or if it is the address of the whole feed.

    Identifiers that are addresses are compared without scheme, `www.` and tracking parameters.
    """
    from briefing.sources.addresses import identity

    if not guid.startswith(("http://", "https://")):
        return stable_id(guid, 16) if guid else ""
    page = identity(guid)
    if "/" not in page or page == _identity_of_feed(feed_url):
        return ""
    return stable_id(f"{page}#{guid.partition('#')[2]}", 16)


@lru_cache(maxsize=8)
def _identity_of_feed(feed_url: str) -> str:
    from briefing.sources.addresses import identity

    return identity(feed_url)


def title_hash(title: str) -> str:
    """Hash of a title with case, accents and punctuation folded."""
    return stable_id(fold(title), 16)


def is_same(one: Article, other: Article) -> bool:
    """Whether articles of different feeds with the same address are one: title or text is nearly identical."""
    return title_likeness(one.title, other.title) >= SAME or text_likeness(one.text, other.text) >= SAME


def is_revision(old: Article, new: Article) -> bool:
    """Whether an entry without identifier may be an edited form of the only article of its address."""
    texts = text_likeness(old.text, new.text)
    if not has_same_numbers(old.title, new.title):  # two versions of a program, two days of one report
        return texts >= SAME and not _is_dated_apart(old, new)
    return title_likeness(old.title, new.title) >= EDITED or texts >= SAME


def is_reissue(old: Article, new: Article) -> bool:
    """Whether an entry with a different identifier is the only article of its address, as in feeds that generate
    identifiers at every request."""
    texts = text_likeness(old.text, new.text)
    if not is_revision(old, new):
        return False
    return texts >= EDITED or not _is_dated_apart(old, new) or not (old.text and new.text)


def is_repeated(first: ParsedEntry, again: ParsedEntry) -> bool:
    """Whether two entries of one document with the same identifier, address and title are one; some call all that they
    have to say the same."""
    is_similar = not again.article.text or text_likeness(first.article.text, again.article.text) >= EDITED
    is_apart = _is_dated_apart(first.article, again.article)
    return is_similar or not is_apart if again.heard.guid else is_similar and not is_apart


def is_renamed(old: Article, new: Article) -> bool:
    """Whether an entry with a known identifier and a different address is the known article; some feeds use one
    identifier for all entries."""
    if not _is_dated_apart(old, new) and old.published:
        return True
    return title_likeness(old.title, new.title) >= RELATED or text_likeness(old.text, new.text) >= RELATED


def _is_dated_apart(old: Article, new: Article) -> bool:
    return old.published is not None and new.published is not None and old.published != new.published


def name_beside(address: str, title: str) -> str:
    """The id of an article whose address has given its id to another; arguments as the fields of `SeenEntry`."""
    return stable_id(f"{address}\n{title}")


def names_of(item: ParsedEntry) -> set[str]:
    """The ids under which an entry may be stored, by whatever feed."""
    return {item.heard.address, name_beside(item.heard.address, item.heard.title)}


def has_same_form(heard: SeenEntry, known: SeenEntry) -> bool:
    """Whether an entry has the identifier, address and title that are stored of it."""
    return (heard.guid, heard.address, heard.title) == (known.guid, known.address, known.title)


def identify(
    source: SourceState, said: Sequence[ParsedEntry], known: Sequence[SeenEntry], stored: Mapping[str, Stored]
) -> Identified:
    """Match the entries of a document to articles.

    Args:
        source: the feed.
        said: all its entries, with distinct keys.
        known: its stored entries that have one of their keys, identifiers or addresses.
        stored: the stored articles of these entries and with ids of `names_of`, by id.
    """
    document = _Document(source, said, known, stored)
    document.recognise_exact_forms()
    document.recognise_earlier_forms()
    document.recognise_identifiers()
    document.recognise_titles()
    document.compare()
    document.let_go()
    document.name_new()
    return Identified(list(document.identified()), document.renamed)


@dataclass(frozen=True, slots=True)
class Identified:
    """The entries of a document with their articles."""

    said: list[ParsedEntry]
    """In the order of the document; without those whose article was let go."""
    renamed: dict[str, str]
    """Old id -> new id of unthreaded articles that cede the id of their address to an entry of a feed configured before
    theirs, so that the result does not depend on the order of answers."""


class _Document:
    """Matching state of the entries of one document; no article is assigned to two entries."""

    def __init__(
        self, source: SourceState, said: Sequence[ParsedEntry], known: Sequence[SeenEntry], stored: Mapping[str, Stored]
    ) -> None:
        self._place, self._source_id = source.place, source.source.id
        self.renamed: dict[str, str] = {}
        self._said = {item.heard.key: item for item in said}
        self._stored = stored
        self._own = {heard.key: heard for heard in known}
        self._of_article: defaultdict[str, list[SeenEntry]] = defaultdict(list)
        for heard in known:
            self._of_article[heard.article_id].append(heard)
        self.known: dict[str, SeenEntry] = {}
        self._articles: dict[str, str] = {}
        self._dropped: set[str] = set()
        self._claimed: set[str] = set()
        self._places: set[str] = set()

    def identified(self) -> Iterator[ParsedEntry]:
        """The entries with the ids of their articles, in the order of the document."""
        crowds: defaultdict[str, set[str]] = defaultdict(set)
        for id_ in self._stored:
            crowds[id_].add(id_)
        for heard in self._own.values():
            crowds[heard.address].add(heard.article_id)
        for key, item in self._said.items():
            crowds[item.heard.address].add(self._articles[key])
        for key, item in self._said.items():
            if key not in self._dropped:
                id_, known = self._articles[key], self.known.get(key)
                if known:
                    key = known.key
                elif key in self._own:  # an entry with a new title continues under this key
                    key = stable_id(f"{key}\n{id_}", 16)
                heard, article = item.heard, item.article
                if (heard.key, heard.article_id) != (key, id_):
                    heard = replace(heard, key=key, article_id=id_)
                if article.id != id_:
                    article = replace(article, id=id_)
                yield ParsedEntry(heard, article, item.earlier_key, known, len(crowds[heard.address]) > 1)

    def recognise_exact_forms(self) -> None:
        """Match entries with unchanged identifier, address and title."""
        for key, item in self._said.items():
            if (heard := self._own.get(key)) and has_same_form(item.heard, heard):
                self._take(key, heard)

    def recognise_earlier_forms(self) -> None:
        """Match entries without address to forms stored by an earlier version."""
        for key, item in self._open():
            if not item.article.url and (heard := self._earlier(item)) and heard.article_id not in self._claimed:
                self._take(key, heard)

    def recognise_identifiers(self) -> None:
        """Match entries with the identifier of exactly one stored article."""
        carriers = Counter(item.heard.guid for item in self._said.values())
        by_guid: defaultdict[str, dict[str, SeenEntry]] = defaultdict(dict)
        for heard in self._own.values():
            if heard.guid:
                by_guid[heard.guid].setdefault(heard.article_id, heard)
        for key, item in self._open():
            guid = item.heard.guid
            matches = by_guid.get(guid, {}) if guid and carriers[guid] == 1 else {}
            if len(matches) == 1:  # an identifier of several articles is ambiguous
                (heard,) = matches.values()
                if heard.article_id not in self._claimed and self._has_kept_its_identifier(item, heard):
                    self._take(key, heard)

    def _has_kept_its_identifier(self, item: ParsedEntry, heard: SeenEntry) -> bool:
        if heard.address == item.heard.address or heard.title == item.heard.title:
            return True
        stored = self._stored.get(heard.article_id)
        return stored is not None and is_renamed(stored.article, item.article)

    def recognise_titles(self) -> None:
        """Entries with the address and title of one, where identifiers do not tell them apart; first those that say
        the same."""
        by_content: defaultdict[tuple[str, str, str, datetime | None], list[SeenEntry]] = defaultdict(list)
        for heard in self._free():
            by_content[heard.address, heard.title, heard.fingerprint, heard.published].append(heard)
        for key, item in self._open():
            matches = by_content[item.heard.address, item.heard.title, item.heard.fingerprint, item.heard.published]
            if matches:
                self._take(key, matches.pop())
        by_title: defaultdict[tuple[str, str], list[SeenEntry]] = defaultdict(list)
        for heard in self._free():
            by_title[heard.address, heard.title].append(heard)
        for key, item in self._open():
            for heard in by_title[item.heard.address, item.heard.title][:MOST_COMPARED]:
                if heard.article_id not in self._claimed and self._is_the_same_once_more(item, heard):
                    self._take(key, heard)
                    break

    def _free(self) -> list[SeenEntry]:
        """What is known and no entry is yet, once an article, in an order of its own."""
        by_article = {heard.article_id: heard for heard in sorted(self._own.values(), key=lambda heard: heard.key)}
        return [heard for id_, heard in by_article.items() if id_ not in self._claimed]

    def _is_the_same_once_more(self, item: ParsedEntry, heard: SeenEntry) -> bool:
        if stored := self._stored.get(heard.article_id):
            return is_reissue(stored.article, item.article)
        return heard.published == item.heard.published or heard.fingerprint == item.heard.fingerprint

    def compare(self) -> None:
        """Match entries to similar articles with the same address, most similar first."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for key, item in self._open():
            groups[item.heard.address].append(key)
        candidates = self._candidates()
        for address, keys in groups.items():
            ids = candidates[address][:MOST_COMPARED]
            if len(keys) == len(ids) == 1 and self._is_all_that_was_known(address, ids[0]):
                self._claim(keys[0], ids[0])
            scores = [
                (-score, self._said[key].heard.title, id_, key)
                for key in sorted(keys, key=self._age)[:MOST_COMPARED]
                for id_ in ids
                if key not in self._articles and (score := self._likeness(self._said[key], id_))
            ]
            for _, _, id_, key in sorted(scores):
                if key not in self._articles and id_ not in self._claimed:
                    self._claim(key, id_)

    def _candidates(self) -> Mapping[str, list[str]]:
        """Unmatched stored articles by address, sorted by id."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for heard in self._own.values():
            ids[heard.address].add(heard.article_id)
        for _, item in self._open():
            ids[item.heard.address] |= names_of(item)
        free = self._stored.keys() - self._claimed
        return {address: sorted(group & free) for address, group in ids.items()}

    def _is_all_that_was_known(self, address: str, id_: str) -> bool:
        """Whether an article is all that an earlier version stored for an address, so that its only entry matches."""
        heard = [each for each in self._of_article[id_] if each.address == address]
        return bool(heard) and all(each.guid is None for each in heard)

    def _likeness(self, item: ParsedEntry, id_: str) -> float:
        """How much an entry is like an article that it may be; 0 where it is another one."""
        stored, heard = self._stored[id_], self._of_article[id_]
        if not heard and stored.article.source_id != self._source_id:
            is_one = is_same(stored.article, item.article)
        elif item.heard.guid and any(each.guid for each in heard):
            is_one = is_reissue(stored.article, item.article)
        else:
            is_one = is_revision(stored.article, item.article)
        if not is_one:
            return 0.0
        titles = title_likeness(stored.article.title, item.article.title)
        return 1e-6 + titles + text_likeness(stored.article.text, item.article.text)

    def let_go(self) -> None:
        """Drop entries whose article is no longer stored."""
        earlier = Counter(item.earlier_key for item in self._said.values())
        for key, item in self._open():
            before = self._earlier(item)
            if before is None or before.article_id in self._stored:
                continue
            if before.fingerprint == item.heard.fingerprint or earlier[item.earlier_key] == 1:
                self._take(key, before)
        self._dropped = {key for key, heard in self.known.items() if heard.article_id not in self._stored}

    def name_new(self) -> None:
        """Assign unused ids to the remaining entries, the oldest of an address first."""
        taken = {heard.article_id for heard in self._own.values()} | self._stored.keys() | set(self._articles.values())
        for key in sorted((key for key, _ in self._open()), key=self._age):
            item = self._said[key]
            if item.heard.address in taken and self._gives_way(item.heard.address, taken):
                taken.remove(item.heard.address)
            names = (item.heard.article_id, name_beside(item.heard.address, item.heard.title))
            id_ = next((name for name in names if name not in taken), stable_id(f"{names[1]}\n{key}"))
            self._articles[key] = id_
            taken.add(id_)
            if (before := self._earlier(item)) and before.key not in self._places:
                self._replace(key, before)

    def _gives_way(self, address: str, taken: set[str]) -> bool:
        """Whether the article with the id of an address cedes it, being unthreaded and from a feed configured after
        this one; records the renaming."""
        other = self._stored.get(address)
        if other is None or other.thread_id or address in self._claimed or address in self.renamed:
            return False
        behind = self._place is not None and (other.place is None or other.place > self._place)
        id_ = name_beside(address, title_hash(other.article.title))
        if not behind or other.article.source_id == self._source_id or id_ in taken:
            return False
        self.renamed[address] = id_
        taken.add(id_)
        return True

    def _earlier(self, item: ParsedEntry) -> SeenEntry | None:
        """What an earlier version has stored of an entry."""
        before = self._own.get(item.earlier_key)
        return before if before and before.guid is None else None

    def _age(self, key: str) -> tuple[datetime, str, str]:
        heard = self._said[key].heard
        return (heard.published or _LATEST, heard.title, key)

    def _open(self) -> list[tuple[str, ParsedEntry]]:
        return [(key, item) for key, item in self._said.items() if key not in self._articles]

    def _take(self, key: str, heard: SeenEntry) -> None:
        self._replace(key, heard)
        self._articles[key] = heard.article_id
        self._claimed.add(heard.article_id)

    def _claim(self, key: str, id_: str) -> None:
        """Assign an article to an entry, which replaces a stored entry of that article without a match."""
        self._articles[key] = id_
        self._claimed.add(id_)
        free = [heard for heard in self._of_article[id_] if heard.key not in self._places]
        earlier = self._said[key].earlier_key
        if free:
            self._replace(key, next((heard for heard in free if heard.key == earlier), free[0]))

    def _replace(self, key: str, heard: SeenEntry) -> None:
        self.known[key] = heard
        self._places.add(heard.key)
