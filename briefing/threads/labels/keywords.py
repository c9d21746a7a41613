"""Keywords of a thread: leading words that are not names, as its articles spell them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.model import AnnotatedArticle
from briefing.text.boundaries import WITH_CAPITAL_NOUNS
from briefing.text.terms import content_stems_by_word, stem, words
from briefing.threads.clustering.background_frequencies import at_large
from briefing.threads.labels.leading_names import sample

HEAD = 1500
"""Characters of a text that are examined: news leads with the main facts."""
EARLY = 400
"""Characters in which words count twice."""
MOST = 10
"""Maximum weight of a word in one article."""
TITLE = 3
"""Weight of a word in the headline."""


def rank_words(members: Sequence[AnnotatedArticle], barred: Sequence[str] = (), most: int | None = None) -> list[str]:
    """Words, each in its most frequent form, by number of articles, position and rarity.

    Args:
        members: of the thread.
        barred: names whose words are left out.
        most: maximum number of words; None for all.
    """
    language = _language(members)
    names = {word for name in barred for word in words(name)} | set(_name_words(members, language))
    roots = {stem(word, language) for word in names}
    stems = content_stems_by_word(language)
    counted: list[str] = []
    weights: dict[str, int] = defaultdict(int)
    for item in sample(members):
        title, text = words(item.article.title), item.article.text
        early, late = words(text[:EARLY]), words(text[EARLY:HEAD])
        counted += title + early + late
        in_article: dict[str, int] = defaultdict(int)
        for word, weight in Counter(TITLE * title + 2 * early + late).items():
            root = stems[word]
            if root and root not in roots and len(word) > 2 and word.isalpha():
                in_article[root] += weight
        for root, total in in_article.items():
            weights[root] += min(total, MOST)
    values = {root: -weight * _rarity(root, language) for root, weight in weights.items()}
    ranked = sorted(values, key=lambda root: (values[root], root))[:most]
    forms: dict[str, tuple[int, str]] = dict.fromkeys(ranked, (0, ""))
    for word, number in Counter(counted).items():
        if stems[word] in forms and len(word) > 2 and word.isalpha():
            forms[stems[word]] = max((number, word), forms[stems[word]])
    return [forms[root][1] for root in ranked]


@lru_cache(maxsize=1 << 14)
def _rarity(root: str, language: str) -> float:
    """Square root of the inverse document frequency of a stem."""
    return math.sqrt(at_large((root,), language)[root])


def _language(members: Sequence[AnnotatedArticle]) -> str:
    """Language of most members."""
    languages = Counter(item.analysis.terms.language for item in members)
    return max(languages, key=lambda language: (languages[language], language))


def _name_words(members: Sequence[AnnotatedArticle], language: str) -> Iterator[str]:
    """Words of all names, and, unless nouns have capitals, words that only occur capitalised, such as `Colombian`."""
    small: set[str] = set()
    capital: set[str] = set()
    for item in sample(members):
        for name in item.analysis.names:
            yield from words(name.full)
        if language in WITH_CAPITAL_NOUNS:
            continue
        bare = {word.strip("\"'“”‘’(),.:;!?") for word in set(item.article.text[:HEAD].split())}
        begun = {word for word in bare if word[:1].isupper()}
        capital.update(map(str.casefold, begun))
        small.update(map(str.casefold, bare - begun))
    yield from capital - small
