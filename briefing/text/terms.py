"""Words, stems and term counts, by which threads and summaries compare articles.

Weighting and comparison are left to `briefing.threads` and `briefing.summary`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefing.text.article_words import MARKS_AROUND, ArticleWords, article_words
from briefing.text.lazy_regex import late
from briefing.text.lexicon import entries

if TYPE_CHECKING:
    from Stemmer import Stemmer

    from briefing.model import Name, Terms
    from briefing.text.ending_stemmer import EndingStemmer

# Plain words (for speed), initials with stops, words, numbers; an apostrophe joins words, a hyphen does not.
_WORD = re.compile(r"[a-z]++(?![\w.'’])|[^\W\d_](?:\.(?:[^\W\d_]\.)+|[^\W_]*(?:['’][^\W_]+)*)|\d+(?:[.,]\d+)*")
STEMMER = 3
"""Version of the stems in `Terms`; stored terms of another version are counted again."""
LEAD_WORDS = 50
"""Words of the lead, by which threads compare articles: on MultiLing F1 93.3 to 95.5 from 40 to 60, 91.9 at 80, 90.0
without a lead; on ECB+, whose texts are hardly longer, no difference."""
_MOST_TOKENS = 1 << 16
"""Tokens whose stems are cached."""
_POSSESSIVE = ("'s", "’s")
# Scripts without spaces between words. Overlapping pairs of characters stand for words, which works as well for
# comparisons (Nie & Ren 1999).
_UNSPACED = "\u0e01-\u0e5b\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# Korean joins particles to its words, so its syllables are paired too.
_PAIRED = _UNSPACED + "\uac00-\ud7a3"
_FIRST_UNSPACED = "\u0e01"
# Combining vowel signs and accents, which `re` does not count as letters.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0963\u0980-\u0dff"
_LETTER = f"(?:[^\\W_]|[{_MARKS}])"
_CHARACTERS_A_WORD = 2
_THAI_LETTERS, _LAST_THAI = 3, "\u0e5b"
"""Thai has few letters, of which vowels and tones are some."""
_unspaced_run = late(f"[{_UNSPACED}]+")
_paired_run = late(f"[{_PAIRED}]+")
_marked_word = late(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|{_LETTER}+(?:['’]{_LETTER}+)*")
"""`_WORD` with combining marks among the letters."""
# First bytes, in UTF-8, of characters that need `_marked_word` or `_pieces`; curly quotes and dashes do not have them.
_UNSPACED_BYTE = re.compile(b"[\xe0\xe3-\xe9]")
_RARE_BYTE = re.compile(b"[\xcc\xcd\xd6\xd7\xd9\xe0\xe3-\xed]")
# fmt: off
STOP_LISTED = frozenset((
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it",
    "ja", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "ur", "vi", "zh",
))
# fmt: on
"""Languages with a list of stop words."""
_WITH_ELISION = ("ca", "fr", "it")
"""Languages that join function words to the next word by an apostrophe."""
_LONGEST_ELISION = 5
_STOPPED_PAIRS = ("ja", "zh")
"""Languages whose stop words are mostly of one character, hiragana and function words, which pairs cut from their
neighbours."""
_SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def words(text: str) -> list[str]:
    """Words and numbers of `text` in order, lower-cased; character bigrams in scripts without spaces."""
    text = text.lower()
    if text.isascii() or not _RARE_BYTE.search(_utf8(text)):
        return _WORD.findall(text)
    return [piece for word in _marked_word().findall(text) for piece in _pieces(word)]


def count_words(text: str) -> int:
    """Number of words of `text` for a reader: by white space, or one per two characters in scripts without spaces."""
    spaced = len(text.split())
    if text.isascii() or not _UNSPACED_BYTE.search(_utf8(text)):
        return spaced
    return max(spaced, sum(map(len, _unspaced_run().findall(text))) // _CHARACTERS_A_WORD)


@lru_cache(maxsize=1 << 14)
def stem(word: str, language: str = "en") -> str:
    """Stem of a lower-cased `word` by the stemmer of its language (Snowball, Porter 2001), the word itself if none.

    An English possessive ending and a joined article (`l'usine`) are removed. Never empty for a word that is not.
    """
    bare = word[:-2] if language == "en" and word.endswith(_POSSESSIVE) else _without_elision(word, language)
    stemmer = _stemmer(language)
    return (stemmer.stemWord(bare) if stemmer else bare) or word


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> tuple[str, ...]:
    """Stems of a lower-cased `word` by the stemmers of all languages, the English one first."""
    return tuple(dict.fromkeys(stem(word, language) for language in ("en", *_SNOWBALL)))


def is_stop_word(word: str, language: str = "en") -> bool:
    """Whether a lower-cased `word` carries no content: `of`, `qu'une`, a pair of characters with one that has none."""
    stop = stop_words(language)
    if word in stop:
        return True
    if (last := _without_elision(word, language)) != word:
        return last in stop
    return language in _STOPPED_PAIRS and not stop.isdisjoint(word)


def _without_elision(word: str, language: str) -> str:
    """`word` with straight apostrophes, without a function word that is joined to it: `usine` of `l’usine`."""
    word = word.replace("’", "'")
    joined, _, last = word.partition("'")
    return last if last and language in _WITH_ELISION and len(joined) <= _LONGEST_ELISION else word


@lru_cache(maxsize=1 << 9)  # the sentences of an article are compared several times in a row
def content_stems(text: str, language: str = "en") -> tuple[str, ...]:
    """Stems of the words of `text` in order, without stop words."""
    roots = content_stems_by_word(language)
    return tuple([root for word in words(text) if (root := roots[word])])


class _ContentStems(dict[str, str]):
    """Stem of each lower-cased word of a language; empty for a stop word. Computed at the first look-up."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_TOKENS:
            self.clear()
        root = self[word] = "" if is_stop_word(word, self._language) else stem(word, self._language)
        return root


@cache
def content_stems_by_word(language: str) -> Mapping[str, str]:
    """Stems of the words of a language, to be looked up by lower-cased word; empty for stop words."""
    return _ContentStems(language)


def make_terms(title: str, text: str, names: Iterable[Name], language: str = "en") -> Terms:
    """Count the stems of `title` and `text`, without stop words and URLs, and the mentions of `names`.

    A person is counted by the last name, any other name by its full form, both in lower case.
    """
    from briefing.model import Terms

    counted: Counter[str] = Counter()
    for name in names:
        folded = name.full.lower()
        counted[folded.rsplit(None, 1)[-1] if name.kind == "person" else folded] += max(1, len(name.mentions))
    body = article_words(text)
    return Terms(
        title=_count(words(title), language),
        names=dict(counted),
        body=_count(body.tokens, language, body.forms),
        lead=_count(_lead(body), language),
        language=language,
    )


def _lead(body: ArticleWords) -> list[str]:
    """The first words of a text."""
    lead: list[str] = []
    for token in body.tokens:
        lead += (token,) if token.isalpha() and token.isascii() else words(token)
        if len(lead) >= LEAD_WORDS:
            break
    return lead[:LEAD_WORDS]


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Stop words of a language by its ISO 639-1 code; empty if there is no list for it."""
    return entries(f"stop_words/{language}") if language in STOP_LISTED else frozenset()


def _count(tokens: Sequence[str], language: str, forms: set[str] | None = None) -> dict[str, int]:
    """Count the stems of tokens, without stop words; `forms` are the different ones among others."""
    stems = _known_stems(language)
    if len(stems) > _MOST_TOKENS:
        stems.clear()
    _add_stems(stems, (forms or set(tokens)).difference(stems), language)
    counts = Counter(map(stems.__getitem__, tokens))
    del counts[""]
    for several in [roots for roots in counts if " " in roots]:
        times = counts.pop(several)
        for root in several.split():
            counts[root] += times
    return dict(counts)


@cache
def _known_stems(language: str) -> dict[str, str]:
    """Cache of the stems of the content words in a token of an article, joined by spaces."""
    return {}


def _add_stems(stems: dict[str, str], tokens: Iterable[str], language: str) -> None:
    """Add the stems of the content words of each token; nearly all tokens are one word of letters."""
    stop, stemmer = stop_words(language), _stemmer(language)
    plain, bare = [], []
    for token in tokens:
        word = token.strip(MARKS_AROUND).lower()
        if word in stop:
            stems[token] = ""
        elif word.isalpha() and len(word) > 1 and (word.isascii() or max(word) < _FIRST_UNSPACED):
            plain.append(token)
            bare.append(word)
        else:
            content = [
                each
                for each in words(token)
                if not is_stop_word(each, language) and (len(each) > 1 or not each.isascii())
            ]
            stems[token] = " ".join(stem(each, language) for each in content)
    stems.update(zip(plain, stemmer.stemWords(bare) if stemmer else bare, strict=True))


def _pieces(word: str) -> list[str]:
    """`word` in pieces: runs of a script without spaces as overlapping pairs or, in Thai, triples of characters."""
    pieces: list[str] = []
    at = 0
    for run in _paired_run().finditer(word):
        pieces += [word[at : run.start()]] if run.start() > at else []
        characters = run.group()
        size = _THAI_LETTERS if characters[0] <= _LAST_THAI else _CHARACTERS_A_WORD
        pieces += [characters[at : at + size] for at in range(len(characters) - size + 1)] or [characters]
        at = run.end()
    return pieces + ([word[at:]] if at < len(word) else [])


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@cache
def _stemmer(language: str) -> Stemmer | EndingStemmer | None:
    from Stemmer import Stemmer

    from briefing.text.ending_stemmer import BASES, EndingStemmer

    name = _SNOWBALL.get(language)
    snowball = Stemmer(name, 0) if name else None  # `stem` is cached already
    return EndingStemmer(language, snowball) if language in BASES else snowball
