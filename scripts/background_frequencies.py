"""Share of the articles of a language that have each stem, for `briefing/threads/data/frequencies/`.

Run: python scripts/background_frequencies.py en DICTIONARY, with SymSpell's frequency_dictionary_en_82_765.txt (MIT), a
word and its count on a line, or, with wordfreq installed, whose lists are CC BY-SA 4.0:
python scripts/background_frequencies.py CODE...
To be run again after a change of the stemmer or of the stop words.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from briefing.text.terms import is_stop_word, stem, words

MOST_WORDS = 30_000
"""Number of the most frequent words that are used; rarer ones are mostly misspellings."""
ARTICLE_WORDS, ARTICLES = 300, 10_000
LEAST_OF_ENGLISH, LEAST = 20, 50
"""Minimum number of articles, of `ARTICLES`, that have a stem: with 50, the lists have half the size; on ECB+ and
MultiLing the same F1 as with 20, and 3 less with 150 or none."""
DATA = Path(__file__).parents[1] / "briefing/threads/data/frequencies"


def main(language: str, *others: str) -> None:
    """Write the list of each language."""
    if language == "en":
        rows = [line.split() for line in Path(others[0]).read_text(encoding="utf-8-sig").splitlines()]
        write(language, {word: float(count) for word, count in rows}, LEAST_OF_ENGLISH)
        return
    from wordfreq import get_frequency_dict  # type: ignore[import-not-found,unused-ignore]

    for code in (language, *others):
        write(code, {as_written(word, code): share for word, share in get_frequency_dict(code).items()}, LEAST)


def as_written(word: str, language: str) -> str:
    """A word of wordfreq, which folds the case of Greek, with its final sigma."""
    return f"{word[:-1]}ς" if language == "el" and word.endswith("σ") else word


def write(language: str, frequencies: Mapping[str, float], least: int) -> None:
    """Write the stems of a language and their numbers of articles, one a line."""
    stems: Counter[str] = Counter()
    for word in sorted(frequencies, key=lambda word: -frequencies[word])[:MOST_WORDS]:
        for piece in words(word):  # pairs of characters
            if (len(piece) > 1 or not piece.isascii()) and not is_stop_word(piece, language) and not piece[0].isdigit():
                stems[stem(piece, language)] += frequencies[word]  # type: ignore[assignment]
    total = sum(frequencies.values())
    expected = {root: ARTICLES * (1 - math.exp(-ARTICLE_WORDS * stems[root] / total)) for root in sorted(stems)}
    lines = [f"{root} {round(count)}\n" for root, count in expected.items() if count >= least]
    (DATA / f"{language}.txt").write_text("".join(lines), encoding="utf-8")
    print(language, len(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
