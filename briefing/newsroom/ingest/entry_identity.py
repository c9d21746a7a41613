"""Matching of feed entries to stored articles, and ids of new articles. Pure functions.

An entry is recognised by the feed's identifier, else by address and title. A stored article keeps its id permanently;
the id of a new one is derived from its address, or from address and title if that id is taken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefing.model import Article, stable_id
from briefing.newsroom.ingest.entry_keys import ParsedEntry, has_same_form, id_beside, possible_ids, title_hash
from briefing.newsroom.ingest.text_similarity import has_same_numbers, text_likeness, title_likeness
from briefing.store.stored_values import SeenEntry, SourceState, StoredArticle

SAME = 0.8
"""Minimum similarity of titles or texts of two entries with the same content."""
EDITED = 0.5
"""Minimum similarity to an earlier form of an entry if there is no other candidate."""
RELATED = 0.3
"""Minimum similarity to an earlier form of an entry with the same identifier."""
MOST_COMPARED = 40
"""Maximum number of entries and articles of one address that are compared; exact matches are not limited."""

_LATEST = datetime.max.replace(tzinfo=UTC)


def is_same(one: Article, other: Article) -> bool:
    """Whether articles of different feeds with the same address are one: title or text is nearly identical."""
    return title_likeness(one.title, other.title) >= SAME or text_likeness(one.text, other.text) >= SAME


def is_revision(old: Article, new: Article) -> bool:
    """Whether an entry without identifier may be an edited form of the only article of its address."""
    texts = text_likeness(old.text, new.text)
    if not has_same_numbers(old.title, new.title):  # two versions of a program, two days of one report
        return texts >= SAME and not _has_other_date(old, new)
    return title_likeness(old.title, new.title) >= EDITED or texts >= SAME


def is_reissue(old: Article, new: Article) -> bool:
    """Whether an entry with a different identifier is the only article of its address, as in feeds that generate
    identifiers at every request."""
    texts = text_likeness(old.text, new.text)
    if not is_revision(old, new):
        return False
    return texts >= EDITED or not _has_other_date(old, new) or not (old.text and new.text)


def is_repeated(first: ParsedEntry, again: ParsedEntry) -> bool:
    """Whether two entries of one document with the same identifier, address and title are one; some feeds give all
    entries the same title."""
    is_similar = not again.article.text or text_likeness(first.article.text, again.article.text) >= EDITED
    has_other_date = _has_other_date(first.article, again.article)
    return is_similar or not has_other_date if again.form.guid else is_similar and not has_other_date


def is_renamed(old: Article, new: Article) -> bool:
    """Whether an entry with a known identifier and a different address is the known article; some feeds use one
    identifier for all entries."""
    if not _has_other_date(old, new) and old.published:
        return True
    return title_likeness(old.title, new.title) >= RELATED or text_likeness(old.text, new.text) >= RELATED


def _has_other_date(old: Article, new: Article) -> bool:
    return old.published is not None and new.published is not None and old.published != new.published


def identify(
    source: SourceState, entries: Sequence[ParsedEntry], known: Sequence[SeenEntry], stored: Mapping[str, StoredArticle]
) -> Identified:
    """Match the entries of a document to articles.

    Args:
        source: the feed.
        entries: all its entries, with distinct keys.
        known: its stored entries that have one of their keys, identifiers or addresses.
        stored: the stored articles of these entries and with ids of `possible_ids`, by id.
    """
    if not known and not stored and _are_distinct(entries):  # the first request of most feeds
        return Identified(list(entries), {})
    document = _Document(source, entries, known, stored)
    document.recognise_exact_forms()
    document.recognise_earlier_forms()
    document.recognise_identifiers()
    document.recognise_titles()
    document.compare()
    document.drop_removed()
    document.assign_new_ids()
    return Identified(list(document.identified()), document.renamed)


def _are_distinct(entries: Sequence[ParsedEntry]) -> bool:
    """Whether no two entries have the same address or id, so that each is a new article of its own."""
    addresses, ids = {entry.form.address for entry in entries}, {entry.form.article_id for entry in entries}
    return len(addresses) == len(ids) == len(entries)


@dataclass(frozen=True, slots=True)
class Identified:
    """The entries of a document with their articles."""

    entries: list[ParsedEntry]
    """In the order of the document; without those whose article is no longer stored."""
    renamed: dict[str, str]
    """Old id -> new id of unthreaded articles that cede the id of their address to an entry of a feed configured before
    theirs, so that the result does not depend on the order of answers."""


class _Document:
    """Matching state of the entries of one document; no article is assigned to two entries."""

    def __init__(
        self,
        source: SourceState,
        entries: Sequence[ParsedEntry],
        known: Sequence[SeenEntry],
        stored: Mapping[str, StoredArticle],
    ) -> None:
        self._place, self._source_id = source.place, source.source.id
        self.renamed: dict[str, str] = {}
        self._entries = {entry.form.key: entry for entry in entries}
        self._stored = stored
        self._stored_forms = {seen.key: seen for seen in known}
        self._forms_of_article: defaultdict[str, list[SeenEntry]] = defaultdict(list)
        for seen in known:
            self._forms_of_article[seen.article_id].append(seen)
        self.known: dict[str, SeenEntry] = {}
        self._articles: dict[str, str] = {}
        self._dropped: set[str] = set()
        self._claimed: set[str] = set()
        self._replaced: set[str] = set()

    def identified(self) -> Iterator[ParsedEntry]:
        """The entries with the ids of their articles, in the order of the document."""
        ids_by_address: defaultdict[str, set[str]] = defaultdict(set)
        for id_ in self._stored:
            ids_by_address[id_].add(id_)
        for seen in self._stored_forms.values():
            ids_by_address[seen.address].add(seen.article_id)
        for key, entry in self._entries.items():
            ids_by_address[entry.form.address].add(self._articles[key])
        for key, entry in self._entries.items():
            if key not in self._dropped:
                id_, known = self._articles[key], self.known.get(key)
                if known:
                    key = known.key
                elif key in self._stored_forms:  # an entry with a new title continues under this key
                    key = stable_id(f"{key}\n{id_}", 16)
                form, article = entry.form, entry.article
                if (form.key, form.article_id, article.id) != (key, id_, id_):
                    form, article = replace(form, key=key, article_id=id_), replace(article, id=id_)
                yield ParsedEntry(form, article, entry.earlier_key, known, len(ids_by_address[form.address]) > 1)

    def recognise_exact_forms(self) -> None:
        """Match entries with unchanged identifier, address and title."""
        for key, entry in self._entries.items():
            if (seen := self._stored_forms.get(key)) and has_same_form(entry.form, seen):
                self._match(key, seen)

    def recognise_earlier_forms(self) -> None:
        """Match entries without address to forms stored by an earlier version."""
        for key, entry in self._unmatched():
            if not entry.article.url and (seen := self._earlier_form(entry)) and seen.article_id not in self._claimed:
                self._match(key, seen)

    def recognise_identifiers(self) -> None:
        """Match entries with the identifier of exactly one stored article."""
        carriers = Counter(entry.form.guid for entry in self._entries.values())
        by_guid: defaultdict[str, dict[str, SeenEntry]] = defaultdict(dict)
        for seen in self._stored_forms.values():
            if seen.guid:
                by_guid[seen.guid].setdefault(seen.article_id, seen)
        for key, entry in self._unmatched():
            guid = entry.form.guid or ""
            matches = by_guid.get(guid, {}) if carriers[guid] == 1 else {}
            if len(matches) == 1:  # an identifier of several articles is ambiguous
                (seen,) = matches.values()
                if seen.article_id not in self._claimed and self._has_kept_its_identifier(entry, seen):
                    self._match(key, seen)

    def _has_kept_its_identifier(self, entry: ParsedEntry, seen: SeenEntry) -> bool:
        if seen.address == entry.form.address or seen.title == entry.form.title:
            return True
        stored = self._stored.get(seen.article_id)
        return stored is not None and is_renamed(stored.article, entry.article)

    def recognise_titles(self) -> None:
        """Match entries by address and title where identifiers are ambiguous, those with the same content first."""
        by_content: defaultdict[tuple[str, str, str, datetime | None], list[SeenEntry]] = defaultdict(list)
        for seen in self._unclaimed_forms():
            by_content[seen.address, seen.title, seen.fingerprint, seen.published].append(seen)
        for key, entry in self._unmatched():
            matches = by_content[entry.form.address, entry.form.title, entry.form.fingerprint, entry.form.published]
            if matches:
                self._match(key, matches.pop())
        by_title: defaultdict[tuple[str, str], list[SeenEntry]] = defaultdict(list)
        for seen in self._unclaimed_forms():
            by_title[seen.address, seen.title].append(seen)
        for key, entry in self._unmatched():
            for seen in by_title[entry.form.address, entry.form.title][:MOST_COMPARED]:
                if seen.article_id not in self._claimed and self._is_repetition(entry, seen):
                    self._match(key, seen)
                    break

    def _unclaimed_forms(self) -> list[SeenEntry]:
        """Stored forms of unmatched articles, one per article, in a fixed order."""
        by_article = {seen.article_id: seen for seen in sorted(self._stored_forms.values(), key=lambda seen: seen.key)}
        return [seen for id_, seen in by_article.items() if id_ not in self._claimed]

    def _is_repetition(self, entry: ParsedEntry, seen: SeenEntry) -> bool:
        if stored := self._stored.get(seen.article_id):
            return is_reissue(stored.article, entry.article)
        return seen.published == entry.form.published or seen.fingerprint == entry.form.fingerprint

    def compare(self) -> None:
        """Match entries to similar articles with the same address, most similar first."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for key, entry in self._unmatched():
            groups[entry.form.address].append(key)
        candidates = self._candidates()
        for address, keys in groups.items():
            ids = candidates[address][:MOST_COMPARED]
            if len(keys) == len(ids) == 1 and self._is_only_known_article(address, ids[0]):
                self._claim(keys[0], ids[0])
            scores = [
                (-score, self._entries[key].form.title, id_, key)
                for key in sorted(keys, key=self._age_key)[:MOST_COMPARED]
                for id_ in ids
                if key not in self._articles and (score := self._similarity(self._entries[key], id_))
            ]
            for _, _, id_, key in sorted(scores):
                if key not in self._articles and id_ not in self._claimed:
                    self._claim(key, id_)

    def _candidates(self) -> Mapping[str, list[str]]:
        """Unmatched stored articles by address, sorted by id."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for seen in self._stored_forms.values():
            ids[seen.address].add(seen.article_id)
        for _, entry in self._unmatched():
            ids[entry.form.address] |= possible_ids(entry)
        free = self._stored.keys() - self._claimed
        return {address: sorted(group & free) for address, group in ids.items()}

    def _is_only_known_article(self, address: str, id_: str) -> bool:
        """Whether an article is all that an earlier version stored for an address, so that its only entry matches."""
        forms = [form for form in self._forms_of_article[id_] if form.address == address]
        return bool(forms) and all(form.guid is None for form in forms)

    def _similarity(self, entry: ParsedEntry, id_: str) -> float:
        """Similarity of an entry to a candidate article; 0 if it is another article."""
        stored, forms = self._stored[id_], self._forms_of_article[id_]
        if not forms and stored.article.source_id != self._source_id:
            is_one = is_same(stored.article, entry.article)
        elif entry.form.guid and any(form.guid for form in forms):
            is_one = is_reissue(stored.article, entry.article)
        else:
            is_one = is_revision(stored.article, entry.article)
        if not is_one:
            return 0.0
        title_score = title_likeness(stored.article.title, entry.article.title)
        return title_score + text_likeness(stored.article.text, entry.article.text)

    def drop_removed(self) -> None:
        """Drop entries whose article is no longer stored."""
        earlier = Counter(entry.earlier_key for entry in self._entries.values())
        for key, entry in self._unmatched():
            before = self._earlier_form(entry)
            if before is None or before.article_id in self._stored:
                continue
            if before.fingerprint == entry.form.fingerprint or earlier[entry.earlier_key] == 1:
                self._match(key, before)
        self._dropped = {key for key, seen in self.known.items() if seen.article_id not in self._stored}

    def assign_new_ids(self) -> None:
        """Assign unused ids to the remaining entries, the oldest of an address first."""
        taken = (
            {seen.article_id for seen in self._stored_forms.values()}
            | self._stored.keys()
            | set(self._articles.values())
        )
        for key in sorted((key for key, _ in self._unmatched()), key=self._age_key):
            entry = self._entries[key]
            if entry.form.address in taken and self._cedes_id(entry.form.address, taken):
                taken.remove(entry.form.address)
            id_ = entry.form.article_id
            if id_ in taken:
                beside = id_beside(entry.form.address, entry.form.title)
                id_ = beside if beside not in taken else stable_id(f"{beside}\n{key}")
            self._articles[key] = id_
            taken.add(id_)
            if (before := self._earlier_form(entry)) and before.key not in self._replaced:
                self._replace(key, before)

    def _cedes_id(self, address: str, taken: set[str]) -> bool:
        """Whether the article with the id of an address cedes it, being unthreaded and from a feed configured after
        this one; records the renaming."""
        other = self._stored.get(address)
        if other is None or other.thread_id or address in self._claimed or address in self.renamed:
            return False
        behind = self._place is not None and (other.place is None or other.place > self._place)
        id_ = id_beside(address, title_hash(other.article.title))
        if not behind or other.article.source_id == self._source_id or id_ in taken:
            return False
        self.renamed[address] = id_
        taken.add(id_)
        return True

    def _earlier_form(self, entry: ParsedEntry) -> SeenEntry | None:
        """The form of an entry stored by an earlier version."""
        before = self._stored_forms.get(entry.earlier_key)
        return before if before and before.guid is None else None

    def _age_key(self, key: str) -> tuple[datetime, str, str]:
        form = self._entries[key].form
        return (form.published or _LATEST, form.title, key)

    def _unmatched(self) -> list[tuple[str, ParsedEntry]]:
        return [(key, entry) for key, entry in self._entries.items() if key not in self._articles]

    def _match(self, key: str, seen: SeenEntry) -> None:
        self._replace(key, seen)
        self._articles[key] = seen.article_id
        self._claimed.add(seen.article_id)

    def _claim(self, key: str, id_: str) -> None:
        """Assign an article to an entry, which replaces a stored entry of that article without a match."""
        self._articles[key] = id_
        self._claimed.add(id_)
        free = [seen for seen in self._forms_of_article[id_] if seen.key not in self._replaced]
        earlier = self._entries[key].earlier_key
        if free:
            self._replace(key, next((seen for seen in free if seen.key == earlier), free[0]))

    def _replace(self, key: str, seen: SeenEntry) -> None:
        self.known[key] = seen
        self._replaced.add(seen.key)
