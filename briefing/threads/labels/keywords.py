"""Keywords of a thread: leading words that are not names, as its articles spell them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from briefing.model import AnnotatedArticle
from briefing.text.boundaries import WITH_CAPITAL_NOUNS
from briefing.text.terms import content_stems_by_word, stem, words
from briefing.threads.clustering.background_frequencies import rarities
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
    stems, rarity_of = content_stems_by_word(language), rarities(language)
    names = {word for name in barred for word in words(name)}
    left_out = {stem(word, language) for word in names.union(_name_words(members, language))}
    counted: Counter[str] = Counter()
    weights: dict[str, int] = defaultdict(int)
    for item in sample(members):
        title, text = words(item.article.title), item.article.text
        early, late = words(text[:EARLY]), words(text[EARLY:HEAD])
        in_article: dict[str, int] = defaultdict(int)
        for word, weight in Counter(TITLE * title + 2 * early + late).items():
            root = stems[word]
            if root and root not in left_out and len(word) > 2 and word.isalpha():
                in_article[root] += weight
        for root, total in in_article.items():
            weights[root] += min(total, MOST)
        counted.update(title + early + late)
    ranked = sorted([(-weight * rarity_of[root], root) for root, weight in weights.items()])[:most]
    forms: dict[str, tuple[int, str]] = {root: (0, "") for _, root in ranked}
    for word, number in counted.items():
        if (root := stems[word]) in forms and len(word) > 2 and word.isalpha():
            forms[root] = max((number, word), forms[root])
    return [form for _, form in forms.values()]


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
