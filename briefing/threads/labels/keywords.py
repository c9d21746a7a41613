"""Keywords of a thread: leading words that are not names, as its articles spell them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefing.model import AnnotatedArticle
from briefing.text.boundaries import WITH_CAPITAL_NOUNS
from briefing.text.terms import content_stems_by_word, stem, words
from briefing.threads.clustering.background_frequencies import at_large
from briefing.threads.labels.leading_names import sample

HEAD = 1500
"""Characters of a text that are examined: news leads with the main facts."""
EARLY = 400
"""Characters in which words count twice."""
MOST = 10.0
"""Maximum weight of a word in one article."""
TITLE = 3.0
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
    counts: dict[str, int] = defaultdict(int)
    weights: dict[str, float] = defaultdict(float)
    for item in sample(members):
        in_article: dict[str, float] = defaultdict(float)
        for word, (number, weight) in _weigh_words(item).items():
            root = stems[word] if len(word) > 2 and word.isalpha() else ""
            if root and root not in roots:
                counts[word] += number
                in_article[root] += weight
        for root, total in in_article.items():
            weights[root] += min(total, MOST)
    rare = at_large(weights, language)
    ranked = sorted(weights, key=lambda root: (-weights[root] * math.sqrt(rare[root]), root))[:most]
    forms: dict[str, tuple[int, str]] = {}
    for word, number in counts.items():
        forms[stems[word]] = max((number, word), forms.get(stems[word], (0, "")))
    return [forms[root][1] for root in ranked]


def _language(members: Sequence[AnnotatedArticle]) -> str:
    """Language of most members."""
    languages = Counter(item.analysis.terms.language for item in members)
    return max(languages, key=lambda language: (languages[language], language))


def _weigh_words(item: AnnotatedArticle) -> dict[str, tuple[int, float]]:
    """Number and total weight of each word of the headline and the head of the text."""
    article = item.article
    weighed: dict[str, tuple[int, float]] = {}
    for text, weight in ((article.title, TITLE), (article.text[:EARLY], 2.0), (article.text[EARLY:HEAD], 1.0)):
        for word, times in Counter(words(text)).items():
            number, total = weighed.get(word, (0, 0.0))
            weighed[word] = (number + times, total + times * weight)
    return weighed


def _name_words(members: Sequence[AnnotatedArticle], language: str) -> Iterator[str]:
    """Words of all names, and, unless nouns have capitals, words that only occur capitalised, such as `Colombian`."""
    small: set[str] = set()
    capital: set[str] = set()
    for item in sample(members):
        for name in item.analysis.names:
            yield from words(name.full)
        for word in set(item.article.text[:HEAD].split()):
            bare = word.strip("\"'“”‘’(),.:;!?")
            (capital if bare[:1].isupper() else small).add(bare.casefold())
    if language not in WITH_CAPITAL_NOUNS:
        yield from capital - small
