"""Names of outlets: publishers, not the titles of their feeds.

`World - CBSNews.com` and `CBS News: Politics` are one outlet, CBS News. Feeds of one site (the registrable domain of
their articles) have one name: the one that the user has configured, else the part of the titles that spells the
domain, else what the titles share.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from briefing import wordlists

NAMING = 1
"""Version of the method; refreshes rename what an earlier version has named."""
LONG_NAME = 18
"""Characters, without a leading article, above which a name is shortened as its domain shortens it."""
MAX_WORDS = 40
"""Words of a title that are compared with the domain."""

_SEPARATOR = re.compile(r" (?:[-–—|•·»›>:/~]|::|//) | ?[|»›] | [|»›]|[:>] |[：｜]|(?<=[^\W_]{5})\. ")
_WORD = re.compile(
    r"[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff'’]+|[^\W_0-9A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff]+"
)
_JOINED_NEWS = re.compile(r"(?<=[A-Za-z])(?=News(?![a-z]))")
_AFFIXES = re.compile(r"^(?:the|my|go|get|we)(?=.{2})|(?<=..)(?:news|online|media|tv|hq|daily|blog|press|mag|app|fm)$")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True)
class FeedTitle:
    """A feed, as far as it tells its publisher."""

    title: str
    """Title of the feed or name given by the user; may be empty."""
    site: str = ""
    """Registrable domain of its articles; empty if unknown or shared by publishers."""
    configured: bool = False
    """Whether the user has chosen the title."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that was taken from a title."""

    text: str
    """The name; empty if the title has none."""
    agreement: int = 0
    """How well it spells the domain: 3 in whole words, 2 by their first letters, 1 in part, 0 not at all."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """Words of a title that spell a domain."""

    start: int
    """Number of the first word."""
    lengths: tuple[int, ...]
    """Letters taken from each word; 0 for one that is skipped."""
    agreement: int
    """As in `_Name`."""


def outlet_name(title: str, site: str = "") -> str:
    """Name of the outlet of a feed of which no other feed is known; empty without title and site."""
    return outlet_names([FeedTitle(title, site)])[0]


def outlet_names(feeds: Sequence[FeedTitle]) -> list[str]:
    """Name of the outlet of each feed; independent of the order of the feeds."""
    by_site: dict[str, list[FeedTitle]] = {}
    for feed in feeds:
        by_site.setdefault(feed.site, []).append(feed)
    names: dict[FeedTitle, str] = {}
    for site, group in by_site.items():
        names |= _names_of_site(site, list(dict.fromkeys(group))) if site else {feed: _alone(feed) for feed in group}
    return [names[feed] for feed in feeds]


def has_parts(title: str) -> bool:
    """Whether a title has parts, one of which may be the name of a section."""
    return len(_SEPARATOR.split(_line(title))) > 1


def _alone(feed: FeedTitle) -> str:
    return _line(feed.title) if feed.configured else _clean(feed.title, "").text or _line(feed.title)


def _names_of_site(site: str, feeds: Sequence[FeedTitle]) -> dict[FeedTitle, str]:
    """Names of the feeds of one site: one name if it can be seen that they have one publisher."""
    own = {feed: _clean(feed.title, site) for feed in feeds}
    publisher, is_certain = _publisher(site, own), any(name.agreement for name in own.values())
    return {feed: _name_of(feed, name, publisher, is_certain) or site for feed, name in own.items()}


def _name_of(feed: FeedTitle, own: _Name, publisher: str, is_certain: bool) -> str:
    """Name of a feed's outlet: the publisher of its site, or its own name if that may be another outlet's."""
    if feed.configured:
        return publisher or _line(feed.title)
    belongs = is_certain or not own.text or _contains(feed.title, publisher)
    return publisher if publisher and belongs else own.text


def _publisher(site: str, own: Mapping[FeedTitle, _Name]) -> str:
    """Name of the publisher of a site; empty if it is not known, or if the user distinguishes several."""
    configured = sorted({_line(feed.title) for feed in own if feed.configured})
    if not configured:
        return _best_name(site, own.values()) or _shared_part([feed.title for feed in own])
    shared = _shared_words(configured)
    return shared if len(configured) == 1 or (shared and _spelling(site, shared)) else ""


def _best_name(site: str, names: Collection[_Name]) -> str:
    """The name that spells the domain best, or what several such names share."""
    best = max((name.agreement for name in names), default=0)
    spelled = Counter(name.text for name in names if best and name.agreement == best)
    shared = _shared_words(sorted(spelled))
    if shared and _spelling(site, shared):
        return shared
    return min(spelled, key=lambda text: (-spelled[text], -len(text.split()), len(text), text), default="")


def _clean(title: str, site: str) -> _Name:
    """The publisher's name in a feed's title; without text if the title has only names of sections."""
    parts = [part for part in map(_without_feed_words, _SEPARATOR.split(_line(title))) if part]
    spellings = [(part, spelling) for part in parts if site and (spelling := _spelling(site, part))]
    if spellings:
        part, spelling = max(spellings, key=lambda pair: pair[1].agreement)
        return _Name(_spelled_name(part, spelling, site), spelling.agreement)
    named = [part for part in parts if not _is_section(part)]
    if len(named) > 1 and not site:  # nothing tells which of them is the publisher
        return _Name(_line(title))
    return _Name(named[0] if named else "")


def _spelled_name(part: str, spelling: _Spelling, site: str) -> str:
    """The words of a title that spell the domain, with article and `News`, or the whole part if it has other words."""
    words = list(_WORD.finditer(part))
    first, end = spelling.start, spelling.start + len(spelling.lengths)
    before, after = [word[0] for word in words[:first]], [word[0] for word in words[end:]]
    if _letters("".join(after)) == _letters(site.partition(".")[2]):
        name = part[words[first - _articles(before)].start() : words[end - 1].end()]
        if sum(letter.isupper() for letter in name) < 2:
            return part  # `Lenta.ru` is a name
    elif all(map(_is_section_word, (*before, *after))):
        start = words[first - _articles(before)].start()
        if after and _fold(after[0]) in _list("outlet_kept_words"):
            return part[start : words[end].end()]
        name = part[start : words[end - 1].end()]
    else:
        return part
    return _shortened(_JOINED_NEWS.sub(" ", name), [word[0] for word in words[spelling.start :]], spelling)


def _articles(before: Sequence[str]) -> int:
    """Number of articles, 0 or 1, that belong to a name behind the words `before`."""
    is_article = bool(before) and _fold(before[-1]) in _list("outlet_articles")
    return int(is_article and (len(before) == 1 or before[-1][0].isupper()))


def _shortened(name: str, words: Sequence[str], spelling: _Spelling) -> str:
    """A long name as the domain abbreviates it: CSMonitor, WSJ."""
    pairs = [(word, length) for word, length in zip(words, spelling.lengths, strict=False) if length]
    bare = name[name.find(pairs[0][0]) :]
    if len(bare) <= LONG_NAME or spelling.agreement != 2:
        return name
    pieces = (word if length >= len(word) else word[:length] for word, length in pairs)
    return "".join(piece[:1].upper() + piece[1:] for piece in pieces)


def _spelling(site: str, part: str) -> _Spelling | None:
    """The words of `part` that spell the domain; None if there are none."""
    label = _label(site)
    words = [word[0] for word in _WORD.finditer(part)][:MAX_WORDS]
    labels = dict.fromkeys((label, _AFFIXES.sub("", label)))
    for target in labels:
        for forms in dict.fromkeys(tuple(fold(word) for word in words) for fold in (_letters, _letters_with_umlauts)):
            matches = (match for start in range(len(forms)) if (match := _spelled_from(target, words, forms, start)))
            if best := max(matches, key=lambda match: match.agreement, default=None):
                return best
    for number, word in enumerate(words):
        if len(word) > 2 and word.isupper() and label.startswith(_letters(word)):
            return _Spelling(number, (len(word),), 1)
    return None


def _spelled_from(label: str, words: Sequence[str], forms: Sequence[str], start: int) -> _Spelling | None:
    """The spelling of `label` that begins with the word `start`; abbreviations must cover all words of a name."""
    lengths = _match(label, tuple(forms[start:]))
    if not lengths:
        return None
    used = forms[start : start + len(lengths)]
    if all(form[length:] in ("", "s") for form, length in zip(used, lengths, strict=True)):
        return _Spelling(start, lengths, 3)
    others = (*words[:start], *words[start + len(lengths) :])
    if not all(map(_is_section_word, others)) or len(used) < 2:
        return None
    return _Spelling(start, lengths, 2)


@lru_cache(1024)
def _match(label: str, forms: tuple[str, ...]) -> tuple[int, ...]:
    """Letters that each of the first `forms` gives, in order, to spell `label`; empty if they do not."""
    if not forms or not forms[0]:
        return ()
    form = forms[0]
    most = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(label, form, strict=False))))
    for length in range(most, 0, -1):
        if length == len(label):
            return (length,)
        if rest := _match(label[length:], forms[1:]):
            return (length, *rest)
        if len(forms) > 2 and forms[1] in _list("outlet_connectors") and (rest := _match(label[length:], forms[2:])):
            return (length, 0, *rest)
    return ()


def _shared_part(titles: Sequence[str]) -> str:
    """The part that most titles share and that is no section; empty if no two share one."""
    parts = Counter(part for title in titles for part in set(_SEPARATOR.split(_line(title))) if not _is_section(part))
    part = min(parts, key=lambda part: (-parts[part], part), default="")
    return part if parts[part] > 1 else ""


def _shared_words(names: Sequence[str]) -> str:
    """Words at the start, else at the end, of all names; empty if these are only articles or names of sections."""
    lists = [name.split() for name in names]
    if not lists:
        return ""
    start = _common_length(lists)
    end = _common_length([words[::-1] for words in lists])
    for words in (lists[0][:start], lists[0][len(lists[0]) - end :]):
        if words and not _is_section(" ".join(words)):
            return " ".join(words)
    return ""


def _common_length(lists: Sequence[Sequence[str]]) -> int:
    columns = zip(*([_fold(word) for word in words] for words in lists), strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _contains(title: str, name: str) -> bool:
    return f" {' '.join(_words(name))} " in f" {' '.join(_words(title))} "


def _without_feed_words(part: str) -> str:
    """A part of a title without `RSS`, `Feed` at its ends; empty if nothing else is left."""
    words = list(_WORD.finditer(part))
    kept = [word for word in words if _fold(word[0]) not in _list("outlet_feed_words")]
    if not kept or len(kept) == len(words):
        return part if kept else ""
    before, after = part[: kept[0].start()], part[kept[-1].end() :]
    start = kept[0].start() if _words(before) else 0
    end = kept[-1].end() if _words(after) else len(part)
    return part[start:end].strip()


def _is_section(part: str) -> bool:
    return all(map(_is_section_word, _words(part)))


def _is_section_word(word: str) -> bool:
    folded = _fold(word)
    return folded in _list("outlet_section_words") or folded in _list("outlet_articles") or folded.isdigit()


def _words(text: str) -> list[str]:
    return [_fold(word) for word in _WORD.findall(text)]


def _fold(word: str) -> str:
    return word.strip("'’").casefold()


def _line(title: str) -> str:
    return " ".join(title.split())


def _label(site: str) -> str:
    """Letters and digits of the name in a registrable domain."""
    label = site.partition(".")[0].casefold()
    if label.startswith("xn--"):
        with contextlib.suppress(UnicodeError):
            label = label.encode("ascii").decode("idna")
    return _letters(label)


def _letters_with_umlauts(word: str) -> str:
    return _letters(word.casefold().translate(_UMLAUTS))


@lru_cache(4096)
def _letters(word: str) -> str:
    """Latin letters and digits of a word; Cyrillic and Greek ones are transliterated."""
    plain = "".join(_latin_letters().get(letter, letter) for letter in word.casefold())
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(_latin_letters().get(letter, letter) for letter in decomposed if letter.isalnum())


@cache
def _latin_letters() -> dict[str, str]:
    pairs = (line.partition(" ") for line in wordlists.entries("text", "outlet_letters"))
    return {letter: latin for letter, _, latin in pairs}


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(wordlists.entries("text", name))
